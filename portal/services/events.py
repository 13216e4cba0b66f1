"""Writing history: events with their facts, sealed reasons, and the log of reads. Nothing here commits."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from portal.domain.event_names import EventName
from portal.extensions import db
from portal.models.event import AccessLog, Event, SealedReason
from portal.models.feedback import Feedback
from portal.services.now import now
from portal.services.sealing import Seal


def write_event(
    feedback: Feedback,
    name: EventName,
    *,
    by: int | None = None,
    reason: str | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> Event:
    """Add one fact to the history; ``facts`` are ids, codes and dates, and ``reason`` is sealed beside it."""
    event = Event(
        feedback_id=feedback.id,
        name=name,
        happened_at=at or now(),
        account_id=by,
        reason_id=_seal_reason(feedback, reason),
        facts={key: _plain(value) for key, value in facts.items()},
    )
    db.session.add(event)
    return event


def log_access(action: str, *, by: int | None, feedback_id: int | None = None) -> None:
    """Note that somebody read, searched, exported or printed."""
    db.session.add(AccessLog(happened_at=now(), account_id=by, feedback_id=feedback_id, action=action))


def _seal_reason(feedback: Feedback, words: str | None) -> int | None:
    if not words:
        return None
    row = SealedReason(feedback_id=feedback.id, words=b"")
    db.session.add(row)
    db.session.flush()
    row.words = Seal.of(feedback.data_key_id).close(f"sealed_reason.words:{row.id}", words)
    return row.id


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value
