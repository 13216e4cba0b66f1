"""Files and recordings of a draft or a piece of feedback: added, listed, taken away, sent with the words."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from flask import current_app
from sqlalchemy import ColumnElement, delete, func, select

from portal.config import Settings
from portal.domain.errors import NotFound
from portal.domain.event_names import EventName
from portal.domain.files import (
    CHOSEN,
    KINDS,
    MEGABYTE,
    MOST_SECONDS,
    FileKind,
    FileRefused,
    Held,
    Refusal,
    refuse_over_limits,
    shown_name,
)
from portal.domain.vocabulary import FileStatus, Holder
from portal.extensions import db
from portal.models.attachment import Attachment, Copy
from portal.models.data_key import DataKey
from portal.models.draft import Draft
from portal.models.feedback import Feedback
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.file_bytes import media_of, size_of
from portal.services.now import now
from portal.services.sealed_files import erase_copies, write_copy
from portal.services.sealing import Seal, new_data_key, seals_of

KEPT_FREE = 1024 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as somebody offers it; ``seconds`` is the length of a recording as the browser tells it."""

    name: str
    stream: BinaryIO
    page: str
    seconds: int | None = None
    media: frozenset[str] = CHOSEN


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file as whoever added it sees it again: its name and size, never its content."""

    id: int
    name: str
    kind: FileKind
    size: int
    seconds: int | None
    status: FileStatus
    page: str


def add_to_draft(draft_id: int, offered: Offered) -> int:
    """Add a file to a draft, and return its id; raises FileRefused or NotFound. Commits."""
    media = judge(offered)
    with writing():
        wanted = select(Draft.id).where(Draft.id == draft_id, Draft.expires_at > now()).with_for_update()
        if db.session.scalar(wanted) is None:
            raise NotFound("There is no such draft.")
        _refuse_over_limits(offered, Attachment.draft_id == draft_id)
        return _store(offered, Attachment(draft_id=draft_id, media=media)).id


def add_to_feedback(
    feedback: Feedback, offered: Offered, media: str, holder: Holder = Holder.SENDER, by: int | None = None
) -> int:
    """Add a judged file to what was sent, in the caller's transaction; return its id or raise FileRefused.

    Each holder of the page has the limits for themselves, so that nobody uses up another's.
    """
    theirs = (Attachment.feedback_id == feedback.id) & (Attachment.holder == holder)
    _refuse_over_limits(offered, theirs)
    added = Attachment(feedback_id=feedback.id, media=media, holder=holder, account_id=by)
    _note_added(feedback, _store(offered, added))
    return added.id


def list_of_draft(draft_id: int) -> tuple[FileShown, ...]:
    """Return a draft's files, the oldest first; two queries."""
    return _list(Attachment.draft_id == draft_id)


def list_own(feedback_id: int, holder: Holder = Holder.SENDER) -> tuple[FileShown, ...]:
    """Return the files that one holder of a private page added, the oldest first; two queries."""
    return _list((Attachment.feedback_id == feedback_id) & (Attachment.holder == holder))


def remove_from_draft(draft_id: int, file_id: int) -> None:
    """Erase one file of a draft; one that is not there is gone already. Commits."""
    with writing():
        _erase((Attachment.draft_id == draft_id) & (Attachment.id == file_id))


def drop_files_off(draft_id: int, pages: Sequence[str]) -> None:
    """Erase what was added on pages that the answers no longer lead to; it is not sent. Commits."""
    with writing():
        _erase((Attachment.draft_id == draft_id) & Attachment.page.not_in(pages))


def erase_of_drafts(draft_ids: Sequence[int]) -> None:
    """Erase every file of some drafts with their keys, in the caller's transaction."""
    _erase(Attachment.draft_id.in_(draft_ids))


def move_to_feedback(draft_id: int, feedback: Feedback) -> None:
    """Let a draft's files go with what was sent, in the caller's transaction."""
    for added in db.session.scalars(select(Attachment).where(Attachment.draft_id == draft_id)):
        added.draft_id, added.feedback_id = None, feedback.id
        _note_added(feedback, added)
    db.session.flush()


def names_place(attachment_id: int) -> str:
    """Return where the name a file came with is sealed for."""
    return f"attachment.names:{attachment_id}"


def has_room() -> bool:
    """Whether files may still be taken: the disk keeps room for words, which come first."""
    settings: Settings = current_app.extensions["portal.settings"]
    return shutil.disk_usage(settings.instance).free > KEPT_FREE


def first_status() -> FileStatus:
    """Return how a new file stands: waiting for the scanner where there is one."""
    settings: Settings = current_app.extensions["portal.settings"]
    return FileStatus.WAITING if settings.clamd else FileStatus.UNSCANNED


def judge(offered: Offered) -> str:
    """Return what a file is, before any transaction begins; raises FileRefused."""
    media = media_of(offered.stream)
    if media not in offered.media:
        raise FileRefused(Refusal.OTHER_KIND)
    if not has_room():
        raise FileRefused(Refusal.NO_ROOM)
    return media


def _refuse_over_limits(offered: Offered, where: ColumnElement[bool]) -> None:
    count, size = db.session.execute(
        select(func.count(Attachment.id), func.coalesce(func.sum(Attachment.size), 0)).where(where)
    ).one()
    refuse_over_limits(size_of(offered.stream), Held(count, int(size)))


def _store(offered: Offered, added: Attachment) -> Attachment:
    """Write the facets, then the bytes piece by piece, under a key of the file's own."""
    key = new_data_key()
    seal = Seal(key)
    added.data_key_id, added.page, added.added_at = key.id, offered.page, now()
    added.size, added.names, added.status = size_of(offered.stream), b"", first_status()
    if offered.seconds is not None:
        added.seconds = min(max(offered.seconds, 0), MOST_SECONDS)
    db.session.add(added)
    db.session.flush()
    added.names = seal.close(names_place(added.id), {"came_as": shown_name(offered.name)})
    write_copy(added.id, Copy.ORIGINAL, seal, offered.stream)
    db.session.flush()
    return added


def _note_added(feedback: Feedback, added: Attachment) -> None:
    kind, size = KINDS[added.media], added.size
    write_event(
        feedback, EventName.FILE_ADDED, by=added.account_id, file=added.id, what=kind.called, size=size
    )


def _list(where: ColumnElement[bool]) -> tuple[FileShown, ...]:
    rows = list(db.session.scalars(select(Attachment).where(where).order_by(Attachment.id)))
    seals = seals_of({row.data_key_id for row in rows}) if rows else {}
    return tuple(
        FileShown(
            id=row.id,
            name=seals[row.data_key_id].open(names_place(row.id), row.names)["came_as"],
            kind=KINDS[row.media],
            size=row.size,
            seconds=row.seconds,
            status=row.status,
            page=row.page,
        )
        for row in rows
    )


def _erase(where: ColumnElement[bool]) -> None:
    """Erase facets, bytes and keys."""
    rows = db.session.execute(select(Attachment.id, Attachment.data_key_id).where(where)).all()
    if not rows:
        return
    ids = [row.id for row in rows]
    erase_copies(ids)
    db.session.execute(delete(Attachment).where(Attachment.id.in_(ids)))
    db.session.execute(delete(DataKey).where(DataKey.id.in_([row.data_key_id for row in rows])))
