"""``flask backup``: copies of the database, which never hold the keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.services import backup as service
from portal.services.backup import Verdict
from portal.services.backup_contents import BackupProblem

backup = AppGroup("backup", help="Make, try and restore copies of the database.")
FILE = click.Path(path_type=Path, dir_okay=False)
NO_KEYS = (
    "It holds no keys. Without PORTAL_DATA_KEYS nobody can read what people wrote in it: "
    "two keepers keep them somewhere else."
)


@backup.command("create")
@click.argument("file", type=FILE, required=False)
def create(file: Path | None) -> None:
    """Copy the database into FILE (left out: a new file under the instance folder's backups)."""
    with _plainly():
        written = service.create_backup(file)
    click.echo(f"Copied the database to {written} ({written.stat().st_size // 1024:,} KB).")
    click.echo(NO_KEYS)


@backup.command("verify")
@click.argument("file", type=FILE)
def verify(file: Path) -> None:
    """Read FILE whole, and try whether the present keys open it."""
    with _plainly():
        verdict = service.verify_backup(file)
    _describe(verdict)
    if not verdict.usable:
        raise SystemExit(1)


@backup.command("restore")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Replace a database that holds rows; a copy of it is kept.")
def restore(file: Path, replace: bool) -> None:
    """Put FILE in the place of the database. Stop the portal and its outbox first."""
    with _plainly():
        restored = service.restore_backup(file, replace=replace)
    _describe(restored.verdict)
    if restored.kept:
        click.echo(f"What was there before is kept in {restored.kept}.")
    click.echo("Restored. Mails that were queued when the copy was made will be sent again.")


def _describe(verdict: Verdict) -> None:
    """Say what a copy holds, in counts only."""
    contents = verdict.contents
    click.echo(f"A whole copy of a {contents.mode} installation of {contents.council}:")
    click.echo(", ".join(f"{count:,} {name}" for name, count in contents.counts.items()) + ".")
    for problem in verdict.problems:
        click.echo(f"WRONG: {problem}.", err=True)
    if not contents.lacking and verdict.opened == len(contents.sample):
        click.echo(f"These keys open it: {verdict.opened} of {len(contents.sample)} pieces tried.")
    if verdict.usable and verdict.needs_upgrade:
        click.echo("It is older than this version: after a restore run flask --app wsgi db upgrade.")


@contextmanager
def _plainly() -> Iterator[None]:
    """Say a problem in its own words, without a traceback."""
    try:
        yield
    except BackupProblem as problem:
        raise click.ClickException(str(problem)) from problem
