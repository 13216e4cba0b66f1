"""A complaint that the Ombudsman sent back to the council because it came too early (S3, S4)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import ByAccount, FeedbackKey, Instant, Sealed


class OmbudsmanReferral(Model):
    """When the Ombudsman wrote of one piece of feedback; their reference and their words are sealed."""

    __tablename__ = "ombudsman_referral"

    feedback_id: Mapped[FeedbackKey]
    received_on: Mapped[date] = mapped_column(index=True)
    noted_at: Mapped[Instant]
    noted_by_id: Mapped[ByAccount]
    words: Mapped[Sealed]
