"""What somebody has begun to write and not yet sent."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import Instant, Key, Sealed, UnderDataKey


class Draft(Model):
    """Staff never see it; it is erased on ``expires_at`` with its key."""

    __tablename__ = "draft"

    id: Mapped[Key]
    journey: Mapped[str] = mapped_column(String(40))
    submission_id: Mapped[str] = mapped_column(String(36), unique=True)
    code_hash: Mapped[str] = mapped_column(String(80), unique=True)
    data_key_id: Mapped[UnderDataKey]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Instant]
    saved_at: Mapped[Instant]
    expires_at: Mapped[Instant] = mapped_column(index=True)

    __mapper_args__ = {"version_id_col": version}


class DraftWords(Model):
    """The answers so far, and the private code until its owner says it is kept."""

    __tablename__ = "draft_words"

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    answers: Mapped[Sealed]
    code: Mapped[Sealed | None]
