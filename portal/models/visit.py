"""A member of the public's browser, for as long as it is writing or looking at its private page."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import Holder
from portal.extensions import Model
from portal.models.columns import Instant, Key, OptionalFeedback, OptionalInstant, code_of


class Visit(Model):
    """Holds what this browser may see: a draft, the page just sent, or a private page opened by its code."""

    __tablename__ = "visit"

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"), index=True)
    sent_feedback_id: Mapped[OptionalFeedback]
    sent_until: Mapped[OptionalInstant]
    open_feedback_id: Mapped[OptionalFeedback]
    open_until: Mapped[OptionalInstant]
    open_as: Mapped[Holder | None] = mapped_column(code_of(Holder))
    advocate_id: Mapped[int | None] = mapped_column(ForeignKey("known_advocate.id"), index=True)
    advocate_until: Mapped[OptionalInstant]
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant] = mapped_column(index=True)
