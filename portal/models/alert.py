"""Somebody may not be safe: an alert to the duty team that repeats until acknowledged."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import Urgency
from portal.extensions import Model
from portal.models.columns import Instant, Key, OfFeedback, OptionalAccount, OptionalInstant, code_of


class DutyAlert(Model):
    """Carries no words; the board shows the reference and since when."""

    __tablename__ = "duty_alert"
    __table_args__ = (Index("ix_duty_alert_open", "acknowledged_at", "raised_at", "id"),)

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    raised_at: Mapped[Instant]
    told_at: Mapped[OptionalInstant]
    urgency: Mapped[Urgency] = mapped_column(code_of(Urgency))
    times_told: Mapped[int] = mapped_column(default=0)
    acknowledged_at: Mapped[OptionalInstant]
    acknowledged_by_id: Mapped[OptionalAccount]
