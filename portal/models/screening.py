"""What an officer answered about an item, and the decisions that came of it."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import DecisionStatus, LetterStyle, Route
from portal.extensions import Model
from portal.models.columns import (
    ByAccount,
    Facts,
    FeedbackKey,
    Instant,
    Key,
    OfFeedback,
    OptionalAccount,
    OptionalCode,
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
    """What screening settled for some or all points: a route, reasons, who, and who signed.

    ``category`` sorts a route in its register (a duty matter, where somebody was sent, what an enquiry asks);
    ``signer_id`` is who was asked to sign, ``alerted_at`` when a supervisor was told that nobody had;
    ``letter_style`` is set where the officer chose another than the person's own.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_to_sign", "status", "sign_by", "id"),
        Index("ix_decision_of_feedback", "feedback_id", "id"),
        Index("ix_decision_register", "route", "status", "proposed_at", "id"),
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
    category: Mapped[OptionalCode]
    signer_id: Mapped[OptionalAccount]
    alerted_at: Mapped[OptionalInstant]
    letter_style: Mapped[LetterStyle | None] = mapped_column(code_of(LetterStyle))


class DecisionWords(Model):
    """The written reason, the exact message, why it was returned, and what the register keeps, sealed."""

    __tablename__ = "decision_words"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    feedback_id: Mapped[OfFeedback]
    reason: Mapped[Sealed]
    message: Mapped[Sealed]
    returned: Mapped[Sealed | None]
    details: Mapped[Sealed | None]
