"""Copies of an SQLite database, through SQLite's own online backup."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from portal.services.backup_contents import COUNTED, BackupProblem, Contents, SealedSample, ends_of

SECONDS_OF_PATIENCE = 30
ALL_PAGES = -1
KEYS = "SELECT wrapped_by, count(*) FROM data_key GROUP BY wrapped_by"
SAMPLE = """
    SELECT w.feedback_id, w.said, k.wrapped, k.wrapped_by
    FROM feedback_words w JOIN feedback f ON f.id = w.feedback_id JOIN data_key k ON k.id = f.data_key_id
    WHERE w.feedback_id = ?
"""


def copy_database(database: Path, file: Path) -> None:
    """Write a consistent copy while the portal runs: one file of mode 0600, which must not be there yet."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with _opened(database) as source, closing(sqlite3.connect(file)) as target:
        _copy(source, target)
        # A copy in WAL mode would want two more files beside it.
        target.execute("PRAGMA journal_mode=DELETE")
    with file.open("rb") as written:
        os.fsync(written.fileno())


def put_in_place(file: Path, database: Path) -> None:
    """Replace what a database holds by what a copy holds; other processes see the one or the other."""
    with _opened(file) as source, closing(sqlite3.connect(database, timeout=SECONDS_OF_PATIENCE)) as target:
        _copy(source, target)
        target.execute("PRAGMA journal_mode=WAL")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def read_copy(file: Path) -> Contents:
    """Return what a copy holds, once its integrity was checked; raises BackupProblem."""
    try:
        with _opened(file) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchall()
            if said != [("ok",)]:
                raise BackupProblem(f"{file} is damaged: {said[0][0]}")
            return _contents(copy)
    except sqlite3.DatabaseError as problem:
        raise BackupProblem(f"{file} is not a backup of this portal: {problem}") from problem


def _contents(copy: sqlite3.Connection) -> Contents:
    belongs = copy.execute("SELECT mode, council, key_fingerprint FROM installation").fetchone()
    mode, council, started_with = belongs or ("", "", None)
    ids = [row[0] for row in copy.execute("SELECT feedback_id FROM feedback_words ORDER BY feedback_id")]
    found = [copy.execute(SAMPLE, (feedback_id,)).fetchone() for feedback_id in sorted(ends_of(ids))]
    revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    return Contents(
        revision=revision[0] if revision else None,
        mode=mode,
        council=council,
        counts={name: _count(copy, name) for name in COUNTED},
        wrapped_by=Counter(dict(copy.execute(KEYS).fetchall())),
        started_with=started_with,
        sample=tuple(SealedSample(*row) for row in found if row),
    )


def _count(copy: sqlite3.Connection, table: str) -> int:
    (number,) = copy.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - a name of COUNTED
    return int(number)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy all pages at once; a database that others hold is waited for, but not for ever."""
    tries = iter(range(SECONDS_OF_PATIENCE * 4))

    def wait_or_give_up(status: int, _left: int, _all: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and next(tries, None) is None:
            raise BackupProblem("The database is in use all the time: stop the portal and its outbox first.")

    source.backup(target, pages=ALL_PAGES, progress=wait_or_give_up, sleep=0.25)


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a database only to read it; one that is not there is not made."""
    if not file.is_file():
        raise BackupProblem(f"There is no file {file}.")
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection
