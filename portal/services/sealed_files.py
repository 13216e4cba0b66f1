"""The bytes of files: sealed in pieces as they come, opened piece by piece, so that memory stays flat."""

from collections.abc import Iterator
from typing import BinaryIO

from sqlalchemy import delete, func, insert, select

from portal.domain.errors import NotFound
from portal.extensions import db
from portal.models.attachment import AttachmentChunk, Copy
from portal.services.database import only_reading
from portal.services.sealing import Seal

PIECE = 256 * 1024


def write_copy(attachment_id: int, copy: Copy, seal: Seal, stream: BinaryIO) -> int:
    """Seal what a stream holds as one copy of a file, in the caller's transaction; return its bytes."""
    number = size = 0
    while piece := stream.read(PIECE):
        sealed = seal.close_bytes(_place(attachment_id, copy, number), piece)
        row = {"attachment_id": attachment_id, "copy": copy, "number": number, "sealed": sealed}
        db.session.execute(insert(AttachmentChunk), row)
        number, size = number + 1, size + len(piece)
    return size


def read_copy(attachment_id: int, copy: Copy, seal: Seal, start: int = 0) -> Iterator[bytes]:
    """Yield a copy's bytes from ``start`` on; each piece is read in a short transaction of its own."""
    number, skip = divmod(start, PIECE)
    while (piece := _open_piece(attachment_id, copy, seal, number)) is not None:
        yield piece[skip:]
        number, skip = number + 1, 0


def size_of_copy(attachment_id: int, copy: Copy, seal: Seal) -> int:
    """Return a copy's size in bytes; raises NotFound where there is no such copy."""
    of_copy = (AttachmentChunk.attachment_id == attachment_id, AttachmentChunk.copy == copy)
    last = db.session.scalar(select(func.max(AttachmentChunk.number)).where(*of_copy))
    if last is None:
        raise NotFound("There is no such file.")
    piece = _open_piece(attachment_id, copy, seal, last)
    return int(last) * PIECE + len(piece or b"")


def erase_copies(attachment_ids: list[int]) -> None:
    """Erase every piece of some files, in the caller's transaction."""
    db.session.execute(delete(AttachmentChunk).where(AttachmentChunk.attachment_id.in_(attachment_ids)))


def erase_copy(attachment_id: int, copy: Copy) -> None:
    """Erase one copy of a file, in the caller's transaction."""
    of_copy = (AttachmentChunk.attachment_id == attachment_id, AttachmentChunk.copy == copy)
    db.session.execute(delete(AttachmentChunk).where(*of_copy))


def _open_piece(attachment_id: int, copy: Copy, seal: Seal, number: int) -> bytes | None:
    """Return one piece, or None past the end; nobody who downloads slowly holds up the database."""
    wanted = select(AttachmentChunk.sealed).where(
        AttachmentChunk.attachment_id == attachment_id,
        AttachmentChunk.copy == copy,
        AttachmentChunk.number == number,
    )
    with only_reading():
        sealed = db.session.scalar(wanted)
    return None if sealed is None else seal.open_bytes(_place(attachment_id, copy, number), sealed)


def _place(attachment_id: int, copy: Copy, number: int) -> str:
    return f"attachment_chunk.{copy.value}:{attachment_id}:{number}"
