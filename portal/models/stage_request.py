"""A request for the next stage of a procedure, and what was tried first: it is settled, never withheld."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import Channel, StageRequestStatus
from portal.extensions import Model
from portal.models.columns import Instant, Key, OfFeedback, OptionalAccount, Sealed, code_of


class StageRequest(Model):
    """One request; ``words`` (sealed) hold why, what was offered, what a meeting brought and the answer.

    ``chosen_on`` is the day the person said whether they go on (S3: "whether they still wish to proceed").
    """

    __tablename__ = "stage_request"
    __table_args__ = (Index("ix_stage_request_by_status", "status", "asked_on", "id"),)

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    stage: Mapped[int]
    status: Mapped[StageRequestStatus] = mapped_column(code_of(StageRequestStatus))
    channel: Mapped[Channel] = mapped_column(code_of(Channel))
    asked_on: Mapped[date]
    offered_on: Mapped[date | None]
    met_on: Mapped[date | None]
    chosen_on: Mapped[date | None]
    noted_at: Mapped[Instant]
    noted_by_id: Mapped[OptionalAccount]
    words: Mapped[Sealed]
