"""Decisions take effect at once, or when a second person who has read the words signs them."""

import pytest
from sqlalchemy import select

from portal.domain.errors import (
    AlreadyClaimed,
    Incomplete,
    MoveNotPossible,
    NotClaimed,
    OwnDecision,
    SignatureOwed,
    StaleVersion,
)
from portal.domain.screening import routes_for
from portal.domain.signatures import ALWAYS_SIGNED
from portal.domain.vocabulary import FeedbackStatus, Kind, Procedure, Role, Route, SetAsideAs
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.models.screening import Decision
from portal.services import (
    claims,
    decisions,
    desk_returned,
    in_force,
    reading,
    reopening,
    screening,
    set_aside,
    signing_list,
)
from portal.services.accounts import StaffMember
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import (
    COMPLETE,
    complete,
    decided,
    screened,
    signed,
    somebody,
    weighed,
)

pytestmark = pytest.mark.usefixtures("app_context", "clock")

TRANSPORT = {"subject": "sen_transport"}


def test_one_officer_may_accept_a_complaint_for_the_procedure_suggested() -> None:
    officer = somebody()
    reference = screened(officer)

    outcome = decided(reference, officer, Route.STATUTORY)

    page = reading.read_item(reference, officer)
    assert outcome.in_force
    assert page.status is FeedbackStatus.DECIDED
    assert page.claim is None
    assert page.messages[0].text.startswith("Dear you, this is what we do.")
    assert [line.label for line in page.clock] == ["Answer stage 1 by"]


@pytest.mark.parametrize(
    ("answers", "route", "procedure"),
    [({}, Route.STATUTORY, Procedure.STATUTORY), (TRANSPORT, Route.CORPORATE, Procedure.CORPORATE)],
)
def test_a_procedure_opens_with_a_clock_from_the_day_of_receipt(
    answers: dict[str, str], route: Route, procedure: Procedure, clock: Clock
) -> None:
    officer = somebody()
    reference = screened(officer, answers=answers)
    clock.forward(days=2)
    claims.claim(reference, officer)

    decided(reference, officer, route)

    case, stage = db.session.execute(
        select(Case, Stage)
        .join(Stage, Stage.case_id == Case.id)
        .join(Feedback, Feedback.id == Case.feedback_id)
        .where(Feedback.reference == reference)
    ).one()
    assert case.procedure is procedure
    assert (stage.number, stage.days, stage.started_on.isoformat()) == (1, 10, "2026-03-10")
    assert stage.due_on.isoformat() == "2026-03-24"
    record = _record(reference)
    assert (record.procedure, record.stage, record.due_on) == (procedure.value, "1", stage.due_on)


def test_a_refusal_waits_for_somebody_else_who_has_read_the_words() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers={"before": "answered"})

    outcome = decided(reference, officer, Route.REFUSED)

    assert not outcome.in_force
    assert [line.reference for line in signing_list.list_for_signer(supervisor)] == [reference]
    assert _messages(reference, officer) == 0
    with pytest.raises(Incomplete) as missing:
        decisions.sign(outcome.decision_id, supervisor)
    assert missing.value.missing == ("read",)
    signed(outcome.decision_id, reference, supervisor)
    page = reading.read_item(reference, officer)
    assert page.status is FeedbackStatus.DECIDED
    assert "0300 061 0614" in page.messages[0].text
    assert page.messages[0].text == page.decisions[0].message
    assert (_record(reference).stage, _record(reference).outcome) == ("not_accepted", "Answered before")


