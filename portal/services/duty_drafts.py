"""What somebody on duty has written about an alert and not yet sent, kept as the desk's drafts are."""

from sqlalchemy import delete, select

from portal.domain.errors import ConflictOfInterest, Incomplete, NotAllowed, NotFound
from portal.domain.permissions import Permission
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.dealings import DeskDraft
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict, is_in_conflict
from portal.services.database import writing
from portal.services.desk_drafts import DUTY, LASTS, LONGEST, KeptWords, put_away, take_out
from portal.services.now import now
from portal.services.sealing import Seal

NOTE = "note"


def keep_note(alert_id: int, staff: StaffMember, words: str) -> None:
    """Keep what is typed about an alert, which stays as it is; blank words forget what was kept. Commits.

    Raises NotAllowed, NotFound, ConflictOfInterest, or Incomplete(("note",)) for too much.
    """
    if not staff.may(Permission.ACKNOWLEDGE_ALERT):
        raise NotAllowed("Your role doesn't do this.")
    if len(words) > LONGEST:
        raise Incomplete((NOTE,))
    if not words.strip():
        forget_note(alert_id, staff)
        return
    with writing():
        alert = db.session.get(DutyAlert, alert_id)
        if alert is None:
            raise NotFound("There is no such alert.")
        if is_in_conflict(staff.id, alert.feedback_id):
            raise ConflictOfInterest("You must keep away from this alert. Ask somebody else on duty.")
        feedback = db.session.get_one(Feedback, alert.feedback_id)
        put_away(feedback, staff.id, _slot(alert_id), {NOTE: [words]})


def find_note(alert_id: int, staff: StaffMember) -> KeptWords | None:
    """Return what this person wrote about an alert and did not send, or None; one query."""
    row = db.session.execute(
        select(DeskDraft, Feedback.data_key_id)
        .join(Feedback, Feedback.id == DeskDraft.feedback_id)
        .join(DutyAlert, DutyAlert.feedback_id == Feedback.id)
        .where(
            DutyAlert.id == alert_id,
            DeskDraft.account_id == staff.id,
            DeskDraft.slot == _slot(alert_id),
            DeskDraft.saved_at > now() - LASTS,
            ~in_conflict(staff.id),
        )
    ).first()
    return take_out(row.DeskDraft, Seal.of(row.data_key_id)) if row else None


def forget_note(alert_id: int, staff: StaffMember) -> None:
    """Throw away what this person kept about an alert, where there is any. Commits."""
    mine = (DeskDraft.account_id == staff.id, DeskDraft.slot == _slot(alert_id))
    item = select(DutyAlert.feedback_id).where(DutyAlert.id == alert_id).scalar_subquery()
    with writing():
        db.session.execute(delete(DeskDraft).where(DeskDraft.feedback_id == item, *mine))


def _slot(alert_id: int) -> str:
    return f"{DUTY}{alert_id}"
