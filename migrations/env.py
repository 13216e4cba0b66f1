"""Runs Alembic inside the portal's app, on SQLite (in batches) and PostgreSQL."""

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


def run() -> None:
    """Run the migrations on the app's own engine."""
    begin_reading(only=False)
    with db.engine.connect() as connection:
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
