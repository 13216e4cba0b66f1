"""Nobody gives somebody fewer rights alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.screening import relevant, routes_for, suggest
from portal.domain.signatures import ALWAYS_SIGNED, RIGHTS, fewer_rights, needs_second_person
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Kind, Route
from tests.domain.test_screening import GRANDPARENT, LATE, PARENT, complete_answers, facts

ALWAYS = (
    Route.REFUSED,
    Route.OTHER_AUTHORITY,
    Route.SIGNPOSTED,
    Route.DUTY_MATTER,
    Route.EARLY_RESOLUTION,
    Route.RESOLVED_AT_FIRST_CONTACT,
)


def test_the_list_of_the_design_is_whole() -> None:
    assert set(ALWAYS_SIGNED) == set(ALWAYS)
    assert set(RIGHTS) == set(Route)


@given(st.sampled_from(ALWAYS), complete_answers(Kind.COMPLAINT), st.sampled_from([*Route, None]))
def test_a_route_on_the_list_needs_two_whatever_is_answered(
    route: Route, answers: dict[str, str], suggested: Route | None
) -> None:
    assert needs_second_person(route, suggested, answers)


@given(st.data(), st.sampled_from(sorted(Kind)))
def test_fewer_rights_than_suggested_need_two(data: st.DataObject, kind: Kind) -> None:
    answers = relevant(kind, data.draw(complete_answers(kind)))
    suggested = suggest(kind, answers, facts(kind)).route
    for route in routes_for(kind):
        if suggested is not None and fewer_rights(route, suggested):
            assert needs_second_person(route, suggested, answers, facts(kind))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (LATE | {"late_fair": "no"}, "late"),
        (PARENT | {"proceedings": "harm"}, "harm"),
        (PARENT | {"before": "answered"}, "before"),
    ],
)
def test_a_refusal_names_its_grounds(answers: dict[str, str], words: str) -> None:
    assert any(words in reason for reason in needs_second_person(Route.REFUSED, Route.REFUSED, answers))


def test_finding_no_sufficient_interest_needs_two_even_on_the_route_suggested() -> None:
    answers = GRANDPARENT | {"sufficient_interest": "no"}
    assert needs_second_person(Route.CORPORATE, Route.CORPORATE, answers, facts())


def test_the_procedure_suggested_needs_one_person_only() -> None:
    assert needs_second_person(Route.STATUTORY, Route.STATUTORY, PARENT, facts()) == ()
    assert needs_second_person(Route.CORPORATE, Route.CORPORATE, PARENT, facts()) == ()


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.COMMENT, Kind.ENQUIRY])
def test_what_was_a_complaint_and_is_no_longer_needs_two(kind: Kind) -> None:
    for changed in (facts(kind, sent_as=Kind.COMPLAINT), facts(kind, was_complaint=True)):
        for route in routes_for(kind):
            assert needs_second_person(route, route, {}, changed)


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.COMMENT, Kind.ENQUIRY])
def test_going_on_past_a_complaint_inside_needs_two(kind: Kind) -> None:
    answers = {"hidden_complaint": "yes"}
    for route in routes_for(kind):
        if route not in routes_for(Kind.COMPLAINT):
            assert needs_second_person(route, None, answers, facts(kind))


@pytest.mark.parametrize("who", ["child", "care_leaver"])
@pytest.mark.parametrize("route", [r for r in routes_for(Kind.COMPLAINT) if r is not Route.STATUTORY])
def test_a_childs_complaint_takes_no_other_way_on_one_persons_word(who: str, route: Route) -> None:
    assert needs_second_person(route, route, PARENT | {"who": who}, facts())
    for audience in YOUNG_AUDIENCES:
        assert needs_second_person(route, route, PARENT, facts(audience=audience))
        assert not needs_second_person(Route.STATUTORY, Route.STATUTORY, PARENT, facts(audience=audience))
    assert not needs_second_person(Route.STATUTORY, Route.STATUTORY, PARENT | {"who": who}, facts())


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.COMMENT])
def test_what_a_child_sent_that_is_no_complaint_takes_one_person(kind: Kind) -> None:
    for audience in YOUNG_AUDIENCES:
        assert not needs_second_person(routes_for(kind)[0], None, {}, facts(kind, audience=audience))


def test_fewer_rights_than_an_earlier_decision_need_two() -> None:
    before = facts(earlier_routes=frozenset({Route.STATUTORY}))
    assert needs_second_person(Route.CORPORATE, Route.CORPORATE, PARENT, before)
    assert not needs_second_person(Route.STATUTORY, Route.STATUTORY, PARENT, before)
