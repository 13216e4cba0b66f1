"""What the duty team did about an alert: owed by whoever took it, sealed, missed while nobody wrote it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, exists, func, select, true

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.event import Event, SealedReason
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict, is_in_conflict
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.now import now
from portal.services.sealing import Seal

NOTES = (EventName.DUTY_ALERT_ACKNOWLEDGED, EventName.DUTY_NOTED)
OWED_WITHIN = timedelta(hours=1)
A_MOMENT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many alerts lack a note: in all, of those for over an hour, and of those one person's own."""

    number: int
    long: int
    own: int


def may_be_shown(reader: StaffMember) -> ColumnElement[bool]:
    """Return the condition on Feedback that somebody may learn that it has an alert.

    Whoever sees the desk learns of nothing they must keep away from. The duty team alone must know of all
    danger: they see that there is an alert and whom to ask, and open none that they must keep away from.
    """
    return ~in_conflict(reader.id) if reader.may(Permission.SEE_DESK) else true()


def write_note(alert_id: int, staff: StaffMember, words: str) -> None:
    """Write down, with the time, what was done about an alert that somebody has. Commits.

    Anybody on duty may, since shifts change. The same words sent twice at once are written once. Raises
    Incomplete(("note",)), NotFound, ConflictOfInterest, NotAllowed, or MoveNotPossible while nobody has it.
    """
    if not staff.may(Permission.ACKNOWLEDGE_ALERT):
        raise NotAllowed("Your role doesn't do this.")
    if not words.strip():
        raise Incomplete(("note",))
    with writing():
        alert = db.session.get(DutyAlert, alert_id, with_for_update=True)
        if alert is None:
            raise NotFound("There is no such alert.")
        if is_in_conflict(staff.id, alert.feedback_id):
            raise ConflictOfInterest("You must keep away from this alert. Ask somebody else on duty.")
        if alert.acknowledged_at is None:
            raise MoveNotPossible("Nobody has this alert yet. Press “I have this alert” first.")
        feedback = db.session.get_one(Feedback, alert.feedback_id)
        if not _just_written(alert, feedback, staff.id, words.strip()):
            write_event(feedback, EventName.DUTY_NOTED, by=staff.id, reason=words.strip(), alert=alert_id)


def _just_written(alert: DutyAlert, feedback: Feedback, staff_id: int, words: str) -> bool:
    """Whether somebody wrote these very words about an alert a moment ago: a second press adds nothing."""
    rows = db.session.execute(
        select(SealedReason.id, SealedReason.words)
        .join(Event, Event.reason_id == SealedReason.id)
        .where(
            Event.feedback_id == feedback.id,
            Event.name.in_(NOTES),
            Event.account_id == staff_id,
            Event.happened_at > now() - A_MOMENT,
            Event.facts["alert"].as_integer() == alert.id,
        )
    ).all()
    seal = Seal.of(feedback.data_key_id)
    return any(seal.open(f"sealed_reason.words:{row.id}", row.words).strip() == words for row in rows)


def lacks_note() -> ColumnElement[bool]:
    """Return the condition on DutyAlert that somebody has it and nobody wrote what was done."""
    written = exists().where(
        Event.feedback_id == DutyAlert.feedback_id,
        Event.name.in_(NOTES),
        Event.reason_id.is_not(None),
        Event.facts["alert"].as_integer() == DutyAlert.id,
    )
    return DutyAlert.acknowledged_at.is_not(None) & ~written


def count_without_note(reader: StaffMember) -> Lacking:
    """Return how many alerts somebody has with nothing written, of those the reader may see; one query."""
    sums = (
        func.count(DutyAlert.id),
        func.count(DutyAlert.id).filter(DutyAlert.acknowledged_at < now() - OWED_WITHIN),
        func.count(DutyAlert.id).filter(DutyAlert.acknowledged_by_id == reader.id),
    )
    lacking = select(*sums).join(Feedback, Feedback.id == DutyAlert.feedback_id)
    return Lacking(*db.session.execute(lacking.where(lacks_note(), may_be_shown(reader))).one())
