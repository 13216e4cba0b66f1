"""Waiting for the person's answer, or the service's; the clocks run on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import ContactPurpose, WaitingFor
from portal.domain.workflow import BEING_SCREENED, IN_THE_QUEUE
from portal.extensions import db
from portal.models.dealings import Waiting
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open, require_held
from portal.services.messages import send_within
from portal.services.now import now, today
from portal.services.practitioners import note_within
from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class WaitingShown:
    """For whose answer an item waits or waited; ``asked_here`` where the question stands in the messages."""

    id: int
    whom: WaitingFor
    since: datetime
    expected_by: date | None
    is_late: bool
    asked_by: str
    asked_here: bool
    words: str
    ended_at: datetime | None
    ended_by: str


def list_waiting(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[WaitingShown, ...]:
    """Return those of an item, the oldest first; one query."""
    rows = db.session.scalars(select(Waiting).where(Waiting.feedback_id == feedback_id).order_by(Waiting.id))
    return tuple(_shown(row, seal.open(f"waiting.words:{row.id}", row.words), names) for row in rows)


def begin_waiting(
    reference: str,
    officer: StaffMember,
    whom: WaitingFor,
    expected_by: date | None,
    words: str,
    *,
    message: str | None = None,
    who: str = "",
) -> int:
    """Note for whose answer an item waits, and return its id; no clock stops. Commits.

    ``message`` asks the person on the private page; ``who`` of the service was asked is logged as a contact.
    Raises Incomplete with "words", "message", "who" or "expected_by" (a day gone by), MoveNotPossible where
    it waits for the same answer already or has left screening, and what ``send_message`` raises.
    """
    _require_complete(whom, expected_by, words, message, who)
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        _require_may_wait(feedback, officer, whom)
        sent = send_within(feedback, officer, message) if message else None
        if whom is WaitingFor.SERVICE:
            note_within(feedback, officer, ContactPurpose.ASKED, now(), who, words)
        row = Waiting(
            feedback_id=feedback.id,
            whom=whom,
            since=now(),
            asked_by_id=officer.id,
            expected_by=expected_by,
            message_id=sent,
            words=b"",
        )
        db.session.add(row)
        db.session.flush()
        row.words = Seal.of(feedback.data_key_id).close(f"waiting.words:{row.id}", words.strip())
        write_event(
            feedback, EventName.WAITING_BEGUN, by=officer.id, waiting=row.id, whom=whom, until=expected_by
        )
        return row.id


def end_waiting(reference: str, officer: StaffMember, waiting_id: int) -> None:
    """Note that the answer came, or is waited for no longer. Commits.

    Raises NotFound, and MoveNotPossible where it ended already.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        wanted = select(Waiting).where(Waiting.id == waiting_id, Waiting.feedback_id == feedback.id)
        row = db.session.scalar(wanted)
        if row is None:
            raise NotFound("Nothing is waited for under this number.")
        if row.ended_at is not None:
            raise MoveNotPossible("That has ended already.")
        _end(feedback, row, by=officer.id)


def end_at_their_word(feedback: Feedback) -> None:
    """End what waits for the person, who just wrote, as part of the caller's transaction."""
    for row in _open(feedback.id, WaitingFor.PERSON):
        _end(feedback, row, by=None)


def _end(feedback: Feedback, row: Waiting, *, by: int | None) -> None:
    row.ended_at, row.ended_by_id = now(), by
    write_event(feedback, EventName.WAITING_ENDED, by=by, waiting=row.id, whom=row.whom)


def _open(feedback_id: int, whom: WaitingFor) -> list[Waiting]:
    waits = select(Waiting).where(Waiting.feedback_id == feedback_id, Waiting.ended_at.is_(None))
    return list(db.session.scalars(waits.where(Waiting.whom == whom)))


def _require_complete(
    whom: WaitingFor, expected_by: date | None, words: str, message: str | None, who: str
) -> None:
    lacking = {
        "words": not words.strip(),
        "message": message is not None and not message.strip(),
        "who": whom is WaitingFor.SERVICE and not who.strip(),
        "expected_by": expected_by is not None and expected_by < today(),
    }
    missing = tuple(code for code, lacks in lacking.items() if lacks)
    if missing:
        raise Incomplete(missing)


def _require_may_wait(feedback: Feedback, officer: StaffMember, whom: WaitingFor) -> None:
    if feedback.status not in BEING_SCREENED:
        raise MoveNotPossible("This item has left the desk.")
    if feedback.status in IN_THE_QUEUE and not officer.may(Permission.SUPERVISE):
        require_held(feedback, officer)
    if _open(feedback.id, whom):
        waits_for = "person" if whom is WaitingFor.PERSON else "service"
        raise MoveNotPossible(f"It waits for the {waits_for} already. End that first, then begin again.")


def _shown(row: Waiting, words: str, names: Mapping[int, str]) -> WaitingShown:
    return WaitingShown(
        id=row.id,
        whom=row.whom,
        since=row.since,
        expected_by=row.expected_by,
        is_late=row.ended_at is None and row.expected_by is not None and row.expected_by < today(),
        asked_by=names.get(row.asked_by_id, ""),
        asked_here=row.message_id is not None,
        words=words,
        ended_at=row.ended_at,
        ended_by=names.get(row.ended_by_id or 0, ""),
    )
