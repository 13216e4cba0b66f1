"""Periodic jobs run when their time has come, once, and a failing one stops no other."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.outbox import PeriodicJob
from portal.services import periodic, visits, worker
from portal.services.alerts import raise_alert
from portal.services.examination import OUTBOX_JOB, look_at_outbox
from portal.services.health import read_health
from portal.services.now import now
from portal.services.periodic import Job, note_success, run_due_jobs
from tests.conftest import Clock
from tests.databases import demo_settings, migrated_app
from tests.factories import make_background, make_feedback
from tests.house_rules import ROOT

EVERY = timedelta(minutes=10)


class Counted:
    """Work that counts how often it was done, and fails when told to."""

    def __init__(self) -> None:
        self.done = 0
        self.failing = False

    def __call__(self) -> None:
        """Do it."""
        if self.failing:
            raise ValueError("words that nobody may read in a log")
        self.done += 1


@pytest.fixture
def tidy(app_context: Flask) -> Counted:
    """The work behind ``job_of`` and nothing else."""
    return Counted()


def job_of(work: Callable[[], object], name: str = "tidy") -> Job:
    return Job(name, EVERY, work)


def row(name: str = "tidy") -> PeriodicJob:
    db.session.expire_all()
    return db.session.get_one(PeriodicJob, name)


def test_a_job_runs_when_its_time_has_come(tidy: Counted, clock: Clock) -> None:
    run_due_jobs((job_of(tidy),))
    run_due_jobs((job_of(tidy),))
    assert tidy.done == 1
    clock.forward(minutes=10)
    run_due_jobs((job_of(tidy),))
    assert (tidy.done, row().succeeded_at, row().leased_until) == (2, now(), None)


def test_a_failing_job_is_noted_by_its_type_and_stops_no_other(
    tidy: Counted, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    tidy.failing = True
    other = job_of(visits.forget_old_visits, "other")
    assert run_due_jobs((job_of(tidy), other)) == ("tidy",)
    assert (row().problem, row().succeeded_at) == ("ValueError", None)
    assert row("other").succeeded_at == now()
    assert "nobody may read" not in caplog.text
    assert run_due_jobs((job_of(tidy),)) == ()
    tidy.failing = False
    clock.forward(minutes=1)
    assert run_due_jobs((job_of(tidy),)) == ()
    assert (tidy.done, row().problem) == (1, None)


def test_two_workers_run_a_job_once(tidy: Counted, app_context: Flask) -> None:
    run_due_jobs((job_of(visits.forget_old_visits),))
    row().succeeded_at = now() - EVERY
    db.session.commit()
    together = threading.Barrier(4)

    def one_worker(_number: int) -> None:
        with app_context.app_context():
            together.wait()
            run_due_jobs((job_of(tidy),))
            db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one_worker, range(4)))
    assert tidy.done == 1


def test_a_job_whose_worker_died_runs_again_after_its_lease(tidy: Counted, clock: Clock) -> None:
    periodic._lease(job_of(tidy))
    run_due_jobs((job_of(tidy),))
    assert tidy.done == 0
    clock.forward(minutes=11)
    run_due_jobs((job_of(tidy),))
    assert tidy.done == 1


def test_every_job_of_the_portal_is_there_and_runs(app_context: Flask) -> None:
    assert run_due_jobs() == ()
    assert {job.name for job in periodic.JOBS} <= set(read_health().jobs)


def test_the_outbox_shows_that_it_runs(app_context: Flask, clock: Clock) -> None:
    assert not look_at_outbox().right
    assert worker.work().failed == ()
    assert look_at_outbox().right
    assert read_health().jobs[OUTBOX_JOB] == now().isoformat()
    before = now()
    clock.forward(seconds=30)
    worker.work()
    assert read_health().jobs[OUTBOX_JOB] == before.isoformat()
    clock.forward(minutes=6)
    assert not look_at_outbox().right
    note_success(OUTBOX_JOB)
    assert look_at_outbox().right


def test_a_database_that_is_away_is_only_noted(app_context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(worker, "send_due", away)
    assert worker.work().failed == ("database: OperationalError",)


def test_once_sends_what_its_own_jobs_queued(app_context: Flask, clock: Clock) -> None:
    raise_alert(db.session.get_one(Feedback, make_feedback().id))
    db.session.commit()
    assert worker.work_until_done().sent == 1
    clock.forward(minutes=10)
    assert worker.work_until_done().sent == 1


def test_the_command_tells_counts_and_names_of_jobs_only(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        raise_alert(db.session.get_one(Feedback, make_feedback("The words").id))
        db.session.commit()
    failing = Counted()
    failing.failing = True
    monkeypatch.setattr(worker, "run_due_jobs", lambda: run_due_jobs((job_of(failing),)))
    result = app.test_cli_runner().invoke(args=["outbox", "run", "--once"])
    assert result.exit_code == 0
    assert result.stdout == "Mails: 1 sent.\n"
    assert result.stderr == "Failed: tidy.\n"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("asked_by", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_ends_cleanly_when_asked(
    database_kind: str, asked_by: signal.Signals, tmp_path: Path
) -> None:
    migrated_app(demo_settings(tmp_path), make_background)
    environ = {"PORTAL_DEMO": "1", "PORTAL_INSTANCE": str(tmp_path), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "outbox", "run"]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "The outbox is running.\n"
        process.send_signal(asked_by)
        rest, _ = process.communicate(timeout=30)
    assert (process.returncode, rest) == (0, "The outbox has ended.\n")
