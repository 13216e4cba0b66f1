"""What is still to be written in a letter is named, and a reason that says nothing is none."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.letter_blanks import TOLD_WHY, blanks_in, says_why
from portal.domain.opening_letters import GET_LESS, opening_message, said_on, with_rights
from portal.domain.vocabulary import Audience, LetterStyle, Route
from tests.domain.test_letters import FACTS

WHY = "Your school decides about uniforms, and we may not tell it what to do."
WHO = "Ring Exbourne School on 01632 960199."
BLANK = "[Say why, in your own plain words.]"
EVERY = [
    (route, audience, style)
    for route, audience, style in product(sorted(TOLD_WHY), Audience, LetterStyle)
    if any("{reason}" in line for line in said_on(route, audience, FACTS, style))
]


def _filled(route: Route, audience: Audience, style: LetterStyle, why: str) -> str:
    draft = opening_message(route, audience, FACTS, style).replace(BLANK, why)
    for blank in blanks_in(draft):
        draft = draft.replace(blank, WHO)
    return draft


def test_every_route_that_gives_less_than_was_asked_owes_a_reason() -> None:
    assert {route for route in GET_LESS if isinstance(route, Route)} <= TOLD_WHY


@pytest.mark.parametrize(("route", "audience", "style"), EVERY)
def test_a_letter_says_why_in_words_that_mean_something(
    route: Route, audience: Audience, style: LetterStyle
) -> None:
    for nothing in ("", ".", "x", "no no no no no no no", "- - -"):
        assert not says_why(_filled(route, audience, style, nothing), route, audience, FACTS, style), nothing
    assert says_why(_filled(route, audience, style, WHY), route, audience, FACTS, style)


@pytest.mark.parametrize(("route", "audience", "style"), EVERY)
def test_our_own_sentences_are_no_reason_and_an_officers_letter_may_be_all_their_own(
    route: Route, audience: Audience, style: LetterStyle
) -> None:
    bare = with_rights("Dear you.", route, audience, FACTS, style)
    assert not says_why(bare, route, audience, FACTS, style)
    own = with_rights(WHY, route, audience, FACTS, style)
    assert says_why(own, route, audience, FACTS, style)


@given(st.text(max_size=300))
def test_whatever_is_written_is_judged_and_never_fails(message: str) -> None:
    says_why(message, Route.REFUSED, Audience.ADULT, FACTS, LetterStyle.ADULT)
    for blank in blanks_in(message):
        assert blank in message
        assert blank.startswith("[")


@pytest.mark.parametrize("route", [Route.STATUTORY, Route.COMMENT, Route.COMPLIMENT_ACCEPTED])
def test_other_routes_owe_none(route: Route) -> None:
    assert says_why("Dear you.", route, Audience.ADULT, FACTS, LetterStyle.ADULT)


def test_whoever_wants_an_advocate_is_owed_no_reason() -> None:
    wants = replace(FACTS, wants_advocate=True)
    assert says_why("Dear you.", Route.DUTY_MATTER, Audience.ADULT, wants, LetterStyle.ADULT)


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("Ring [the name of the worker] or [Say who] now.", ("[the name of the worker]", "[Say who]")),
        ("[Say why, with its end taken away", ("[Say why, with its end taken away",)),
        ("Twice [x], twice [x].", ("[x]",)),
        ("1. They wrote [Say why] to me.", ()),
        ("It said […], and [1], and [].", ()),
        ("Saying nothing (at all).", ()),
    ],
)
def test_each_place_left_is_named_once_as_it_stands(message: str, left: tuple[str, ...]) -> None:
    assert blanks_in(message) == left
