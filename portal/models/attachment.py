"""Files and recordings: facets here, bytes sealed in chunks, each file under a data key of its own."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import FileStatus, Holder
from portal.extensions import Model
from portal.models.columns import (
    Instant,
    Key,
    OptionalAccount,
    OptionalFeedback,
    OptionalInstant,
    Sealed,
    UnderDataKey,
    code_of,
)


class Copy(StrEnum):
    """Which bytes of a file: as it was sent, or made safe to look at."""

    ORIGINAL = "original"
    VIEW = "view"


class Attachment(Model):
    """A file of a draft, and after sending of the feedback; ``page`` is where in the journey it was added.

    ``names`` (sealed) hold the name it came with. ``media`` is what its bytes are, as sniffed.
    ``seconds`` is the length of a recording as the browser told it.
    """

    __tablename__ = "attachment"

    id: Mapped[Key]
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"), index=True)
    feedback_id: Mapped[OptionalFeedback]
    data_key_id: Mapped[UnderDataKey]
    page: Mapped[str] = mapped_column(String(60))
    holder: Mapped[Holder] = mapped_column(code_of(Holder), default=Holder.SENDER)
    account_id: Mapped[OptionalAccount]
    media: Mapped[str] = mapped_column(String(80))
    view_media: Mapped[str | None] = mapped_column(String(80))
    size: Mapped[int]
    seconds: Mapped[int | None]
    status: Mapped[FileStatus] = mapped_column(code_of(FileStatus), index=True)
    added_at: Mapped[Instant]
    scanned_at: Mapped[OptionalInstant]
    locked_at: Mapped[OptionalInstant]
    locked_by_id: Mapped[OptionalAccount]
    names: Mapped[Sealed]


class AttachmentChunk(Model):
    """One sealed piece of a file's bytes."""

    __tablename__ = "attachment_chunk"

    attachment_id: Mapped[int] = mapped_column(
        ForeignKey("attachment.id", ondelete="CASCADE"), primary_key=True
    )
    copy: Mapped[Copy] = mapped_column(code_of(Copy), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[Sealed]
