"""Letters that went out, as they stood; each is also a message on the private page."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import LetterKind, LetterStyle
from portal.extensions import Model
from portal.models.columns import Instant, Key, OptionalAccount, Sealed, code_of


class Letter(Model):
    """One letter; ``body`` (sealed) is everything in it, so that HTML, PDF and DOCX say the same for ever.

    ``version`` counts the letters of one decision: a correction sends a new one and keeps the old.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_of_feedback", "feedback_id", "id"),)

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    kind: Mapped[LetterKind] = mapped_column(code_of(LetterKind))
    style: Mapped[LetterStyle] = mapped_column(code_of(LetterStyle))
    version: Mapped[int] = mapped_column(default=1)
    sent_at: Mapped[Instant]
    sent_by_id: Mapped[OptionalAccount]
    body: Mapped[Sealed]
