"""Meetings with the managers of a service about a complaint that was accepted (S2 6.1, 7)."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import MeetingStatus
from portal.extensions import Model
from portal.models.columns import Instant, Key, OfFeedback, OptionalAccount, OptionalInstant, Sealed, code_of


class ServiceMeeting(Model):
    """One meeting owed for a case, by a day where the profile names one; what was said is sealed."""

    __tablename__ = "service_meeting"
    __table_args__ = (Index("ix_service_meeting_owed", "status", "due_on", "id"),)

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    status: Mapped[MeetingStatus] = mapped_column(code_of(MeetingStatus))
    due_on: Mapped[date | None]
    held_on: Mapped[date | None]
    noted_at: Mapped[OptionalInstant]
    noted_by_id: Mapped[OptionalAccount]
    opened_at: Mapped[Instant]
    words: Mapped[Sealed | None]
