"""The key that seals one piece of feedback or one draft, itself wrapped by the operator's keys."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import Instant, Key, Sealed


class DataKey(Model):
    """Rotation re-wraps it; erasure deletes it, and with it everything it sealed."""

    __tablename__ = "data_key"
    __table_args__ = {"sqlite_autoincrement": True}  # the number of an erased key is never given out again

    id: Mapped[Key]
    wrapped: Mapped[Sealed]
    wrapped_by: Mapped[str] = mapped_column(String(32), index=True)
    created_at: Mapped[Instant]
