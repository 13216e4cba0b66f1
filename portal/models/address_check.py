"""A link sent to an address, to see that whoever wrote can read what comes there."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import Instant, Key, OfFeedback, OptionalInstant


class AddressCheck(Model):
    """One link; only the hash of its token is stored. ``purpose`` says what it proves."""

    __tablename__ = "address_check"

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    known_advocate_id: Mapped[int | None] = mapped_column(ForeignKey("known_advocate.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    confirmed_at: Mapped[OptionalInstant]
