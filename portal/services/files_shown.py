"""An item's files as officers meet them: what each is, how it stands, and opening one, which is logged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.domain.errors import MoveNotPossible, NotAllowed, NotFound
from portal.domain.files import KINDS, FileKind, Opening, may_open, own_names
from portal.domain.permissions import Permission
from portal.domain.vocabulary import FileStatus, Holder
from portal.extensions import db
from portal.models.attachment import Attachment, Copy
from portal.services.accounts import StaffMember
from portal.services.attachments import names_place
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import log_access
from portal.services.holding import load_open
from portal.services.sealed_files import read_copy, size_of_copy
from portal.services.sealing import Seal, seals_of

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class FileOfItem:
    """One file of an item; ``view`` is what its safe copy is: empty where there is none, None until tried."""

    id: int
    own_name: str
    came_as: str
    kind: FileKind
    size: int
    seconds: int | None
    status: FileStatus
    holder: Holder
    by: str
    added_at: datetime
    view: str | None
    openings: frozenset[Opening]
    locked_by: str
    locked_at: datetime | None
    mine_to_lead: bool


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A copy of a file on its way out: ``size`` in bytes, and its bytes from any of them on."""

    name: str
    media: str
    size: int
    attachment_id: int
    copy: Copy
    seal: Seal

    def read_from(self, start: int = 0) -> Iterator[bytes]:
        """Yield its bytes, piece by piece."""
        return read_copy(self.attachment_id, self.copy, self.seal, start)


def is_lead(officer: StaffMember) -> bool:
    """Whether this is who alone opens files that may be illegal: as the profile names, else a supervisor."""
    named = current_council().files.lead_email
    if named:
        return officer.email.casefold() == named.casefold()
    return officer.may(Permission.SUPERVISE)


def find_files_shown(
    feedback_id: int, officer: StaffMember, names: Mapping[int, str]
) -> tuple[FileOfItem, ...]:
    """Return an item's files, the oldest first; two queries."""
    of_item = select(Attachment).where(Attachment.feedback_id == feedback_id).order_by(Attachment.id)
    rows = list(db.session.scalars(of_item))
    seals = seals_of({row.data_key_id for row in rows})
    own, lead = own_names([row.media for row in rows]), is_lead(officer)
    return tuple(
        FileOfItem(
            id=row.id,
            own_name=name,
            came_as=seals[row.data_key_id].open(names_place(row.id), row.names)["came_as"],
            kind=KINDS[row.media],
            size=row.size,
            seconds=row.seconds,
            status=row.status,
            holder=row.holder,
            by=names.get(row.account_id or 0, ""),
            added_at=row.added_at,
            view=row.view_media,
            openings=_openings(row, is_lead=lead),
            locked_by=names.get(row.locked_by_id or 0, ""),
            locked_at=row.locked_at,
            mine_to_lead=lead,
        )
        for row, name in zip(rows, own, strict=True)
    )


def open_file(
    reference: str, file_id: int, officer: StaffMember, opening: Opening, *, logged: bool = True
) -> OpenedFile:
    """Open one copy of a file and log who did. Commits the log.

    Raises NotAllowed, NotFound or ConflictOfInterest; MoveNotPossible where nobody may open it now.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SEE_DESK)
        row, name = _find(feedback.id, file_id)
        _refuse(row, opening, officer)
        copy = Copy.VIEW if opening is Opening.VIEW else Copy.ORIGINAL
        seal = Seal.of(row.data_key_id)
        size = size_of_copy(row.id, copy, seal)
        if logged:
            log_access(f"file_{opening.value}:{row.id}", by=officer.id, feedback_id=feedback.id)
        media = (row.view_media or "") if copy is Copy.VIEW else row.media
        return OpenedFile(_named(name, media), media, size, row.id, copy, seal)


def _find(feedback_id: int, file_id: int) -> tuple[Attachment, str]:
    """Return a file of this item, and our own name for it."""
    of_item = select(Attachment).where(Attachment.feedback_id == feedback_id).order_by(Attachment.id)
    rows = list(db.session.scalars(of_item))
    named = zip(rows, own_names([row.media for row in rows]), strict=True)
    found = next(((row, name) for row, name in named if row.id == file_id), None)
    if found is None:
        raise NotFound("There is no such file.")
    return found


def _refuse(row: Attachment, opening: Opening, officer: StaffMember) -> None:
    lead = is_lead(officer)
    if may_open(opening, row.status, KINDS[row.media].seen, is_lead=lead):
        if opening is Opening.VIEW and not row.view_media:
            raise MoveNotPossible("There is no safe copy of this file to look at.")
        return
    if row.status is FileStatus.LOCKED:
        raise NotAllowed("This file is locked. Only the person named for it may open it.")
    raise MoveNotPossible("This file cannot be opened: it is not through the virus check.")


def _openings(row: Attachment, *, is_lead: bool) -> frozenset[Opening]:
    seen = KINDS[row.media].seen
    fits = {opening for opening in Opening if may_open(opening, row.status, seen, is_lead=is_lead)}
    return frozenset(fits - ({Opening.VIEW} if not row.view_media else set()))


def _named(name: str, media: str) -> str:
    """Return our own name with the ending of what is sent out: the view of a HEIC picture is a JPEG."""
    return f"{name.rpartition('.')[0]}.{KINDS[media].suffix}"
