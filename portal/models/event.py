"""The append-only history of a piece of feedback, and the log of who looked at what."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.event_names import EventName
from portal.extensions import Model
from portal.models.columns import (
    Facts,
    Instant,
    Key,
    OfFeedback,
    OptionalAccount,
    OptionalFeedback,
    Sealed,
    code_of,
)


class SealedReason(Model):
    """A reason somebody wrote; events point to it so that they hold no words."""

    __tablename__ = "sealed_reason"

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    words: Mapped[Sealed]


class Event(Model):
    """A fact in the past tense: ids, codes and dates."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_history", "feedback_id", "id"),
        Index("ix_event_of_name", "name", "id"),
    )

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    name: Mapped[EventName] = mapped_column(code_of(EventName))
    happened_at: Mapped[Instant]
    account_id: Mapped[OptionalAccount]
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_reason.id"))
    facts: Mapped[Facts] = mapped_column(default=dict)


class AccessLog(Model):
    """Reads, searches, exports and prints, apart from the history."""

    __tablename__ = "access_log"

    id: Mapped[Key]
    happened_at: Mapped[Instant] = mapped_column(index=True)
    account_id: Mapped[OptionalAccount] = mapped_column(index=True)
    feedback_id: Mapped[OptionalFeedback]
    action: Mapped[str] = mapped_column(String(40))
