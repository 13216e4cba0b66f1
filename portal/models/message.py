"""What the council tells the person on the private page."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import Instant, Key, OptionalAccount, OptionalInstant, Sealed


class Message(Model):
    """A message to the person; mail only says that there is one."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_of_feedback", "feedback_id", "id"),)

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    account_id: Mapped[OptionalAccount]
    about: Mapped[str] = mapped_column(String(40))
    sent_at: Mapped[Instant]
    read_at: Mapped[OptionalInstant]
    words: Mapped[Sealed]
