"""The one row that says what this database belongs to."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import Instant, Key


class Installation(Model):
    """Mode, council and the fingerprint of the data keys; another of either is refused at start."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[Key]
    mode: Mapped[str] = mapped_column(String(20))
    council: Mapped[str] = mapped_column(String(60))
    key_fingerprint: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[Instant]
