"""Runs Alembic inside the portal's app, on SQLite (in batches) and PostgreSQL."""

from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Enum

from portal.extensions import db
from portal.models.columns import UtcDateTime
from portal.services.database import begin_reading

config = context.config


def render_item(kind, item, _autogen):
    """Write plain column types, so that a migration never imports the portal of a later day."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


@contextmanager
def without_foreign_keys(connection):
    """SQLite changes a table by copying it; dropping the old one must not delete what points to it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    sqlite = connection.connection.dbapi_connection
    sqlite.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        lost = sqlite.execute("PRAGMA foreign_key_check").fetchall()
        if lost:
            raise RuntimeError(f"{len(lost)} rows point to rows that do not exist, the first in {lost[0][0]}")
    finally:
        sqlite.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Run the migrations on the app's own engine."""
    begin_reading(only=False)
    with db.engine.connect() as connection, without_foreign_keys(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            compare_type=True,
            render_item=render_item,
            render_as_batch=True,
            transaction_per_migration=True,
            **{
                name: value
                for name, value in current_app.extensions["migrate"].configure_args.items()
                if name not in ("render_as_batch", "compare_type")
            },
        )
        with context.begin_transaction():
            context.run_migrations()


run()
