"""``flask days``: bank holidays announced at short notice, and the council's own closures."""

from datetime import datetime

import click
from flask.cli import AppGroup

from portal.services import extra_days

days = AppGroup("days", help="Days the calendar does not know by itself.")
DAY = click.DateTime(["%Y-%m-%d"])


@days.command("add")
@click.argument("on", type=DAY)
@click.argument("label")
@click.option("--closure", is_flag=True, help="The council's own closure: never stops a statutory clock.")
def add(on: datetime, label: str, closure: bool) -> None:
    """Add a day, e.g. 2027-05-03 "Bank holiday for the festival", and re-count every open clock."""
    moved = extra_days.add_day(on.date(), label, closure=closure)
    click.echo(f"Added. {moved} dates moved.")


@days.command("remove")
@click.argument("on", type=DAY)
def remove(on: datetime) -> None:
    """Take an added day away and re-count every open clock."""
    click.echo(f"Removed. {extra_days.remove_day(on.date())} dates moved.")


@days.command("list")
def show() -> None:
    """Show the added days."""
    for on, label, closure in extra_days.list_days():
        click.echo(f"{on}  {label}{'  (closure)' if closure else ''}")
