"""``flask outbox``: the process that sends mail and runs the periodic jobs."""

import signal
import time
from types import FrameType

import click
from flask.cli import AppGroup

from portal.services import worker

outbox = AppGroup("outbox", help="Send mail and run the periodic jobs.")
PAUSE_SECONDS = 3.0
NAP_SECONDS = 0.25


class Stopping:
    """Whether somebody asked this process to end; the mail in hand is finished first."""

    def __init__(self) -> None:
        self.asked = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._ask)

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked = True

    def pause(self, seconds: float) -> None:
        """Wait, but not once the end was asked for."""
        while seconds > 0 and not self.asked:
            time.sleep(NAP_SECONDS)
            seconds -= NAP_SECONDS


@outbox.command("run")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def run(once: bool) -> None:
    """Send what is due and run the jobs that are due, until told to end."""
    if once:
        _tell(worker.work_until_done())
        return
    stopping = Stopping()
    click.echo("The outbox is running.")
    while not stopping.asked:
        done = worker.work()
        _tell(done)
        if not done.more_waits:
            stopping.pause(PAUSE_SECONDS)
    click.echo("The outbox has ended.")


def _tell(done: worker.Work) -> None:
    """Say what was done, in counts and names of jobs only."""
    counts = (("sent", done.sent), ("to be tried again", done.later), ("given up", done.given_up))
    parts = [f"{number} {what}" for what, number in counts if number]
    if parts:
        click.echo(f"Mails: {', '.join(parts)}.")
    if done.failed:
        click.echo(f"Failed: {', '.join(done.failed)}.", err=True)
