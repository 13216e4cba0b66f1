"""Requests to hold something that is about to happen until the complaint is answered."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import FreezeStatus
from portal.extensions import Model
from portal.models.columns import (
    Instant,
    Key,
    OptionalAccount,
    OptionalInstant,
    Sealed,
    code_of,
)


class FreezeRequest(Model):
    """One request; a named manager decides it by ``decide_by``, within a working day and before it happens.

    ``words`` (sealed) are what is to be held and, once decided, why.
    """

    __tablename__ = "freeze_request"
    __table_args__ = (
        Index("ix_freeze_of_feedback", "feedback_id", "id"),
        Index("ix_freeze_open", "status", "decide_by", "id"),
    )

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    status: Mapped[FreezeStatus] = mapped_column(code_of(FreezeStatus))
    asked_at: Mapped[Instant]
    asked_by_id: Mapped[OptionalAccount]
    happens_on: Mapped[date | None]
    decide_by: Mapped[date]
    manager_id: Mapped[OptionalAccount]
    decided_at: Mapped[OptionalInstant]
    decided_by_id: Mapped[OptionalAccount]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    alerted_at: Mapped[OptionalInstant]
    words: Mapped[Sealed]
