"""What the council tells the person on the private page."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import Holder, Scope
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


class Message(Model):
    """A message to the person; mail only says that there is one.

    ``to`` is the one holder it is for, or nobody in particular: then everybody may read it whom ``shares``,
    the scope it needs, allows. ``asks`` is a question with buttons under it, and ``answer`` what was pressed.
    """

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_of_feedback", "feedback_id", "id"),)

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    account_id: Mapped[OptionalAccount]
    about: Mapped[str] = mapped_column(String(40))
    to: Mapped[Holder | None] = mapped_column(code_of(Holder))
    shares: Mapped[Scope | None] = mapped_column(code_of(Scope))
    asks: Mapped[OptionalCode]
    answer: Mapped[OptionalCode]
    answered_at: Mapped[OptionalInstant]
    sent_at: Mapped[Instant]
    read_at: Mapped[OptionalInstant]
    words: Mapped[Sealed]
