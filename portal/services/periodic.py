"""The periodic jobs: each leased, run by the outbox's process, and its last success kept for ``/healthz``."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from portal.extensions import db
from portal.models.outbox import PeriodicJob
from portal.services import (
    accounts,
    alerts,
    claims,
    contact_making,
    desk_drafts,
    drafts,
    extra_days,
    file_views,
    freeze_lists,
    late_signatures,
    passing_on,
    safe_words,
    throttles,
    visits,
)
from portal.services.now import now

LEASE = timedelta(minutes=10)
AFTER_A_FAILURE = timedelta(minutes=1)
log = logging.getLogger("portal.outbox")


@dataclass(frozen=True, slots=True)
class Job:
    """Something done every so often; it commits by itself."""

    name: str
    every: timedelta
    work: Callable[[], object]


JOBS = (
    Job("repeat-alerts", timedelta(minutes=1), alerts.repeat_alerts),
    Job("release-claims", timedelta(minutes=1), claims.expire_claims),
    Job("forget-visits", timedelta(minutes=10), visits.forget_old_visits),
    Job("forget-sessions", timedelta(minutes=10), accounts.forget_ended_sessions),
    Job("forget-drafts", timedelta(hours=1), drafts.forget_old_drafts),
    Job("forget-desk-drafts", timedelta(hours=1), desk_drafts.forget_old_words),
    Job("forget-failures", timedelta(hours=1), throttles.forget_old_failures),
    Job("pass-on-unread", timedelta(hours=1), passing_on.pass_on_unread),
    Job("owe-unopened-news", timedelta(hours=1), contact_making.owe_unopened_news),
    Job("forget-safe-word-tries", timedelta(hours=1), safe_words.forget_old_tries),
    Job("alert-late-signatures", timedelta(hours=1), late_signatures.alert_late_signatures),
    Job("alert-late-freezes", timedelta(hours=1), freeze_lists.alert_late_freezes),
    Job("recount-clocks", timedelta(hours=6), extra_days.recount_open_clocks),
    Job("prepare-files", timedelta(seconds=10), file_views.prepare_files),
)


def run_due_jobs(jobs: tuple[Job, ...] = JOBS) -> tuple[str, ...]:
    """Run every job whose time has come; return the names of those that failed. Commits.

    A failure is noted by its type only and never stops the others.
    """
    return tuple(job.name for job in _due(jobs) if not _run(job))


def note_success(name: str, at_most_every: timedelta = timedelta(0)) -> None:
    """Note that something went well now, unless that was noted within ``at_most_every``. Commits."""
    at = now()
    _make_row(name)
    recent = or_(PeriodicJob.succeeded_at.is_(None), PeriodicJob.succeeded_at <= at - at_most_every)
    done = update(PeriodicJob).where(PeriodicJob.name == name, recent)
    db.session.execute(done.values(succeeded_at=at, leased_until=None, problem=None))
    db.session.commit()


def _due(jobs: tuple[Job, ...]) -> list[Job]:
    rows = {row.name: row for row in db.session.execute(select(*PeriodicJob.__table__.c))}
    db.session.rollback()
    at = now()
    return [
        job
        for job in jobs
        if job.name not in rows or _is_due(job, rows[job.name].leased_until, rows[job.name].succeeded_at, at)
    ]


def _is_due(job: Job, leased_until: datetime | None, succeeded_at: datetime | None, at: datetime) -> bool:
    held = leased_until is not None and leased_until > at
    return not held and (succeeded_at is None or succeeded_at <= at - job.every)


def _run(job: Job) -> bool:
    """Run one job under its lease; return False where it failed."""
    if not _lease(job):
        return True
    try:
        job.work()
        note_success(job.name)
    except Exception as problem:  # whatever it is, the other jobs must still run
        db.session.rollback()
        log.error("%s: %s", job.name, type(problem).__name__)
        _note_failure(job.name, type(problem).__name__)
        return False
    return True


def _lease(job: Job) -> bool:
    """Take a job, if nobody else did; compare-and-set in one statement. Commits."""
    _make_row(job.name)
    at = now()
    free = or_(PeriodicJob.leased_until.is_(None), PeriodicJob.leased_until <= at)
    due = or_(PeriodicJob.succeeded_at.is_(None), PeriodicJob.succeeded_at <= at - job.every)
    taken = db.session.execute(
        update(PeriodicJob)
        .where(PeriodicJob.name == job.name, free, due)
        .values(leased_until=at + LEASE)
        .returning(PeriodicJob.name)
    ).first()
    db.session.commit()
    return taken is not None


def _make_row(name: str) -> None:
    if db.session.get(PeriodicJob, name) is not None:
        return
    db.session.add(PeriodicJob(name=name))
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()


def _note_failure(name: str, problem: str) -> None:
    failed = update(PeriodicJob).where(PeriodicJob.name == name)
    try:
        db.session.execute(failed.values(leased_until=now() + AFTER_A_FAILURE, problem=problem))
        db.session.commit()
    except SQLAlchemyError:  # then the lease ends by itself
        db.session.rollback()
