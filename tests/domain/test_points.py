"""A letter is weighed point by point, and what is said of one point never touches another."""

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.complaint_checklist import COMPLAINT
from portal.domain.points import OF_A_POINT, Weighed, answers_of, most_rights, questions_of_a_point, weigh
from portal.domain.route_details import SETTLES_NOTHING
from portal.domain.screening import missing, relevant, suggest
from portal.domain.signatures import RIGHTS, fewer_rights, needs_second_person
from portal.domain.vocabulary import Kind, Route
from tests.domain.test_screening import LATE, PARENT, complete_answers, facts

ITEMS = complete_answers(Kind.COMPLAINT)
OWN = st.fixed_dictionaries(
    {}, optional={q.code: st.sampled_from(sorted(q.codes)) for q in questions_of_a_point()}
)


def weighed(item: dict[str, str], own: dict[str, str]) -> Weighed:
    """Return what the rules make of one point of an adult's complaint."""
    return weigh(Kind.COMPLAINT, item, own, facts())


def route_of(item: dict[str, str], own: dict[str, str]) -> Route | None:
    """Return the route suggested for a point whose checklist is complete."""
    suggestion = weighed(item, own).suggestion
    assert suggestion is not None
    return suggestion.route


def test_one_letter_holds_a_children_act_point_and_one_of_the_councils_own() -> None:
    care, bus = {"subject": "part3"}, {"subject": "sen_transport"}
    assert [route_of(PARENT, own) for own in (care, bus)] == [Route.STATUTORY, Route.CORPORATE]


def test_a_section_17_assessment_beside_a_child_protection_plan_keeps_its_procedure() -> None:
    plan = PARENT | {"subject": "child_protection"}
    assert route_of(plan, {}) is Route.CORPORATE
    assert route_of(plan, {"subject": "assessment"}) is Route.STATUTORY


def test_a_late_point_is_refused_and_the_others_go_on() -> None:
    late = {"in_time": "no", "late_reasonable": "no", "late_fair": "yes"}
    assert route_of(PARENT, late) is Route.REFUSED
    assert route_of(PARENT, {}) is Route.STATUTORY


def test_only_the_part_that_would_harm_a_trial_waits() -> None:
    assert route_of(PARENT, {"proceedings": "harm"}) is Route.REFUSED
    assert route_of(PARENT, {}) is Route.STATUTORY


def test_an_answer_the_whole_no_longer_counts_is_asked_again_of_a_late_point() -> None:
    left_over = LATE | {"in_time": "yes", "late_reasonable": "no"}
    assert weighed(left_over, {"in_time": "no"}).missing == ("late_reasonable", "late_fair")
    assert weighed(left_over, {}).missing == ()


def test_a_point_takes_the_answers_of_the_whole_where_it_has_none() -> None:
    late = LATE | {"late_fair": "no"}
    assert route_of(late, {"subject": "adoption"}) is Route.REFUSED
    assert answers_of(late, {"subject": "adoption"}) == late | {"subject": "adoption"}


def test_who_complains_is_asked_of_the_whole_letter_only() -> None:
    codes = {question.code for question in questions_of_a_point()}
    assert codes == set(OF_A_POINT)
    assert not codes & {"who", "behalf", "representative", "sufficient_interest", "advocate"}
    assert answers_of(PARENT, {"who": "own_right", "subject": "adoption"})["who"] == "parent"


@given(ITEMS, OWN)
def test_a_point_is_weighed_like_a_letter_of_its_own(item: dict[str, str], own: dict[str, str]) -> None:
    one = weighed(item, own)
    alone = relevant(Kind.COMPLAINT, item) | own
    assert one.missing == missing(Kind.COMPLAINT, alone)
    assert (one.suggestion is None) == bool(one.missing)
    if one.suggestion is not None:
        assert one.suggestion == suggest(Kind.COMPLAINT, alone, facts())


@given(ITEMS, st.lists(OWN, min_size=2, max_size=4), st.data())
def test_a_part_never_changes_what_is_suggested_for_another(
    item: dict[str, str], owns: list[dict[str, str]], data: st.DataObject
) -> None:
    before = [weighed(item, own) for own in owns]
    changed = data.draw(st.integers(0, len(owns) - 1))
    after = [weighed(item, data.draw(OWN) if i == changed else own) for i, own in enumerate(owns)]
    assert [one for i, one in enumerate(before) if i != changed] == [
        one for i, one in enumerate(after) if i != changed
    ]


@given(ITEMS, OWN, st.dictionaries(st.sampled_from([q.code for q in COMPLAINT]), st.text(max_size=4)))
def test_what_is_not_asked_of_a_point_counts_for_nothing(
    item: dict[str, str], own: dict[str, str], stray: dict[str, str]
) -> None:
    strays = {code: answer for code, answer in stray.items() if code not in OF_A_POINT}
    assert weighed(item, own | strays) == weighed(item, own)


@given(ITEMS, st.lists(OWN, min_size=1, max_size=4), st.sampled_from(sorted(RIGHTS)))
def test_several_points_decided_together_are_held_against_the_one_with_most_rights(
    item: dict[str, str], owns: list[dict[str, str]], route: Route
) -> None:
    each = [weighed(item, own) for own in owns]
    suggested = [one.suggestion for one in each if one.suggestion]
    best = most_rights(suggested)
    if best is None or best.route is None:
        assert not suggested
        return
    assert not any(one.route and fewer_rights(best.route, one.route) for one in suggested)
    if fewer_rights(route, best.route) and route not in SETTLES_NOTHING:
        signing = [
            needs_second_person(route, one.suggestion.route, one.answers, facts())
            for one in each
            if one.suggestion
        ]
        assert any(signing)
