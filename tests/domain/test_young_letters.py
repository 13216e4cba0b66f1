"""Whoever is 12 or over gets a letter in words of their own; the plainest one says the same, shorter."""

import pytest

from portal.domain.opening_letters import opening_message, with_rights
from portal.domain.vocabulary import Audience, Route
from portal.domain.young_letter_texts import TWELVE_AND_OVER
from tests.domain.test_letters import FACTS

OLDER, YOUNGER = Audience.TWELVE_AND_OVER, Audience.UNDER_TWELVE


@pytest.mark.parametrize("route", [Route.STATUTORY, Route.CORPORATE])
def test_twelve_and_over_are_told_the_stage_the_reference_and_how_long_they_have(route: Route) -> None:
    letter = opening_message(route, OLDER, FACTS)
    for said in (
        f"stage 1 of {FACTS.stages}",
        "Your reference is CF-7K3M-92QX",
        "within 20 working days of our answer",
        "at any time",
    ):
        assert said in letter
    assert letter != opening_message(route, YOUNGER, FACTS)
    assert with_rights("We are sorry.", route, OLDER, FACTS).count("stage 1 of") == 1


def test_the_plainest_letter_says_from_when_to_count_and_that_the_ombudsman_is_there_at_any_time() -> None:
    letter = opening_message(Route.STATUTORY, YOUNGER, FACTS)
    assert "Ask within 20 working days after our answer." in letter
    assert "You can ask the Ombudsman at any time." in letter


@pytest.mark.parametrize("audience", [OLDER, YOUNGER])
def test_a_formal_complaint_is_said_to_be_something(audience: Audience) -> None:
    letter = opening_message(Route.EARLY_RESOLUTION, audience, FACTS)
    assert "a full one" not in letter
    assert "into it and answer" in letter


@pytest.mark.parametrize("route", list(Route))
def test_no_sentence_of_one_stands_in_the_letter_of_the_other(route: Route) -> None:
    older, younger = (opening_message(route, audience, FACTS) for audience in (OLDER, YOUNGER))
    for plainest, own in TWELVE_AND_OVER.items():
        assert "{" in plainest or plainest not in older
        assert "{" in own or own not in younger
