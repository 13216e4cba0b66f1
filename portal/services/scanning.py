"""The virus scanner: clamd, asked piece by piece; a file waits until it has answered."""

import logging
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import func, select, update

from portal.config import Settings
from portal.domain.event_names import EventName
from portal.domain.vocabulary import FileStatus
from portal.extensions import db
from portal.models.attachment import Attachment, Copy
from portal.models.feedback import Feedback
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.now import now
from portal.services.sealed_files import read_copy
from portal.services.sealing import Seal

SECONDS_OF_PATIENCE = 30.0
LONGEST_ANSWER = 4096
AT_A_TIME = 20
HELD_UP_AFTER = timedelta(minutes=15)
log = logging.getLogger("portal.outbox")


class ScannerAway(Exception):
    """The scanner did not answer."""


class UnclearAnswer(ScannerAway):
    """The scanner answered something that is neither yes nor no, as over its own limits."""


@dataclass(frozen=True, slots=True)
class ScannerState:
    """How the scanner is: whether there is one, whether it answers, and how many files wait for it."""

    configured: bool
    answers: bool
    waiting: int


def scan_waiting(limit: int = AT_A_TIME) -> int:
    """Scan the sent files that wait, the oldest first; return how many are settled. Commits one by one.

    Where the scanner is down nothing changes: a file that nobody could scan never passes.
    """
    address = scanner_address()
    if not address:
        return 0
    waiting = select(Attachment.id).where(
        Attachment.status == FileStatus.WAITING, Attachment.feedback_id.is_not(None)
    )
    numbers = list(db.session.scalars(waiting.order_by(Attachment.id).limit(limit)))
    db.session.rollback()
    done = 0
    for number in numbers:
        try:
            _scan(number, address)
            done += 1
        except UnclearAnswer:
            log.error("The virus scanner could not say whether a file is clean. It waits.")
        except ScannerAway as problem:
            log.error("The virus scanner did not answer: %s. Files wait.", problem)
            break
    return done


def scanner_address() -> str:
    """Return where clamd listens, as host:port or the path of a socket; nothing where there is none."""
    settings: Settings = current_app.extensions["portal.settings"]
    return settings.clamd or ""


def read_state() -> ScannerState:
    """Return how the scanner is; asks it."""
    address = scanner_address()
    waiting = db.session.scalar(
        select(func.count(Attachment.id)).where(
            Attachment.status == FileStatus.WAITING, Attachment.feedback_id.is_not(None)
        )
    )
    return ScannerState(bool(address), bool(address) and _answers(address), waiting or 0)


def count_held_up() -> int:
    """Return how many sent files have waited for the scanner for a quarter of an hour or more."""
    held_up = select(func.count(Attachment.id)).where(
        Attachment.status == FileStatus.WAITING,
        Attachment.feedback_id.is_not(None),
        Attachment.added_at < now() - HELD_UP_AFTER,
    )
    return db.session.scalar(held_up) or 0


def is_infected(address: str, pieces: Iterable[bytes]) -> bool:
    """Return whether clamd finds something in these bytes; raises ScannerAway where it can't say."""
    answer = _ask(address, b"zINSTREAM\0", pieces)
    if answer.endswith(b"FOUND"):
        return True
    if answer == b"stream: OK":
        return False
    raise UnclearAnswer("neither yes nor no")


def _answers(address: str) -> bool:
    try:
        return _ask(address, b"zPING\0", None) == b"PONG"
    except ScannerAway:
        return False


def _ask(address: str, command: bytes, pieces: Iterable[bytes] | None) -> bytes:
    try:
        with _connected(address) as connection:
            connection.sendall(command)
            if pieces is not None:
                for piece in pieces:
                    connection.sendall(struct.pack("!I", len(piece)) + piece)
                connection.sendall(struct.pack("!I", 0))
            answer = b""
            while b"\0" not in answer and len(answer) < LONGEST_ANSWER and (part := connection.recv(4096)):
                answer += part
    except OSError as problem:
        raise ScannerAway(type(problem).__name__) from problem
    return answer.partition(b"\0")[0].strip()


def _connected(address: str) -> socket.socket:
    host, colon, port = address.rpartition(":")
    if address.startswith("/") or not colon:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS_OF_PATIENCE)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((host.strip("[]"), int(port)), SECONDS_OF_PATIENCE)


def _scan(attachment_id: int, address: str) -> None:
    """Scan one file and write down what came of it."""
    row = db.session.get(Attachment, attachment_id)
    if row is None:
        return
    feedback_id, seal = row.feedback_id, Seal.of(row.data_key_id)
    db.session.rollback()
    infected = is_infected(address, read_copy(attachment_id, Copy.ORIGINAL, seal))
    status = FileStatus.INFECTED if infected else FileStatus.CLEAN
    with writing():
        settled = update(Attachment).where(
            Attachment.id == attachment_id, Attachment.status == FileStatus.WAITING
        )
        values = settled.values(status=status, scanned_at=now()).returning(Attachment.id)
        if db.session.execute(values).first() is not None:
            feedback = db.session.get_one(Feedback, feedback_id)
            write_event(feedback, EventName.FILE_SCANNED, file=attachment_id, status=status)
