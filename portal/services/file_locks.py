"""Files that may be illegal to have: locked at one press, from then on for the profile's named lead only."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import FileStatus
from portal.extensions import db
from portal.models.attachment import Attachment
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.attachments import first_status
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.files_shown import is_lead
from portal.services.holding import load_open
from portal.services.mailing import FILE_LEAD
from portal.services.now import now
from portal.services.outbox import queue_mail


@dataclass(frozen=True, slots=True)
class Locking:
    """What somebody sees before locking a file: who will have it, and what to do then."""

    reference: str
    file_id: int
    is_locked: bool
    is_lead: bool
    lead_title: str
    lead_named: bool
    steps: tuple[str, ...]


def find_locking(reference: str, file_id: int, officer: StaffMember) -> Locking:
    """Return what the page about locking says; raises NotAllowed, NotFound or ConflictOfInterest."""
    with writing():
        _feedback, row = _load(reference, file_id, officer)
        rule = current_council().files
        return Locking(
            reference=reference,
            file_id=file_id,
            is_locked=row.status is FileStatus.LOCKED,
            is_lead=is_lead(officer),
            lead_title=rule.lead_title,
            lead_named=bool(rule.lead_email),
            steps=rule.steps,
        )


def lock(reference: str, file_id: int, officer: StaffMember, reason: str) -> None:
    """Lock a file: nobody but its lead opens it, and the lead is told that there is one. Commits.

    Locking twice changes nothing. Raises Incomplete, NotAllowed, NotFound or ConflictOfInterest.
    """
    if not reason.strip():
        raise Incomplete(("reason",))
    with writing():
        feedback, row = _load(reference, file_id, officer)
        if row.status is FileStatus.LOCKED:
            return
        row.status, row.locked_at, row.locked_by_id = FileStatus.LOCKED, now(), officer.id
        write_event(feedback, EventName.FILE_LOCKED, by=officer.id, reason=reason, file=row.id)
        queue_mail("file_locked", feedback=feedback, staff_list=FILE_LEAD)


def unlock(reference: str, file_id: int, officer: StaffMember, reason: str) -> None:
    """Undo a lock that was not needed; only its lead may. The file is scanned again. Commits.

    Raises Incomplete, MoveNotPossible, NotAllowed, NotFound or ConflictOfInterest.
    """
    if not reason.strip():
        raise Incomplete(("reason",))
    if not is_lead(officer):
        raise NotAllowed("Only the person named for locked files may unlock one.")
    with writing():
        feedback, row = _load(reference, file_id, officer)
        if row.status is not FileStatus.LOCKED:
            raise MoveNotPossible("This file is not locked.")
        row.status, row.locked_at, row.locked_by_id = first_status(), None, None
        write_event(feedback, EventName.FILE_UNLOCKED, by=officer.id, reason=reason, file=row.id)


def _load(reference: str, file_id: int, officer: StaffMember) -> tuple[Feedback, Attachment]:
    feedback = load_open(reference, officer, Permission.SEE_DESK)
    wanted = select(Attachment).where(Attachment.id == file_id, Attachment.feedback_id == feedback.id)
    row = db.session.scalar(wanted.with_for_update())
    if row is None:
        raise NotFound("There is no such file.")
    return feedback, row
