"""What a route is recorded with: closed lists, nothing missing, and words that come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.route_details import (
    CATEGORY,
    NONE,
    RouteDetails,
    Shape,
    as_kept,
    as_read,
    as_shown,
    details_of,
    lacking,
    message_of,
)
from portal.domain.vocabulary import Kind, Route

DUTY = (("request", "Request for a service"),)
BARE = frozenset(
    {
        Route.STATUTORY,
        Route.CORPORATE,
        Route.COMMENT,
        Route.COMPLIMENT_ACCEPTED,
        Route.COMPLIMENT_NOT_ACCEPTED,
    }
)


def _wanted(route: Route) -> RouteDetails:
    return details_of(route, Kind.COMPLAINT, DUTY)


@pytest.mark.parametrize("route", Route)
def test_each_route_asks_for_its_own_and_says_at_each_field_what_is_missing(route: Route) -> None:
    wanted = _wanted(route)
    assert wanted.nothing is (route in BARE)
    missing = lacking(wanted, None, {})
    needed = {one.code for one in wanted.asked if one.missing} | ({CATEGORY} if wanted.category else set())
    assert set(missing) == needed
    assert all(message_of(wanted, code) for code in missing)
    assert all(one.legend for one in wanted.asked if one.shape is Shape.TICK)


def test_a_request_for_an_advocate_asks_for_nothing_more() -> None:
    assert details_of(Route.DUTY_MATTER, Kind.ADVOCATE_REQUEST, DUTY) == NONE


def test_a_category_off_the_list_and_an_answer_to_no_question_are_refused() -> None:
    duty = _wanted(Route.DUTY_MATTER)
    answers = {one.code: "x" for one in duty.asked}
    assert lacking(duty, "request", answers) == ()
    assert lacking(duty, "school", answers) == (CATEGORY,)
    assert lacking(duty, "request", {**answers, "more": "x"}) == ("more",)
    assert lacking(_wanted(Route.REFUSED), "request", {}) == (CATEGORY,)


def test_rights_are_told_before_a_quick_answer_is_tried() -> None:
    early = _wanted(Route.EARLY_RESOLUTION)
    answers = {one.code: "x" for one in early.asked}
    assert lacking(early, None, {**answers, "rights_told": ""}) == ("rights_told",)


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_what_was_answered_comes_back_trimmed(answers: dict[str, str]) -> None:
    kept = {code: words.strip() for code, words in answers.items() if words.strip()}
    assert as_read(as_kept(answers)) == kept


@given(st.text())
def test_any_text_at_all_can_be_read_and_shown(kept: str) -> None:
    for line in as_shown(_wanted(Route.SIGNPOSTED), "school", as_read(kept)):
        assert all(isinstance(part, str) for part in line)


def test_it_is_shown_in_the_words_of_its_questions() -> None:
    shown = as_shown(_wanted(Route.SIGNPOSTED), "school", {"who": "Hill School", "reach": "Ring them"})
    assert shown[:2] == (("Where to?", "School governing body"), ("Who exactly?", "Hill School"))
