"""The migrations make exactly the tables of the models, on both databases, and can be taken back."""

import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import JSON, CheckConstraint, Connection, MetaData, inspect
from sqlalchemy.types import TypeEngine

from portal.extensions import db
from tests.databases import build_app, demo_settings, new_postgresql_database, on_both_databases
from tests.house_rules import ROOT

pytestmark = on_both_databases


@pytest.fixture
def empty_app(database_kind: str, tmp_path: Path) -> Iterator[Flask]:
    """The portal on a database without tables, in an app context."""
    drop, environ = (lambda: None), {}
    if database_kind == "postgresql":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        environ["DATABASE_URL"], drop = new_postgresql_database(f"migrations_{worker}")
    app = build_app(demo_settings(tmp_path, **environ))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    drop()


def difference_from_models() -> list[Any]:
    """Return what a new migration would have to change."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return compare_metadata(context, db.metadata)


def table_names() -> set[str]:
    """Return the portal's tables as the database has them."""
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_upgrade_from_nothing_equals_the_models(empty_app: Flask) -> None:
    upgrade()
    assert difference_from_models() == []
    assert table_names() == {table.name for table in db.metadata.sorted_tables}


def test_checks_that_alembic_does_not_compare_are_there_too(empty_app: Flask) -> None:
    upgrade()
    inspector = inspect(db.engine)
    for table in db.metadata.sorted_tables:
        wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint) and c.name}
        made = {c["name"] for c in inspector.get_check_constraints(table.name)}
        assert wanted <= made, f"{table.name} lacks {wanted - made}: write them in the migration by hand"


def test_downgrade_leaves_nothing_and_upgrade_works_again(empty_app: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    assert table_names() == set()
    upgrade()
    assert difference_from_models() == []


def test_a_missing_column_is_noticed(empty_app: Flask) -> None:
    upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX ix_feedback_desk")
    assert difference_from_models() != []


FIRST_RELEASED = "0002"
SOMETHING: dict[type, Any] = {
    int: 1,
    str: "x",
    bool: False,
    bytes: b"x",
    dict: {},
    list: [],
    datetime: datetime.fromisoformat("2026-03-10T12:00"),
    date: date(2026, 3, 10),
}


def _python_type(kind: TypeEngine[Any]) -> type:
    """Return the Python type of a column as the database told it; PostgreSQL's JSON tells none."""
    return dict if isinstance(kind, JSON) else kind.python_type


def fill_every_table(connection: Connection) -> dict[str, int]:
    """Put one row into each table as the database has it now; return how many rows each holds."""
    tables = MetaData()
    tables.reflect(connection)
    counts = {}
    for table in tables.sorted_tables:
        if table.name != "alembic_version":
            needed = [column for column in table.columns if not column.nullable]
            values = {column.name: SOMETHING[_python_type(column.type)] for column in needed}
            connection.execute(table.insert().values(**values))
            counts[table.name] = 1
    return counts


def count_rows(names: Iterable[str]) -> dict[str, int]:
    """Return how many rows each table holds."""
    with db.engine.connect() as connection:
        count = 'SELECT count(*) FROM "{}"'
        return {name: connection.exec_driver_sql(count.format(name)).scalar_one() for name in names}


def test_what_was_stored_before_stands_after_an_upgrade(empty_app: Flask) -> None:
    upgrade(revision=FIRST_RELEASED)
    with db.engine.begin() as connection:
        before = fill_every_table(connection)
    upgrade()
    assert count_rows(before) == before
    assert difference_from_models() == []


def test_there_is_one_head(empty_app: Flask) -> None:
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1
