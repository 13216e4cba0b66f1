"""The rules of screening, case by case and for any answers at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.checklist import SAFEGUARDING
from portal.domain.complaint_routes import is_statutory
from portal.domain.screening import (
    checklist_for,
    is_open_to,
    missing,
    questions_asked,
    relevant,
    routes_for,
    suggest,
)
from portal.domain.signatures import needs_second_person
from portal.domain.suggestion import ScreeningFacts
from portal.domain.vocabulary import Audience, Kind, Route

PARENT = {
    "who": "parent",
    "subject": "part3",
    "behalf": "no",
    "in_time": "yes",
    "before": "new",
    "proceedings": "none",
    "settled": "formal",
}
GRANDPARENT = PARENT | {
    "who": "other",
    "interest_court": "no",
    "interest_meetings": "yes",
    "interest_contact": "yes",
    "interest_plans": "no",
    "interest_care": "yes",
    "interest_direct": "yes",
    "sufficient_interest": "yes",
}
CHILD = {key: value for key, value in PARENT.items() if key != "behalf"} | {
    "who": "child",
    "advocate": "to_be_told",
}
INSIDE_AN_ENQUIRY = {
    "enquiry_kind": "reasons",
    "office_known": "yes",
    "agreement": "yes",
    "hidden_complaint": "yes",
}
LATE = PARENT | {"in_time": "no", "late_reasonable": "yes", "late_fair": "yes"}


def facts(kind: Kind = Kind.COMPLAINT, **changes: object) -> ScreeningFacts:
    """Return the facts of an item sent by an adult as what it is."""
    plain = {"kind": kind, "sent_as": kind, "audience": Audience.ADULT}
    return ScreeningFacts(**(plain | changes))  # type: ignore[arg-type]


CASES = [
    ("a parent about a section 17 assessment", PARENT, Route.STATUTORY),
    ("a child in care about contact", CHILD, Route.STATUTORY),
    ("a care leaver about a grant", CHILD | {"who": "care_leaver"}, Route.STATUTORY),
    ("a foster carer about support", PARENT | {"who": "foster_carer"}, Route.STATUTORY),
    (
        "a special guardian about an allowance",
        PARENT | {"who": "special_guardian", "subject": "special_guardianship"},
        Route.STATUTORY,
    ),
    ("somebody wishing to adopt", PARENT | {"who": "adopter", "subject": "adoption"}, Route.STATUTORY),
    ("how the council asked for a care order", PARENT | {"subject": "part45"}, Route.STATUTORY),
    ("a grandparent who goes to the meetings", GRANDPARENT, Route.STATUTORY),
    ("a neighbour without sufficient interest", GRANDPARENT | {"sufficient_interest": "no"}, Route.CORPORATE),
    ("a foster carer about their own approval", PARENT | {"who": "own_right"}, Route.CORPORATE),
    ("a child protection conference", PARENT | {"subject": "child_protection"}, Route.CORPORATE),
    ("a section 7 report", PARENT | {"subject": "court_report"}, Route.CORPORATE),
    ("travel to school", PARENT | {"subject": "sen_transport"}, Route.CORPORATE),
    ("a school", PARENT | {"subject": "school"}, Route.SIGNPOSTED),
    ("a councillor's conduct", PARENT | {"subject": "councillor"}, Route.SIGNPOSTED),
    ("what a judge decided", PARENT | {"subject": "court_decision"}, Route.SIGNPOSTED),
    ("another council", PARENT | {"subject": "other_authority"}, Route.OTHER_AUTHORITY),
    ("only a question", PARENT | {"subject": "information"}, Route.DUTY_MATTER),
    ("the same again, answered before", PARENT | {"before": "answered"}, Route.REFUSED),
    ("the same, still open", PARENT | {"before": "open"}, Route.STATUTORY),
    ("a trial it would harm", PARENT | {"proceedings": "harm"}, Route.REFUSED),
    ("a court case it would not harm", PARENT | {"proceedings": "no_harm"}, Route.STATUTORY),
    ("late, with a good reason and records left", LATE, Route.STATUTORY),
    ("late without a good reason", LATE | {"late_reasonable": "no"}, Route.REFUSED),
    ("late, and nobody left to ask", LATE | {"late_fair": "no"}, Route.REFUSED),
    ("dates not known", PARENT | {"in_time": "unknown"}, Route.STATUTORY),
    ("a suitable representative", PARENT | {"behalf": "confirmed", "representative": "yes"}, Route.STATUTORY),
    (
        "a child too young to be asked",
        PARENT | {"behalf": "too_young", "representative": "yes"},
        Route.STATUTORY,
    ),
    ("a child not asked yet", PARENT | {"behalf": "not_asked", "representative": "yes"}, Route.STATUTORY),
    ("an unsuitable representative", PARENT | {"behalf": "confirmed", "representative": "no"}, Route.REFUSED),
    ("not the child's view", PARENT | {"behalf": "not_their_view", "representative": "yes"}, Route.REFUSED),
    ("a quick answer asked for", PARENT | {"settled": "quick"}, Route.EARLY_RESOLUTION),
    (
        "a quick answer, not statutory",
        PARENT | {"settled": "quick", "subject": "sen_transport"},
        Route.CORPORATE,
    ),
    ("put right already", PARENT | {"settled": "put_right"}, Route.RESOLVED_AT_FIRST_CONTACT),
    ("nobody knows who sent it", PARENT | {"who": "unknown"}, Route.STATUTORY),
]


@pytest.mark.parametrize(("answers", "route"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_complaint_is_suggested_the_route_an_officer_would_expect(
    answers: dict[str, str], route: Route
) -> None:
    assert missing(Kind.COMPLAINT, answers) == ()
    suggestion = suggest(Kind.COMPLAINT, answers, facts())
    assert suggestion.route is route
    assert all(reason.endswith(".") for reason in suggestion.reasons)
    assert suggestion.reasons
    assert suggestion.test


@pytest.mark.parametrize(
    ("kind", "answers", "route", "becomes"),
    [
        (Kind.COMPLIMENT, {"hidden_complaint": "no", "criteria": "yes"}, Route.COMPLIMENT_ACCEPTED, None),
        (Kind.COMPLIMENT, {"hidden_complaint": "no", "criteria": "no"}, Route.COMPLIMENT_NOT_ACCEPTED, None),
        (Kind.COMPLIMENT, {"hidden_complaint": "yes", "criteria": "yes"}, None, Kind.COMPLAINT),
        (Kind.COMMENT, {"hidden_complaint": "no", "reply_needed": "no"}, Route.COMMENT, None),
        (Kind.COMMENT, {"hidden_complaint": "yes", "reply_needed": "no"}, None, Kind.COMPLAINT),
        (Kind.NOT_SURE, {"really_is": "enquiry"}, None, Kind.ENQUIRY),
        (Kind.ENQUIRY, INSIDE_AN_ENQUIRY, Route.ENQUIRY, None),
        (Kind.ADVOCATE_REQUEST, {"hidden_complaint": "no", "passed_on": "yes"}, Route.DUTY_MATTER, None),
        (Kind.ADVOCATE_REQUEST, {"hidden_complaint": "yes", "passed_on": "yes"}, None, Kind.COMPLAINT),
    ],
)
def test_other_kinds_are_looked_through_for_a_complaint(
    kind: Kind, answers: dict[str, str], route: Route | None, becomes: Kind | None
) -> None:
    suggestion = suggest(kind, answers, facts(kind))
    assert (suggestion.route, suggestion.kind) == (route, becomes)


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.COMMENT, Kind.ENQUIRY, Kind.ADVOCATE_REQUEST])
def test_a_complaint_inside_changes_what_is_suggested_and_who_signs(kind: Kind) -> None:
    usual = {"criteria": "yes", "reply_needed": "yes", "passed_on": "yes"} | INSIDE_AN_ENQUIRY
    inside, none = ({**usual, "hidden_complaint": said} for said in ("yes", "no"))
    found, without = (suggest(kind, answers, facts(kind)) for answers in (inside, none))
    assert found != without
    assert any("complaint inside it" in reason for reason in found.reasons)
    route = without.route
    assert route is not None
    as_it_is = needs_second_person(route, route, relevant(kind, none), facts(kind))
    left_so = needs_second_person(route, found.route, relevant(kind, inside), facts(kind))
    assert left_so
    assert left_so != as_it_is


@pytest.mark.parametrize(
    "whose", [{"audience": Audience.UNDER_TWELVE}, {"audience": Audience.ADVOCATE}, {"child_sends": True}]
)
def test_a_childs_complaint_answered_as_somebody_elses_is_warned_about(whose: dict[str, object]) -> None:
    answers = PARENT | {"who": "own_right"}
    warned = suggest(Kind.COMPLAINT, answers, facts(**whose)).reasons
    assert any("a young person's complaint" in reason for reason in warned)
    unwarned = suggest(Kind.COMPLAINT, answers, facts()).reasons
    assert not any("a young person's complaint" in reason for reason in unwarned)


def test_a_compliment_takes_two_presses() -> None:
    assert len(checklist_for(Kind.COMPLIMENT)) == 2


def test_answers_left_over_from_another_path_count_for_nothing() -> None:
    changed_mind = GRANDPARENT | {"sufficient_interest": "no", "who": "parent"}
    assert "sufficient_interest" not in relevant(Kind.COMPLAINT, changed_mind)
    assert suggest(Kind.COMPLAINT, changed_mind, facts()).route is Route.STATUTORY


def test_a_question_that_hangs_on_one_not_asked_is_not_asked_either() -> None:
    codes = {q.code for q in questions_asked(Kind.COMPLAINT, CHILD | {"behalf": "confirmed"})}
    assert "representative" not in codes


def test_the_six_facts_are_asked_only_of_somebody_not_on_the_list() -> None:
    asked = {q.code for q in questions_asked(Kind.COMPLAINT, GRANDPARENT)}
    assert len([code for code in asked if code.startswith("interest_")]) == 6
    assert not any(q.code.startswith("interest_") for q in questions_asked(Kind.COMPLAINT, PARENT))


def test_early_resolution_of_a_council_complaint_needs_a_council_that_allows_it() -> None:
    transport = PARENT | {"subject": "sen_transport"}
    assert not is_open_to(Route.EARLY_RESOLUTION, transport, facts())
    assert is_open_to(Route.EARLY_RESOLUTION, transport, facts(early_for_corporate=True))
    assert is_open_to(Route.EARLY_RESOLUTION, PARENT, facts())


def test_every_question_says_why_or_is_one_of_the_six_facts() -> None:
    for kind in Kind:
        for question in (*checklist_for(kind), SAFEGUARDING):
            assert question.why or question.code.startswith("interest_"), question.code
            assert question.text.endswith("?")


def complete_answers(kind: Kind) -> st.SearchStrategy[dict[str, str]]:
    """Return any set of answers to every question of a kind, asked or not."""
    return st.fixed_dictionaries({q.code: st.sampled_from(sorted(q.codes)) for q in checklist_for(kind)})


@given(st.data(), st.sampled_from(sorted(Kind)))
def test_any_complete_checklist_leads_somewhere_with_reasons(data: st.DataObject, kind: Kind) -> None:
    answers = data.draw(complete_answers(kind))
    assert missing(kind, answers) == ()
    suggestion = suggest(kind, answers, facts(kind))
    assert (suggestion.route is None) == (suggestion.kind is not None)
    assert suggestion.reasons
    assert all(suggestion.reasons)
    assert suggestion.test
    if suggestion.route is not None:
        assert suggestion.route in routes_for(kind)
        assert is_open_to(suggestion.route, relevant(kind, answers), facts(kind))


@given(st.data(), st.sampled_from(sorted(Kind)))
def test_only_what_is_asked_can_be_missing(data: st.DataObject, kind: Kind) -> None:
    answers = data.draw(complete_answers(kind))
    dropped = data.draw(st.sampled_from(sorted(answers)))
    rest = {code: answer for code, answer in answers.items() if code != dropped}
    assert set(missing(kind, rest)) <= {q.code for q in questions_asked(kind, rest)}
    if dropped in relevant(kind, answers):
        assert dropped in missing(kind, rest)


@given(complete_answers(Kind.COMPLAINT))
def test_nothing_but_a_statutory_subject_is_suggested_the_statutory_procedure(
    answers: dict[str, str],
) -> None:
    if suggest(Kind.COMPLAINT, answers, facts()).route is Route.STATUTORY:
        assert is_statutory(relevant(Kind.COMPLAINT, answers))


@given(st.sampled_from(sorted(Kind)))
def test_an_unknown_answer_is_no_answer(kind: Kind) -> None:
    first = checklist_for(kind)[0]
    assert first.code in missing(kind, {first.code: "made up"})
