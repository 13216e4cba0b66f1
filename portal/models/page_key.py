"""Keys to a private page beside the sender's own: each person in it has their own six words."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import Holder
from portal.extensions import Model
from portal.models.columns import Instant, Key, OfFeedback, OptionalAccount, OptionalInstant, Sealed, code_of


class PageKey(Model):
    """One person's key; it opens nothing once ``ended_at`` is set. ``code`` stands until it is kept."""

    __tablename__ = "page_key"

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    holder: Mapped[Holder] = mapped_column(code_of(Holder))
    code_hash: Mapped[str] = mapped_column(String(80), unique=True)
    code: Mapped[Sealed | None]
    made_at: Mapped[Instant]
    made_by_id: Mapped[OptionalAccount]
    ended_at: Mapped[OptionalInstant]
