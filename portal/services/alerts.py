"""Alerts to the duty team when somebody may not be safe: raised with the send, repeated until taken."""

from datetime import timedelta

from sqlalchemy import func, select, update

from portal.domain.errors import ConflictOfInterest, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Holder, Urgency
from portal.extensions import db
from portal.models.account import Account
from portal.models.alert import DutyAlert
from portal.models.feedback import AddedWords, Feedback
from portal.services.accounts import StaffMember
from portal.services.conflicts import is_in_conflict
from portal.services.duty_notes import write_note
from portal.services.events import write_event
from portal.services.mailing import DUTY
from portal.services.now import now
from portal.services.outbox import has_waiting_mail, queue_mail

REPEAT_EVERY = timedelta(minutes=10)
WITH_THE_SENDING = timedelta(minutes=1)
TEMPLATE = "duty_alert"


def raise_alert(feedback: Feedback, urgency: Urgency = Urgency.NOW) -> None:
    """Put an alert on the duty board and queue a mail to the duty team, in the caller's transaction."""
    at = now()
    db.session.add(
        DutyAlert(feedback_id=feedback.id, raised_at=at, urgency=urgency, times_told=1, told_at=at)
    )
    queue_mail(TEMPLATE, feedback=feedback, staff_list=DUTY)
    write_event(feedback, EventName.DUTY_ALERTED)


def repeat_alerts() -> int:
    """Tell the duty team again of what nobody has acknowledged in 10 minutes; return of how many. Commits.

    An alert whose last mail is still waiting to go is not told twice.
    """
    at = now()
    waiting = (
        select(DutyAlert, Feedback)
        .join(Feedback, Feedback.id == DutyAlert.feedback_id)
        .where(DutyAlert.acknowledged_at.is_(None), DutyAlert.told_at <= at - REPEAT_EVERY)
        .order_by(DutyAlert.raised_at, DutyAlert.id)
        .with_for_update(of=DutyAlert, skip_locked=True)
    )
    told = 0
    for alert, feedback in db.session.execute(waiting).all():
        if not has_waiting_mail(feedback.id, TEMPLATE):
            queue_mail(TEMPLATE, feedback=feedback, staff_list=DUTY)
            alert.told_at, alert.times_told = at, alert.times_told + 1
            told += 1
    db.session.commit()
    return told


def acknowledge(alert_id: int, staff: StaffMember, note: str | None = None) -> None:
    """Note that somebody on duty has an alert, and what they are doing about it (sealed). Commits.

    Raises NotFound, ConflictOfInterest, or MoveNotPossible where a colleague has it already; of a second
    press by the same person the note alone is kept.
    """
    alert = db.session.get(DutyAlert, alert_id)
    if alert is None:
        raise NotFound("There is no such alert.")
    if is_in_conflict(staff.id, alert.feedback_id):
        raise ConflictOfInterest("You must keep away from this alert. Ask somebody else on duty.")
    feedback = db.session.get_one(Feedback, alert.feedback_id)
    if not _take(alert_id, staff.id):
        _say_who_has_it(alert_id, staff.id)
        if note and note.strip():
            write_note(alert_id, staff, note)
        return
    write_event(feedback, EventName.DUTY_ALERT_ACKNOWLEDGED, by=staff.id, reason=note, alert=alert_id)
    db.session.commit()


def _take(alert_id: int, account_id: int) -> bool:
    """Acknowledge in one statement, so that of two people pressing at once one is first."""
    open_alert = update(DutyAlert).where(DutyAlert.id == alert_id, DutyAlert.acknowledged_at.is_(None))
    done = open_alert.values(acknowledged_at=now(), acknowledged_by_id=account_id).returning(DutyAlert.id)
    return db.session.scalar(done) is not None


def _say_who_has_it(alert_id: int, account_id: int) -> None:
    db.session.rollback()
    holder = db.session.execute(
        select(Account.id, Account.name)
        .join(DutyAlert, DutyAlert.acknowledged_by_id == Account.id)
        .where(DutyAlert.id == alert_id)
    ).one()
    if holder.id != account_id:
        raise MoveNotPossible(f"{holder.name} has this alert already.")


def knows_of_danger(feedback: Feedback, holder: Holder) -> bool:
    """Whether a holder said themselves that somebody is in danger, when they sent it or on their page since.

    Where a young person alone said it, nobody else hears of that from the page.
    """
    flagged = db.session.execute(
        select(AddedWords.holder, AddedWords.added_at)
        .where(AddedWords.feedback_id == feedback.id, AddedWords.danger)
        .order_by(AddedWords.added_at)
    ).all()
    if holder in {row.holder for row in flagged} or holder is not Holder.SENDER:
        return holder in {row.holder for row in flagged}
    first = db.session.scalar(
        select(func.min(DutyAlert.raised_at)).where(DutyAlert.feedback_id == feedback.id)
    )
    at_send = first is not None and first - feedback.received_at < WITH_THE_SENDING
    return at_send and not (flagged and flagged[0].added_at <= first)
