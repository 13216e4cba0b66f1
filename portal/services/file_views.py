"""Copies that are safe to look at, made away from any request in a process that knows no key."""

import subprocess
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from sqlalchemy import select, update

from portal.domain.files import KINDS, Seen
from portal.domain.vocabulary import FileStatus
from portal.extensions import db
from portal.models.attachment import Attachment, Copy
from portal.services.database import writing
from portal.services.scanning import scan_waiting
from portal.services.sealed_files import erase_copy, read_copy, write_copy
from portal.services.sealing import Seal

PROGRAM = Path(__file__).with_name("view_making.py")
AT_A_TIME = 10
LARGEST_VIEW = 32 * 1024 * 1024
READY = (FileStatus.CLEAN, FileStatus.UNSCANNED)
VIEW_MEDIA = {Seen.PICTURE: "image/jpeg", Seen.PAGES: "application/pdf"}
NONE = ""


def make_views(limit: int = AT_A_TIME) -> int:
    """Make the safe copies of sent files that have none yet; return how many were tried. Commits one by one.

    One that could not be made ends the pass: it may have taken long, and alerts wait behind it.
    """
    waiting = (
        select(Attachment.id)
        .where(
            Attachment.view_media.is_(None),
            Attachment.feedback_id.is_not(None),
            Attachment.status.in_(READY),
        )
        .order_by(Attachment.id)
        .limit(limit)
    )
    numbers = list(db.session.scalars(waiting))
    db.session.rollback()
    for tried, number in enumerate(numbers, 1):
        if not _make_view(number):
            return tried
    return len(numbers)


def _make_view(attachment_id: int) -> bool:
    """Make one copy and store it, or note that there can be none; return False where it failed."""
    row = db.session.get(Attachment, attachment_id)
    if row is None:
        return True
    media, seal = row.media, Seal.of(row.data_key_id)
    db.session.rollback()
    wanted = VIEW_MEDIA.get(KINDS[media].seen, NONE)
    if not wanted:
        with writing():
            _note_view(attachment_id, NONE)
        return True
    made = make_view(media, read_copy(attachment_id, Copy.ORIGINAL, seal))
    with writing():
        if made:
            erase_copy(attachment_id, Copy.VIEW)
            write_copy(attachment_id, Copy.VIEW, seal, BytesIO(made))
        _note_view(attachment_id, wanted if made else NONE)
    return bool(made)


def make_view(media: str, pieces: Iterable[bytes]) -> bytes:
    """Return a copy of a file that is safe to look at; nothing where none could be made."""
    command = [sys.executable, "-I", "-B", str(PROGRAM), media]
    with subprocess.Popen(  # noqa: S603 - our own program; the media type is of our closed list
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd="/"
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        try:
            for piece in pieces:
                program.stdin.write(piece)
            program.stdin.close()
        except BrokenPipeError:
            pass
        made = program.stdout.read(LARGEST_VIEW + 1)
        if len(made) > LARGEST_VIEW:
            program.kill()
    return made if program.returncode == 0 and len(made) <= LARGEST_VIEW else b""


def _note_view(attachment_id: int, media: str) -> None:
    noted = update(Attachment).where(Attachment.id == attachment_id, Attachment.status.in_(READY))
    db.session.execute(noted.values(view_media=media))


def prepare_files() -> None:
    """Scan what waits, then make the safe copies of what may be looked at. Commits."""
    scan_waiting()
    make_views()
