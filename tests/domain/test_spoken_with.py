"""No child's or care leaver's item is refused, diverted or closed before somebody spoke with them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.signatures import ALWAYS_SIGNED, WITHDRAWAL, enough_tries, must_be_spoken_with
from portal.domain.suggestion import ScreeningFacts
from portal.domain.vocabulary import Audience, Channel, Kind, Route, SetAsideAs, Spoken
from tests.domain.test_screening import CHILD, PARENT, facts

OF_A_CHILD = {
    "through the door for under twelves": (facts(audience=Audience.UNDER_TWELVE), PARENT),
    "through the door for twelve and over": (facts(audience=Audience.TWELVE_AND_OVER), PARENT),
    "through the advocates' door": (facts(audience=Audience.ADVOCATE), PARENT),
    "from an advocate by another channel": (facts(channel=Channel.ADVOCATE), PARENT),
    "a child who rang": (facts(channel=Channel.PHONE, child_sends=True), PARENT),
    "a child, says the officer": (facts(), CHILD),
    "a care leaver, says the officer": (facts(), CHILD | {"who": "care_leaver"}),
    "somebody who speaks for a child": (facts(), PARENT | {"behalf": "not_their_view"}),
}
ENDINGS = (*ALWAYS_SIGNED, SetAsideAs.SENT_TWICE, WITHDRAWAL)
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


@pytest.mark.parametrize("whose", OF_A_CHILD)
@pytest.mark.parametrize("what", ENDINGS)
def test_a_childs_complaint_is_not_ended_unheard(whose: str, what: Route | SetAsideAs) -> None:
    known, answers = OF_A_CHILD[whose]
    assert must_be_spoken_with(what, known, answers)


@pytest.mark.parametrize("whose", OF_A_CHILD)
@pytest.mark.parametrize("what", [Route.STATUTORY, Route.CORPORATE, Route.SAFEGUARDING_REFERRAL])
def test_neither_a_procedure_nor_a_referral_waits_for_a_talk(whose: str, what: Route) -> None:
    known, answers = OF_A_CHILD[whose]
    assert not must_be_spoken_with(what, known, answers)


@pytest.mark.parametrize("what", [Route.COMMENT, Route.COMPLIMENT_ACCEPTED, Route.ENQUIRY])
@pytest.mark.parametrize("kind", [Kind.COMMENT, Kind.COMPLIMENT, Kind.ENQUIRY])
def test_what_a_child_called_a_complaint_or_was_not_sure_of_is_talked_over_first(
    kind: Kind, what: Route
) -> None:
    young = {"audience": Audience.TWELVE_AND_OVER}
    for before in ({"sent_as": Kind.NOT_SURE}, {"sent_as": Kind.COMPLAINT}, {"was_complaint": True}):
        assert must_be_spoken_with(what, facts(kind, **young, **before), {})
    assert must_be_spoken_with(what, facts(kind, **young), {"hidden_complaint": "yes"})
    assert not must_be_spoken_with(what, facts(kind, **young), {"hidden_complaint": "no"})


def test_a_childs_request_for_an_advocate_goes_on_at_once_unless_a_complaint_is_in_it() -> None:
    asked = facts(Kind.ADVOCATE_REQUEST, audience=Audience.TWELVE_AND_OVER)
    assert not must_be_spoken_with(Route.DUTY_MATTER, asked, {"hidden_complaint": "no"})
    assert must_be_spoken_with(Route.DUTY_MATTER, asked, {"hidden_complaint": "yes"})


@pytest.mark.parametrize("what", [*Route, *SetAsideAs, WITHDRAWAL])
@pytest.mark.parametrize("audience", [Audience.ADULT, Audience.STAFF])
def test_an_adults_own_item_waits_for_no_talk(audience: Audience, what: Route | SetAsideAs) -> None:
    assert not must_be_spoken_with(what, facts(audience=audience), PARENT)


@given(
    st.sampled_from(sorted(Kind)),
    st.sampled_from(sorted(Kind)),
    st.sampled_from(sorted(ALWAYS_SIGNED)),
    st.booleans(),
)
def test_whatever_a_child_sent_no_route_that_ends_it_is_taken_unheard(
    kind: Kind, sent_as: Kind, route: Route, was: bool
) -> None:
    known = ScreeningFacts(kind, sent_as, Audience.UNDER_TWELVE, was_complaint=was)
    granted = kind is Kind.ADVOCATE_REQUEST and route is Route.DUTY_MATTER
    assert granted or must_be_spoken_with(route, known, {})


@pytest.mark.parametrize(
    ("contacts", "enough"),
    [
        ([], False),
        ([(Spoken.NO_ANSWER, MONDAY)], False),
        ([(Spoken.NO_ANSWER, MONDAY), (Spoken.NO_ANSWER, MONDAY)], False),
        ([(Spoken.NO_ANSWER, MONDAY), (Spoken.NO_ANSWER, TUESDAY)], True),
        ([(Spoken.WITH_CHILD, MONDAY)], True),
        ([(Spoken.WITH_ADVOCATE, MONDAY)], True),
        ([(Spoken.CHILD_DECLINED, MONDAY)], True),
        ([(Spoken.NOT_SAFE_TO_TRY, MONDAY)], True),
    ],
)
def test_one_talk_or_the_safe_tries_are_enough(contacts: list[tuple[Spoken, date]], enough: bool) -> None:
    assert enough_tries(contacts) is enough
