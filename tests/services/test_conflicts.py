"""Nobody complained about, nor their line manager, opens, claims or signs it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import Audience, Channel, Kind, PartyRole, Role, Route, SetAsideAs
from portal.extensions import db
from portal.models.account import Account
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services import (
    claims,
    conflicts,
    decisions,
    messages,
    reading,
    reopening,
    screening,
    set_aside,
)
from portal.services.accounts import StaffMember, end_account
from portal.services.intake import PartySent, Submission, submit_feedback
from tests import factories
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def about(worker: str) -> str:
    """Send a complaint that names a worker and return its reference."""
    submission = Submission(
        submission_id=f"about-{worker}",
        kind=Kind.COMPLAINT,
        audience=Audience.ADULT,
        channel=Channel.WEB,
        journey="complaint",
        journey_version=1,
        said=(),
        parties=(PartySent(PartyRole.WORKER_NAMED, "worker", name=worker),),
    )
    return submit_feedback(submission).reference


def test_a_worker_named_in_a_complaint_is_kept_away_from_the_start() -> None:
    worker = somebody(name="Ade Brightwell")
    reference = about("BRIGHTWELL, Ade")
    with pytest.raises(ConflictOfInterest):
        reading.read_item(reference, worker)
    assert (
        reading.read_item(reference, somebody()).history[0].text == "Noted that Ade Brightwell must keep away"
    )


def test_so_is_the_line_manager_of_a_worker_named() -> None:
    manager = somebody(Role.SUPERVISOR)
    somebody(name="Ade Brightwell", line_manager=manager.email)
    reference = about("Ade Brightwell")
    for verb in every_verb(reference, manager, 0):
        with pytest.raises(ConflictOfInterest):
            verb()


def test_a_manager_of_somebody_who_only_knows_the_family_is_not() -> None:
    manager = somebody(Role.SUPERVISOR)
    officer = somebody(line_manager=manager.email)
    reference = factories.make_feedback().reference
    conflicts.note_conflict(reference, officer, officer.id, named=False, reason="My neighbours")
    assert reading.read_item(reference, manager).reference == reference
    with pytest.raises(ConflictOfInterest):
        reading.read_item(reference, officer)


def test_no_verb_of_the_desk_is_a_way_round() -> None:
    proposer, near = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(proposer)
    decision_id = decided(reference, proposer, Route.REFUSED).decision_id
    reading.read_item(reference, near)
    kept_away(reference, near, named=True)
    for verb in every_verb(reference, near, decision_id):
        with pytest.raises(ConflictOfInterest):
            verb()


def every_verb(reference: str, who: StaffMember, decision_id: int) -> list[Callable[[], Any]]:
    """Return everything the desk offers, on one item."""
    verbs: list[Callable[[], Any]] = [
        lambda: reading.read_item(reference, who),
        lambda: claims.claim(reference, who),
        lambda: claims.release(reference, who),
        lambda: claims.take_over(reference, who, "Mine"),
        lambda: screening.save_safeguarding(reference, who, "none"),
        lambda: screening.save_checklist(reference, who, {}),
        lambda: screening.change_kind(reference, who, Kind.COMMENT, "It is"),
        lambda: screening.change_team(reference, who, None),
        lambda: screening.add_office_note(reference, who, "Hello"),
        lambda: decisions.decide(reference, who, Route.STATUTORY, "Because", "Dear you"),
        lambda: decisions.propose_withdrawal(reference, who, "They rang", "Dear you"),
        lambda: set_aside.set_aside(reference, who, SetAsideAs.SPAM, reason="It is"),
        lambda: set_aside.restore(reference, who, "It is not"),
        lambda: set_aside.mark_sampled(reference, who),
        lambda: reopening.reopen(reference, "Look again", who),
        lambda: messages.send_message(reference, who, "Hello"),
        lambda: conflicts.note_conflict(reference, who, who.id, named=False),
        lambda: conflicts.lift_conflict(reference, who, who.id, "It is not so."),
    ]
    if decision_id:
        verbs += [
            lambda: decisions.sign(decision_id, who),
            lambda: decisions.return_decision(decision_id, who, "No"),
        ]
    return verbs


def test_noting_a_conflict_takes_the_item_from_its_holder() -> None:
    officer = somebody()
    made = factories.make_feedback()
    claims.claim(made.reference, officer)
    conflicts.note_conflict(made.reference, officer, officer.id, named=False)
    assert db.session.get_one(Feedback, made.id).claimed_by_id is None
    names = set(db.session.scalars(select(Event.name).where(Event.feedback_id == made.id)))
    assert EventName.CONFLICT_NOTED in names


def test_noting_the_same_conflict_twice_is_one_conflict() -> None:
    near = somebody()
    reference = factories.make_feedback().reference
    for _ in range(2):
        kept_away(reference, near, named=True)
    assert conflicts.is_in_conflict(near.id, _id(reference))


def test_a_twin_that_an_officer_must_keep_away_from_can_not_be_named() -> None:
    officer = somebody()
    twin = factories.make_feedback().reference
    kept_away(twin, officer, named=True)
    with pytest.raises(ConflictOfInterest):
        set_aside.set_aside(
            screened(officer), officer, SetAsideAs.SENT_TWICE, twin, "The same", "We put them together."
        )


def test_only_those_who_screen_note_a_conflict_and_only_about_what_is_there() -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    with pytest.raises(NotAllowed):
        conflicts.note_conflict(reference, somebody(Role.DUTY), officer.id, named=True)
    with pytest.raises(NotFound):
        conflicts.note_conflict("CF-0000-0000", officer, officer.id, named=False)
    with pytest.raises(NotFound):
        conflicts.note_conflict(reference, somebody(Role.SUPERVISOR), 10**6, named=True, reason="So.")


def test_an_officer_speaks_for_herself_alone() -> None:
    manager = somebody(Role.SUPERVISOR)
    officer, colleague = somebody(line_manager=manager.email), somebody()
    reference = factories.make_feedback().reference
    with pytest.raises(NotAllowed):
        conflicts.note_conflict(reference, officer, colleague.id, named=False, reason="I say so.")
    with pytest.raises(MoveNotPossible):
        conflicts.note_conflict(reference, officer, officer.id, named=True, reason="It keeps my manager out.")
    assert reading.read_item(reference, colleague)
    assert reading.read_item(reference, manager)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MANAGER])
def test_whoever_signs_may_name_somebody_with_a_reason(role: Role) -> None:
    signer, near = somebody(role), somebody()
    reference = factories.make_feedback().reference
    with pytest.raises(Incomplete):
        conflicts.note_conflict(reference, signer, near.id, named=False, reason=" ")
    conflicts.note_conflict(reference, signer, near.id, named=False, reason="Her brother.")
    line = reading.read_item(reference, signer).history[0]
    assert (line.by, line.reason) == (signer.name, "Her brother.")
    with pytest.raises(ConflictOfInterest):
        reading.read_item(reference, near)


def test_whoever_proposed_what_waits_keeps_nobody_away_from_it() -> None:
    proposer, signer = somebody(Role.SUPERVISOR), somebody(Role.SUPERVISOR)
    reference = screened(proposer)
    decided(reference, proposer, Route.REFUSED)
    for who in (signer, proposer):
        with pytest.raises(MoveNotPossible):
            conflicts.note_conflict(reference, proposer, who.id, named=False, reason="Too near.")
        with pytest.raises(MoveNotPossible):
            conflicts.lift_conflict(reference, proposer, who.id, "Not so near.")
    assert reading.read_item(reference, signer).pending


def everybody() -> list[int]:
    return list(db.session.scalars(select(Account.id).order_by(Account.id)))


@pytest.mark.parametrize(
    ("danger", "left"),
    [
        (True, {Permission.ACKNOWLEDGE_ALERT, Permission.SIGN, Permission.SCREEN}),
        (False, {Permission.SIGN, Permission.SCREEN}),
    ],
)
def test_nothing_is_ever_put_out_of_everybodys_reach(danger: bool, left: set[Permission]) -> None:
    reference = factories.make_feedback(danger=danger).reference
    last = somebody(Role.SUPERVISOR)
    for account_id in everybody():
        with suppress(MoveNotPossible):
            conflicts.note_conflict(reference, last, account_id, named=False, reason="All of them.")
    roles = db.session.execute(select(Account.id, Account.role)).all()
    item = _id(reference)
    may = [permissions_of(role) for number, role in roles if not conflicts.is_in_conflict(number, item)]
    assert all(any(permission in permissions for permissions in may) for permission in left)


def test_the_last_person_on_duty_stays_within_reach_of_an_alert() -> None:
    reference = factories.make_feedback(danger=True).reference
    signer = somebody(Role.MANAGER)
    refused = 0
    for row in db.session.execute(select(Account.id, Account.role)).all():
        if Permission.ACKNOWLEDGE_ALERT in permissions_of(row.role):
            try:
                conflicts.note_conflict(reference, signer, row.id, named=False, reason="Away.")
            except MoveNotPossible:
                refused += 1
    assert refused == 1


def test_an_account_that_ended_reaches_nothing() -> None:
    reference = factories.make_feedback().reference
    signer = somebody(Role.MANAGER)
    for row in db.session.execute(select(Account.email, Account.role)).all():
        if Permission.SCREEN in permissions_of(row.role):
            end_account(row.email)
    only = somebody()
    with pytest.raises(MoveNotPossible):
        conflicts.note_conflict(reference, signer, only.id, named=False, reason="Too near.")


def test_a_conflict_noted_by_mistake_is_lifted_with_a_reason() -> None:
    near, signer = somebody(), somebody(Role.SUPERVISOR)
    reference = factories.make_feedback().reference
    kept_away(reference, near)
    assert reading.read_item(reference, signer).kept_away == ((near.id, near.name),)
    with pytest.raises(NotAllowed):
        conflicts.lift_conflict(reference, somebody(), near.id, "She is not.")
    with pytest.raises(Incomplete):
        conflicts.lift_conflict(reference, signer, near.id, " ")
    conflicts.lift_conflict(reference, signer, near.id, "Another family of that name.")
    line = reading.read_item(reference, near).history[0]
    assert line.text == f"Noted that {near.name} need not keep away"
    assert (line.by, line.reason) == (signer.name, "Another family of that name.")
    with pytest.raises(MoveNotPossible):
        conflicts.lift_conflict(reference, signer, near.id, "Again.")


def _id(reference: str) -> int:
    return db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one()
