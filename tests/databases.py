"""The portal on a test database: made by the migrations once, brought back to that state before each test."""

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Connection, Engine, event, insert, make_url, select, text

from portal.config import Settings, read_settings
from portal.extensions import db
from tests.pages import PageClient

NOT_COUNTED = ("BEGIN", "PRAGMA", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")

# `pytestmark = on_both_databases` runs a module on both; tests of services do so without asking.
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
on_both_databases = pytest.mark.parametrize("database_kind", BOTH, indirect=True)


@dataclass
class PreparedPortal:
    """A portal whose database can be put back to how it was after the migrations and the background rows."""

    app: Flask
    restore: Callable[[], None]
    close: Callable[[], None] = field(default=lambda: None)


def demo_settings(folder: Path, **environ: str) -> Settings:
    """Return demo settings with everything kept in one folder; ``environ`` changes single variables."""
    return read_settings({"PORTAL_DEMO": "1", "PORTAL_INSTANCE": str(folder), **environ})


def build_app(settings: Settings, **overrides: Any) -> Flask:
    """Return the portal with cheap passwords, the page-checking client, and failures that show themselves."""
    from portal.app import create_app  # here, so that tests of the rules need no Flask

    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    app = create_app(settings, TESTING=True, PASSWORD_HASHER=hasher, **overrides)
    app.test_client_class = PageClient
    _raise_what_nobody_expected(app)
    return app


def _raise_what_nobody_expected(app: Flask) -> None:
    """Let a defect fail its test with its own traceback; SHOW_FAILURE_PAGES gives people's page instead."""
    handlers = app.error_handler_spec[None][None]
    shown = handlers.get(Exception)

    def raise_again(problem: Exception) -> Any:
        if app.config.get("SHOW_FAILURE_PAGES") and shown is not None:
            return shown(problem)
        raise problem

    handlers[Exception] = raise_again


def migrated_app(settings: Settings, furnish: Callable[[], None]) -> Flask:
    """Run the migrations, start the portal as after a restart, and put the background rows in."""
    with build_app(settings).app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    app = build_app(settings)
    with app.app_context():
        furnish()
        db.session.remove()
        db.engine.dispose()
    return app


def prepare_sqlite(folder: Path, furnish: Callable[[], None]) -> PreparedPortal:
    """Return a portal on a file that is copied afresh from a template; a copy takes about a millisecond."""
    app = migrated_app(demo_settings(folder), furnish)
    engine, live, template = _engine(app), folder / "portal.sqlite", folder / "template.sqlite"
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    shutil.copyfile(live, template)
    kept = set(folder.iterdir())

    def restore() -> None:
        engine.dispose()
        _tidy(folder, kept)
        shutil.copyfile(template, live)

    return PreparedPortal(app, restore, engine.dispose)


def remember(app: Flask) -> Callable[[], None]:
    """Return what puts an SQLite database back to how it is now, as often as a test likes."""
    engine = _engine(app)
    live = Path(engine.url.database or "")
    kept = live.with_suffix(".remembered")
    engine.dispose()  # the last connection that closes leaves everything in the one file
    shutil.copyfile(live, kept)

    def put_back() -> None:
        engine.dispose()
        for side_file in ("-wal", "-shm"):
            live.with_name(live.name + side_file).unlink(missing_ok=True)
        shutil.copyfile(kept, live)

    return put_back


def prepare_postgresql(folder: Path, worker: str, furnish: Callable[[], None]) -> PreparedPortal:
    """Return a portal on a database for this worker alone, emptied and refilled between tests."""
    url, drop = new_postgresql_database(worker)
    app = migrated_app(demo_settings(folder, DATABASE_URL=url), furnish)
    engine, files = _engine(app), set(folder.iterdir())
    with engine.begin() as connection:
        kept = {
            t: [dict(r) for r in connection.execute(select(t)).mappings()] for t in db.metadata.sorted_tables
        }

    def restore() -> None:
        _tidy(folder, files)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            _empty(connection, kept)
        with engine.begin() as connection:
            _refill(connection, kept)

    def close() -> None:
        engine.dispose()
        drop()

    return PreparedPortal(app, restore, close)


def _tidy(folder: Path, kept: set[Path]) -> None:
    """Remove what a test left in the instance folder: mails, copies, SQLite's own side files."""
    for path in set(folder.iterdir()) - kept:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _empty(connection: Connection, tables: Iterable[Any]) -> None:
    """Empty every table; on tables as small as these, TRUNCATE takes several times as long.

    VACUUM gives the pages back, so that rows lie in the order in which they are put in, as in a new table.
    """
    names = [f'"{table.name}"' for table in tables]
    holding = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)
    used = connection.scalars(text(holding)).all()
    connection.execute(text("; ".join(f"DELETE FROM {name}" for name in reversed(names))))
    if used:
        connection.execute(text(f"VACUUM {', '.join(used)}"))


def _refill(connection: Connection, kept: dict[Any, list[dict[str, Any]]]) -> None:
    for table, rows in kept.items():
        if rows:
            connection.execute(insert(table), rows)
    connection.execute(text("SELECT " + ", ".join(_next_numbers(kept))))


def _next_numbers(tables: Iterable[Any]) -> Iterator[str]:
    """Yield what lets each table go on counting behind its last row."""
    for table in tables:
        key = table.autoincrement_column
        if key is not None:
            sequence = f"pg_get_serial_sequence('\"{table.name}\"', '{key.name}')"
            last = f'(SELECT max("{key.name}") FROM "{table.name}")'
            yield f"setval({sequence}, coalesce({last}, 0) + 1, false)"


def new_postgresql_database(name: str) -> tuple[str, Callable[[], None]]:
    """Make an empty PostgreSQL database; return its URL and what drops it. Skips without a server."""
    server = make_url(os.environ.get("TEST_POSTGRES_URL") or no_postgresql())
    fresh = server.set(database=f"test_{os.getpid()}_{name}")
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)

    def run(statement: str) -> None:
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f'{statement} "{fresh.database}"'.encode())

    run("DROP DATABASE IF EXISTS")
    run("CREATE DATABASE")
    return fresh.render_as_string(hide_password=False), lambda: run("DROP DATABASE IF EXISTS")


def no_postgresql() -> str:
    """Skip where PostgreSQL isn't there; fail in the automatic check, which must leave nothing out."""
    if os.environ.get("CI") == "true":
        pytest.fail("TEST_POSTGRES_URL is not set, and CI leaves nothing out.")
    pytest.skip("NOT TESTED ON POSTGRESQL: TEST_POSTGRES_URL is not set")


def _engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@dataclass
class Queries:
    """The statements sent to the database while something was counted."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many there were."""
        return len(self.statements)

    def __str__(self) -> str:
        return f"{self.count} queries:\n" + "\n".join(self.statements)


@contextmanager
def count_queries(app: Flask) -> Iterator[Queries]:
    """Collect the statements that an app sends; transactions and settings are not counted."""
    engine, queries = _engine(app), Queries()

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.lstrip().upper().startswith(NOT_COUNTED):
            queries.statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield queries
    finally:
        event.remove(engine, "before_cursor_execute", note)


def at_once(app: Flask, acts: list[Callable[[], Any]]) -> list[Any]:
    """Do several things at the same moment, each in a thread and context of its own; return what each did."""
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        with app.app_context():
            together.wait()
            try:
                return act()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
