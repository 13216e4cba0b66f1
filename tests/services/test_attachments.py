"""Files in and out: judged by their bytes, sealed in pieces with flat memory, erased with their draft."""

import io
import sqlite3
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from typing import BinaryIO

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from portal.domain import files
from portal.domain.errors import NotFound, SealBroken
from portal.domain.event_names import EventName
from portal.domain.files import FileRefused, Refusal
from portal.domain.vocabulary import Holder
from portal.extensions import db
from portal.models.attachment import Attachment, AttachmentChunk, Copy
from portal.models.data_key import DataKey
from portal.models.draft import Draft
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services import attachments, drafts, sealed_files
from portal.services.attachments import Offered
from portal.services.now import moved_to, now
from portal.services.sealing import Seal
from tests import hostile
from tests.factories import make_feedback
from tests.services.file_steps import file_of

pytestmark = pytest.mark.usefixtures("app_context")
LARGE = files.MOST_BYTES
FLAT = 4 * 1024 * 1024


class Repeating(io.RawIOBase):
    """A text file of any size that takes no memory, as an upload spooled to disk does."""

    def __init__(self, size: int) -> None:
        self.size, self.at = size, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset + (self.size if whence == 2 else self.at if whence == 1 else 0)
        return self.at

    def read(self, size: int = -1) -> bytes:
        left = self.size - self.at
        count = left if size is None or size < 0 else min(size, left)
        head = b"\xff\xd8\xff\xe0" if self.at == 0 else b""
        self.at += count
        return (head + b"j" * count)[:count]


def draft() -> int:
    """Begin a draft."""
    return drafts.start_draft("complaint", 28).id


def offered(content: bytes, name: str = "a.jpg", **more: object) -> Offered:
    """Return a file as somebody offers it."""
    return Offered(name, io.BytesIO(content), "papers", **more)  # type: ignore[arg-type]


