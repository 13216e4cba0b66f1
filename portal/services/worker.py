"""One pass of the outbox's process: mails first, then the periodic jobs."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from portal.extensions import db
from portal.services.examination import OUTBOX_JOB
from portal.services.outbox import AT_A_TIME, send_due
from portal.services.periodic import note_success, run_due_jobs

NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Work:
    """What one pass did: counts of mails, and the names of what failed."""

    sent: int = 0
    later: int = 0
    given_up: int = 0
    failed: tuple[str, ...] = ()

    @property
    def handled(self) -> int:
        """How many mails were taken up."""
        return self.sent + self.later + self.given_up

    @property
    def more_waits(self) -> bool:
        """Whether the pass ended because it was full, not because nothing was left."""
        return self.handled >= AT_A_TIME


def work() -> Work:
    """Send what is due and run the jobs that are due; a database that is away is only noted. Commits."""
    try:
        done = send_due()
        note_success(OUTBOX_JOB, at_most_every=NOTED_EVERY)
        return Work(done.sent, done.later, done.given_up, run_due_jobs())
    except SQLAlchemyError as problem:
        db.session.rollback()
        return Work(failed=(f"database: {type(problem).__name__}",))
    finally:
        db.session.remove()


def work_until_done() -> Work:
    """Do everything that is due now, mails that the jobs queued included. Commits."""
    total, passes = Work(), 0
    while True:
        done, passes = work(), passes + 1
        total = Work(
            total.sent + done.sent,
            total.later + done.later,
            total.given_up + done.given_up,
            tuple(dict.fromkeys(total.failed + done.failed)),
        )
        if done.failed or (passes > 1 and not done.handled):
            return total
