"""What an officer answered about an item, and the decisions that came of it."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import DecisionStatus, Route
from portal.extensions import Model
from portal.models.columns import (
    ByAccount,
    Facts,
    FeedbackKey,
    Instant,
    Key,
    OfFeedback,
    OptionalAccount,
    OptionalInstant,
    Sealed,
    code_of,
)


class Screening(Model):
    """The checklist of one piece of feedback: codes only; what was written beside them is sealed."""

    __tablename__ = "screening"

    feedback_id: Mapped[FeedbackKey]
    answers: Mapped[Facts] = mapped_column(default=dict)
    notes: Mapped[Sealed | None]
    safeguarding_at: Mapped[OptionalInstant]
    safeguarding_by_id: Mapped[OptionalAccount]
    saved_at: Mapped[Instant]


class Decision(Model):
    """What screening settled: a route, reasons, who, and who signed."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_to_sign", "status", "sign_by", "id"),
        Index("ix_decision_of_feedback", "feedback_id", "id"),
    )

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    status: Mapped[DecisionStatus] = mapped_column(code_of(DecisionStatus))
    route: Mapped[Route | None] = mapped_column(code_of(Route))
    suggested: Mapped[Route | None] = mapped_column(code_of(Route))
    facts: Mapped[Facts] = mapped_column(default=dict)
    proposed_by_id: Mapped[ByAccount]
    proposed_at: Mapped[Instant]
    sign_by: Mapped[date | None]
    signed_by_id: Mapped[OptionalAccount]
    signed_at: Mapped[OptionalInstant]
    returned_by_id: Mapped[OptionalAccount]
    returned_at: Mapped[OptionalInstant]


class DecisionWords(Model):
    """The written reason, the exact message to the person, and why it was returned, sealed."""

    __tablename__ = "decision_words"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    feedback_id: Mapped[OfFeedback]
    reason: Mapped[Sealed]
    message: Mapped[Sealed]
    returned: Mapped[Sealed | None]
