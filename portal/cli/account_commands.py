"""``flask accounts``: making and ending staff accounts."""

import secrets

import click
from flask.cli import AppGroup

from portal.domain.errors import NotFound
from portal.domain.vocabulary import Role
from portal.services import accounts as service

accounts = AppGroup("accounts", help="Make and end staff accounts.")
ROLES = click.Choice([role.value for role in Role])


@accounts.command("create")
@click.argument("email")
@click.option("--role", type=ROLES, required=True)
@click.option("--name", default="", help="As colleagues know them; the address where left out.")
@click.option("--line-manager", help="The email address of their line manager's account.")
@click.option("--password", envvar="PORTAL_NEW_PASSWORD", help="Left out: one is made and shown once.")
def create(email: str, role: str, name: str, line_manager: str | None, password: str | None) -> None:
    """Make an account for EMAIL."""
    shown = password or secrets.token_urlsafe(15)
    try:
        service.create_account(email, shown, Role(role), name or email, line_manager=line_manager)
    except ValueError as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"Made an account for {email} ({role.replace('_', ' ')}).")
    if password is None:
        click.echo(f"Password, shown only now: {shown}")


@accounts.command("end")
@click.argument("email")
def end(email: str) -> None:
    """End the account of EMAIL and every session it has."""
    if not service.end_account(email):
        raise click.ClickException(f"There is no account for {email}.")
    click.echo(f"Ended the account of {email}.")


@accounts.command("deputy")
@click.argument("email")
@click.argument("deputy_email", required=False)
@click.option("--nobody", is_flag=True, help="Take the deputy away.")
def deputy(email: str, deputy_email: str | None, nobody: bool) -> None:
    """Let DEPUTY_EMAIL read and sign what EMAIL has not read or signed in time."""
    if (deputy_email is None) is not nobody:
        raise click.ClickException("Name one deputy, or say --nobody.")
    try:
        service.set_deputy(email, deputy_email)
    except (NotFound, ValueError) as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{deputy_email or 'Nobody'} stands in for {email}.")
