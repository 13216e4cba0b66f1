"""``flask demo``: invented feedback and accounts, in demonstration mode only."""

import click
from flask import current_app
from flask.cli import AppGroup

from portal.services.demo import ACCOUNTS, PASSWORD, load_demo

demo = AppGroup("demo", help="Invented data, in demonstration mode only.")


@demo.command("load")
def load() -> None:
    """Load the demonstration's accounts and feedback; what is there already stays as it is."""
    if not current_app.extensions["portal.settings"].demo:
        raise click.ClickException("This is not a demonstration: set PORTAL_DEMO=1 on an empty installation.")
    click.echo(f"Loaded {load_demo()} pieces of feedback.")


@demo.command("accounts")
def accounts() -> None:
    """Show whom to sign in as."""
    for email, role, _name in ACCOUNTS:
        click.echo(f"  {email:<32} {role.replace('_', ' ')}")
    click.echo(f"  password for all: {PASSWORD}")
