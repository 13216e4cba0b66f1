"""A request for an advocate, and how far it is."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import AdvocateRequestStatus
from portal.extensions import Model
from portal.models.columns import (
    Instant,
    Key,
    OptionalAccount,
    OptionalCode,
    OptionalInstant,
    Sealed,
    code_of,
)


class AdvocateRequest(Model):
    """Asked, offered, accepted or declined, met with; ``offer_by`` is its own clock in working days.

    ``words`` (sealed) hold the advocate's name and how to reach them, once there is one.
    """

    __tablename__ = "advocate_request"
    __table_args__ = (Index("ix_advocate_request_open", "status", "offer_by", "id"),)

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), unique=True)
    status: Mapped[AdvocateRequestStatus] = mapped_column(code_of(AdvocateRequestStatus))
    asked_at: Mapped[Instant]
    offer_by: Mapped[date]
    provider: Mapped[OptionalCode]
    offered_at: Mapped[OptionalInstant]
    answered_at: Mapped[OptionalInstant]
    met_at: Mapped[OptionalInstant]
    handled_by_id: Mapped[OptionalAccount]
    words: Mapped[Sealed | None]
