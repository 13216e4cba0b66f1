"""The virus check with a real clamd: what waits, what passes, what never does; silence lets nothing pass."""

import dataclasses
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.errors import MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.files import Opening
from portal.domain.vocabulary import FileStatus, Role
from portal.extensions import db
from portal.models.attachment import Attachment
from portal.models.event import Event
from portal.services import file_views, scanning
from portal.services.files_shown import open_file
from tests import hostile
from tests.clamd import running_clamd
from tests.factories import make_feedback
from tests.services.file_steps import file_of
from tests.services.screening_steps import somebody


@pytest.fixture(scope="module")
def clamd() -> Iterator[str]:
    """The path of a real clamd's socket."""
    with running_clamd() as address:
        yield address


def scan_with(app: Flask, address: str | None) -> None:
    """Let the portal use this scanner."""
    settings = app.extensions["portal.settings"]
    app.extensions["portal.settings"] = dataclasses.replace(settings, clamd=address)


def added(content: bytes, name: str = "a.txt") -> tuple[str, int]:
    """Add a file to something sent; return the item's reference and the file's number."""
    sent = make_feedback()
    number = file_of(sent.id, content, name)
    return sent.reference, number


def status_of(number: int) -> FileStatus:
    """Return how a file stands."""
    db.session.rollback()
    return db.session.scalars(select(Attachment.status).where(Attachment.id == number)).one()


def test_a_file_waits_and_nobody_opens_it_before_the_scan(app_context: Flask) -> None:
    scan_with(app_context, "/nowhere/clamd.sock")
    reference, number = added(b"He said no.")
    assert status_of(number) is FileStatus.WAITING
    for opening in Opening:
        with pytest.raises(MoveNotPossible):
            open_file(reference, number, somebody(Role.SUPERVISOR), opening)


@pytest.mark.clamd
def test_a_clean_file_passes_and_an_infected_one_never_opens(app_context: Flask, clamd: str) -> None:
    scan_with(app_context, clamd)
    clean, infected = added(b"He said no."), added(hostile.EICAR)
    photo = added(hostile.jpeg(), "a.jpg")
    assert scanning.scan_waiting() == 3
    assert status_of(clean[1]) is status_of(photo[1]) is FileStatus.CLEAN
    assert status_of(infected[1]) is FileStatus.INFECTED
    assert open_file(*clean, somebody(), Opening.ORIGINAL).size == len(b"He said no.")
    for opening in Opening:
        with pytest.raises(MoveNotPossible):
            open_file(*infected, somebody(), opening)
    noted = select(Event.facts).where(Event.name == EventName.FILE_SCANNED)
    assert sorted(facts["status"] for facts in db.session.scalars(noted)) == ["clean", "clean", "infected"]


@pytest.mark.clamd
def test_what_hides_in_a_document_is_found_too(app_context: Flask, clamd: str) -> None:
    scan_with(app_context, clamd)
    _, number = added(hostile.docx({"word/media/a.txt": hostile.EICAR}), "letter.docx")
    scanning.scan_waiting()
    assert status_of(number) is FileStatus.INFECTED


@pytest.mark.clamd
def test_an_infected_file_gets_no_safe_copy(app_context: Flask, clamd: str) -> None:
    scan_with(app_context, clamd)
    _, number = added(hostile.jpeg(comment=hostile.EICAR), "a.jpg")
    file_views.prepare_files()
    assert status_of(number) is FileStatus.INFECTED
    assert db.session.get_one(Attachment, number).view_media is None


@pytest.mark.clamd
def test_the_largest_file_is_scanned_in_pieces(app_context: Flask, clamd: str) -> None:
    scan_with(app_context, clamd)
    _, number = added(hostile.jpeg() + bytes(14 * 2**20), "a.jpg")
    assert scanning.scan_waiting() == 1
    assert status_of(number) is FileStatus.CLEAN


@pytest.mark.clamd
def test_the_scanner_is_known_to_answer(app_context: Flask, clamd: str) -> None:
    scan_with(app_context, clamd)
    assert scanning.read_state() == scanning.ScannerState(configured=True, answers=True, waiting=0)


def test_a_scanner_that_is_down_lets_nothing_pass(app_context: Flask) -> None:
    scan_with(app_context, "/nowhere/clamd.sock")
    _, number = added(b"He said no.")
    assert scanning.scan_waiting() == 0
    file_views.make_views()
    assert status_of(number) is FileStatus.WAITING
    assert scanning.read_state() == scanning.ScannerState(configured=True, answers=False, waiting=1)


@contextmanager
def answering(folder: Path, answer: bytes) -> Iterator[str]:
    """A scanner that says the same to everybody."""
    address = str(folder / "s")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65_536)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield address
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=10)


LIMIT = b"INSTREAM size limit exceeded. ERROR\0"


@pytest.mark.parametrize(
    "answer", [b"", b"\0", b"OK\0", b"stream: O", LIMIT, b"x" * 9_000, b"OK FOUND?\0"], ids=range(7)
)
def test_an_odd_answer_is_no_pass(app_context: Flask, tmp_path: Path, answer: bytes) -> None:
    with answering(tmp_path, answer) as address:
        scan_with(app_context, address)
        _, number = added(b"He said no.")
        assert scanning.scan_waiting() == 0
    assert status_of(number) is FileStatus.WAITING


def test_one_that_nobody_can_judge_does_not_hold_up_the_others(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan_with(app_context, "/somewhere/clamd.sock")
    _, first = added(b"He said no.")
    _, second = added(b"He said yes.")

    def judge(_address: str, pieces: Iterator[bytes]) -> bool:
        if b"no" in b"".join(pieces):
            raise scanning.UnclearAnswer
        return False

    monkeypatch.setattr(scanning, "is_infected", judge)
    assert scanning.scan_waiting() == 1
    assert (status_of(first), status_of(second)) == (FileStatus.WAITING, FileStatus.CLEAN)


def test_without_a_scanner_nothing_is_called_clean(app_context: Flask) -> None:
    scan_with(app_context, None)
    _, number = added(b"He said no.")
    file_views.prepare_files()
    assert status_of(number) is FileStatus.UNSCANNED
    assert not scanning.read_state().configured
