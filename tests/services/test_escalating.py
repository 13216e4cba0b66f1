"""Whoever agreed to a quick answer gets the formal procedure on asking, and both are counted, each once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.route_details import as_kept
from portal.domain.signatures import FORMAL_ASKED
from portal.domain.vocabulary import FeedbackStatus, Kind, LinkKind, Role, Route
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services import claims, decisions, linking, points, reading
from portal.services.accounts import StaffMember
from portal.services.escalating import ask_for_formal, escalate, may_escalate
from portal.services.now import today
from portal.services.registers import Register, RegisterFilters, Standing, list_register
from portal.services.route_details import wanted_for
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import decided, kept_away, particulars, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
QUICK = {"settled": "quick"}


def _early(officer: StaffMember, supervisor: StaffMember) -> str:
    reference = screened(officer, answers=QUICK)
    signed(decided(reference, officer, Route.EARLY_RESOLUTION).decision_id, reference, supervisor)
    return reference


def _feedback(reference: str) -> Feedback:
    return db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()


def _row(reference: str) -> Record:
    return db.session.scalars(select(Record).where(Record.reference == reference)).one()


def test_the_person_asks_and_it_is_back_on_the_desk_with_its_points() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = _early(officer, supervisor)
    feedback_id = _feedback(reference).id
    assert may_escalate(feedback_id)
    ask_for_formal(feedback_id, "It did not help.")
    feedback = _feedback(reference)
    assert feedback.status is FeedbackStatus.RECEIVED
    assert [point.number for point in points.undecided_points(feedback_id)] == [1]
    assert not may_escalate(feedback_id)
    told = db.session.scalars(select(Event).where(Event.name == EventName.ESCALATED)).one()
    assert (told.account_id, told.facts["by_person"]) == (None, True)
    assert "formal" in reading.read_item(reference, officer).added[-1].text


def test_what_was_tried_is_counted_beside_the_complaint_that_comes_from_it(clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = _early(officer, supervisor)
    assert _row(reference).record_type == "pre_complaint"
    received_on = _feedback(reference).received_on
    clock.forward(days=7)
    escalate(reference, supervisor, "They rang and asked.")
    tried = _row(f"{reference}-E1")
    assert (tried.record_type, tried.procedure, tried.stage) == ("pre_complaint", "informal", "informal")
    assert tried.outcome == "Escalated to stage 1"
    assert (_row(reference).record_type, _row(reference).procedure) == ("complaint", None)
    claims.claim(reference, officer)
    decided(reference, officer, Route.STATUTORY)
    formal = _row(reference)
    assert (formal.procedure, formal.stage, formal.escalated_from) == ("statutory", "1", f"{reference}-E1")
    stage = db.session.scalars(
        select(Stage).join(Case, Case.id == Stage.case_id).where(Case.feedback_id == formal.feedback_id)
    ).one()
    assert stage.started_on == received_on  # the days of the quick answer count
    assert stage.due_on < received_on + timedelta(days=18)
    lines = list_register(Register.EARLY, officer).lines
    assert [(line.row, line.item) for line in lines] == [(f"{reference}-E1", reference)]
    assert (lines[0].answered_on, lines[0].formal_on) == (None, today())
    page = list_register(Register.EARLY, officer, RegisterFilters(standing=Standing.ANSWERED))
    assert not page.lines
    page = list_register(Register.EARLY, officer, RegisterFilters(standing=Standing.FORMAL))
    assert (page.total.answered, page.total.formal, page.months[0].formal) == (0, 1, 1)


def test_nothing_informal_is_tried_again_once_the_formal_way_was_asked_for() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = _early(officer, supervisor)
    escalate(reference, supervisor, "They rang.")
    claims.claim(reference, officer)
    page = reading.read_item(reference, officer).screening
    assert page.suggestion is not None
    assert page.suggestion.route is Route.STATUTORY
    offered = {choice.route: choice for choice in page.routes}
    assert not offered.keys() & {Route.EARLY_RESOLUTION, Route.RESOLVED_AT_FIRST_CONTACT}
    assert FORMAL_ASKED in offered[Route.DUTY_MATTER].second_person
    assert FORMAL_ASKED not in offered[Route.CORPORATE].second_person
    with pytest.raises(MoveNotPossible):
        decided(reference, officer, Route.EARLY_RESOLUTION)
    assert FORMAL_ASKED in decided(reference, officer, Route.SIGNPOSTED).second_person


def test_a_quick_answer_for_another_point_that_waits_to_be_signed_is_dropped() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers=QUICK)
    points.define_point(reference, officer, "The taxi never came.")
    part = particulars(reference, Route.EARLY_RESOLUTION)
    first, second = (
        decisions.decide(
            reference,
            officer,
            Route.EARLY_RESOLUTION,
            "They want a quick answer first.",
            "Dear you, this is what we do.",
            part=decisions.Part((number,), part.category, part.details),
        )
        for number in (1, 2)
    )
    signed(first.decision_id, reference, supervisor)
    ask_for_formal(_feedback(reference).id)
    with pytest.raises(MoveNotPossible):
        signed(second.decision_id, reference, supervisor)
    assert [point.number for point in points.undecided_points(_feedback(reference).id)] == [1, 2]


def test_a_part_that_waits_for_a_signature_is_no_reason_to_refuse() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers=QUICK)
    points.define_point(reference, officer, "The taxi never came.")
    part = particulars(reference, Route.EARLY_RESOLUTION)
    words = ("Because that is what their words say.", "Dear you, this is what we do.")
    early = decisions.decide(
        reference,
        officer,
        Route.EARLY_RESOLUTION,
        *words,
        part=decisions.Part((1,), part.category, part.details),
    )
    signed(early.decision_id, reference, supervisor)
    refused = decisions.decide(reference, officer, Route.REFUSED, *words, part=decisions.Part((2,)))
    assert _feedback(reference).status is FeedbackStatus.AWAITING_SIGNATURE
    ask_for_formal(_feedback(reference).id)
    assert _feedback(reference).status is FeedbackStatus.RECEIVED
    signed(refused.decision_id, reference, supervisor)
    assert [point.number for point in points.undecided_points(_feedback(reference).id)] == [1]


def test_an_officer_says_why_and_nothing_else_is_taken_further() -> None:
    officer, supervisor, cousin = somebody(), somebody(Role.SUPERVISOR), somebody()
    reference = _early(officer, supervisor)
    with pytest.raises(Incomplete):
        escalate(reference, officer, " ")
    kept_away(reference, cousin)
    with pytest.raises(Exception, match="keep away"):
        escalate(reference, cousin, "They rang.")
    formal = screened(officer)
    decided(formal, officer, Route.STATUTORY)
    with pytest.raises(MoveNotPossible):
        escalate(formal, officer, "They rang.")
    with pytest.raises(MoveNotPossible):
        ask_for_formal(_feedback(formal).id, "Please.")
    assert not reading.read_item(formal, officer).added


def test_rights_have_to_be_told_before_a_quick_answer_is_tried() -> None:
    officer = somebody()
    reference = screened(officer, answers=QUICK)
    with pytest.raises(Incomplete) as missing:
        decisions.decide(
            reference, officer, Route.EARLY_RESOLUTION, "Because.", "Dear you, this is what we do."
        )
    assert "details.rights_told" in missing.value.missing


def test_an_enquiry_is_linked_to_the_complaint_it_is_about_and_not_mixed_into_it() -> None:
    officer = somebody()
    complaint = factories.make_feedback().reference
    enquiry = screened(officer, Kind.ENQUIRY)
    assert wanted_for(Route.ENQUIRY, Kind.ENQUIRY).category
    part = decisions.Part(category="review", details=as_kept({"complaint": complaint, "for_young": "yes"}))
    decisions.decide(enquiry, officer, Route.ENQUIRY, "Because.", "Dear you, this is what we do.", part=part)
    (found,) = linking.list_linked(_feedback(enquiry).id, officer)
    assert (found.reference, found.kind) == (complaint, LinkKind.ESCALATED_FROM)
    assert _row(enquiry).record_type == "mp_enquiry"
    assert _row(enquiry).young_person
    assert _row(complaint).record_type == "complaint"
