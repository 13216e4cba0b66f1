"""How the portal talks to its database: SQLite's settings, and reads kept apart from writes.

SQLite takes its write lock when a transaction begins, unless the work at hand only reads: a read that
turns into a write half-way can fail through no fault of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from portal.extensions import db

_only_reading: ContextVar[bool] = ContextVar("only_reading", default=False)

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
    "PRAGMA secure_delete=ON",
)


def prepare(engine: Engine) -> None:
    """Set up every connection of an SQLite engine; other databases need nothing."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    if engine.url.database and engine.url.database != ":memory:":
        path = Path(engine.url.database)
        path.touch(mode=0o600, exist_ok=True)
        path.chmod(0o600)


def begin_reading(only: bool) -> None:
    """Say whether the transactions that follow in this context only read."""
    _only_reading.set(only)


def be_quick_about_it() -> None:
    """Don't wait for the disk in this process: for data that can be loaded again."""
    if db.engine.dialect.name == "sqlite":
        event.listen(db.engine, "checkout", _without_waiting)


@contextmanager
def writing() -> Iterator[None]:
    """Write inside a request that otherwise only reads: a transaction of its own, committed at the end."""
    db.session.rollback()
    token = _only_reading.set(False)
    try:
        yield
        db.session.commit()
    finally:
        db.session.rollback()
        _only_reading.reset(token)


@contextmanager
def only_reading() -> Iterator[None]:
    """Read in a transaction of its own that takes no write lock, and leave the next ones as they were."""
    token = _only_reading.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        _only_reading.reset(token)


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _without_waiting(connection: Any, _record: Any, _proxy: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if _only_reading.get() else "BEGIN IMMEDIATE")


def abandon() -> None:
    """Leave no half-done transaction behind."""
    db.session.rollback()