def test_reading_before_it_was_proposed_is_not_enough_to_sign(clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    reading.read_item(reference, supervisor)
    clock.forward(minutes=1)
    outcome = decided(reference, officer, Route.DUTY_MATTER)
    with pytest.raises(Incomplete):
        decisions.sign(outcome.decision_id, supervisor)


def test_reading_the_words_without_the_letter_is_not_enough_to_sign() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    outcome = decided(reference, officer, Route.REFUSED)
    reading.read_item(reference, supervisor)
    with pytest.raises(Incomplete) as missing:
        decisions.sign(outcome.decision_id, supervisor)
    assert missing.value.missing == ("weigh",)
    signed(outcome.decision_id, reference, supervisor)
    assert reading.read_item(reference, officer).status is FeedbackStatus.DECIDED


def test_whoever_weighed_an_earlier_proposal_has_not_weighed_the_one_that_replaced_it(clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    first = decided(reference, officer, Route.EARLY_RESOLUTION).decision_id
    weighed(reference, supervisor)
    decisions.return_decision(first, supervisor, "Ask first.")
    clock.forward(minutes=5)
    claims.claim(reference, officer)
    second = decided(reference, officer, Route.REFUSED).decision_id
    reading.read_item(reference, supervisor)
    with pytest.raises(MoveNotPossible):
        decisions.sign(first, supervisor)
    with pytest.raises(Incomplete) as missing:
        decisions.sign(second, supervisor)
    assert missing.value.missing == ("weigh",)


def test_nobody_signs_what_they_proposed_themselves() -> None:
    supervisor = somebody(Role.SUPERVISOR)
    reference = screened(supervisor)
    outcome = decided(reference, supervisor, Route.SIGNPOSTED)
    reading.read_item(reference, supervisor)
    assert signing_list.list_for_signer(supervisor) == ()
    for verb in (decisions.sign, lambda d, s: decisions.return_decision(d, s, "No")):
        with pytest.raises(OwnDecision):
            verb(outcome.decision_id, supervisor)


def test_a_returned_decision_comes_back_to_the_desk_with_the_reason() -> None:
    officer, manager = somebody(), somebody(Role.MANAGER)
    reference = screened(officer)
    outcome = decided(reference, officer, Route.EARLY_RESOLUTION)
    reading.read_item(reference, manager)

    decisions.return_decision(outcome.decision_id, manager, "Ask the parent first.")

    (line,) = desk_returned.list_returned(officer).lines
    assert (line.piece.reference, line.how.reason) == (reference, "Ask the parent first.")
    assert reading.read_item(reference, officer).decisions[0].returned_reason == "Ask the parent first."
    claims.claim(reference, officer)
    assert decided(reference, officer, Route.STATUTORY).in_force
    with pytest.raises(MoveNotPossible):
        decisions.sign(outcome.decision_id, manager)


def test_after_a_return_the_safeguarding_question_is_asked_again_and_the_reason_stands(clock: Clock) -> None:
    officer, manager = somebody(), somebody(Role.MANAGER)
    reference = screened(officer)
    outcome = decided(reference, officer, Route.EARLY_RESOLUTION)
    reading.read_item(reference, manager)
    clock.forward(minutes=5)
    decisions.return_decision(outcome.decision_id, manager, "Ring the duty team and the LADO first.")
    claims.claim(reference, officer)
    page = reading.read_item(reference, officer)
    assert page.screening.safeguarding is not None
    assert page.screening.safeguarding.again
    assert [one.id for one in page.sent_back] == [outcome.decision_id]
    with pytest.raises(Incomplete) as missing:
        decided(reference, officer, Route.STATUTORY)
    assert missing.value.missing == ("safeguarding",)
    clock.forward(minutes=1)
    screening.save_safeguarding(reference, officer, "none")
    assert decided(reference, officer, Route.STATUTORY).in_force
    assert reading.read_item(reference, officer).sent_back == ()


def test_what_was_proposed_before_a_withdrawal_can_not_be_signed_after_it() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    first = decided(reference, officer, Route.REFUSED)
    feedback = db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
    feedback.status = FeedbackStatus.WITHDRAWN
    db.session.commit()
    reopening.reopen(reference, "I changed my mind")
    claims.claim(reference, officer)
    second = decided(reference, officer, Route.SIGNPOSTED)

    reading.read_item(reference, supervisor)
    with pytest.raises(MoveNotPossible):
        decisions.sign(first.decision_id, supervisor)
    assert [line.decision_id for line in signing_list.list_for_signer(supervisor)] == [second.decision_id]


@pytest.mark.parametrize("route", sorted(ALWAYS_SIGNED))
@pytest.mark.parametrize("signed_by", ["nobody", "the proposer"])
def test_no_decision_on_the_list_takes_effect_unsigned_however_it_is_reached(
    route: Route, signed_by: str
) -> None:
    officer = somebody()
    reference = screened(officer)
    decision_id = decided(reference, officer, route).decision_id
    decision = db.session.get_one(Decision, decision_id)
    decision.signed_by_id = officer.id if signed_by == "the proposer" else None
    feedback = db.session.get_one(Feedback, decision.feedback_id)
    with pytest.raises(SignatureOwed):
        in_force.bring_into_force(feedback, decision, by=officer.id)


@pytest.mark.parametrize("route", sorted(ALWAYS_SIGNED))
def test_no_officer_takes_a_route_on_the_list_alone(route: Route) -> None:
    for role in (Role.SCREENING_OFFICER, Role.SUPERVISOR):
        officer = somebody(role)
        reference = screened(officer)
        outcome = decided(reference, officer, route)
        assert not outcome.in_force
        assert outcome.second_person
        assert reading.read_item(reference, officer).status is FeedbackStatus.AWAITING_SIGNATURE
        assert _messages(reference, officer) == 0


def test_fewer_rights_than_suggested_wait_for_somebody_else() -> None:
    officer = somebody()
    assert not decided(screened(officer), officer, Route.CORPORATE).in_force
    assert decided(screened(officer, answers=TRANSPORT), officer, Route.CORPORATE).in_force
    assert not decided(screened(officer), officer, Route.SIGNPOSTED).in_force


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.COMMENT, Kind.ENQUIRY])
def test_a_complaint_that_becomes_something_else_waits_for_somebody_else(kind: Kind) -> None:
    officer = somebody()
    reference = screened(officer)
    with pytest.raises(Incomplete):
        screening.change_kind(reference, officer, kind)
    screening.change_kind(reference, officer, kind, "It says thank you.")
    complete(reference, officer, COMPLETE[kind])
    assert not decided(reference, officer, routes_for(kind)[0]).in_force


def test_two_changes_of_kind_do_not_hide_that_it_was_a_complaint() -> None:
    officer = somebody()
    reference = screened(officer, Kind.NOT_SURE)
    screening.change_kind(reference, officer, Kind.COMPLAINT)
    screening.change_kind(reference, officer, Kind.COMMENT, "It is an idea.")
    complete(reference, officer, COMPLETE[Kind.COMMENT])
    assert not decided(reference, officer, Route.COMMENT).in_force


def test_a_later_decision_with_fewer_rights_waits_for_somebody_else() -> None:
    officer = somebody()
    reference = screened(officer, answers=TRANSPORT)
    decided(reference, officer, Route.CORPORATE)
    db.session.execute(Case.__table__.update().values(status="closed"))
    db.session.commit()
    reopening.reopen(reference, "You missed something", officer)
    claims.claim(reference, officer)
    complete(reference, officer, {"subject": "part3"})
    assert not decided(reference, officer, Route.EARLY_RESOLUTION).in_force


def test_safeguarding_comes_before_everything() -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    for step in (
        lambda: screening.save_checklist(reference, officer, {"who": "parent"}),
        lambda: screening.change_kind(reference, officer, Kind.COMMENT, "It is."),
        lambda: decided(reference, officer, Route.STATUTORY),
        lambda: set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="It is."),
        lambda: decisions.propose_withdrawal(reference, officer, "They rang.", "We close it."),
    ):
        with pytest.raises(Incomplete) as missing:
            step()
        assert missing.value.missing == ("safeguarding",)


def test_the_checklist_must_be_complete_and_the_words_there_before_a_route() -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    complete(reference, officer, {"who": "parent", "subject": "part3"})
    with pytest.raises(Incomplete) as missing:
        decided(reference, officer, Route.STATUTORY)
    assert missing.value.missing == ("behalf", "in_time", "before", "proceedings", "settled")
    complete(reference, officer, COMPLETE[Kind.COMPLAINT])
    for reason, message, lacks in (
        (" ", "Dear you", "reason"),
        ("Because", "", "message"),
        ("Because", "No: [Say why]", "message"),
    ):
        with pytest.raises(Incomplete) as missing:
            decisions.decide(reference, officer, Route.STATUTORY, reason, message)
        assert missing.value.missing == (lacks,)


def test_routes_of_another_kind_and_routes_the_council_closes_are_not_open() -> None:
    officer = somebody()
    with pytest.raises(MoveNotPossible):
        decided(screened(officer), officer, Route.COMPLIMENT_ACCEPTED)
    with pytest.raises(MoveNotPossible):
        decided(screened(officer, answers=TRANSPORT), officer, Route.EARLY_RESOLUTION)
    with pytest.raises(MoveNotPossible):
        decided(screened(officer, Kind.NOT_SURE), officer, Route.STATUTORY)


def test_a_compliment_may_be_accepted_without_a_message() -> None:
    officer = somebody()
    reference = screened(officer, Kind.COMPLIMENT)
    assert decisions.decide(reference, officer, Route.COMPLIMENT_ACCEPTED, "Warm.", "").in_force
    assert _messages(reference, officer) == 0
    assert _record(reference).outcome == "Accepted"


def test_only_the_holder_decides_and_only_on_what_they_saw() -> None:
    officer, other = somebody(), somebody()
    reference = screened(officer)
    with pytest.raises(AlreadyClaimed):
        decided(reference, other, Route.STATUTORY)
    with pytest.raises(StaleVersion):
        decisions.decide(reference, officer, Route.STATUTORY, "Because.", "Dear you", version=1)
    claims.release(reference, officer)
    with pytest.raises(NotClaimed):
        decided(reference, officer, Route.STATUTORY)


def test_the_next_item_opens_after_a_decision() -> None:
    officer = somebody()
    first, second = screened(officer), screened(officer)
    assert decided(first, officer, Route.STATUTORY).next_reference == second


def test_a_withdrawal_not_made_by_the_person_waits_for_somebody_else() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    outcome = decisions.propose_withdrawal(reference, officer, "They rang.", "We close it, as you asked.")
    assert not outcome.in_force
    signed(outcome.decision_id, reference, supervisor)
    assert reading.read_item(reference, officer).status is FeedbackStatus.WITHDRAWN
    assert _record(reference).outcome == "Withdrawn"


def test_deciding_again_is_not_possible_however_often_the_button_is_pressed() -> None:
    officer = somebody()
    reference = screened(officer)
    decided(reference, officer, Route.STATUTORY)
    with pytest.raises(MoveNotPossible):
        decided(reference, officer, Route.STATUTORY)
    assert db.session.query(Case).join(Feedback).filter(Feedback.reference == reference).count() == 1


def _record(reference: str) -> Record:
    return db.session.scalars(select(Record).where(Record.reference == reference)).one()


def _messages(reference: str, officer: StaffMember) -> int:
    return len(reading.read_item(reference, officer).messages)
