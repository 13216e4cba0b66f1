"""``flask doctor`` and ``flask keys``: what is wrong with this installation, and rotating its keys."""

import sys

import click
from flask.cli import AppGroup, with_appcontext

from portal.services.examination import examine
from portal.services.installation import note_rotation
from portal.services.sealing import rewrap_data_keys

keys = AppGroup("keys", help="Look after the keys that seal what people wrote.")


@click.command("doctor")
@click.option("--starting", is_flag=True, help="Only what must be right before the portal serves.")
@with_appcontext
def doctor(starting: bool) -> None:
    """Say plainly what is wrong: settings, keys, database, mail, outbox, disk, clock."""
    findings = examine(starting=starting)
    for finding in findings:
        click.echo(f"{finding.mark:8} {finding.about}: {finding.says}")
    if any(finding.stops for finding in findings):
        sys.exit(1)


@keys.command("rotate")
def rotate() -> None:
    """Wrap every data key under the first key of PORTAL_DATA_KEYS; then older ones can be retired."""
    done = rewrap_data_keys()
    note_rotation()
    click.echo(f"Rewrapped {done} data keys.")
