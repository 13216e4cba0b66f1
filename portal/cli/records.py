"""``flask records``: countable rows out of the portal."""

import json

import click
from flask.cli import AppGroup

from portal.services.records_export import export_records

records = AppGroup("records", help="Countable rows, without a word of what was said.")


@records.command("export")
def export() -> None:
    """Print every record as one line of JSON: reference, kind, route, status, received_on, mail."""
    for row in export_records():
        click.echo(json.dumps(row, ensure_ascii=False))