def count_of(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def read_all(number: int) -> bytes:
    row = db.session.get_one(Attachment, number)
    return b"".join(sealed_files.read_copy(number, Copy.ORIGINAL, Seal.of(row.data_key_id)))


@pytest.mark.parametrize(("name", "content"), hostile.REFUSED.values(), ids=hostile.REFUSED.keys())
def test_what_is_not_on_the_list_is_refused_whatever_it_is_called(name: str, content: bytes) -> None:
    with pytest.raises(FileRefused):
        attachments.add_to_draft(draft(), offered(content, name))
    assert count_of(Attachment) == count_of(AttachmentChunk) == 0


@pytest.mark.parametrize(("name", "content", "media"), hostile.TAKEN.values(), ids=hostile.TAKEN.keys())
def test_what_is_on_the_list_is_taken_and_comes_back_to_the_byte(
    name: str, content: bytes, media: str
) -> None:
    number = attachments.add_to_draft(draft(), offered(content, name))
    assert db.session.get_one(Attachment, number).media == media
    assert read_all(number) == content


@pytest.mark.parametrize("made", [hostile.zip_bomb, hostile.long_list])
def test_a_bomb_is_refused_before_anything_is_unpacked_or_listed(made: Callable[[], bytes]) -> None:
    bomb = made()
    tracemalloc.start()
    with pytest.raises(FileRefused) as problem:
        attachments.add_to_draft(draft(), offered(bomb, "letter.docx"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.value.refusal is Refusal.BURSTS
    assert peak < FLAT


@pytest.mark.parametrize("pieces", [0, 1, 2.5])
def test_a_file_of_any_number_of_pieces_comes_back(pieces: float) -> None:
    content = hostile.jpeg() + b"\0" * int(pieces * sealed_files.PIECE)
    number = attachments.add_to_draft(draft(), offered(content))
    assert read_all(number) == content
    row = db.session.get_one(Attachment, number)
    seal = Seal.of(row.data_key_id)
    assert sealed_files.size_of_copy(number, Copy.ORIGINAL, seal) == row.size == len(content)
    for start in (1, sealed_files.PIECE - 1, sealed_files.PIECE, len(content) - 1):
        found = b"".join(sealed_files.read_copy(number, Copy.ORIGINAL, seal, start))
        assert found == content[start:]


def test_the_largest_file_takes_little_memory_in_and_out() -> None:
    begun = draft()
    stream: BinaryIO = Repeating(LARGE)  # type: ignore[assignment]
    tracemalloc.start()
    number = attachments.add_to_draft(begun, Offered("a.jpg", stream, "papers"))
    row = db.session.get_one(Attachment, number)
    seal, size = Seal.of(row.data_key_id), 0
    for piece in sealed_files.read_copy(number, Copy.ORIGINAL, seal):
        size += len(piece)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == LARGE
    assert peak < FLAT, f"{peak / 2**20:.1f} MB at the most for a file of 15 MB"


def test_the_limits_hold_for_a_draft_as_a_whole() -> None:
    begun = draft()
    for _ in range(4):
        stream: BinaryIO = Repeating(LARGE)  # type: ignore[assignment]
        attachments.add_to_draft(begun, Offered("a.jpg", stream, "papers"))
    with pytest.raises(FileRefused) as problem:
        attachments.add_to_draft(begun, offered(hostile.jpeg()))
    assert problem.value.refusal is Refusal.TOO_MUCH
    other = draft()
    for _ in range(files.MOST_FILES):
        attachments.add_to_draft(other, offered(hostile.jpeg()))
    with pytest.raises(FileRefused) as problem:
        attachments.add_to_draft(other, offered(hostile.jpeg()))
    assert problem.value.refusal is Refusal.TOO_MANY


def test_a_full_disk_takes_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "has_room", lambda: False)
    with pytest.raises(FileRefused) as problem:
        attachments.add_to_draft(draft(), offered(hostile.jpeg()))
    assert problem.value.refusal is Refusal.NO_ROOM


def test_pieces_open_nowhere_else() -> None:
    first, second = (attachments.add_to_draft(draft(), offered(hostile.jpeg())) for _ in range(2))
    moved = select(AttachmentChunk.sealed).where(AttachmentChunk.attachment_id == first)
    swap = update(AttachmentChunk).where(AttachmentChunk.attachment_id == second)
    db.session.execute(swap.values(sealed=moved.scalar_subquery()))
    db.session.commit()
    with pytest.raises(SealBroken):
        read_all(second)


def test_pieces_of_one_file_do_not_open_in_another_order() -> None:
    number = attachments.add_to_draft(draft(), offered(hostile.jpeg() + bytes(2 * sealed_files.PIECE)))
    of_file = AttachmentChunk.attachment_id == number
    second = select(AttachmentChunk.sealed).where(of_file, AttachmentChunk.number == 1).scalar_subquery()
    first = update(AttachmentChunk).where(of_file, AttachmentChunk.number == 0)
    db.session.execute(first.values(sealed=second))
    db.session.commit()
    with pytest.raises(SealBroken):
        read_all(number)


def test_the_name_it_came_with_is_sealed() -> None:
    number = attachments.add_to_draft(draft(), offered(hostile.jpeg(), "Kitchen of Kim.jpg"))
    assert b"Kitchen" not in db.session.get_one(Attachment, number).names


def test_files_go_with_what_is_sent_and_the_draft_keeps_none(app: Flask) -> None:
    begun = draft()
    attachments.add_to_draft(begun, offered(hostile.jpeg(), "a.jpg"))
    attachments.add_to_draft(begun, offered(hostile.pdf(), "b.pdf"))
    sent = make_feedback(draft_id=begun)
    assert attachments.list_of_draft(begun) == ()
    assert [file.name for file in attachments.list_own(sent.id)] == ["a.jpg", "b.pdf"]
    events = select(Event).where(Event.feedback_id == sent.id, Event.name == EventName.FILE_ADDED)
    assert len(db.session.scalars(events).all()) == 2


@pytest.mark.parametrize("how", ["discarded", "expired"])
def test_a_draft_that_ends_takes_its_files_and_their_keys(how: str) -> None:
    keys, begun = count_of(DataKey), draft()
    attachments.add_to_draft(begun, offered(hostile.jpeg()))
    kept = attachments.add_to_draft(draft_that_stays := draft(), offered(hostile.jpeg()))
    assert count_of(DataKey) == keys + 4
    if how == "discarded":
        drafts.discard_draft(begun)
    else:
        later = now() + timedelta(days=29)
        stays = update(Draft).where(Draft.id == draft_that_stays)
        db.session.execute(stays.values(expires_at=later + timedelta(1)))
        db.session.commit()
        with moved_to(later):
            assert drafts.forget_old_drafts() == 1
    assert list(db.session.scalars(select(Attachment.id))) == [kept]
    assert set(db.session.scalars(select(AttachmentChunk.attachment_id))) == {kept}
    assert count_of(DataKey) == keys + 2


def test_one_file_is_taken_away_and_only_from_its_own_draft() -> None:
    begun, other = draft(), draft()
    number = attachments.add_to_draft(begun, offered(hostile.jpeg()))
    attachments.remove_from_draft(other, number)
    assert len(attachments.list_of_draft(begun)) == 1
    attachments.remove_from_draft(begun, number)
    assert attachments.list_of_draft(begun) == ()
    assert count_of(AttachmentChunk) == 0


def test_nothing_is_added_to_a_draft_that_is_gone() -> None:
    begun = draft()
    drafts.discard_draft(begun)
    with pytest.raises(NotFound):
        attachments.add_to_draft(begun, offered(hostile.jpeg()))


def test_what_is_added_later_is_of_its_holder_and_waits_to_be_read() -> None:
    sent = make_feedback()
    file_of(sent.id, hostile.jpeg(), "mine.jpg")
    file_of(sent.id, hostile.jpeg(), "theirs.jpg", Holder.ADVOCATE)
    assert [file.name for file in attachments.list_own(sent.id)] == ["mine.jpg"]
    assert [file.name for file in attachments.list_own(sent.id, Holder.ADVOCATE)] == ["theirs.jpg"]
    assert db.session.scalar(select(Feedback.unread_since).where(Feedback.id == sent.id)) is not None


def test_files_are_listed_with_two_queries(app: Flask, count_queries) -> None:
    begun = draft()
    for _ in range(5):
        attachments.add_to_draft(begun, offered(hostile.jpeg()))
    db.session.rollback()
    with count_queries() as queries:
        assert len(attachments.list_of_draft(begun)) == 5
    assert queries.count == 2


def test_what_was_added_on_a_page_off_the_path_is_not_sent() -> None:
    begun = draft()
    attachments.add_to_draft(begun, offered(hostile.jpeg(), "on.jpg"))
    attachments.add_to_draft(begun, Offered("off.jpg", io.BytesIO(hostile.jpeg()), "proof"))
    attachments.drop_files_off(begun, ["who", "papers"])
    assert [file.name for file in attachments.list_of_draft(begun)] == ["on.jpg"]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_whoever_read_a_file_still_takes_the_lock_before_writing() -> None:
    number = attachments.add_to_draft(draft(), offered(b"Some words.\n", "a.txt"))
    assert read_all(number)
    count_of(Draft)
    other = sqlite3.connect(str(db.engine.url.database), timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    db.session.rollback()


def test_one_holder_does_not_use_up_the_files_of_another() -> None:
    feedback = db.session.get_one(Feedback, make_feedback().id)
    for _ in range(files.MOST_FILES):
        attachments.add_to_feedback(
            feedback, offered(b"Some words.\n", "a.txt"), "text/plain", Holder.ADVOCATE
        )
    with pytest.raises(FileRefused):
        attachments.add_to_feedback(feedback, offered(b"One more.\n", "a.txt"), "text/plain", Holder.ADVOCATE)
    assert attachments.add_to_feedback(feedback, offered(b"Mine.\n", "a.txt"), "text/plain")
