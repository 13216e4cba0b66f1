"""One procedure opened by a decision, and its stages with their clocks."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import CaseStatus, Procedure, StageStatus
from portal.extensions import Model
from portal.models.columns import Instant, Key, OfFeedback, code_of


class Case(Model):
    """Holds the points of one procedure; one letter can open two."""

    __tablename__ = "case"

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    procedure: Mapped[Procedure] = mapped_column(code_of(Procedure))
    status: Mapped[CaseStatus] = mapped_column(code_of(CaseStatus))
    opened_at: Mapped[Instant]


class Stage(Model):
    """One step of a procedure; it keeps the days it began with."""

    __tablename__ = "stage"
    __table_args__ = (Index("ix_stage_due", "status", "due_on", "id"),)

    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    number: Mapped[int]
    status: Mapped[StageStatus] = mapped_column(code_of(StageStatus))
    started_on: Mapped[date]
    days: Mapped[int]
    first_due_on: Mapped[date]
    due_on: Mapped[date]
    responded_on: Mapped[date | None]
