"""Whoever steals the database, its backups, the logs or the mails finds no word that anybody typed."""

import base64
import logging
import os
import quopri
import sqlite3
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from sqlalchemy import select, text

from portal.domain.repeats import EARLIER
from portal.domain.route_details import as_kept
from portal.domain.vocabulary import Kind, Role, Route, SetAsideAs
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.draft import Draft
from portal.models.feedback import Feedback
from portal.models.outbox import MailStatus, OutboxMail
from portal.services import (
    alerts,
    backup,
    claims,
    decisions,
    desk_drafts,
    messages,
    points,
    private_page_changes,
    reading,
    screening,
    set_aside,
    unread,
    worker,
)
from portal.services.accounts import StaffMember, sign_in
from portal.services.intake import SafeContact
from portal.services.mailing import mails_folder
from portal.services.now import now
from portal.services.visits import KEYED
from portal.web.journey_pages import MOUNTED
from tests.databases import demo_settings, migrated_app, new_postgresql_database, on_both_databases
from tests.factories import PASSWORD, make_account, make_background
from tests.leaks import PHONE, STEM, Marks, files_with_marks, marks_in, rows_with_marks, walk_through
from tests.pages import PageClient
from tests.services.screening_steps import CHILD_COMPLAINT, somebody


@pytest.fixture
def portal(database_kind: str, tmp_path: Path) -> Iterator[Flask]:
    """A portal with a folder of its own, so that all it leaves behind lies there."""
    environ, drop = {}, lambda: None
    if database_kind == "postgresql":
        worker_name = os.environ.get("PYTEST_XDIST_WORKER", "main")
        environ["DATABASE_URL"], drop = new_postgresql_database(f"leaks_{worker_name}")
    app = migrated_app(demo_settings(tmp_path / "instance", **environ), make_background)
    yield app
    with app.app_context():
        db.engine.dispose()
    drop()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Everything that anything logs at the level of production or louder, in one file."""
    file = tmp_path / "instance" / "everything.log"
    file.parent.mkdir(exist_ok=True)
    handler = logging.FileHandler(file)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield file
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()


@on_both_databases
def test_nothing_typed_can_be_read_outside_the_portal(portal: Flask, log: Path, tmp_path: Path) -> None:
    marks = Marks()
    send_every_journey(portal, marks)
    mistype(portal, marks)
    with portal.app_context():
        write_as_the_person(marks)
        write_as_officers(marks)
        assert worker.work_until_done().sent
    fail_with_words_in_hand(portal, marks)
    with portal.app_context():
        backup.create_backup()
        keep_more_than_one_state_of_the_file()
    assert marks.made > 100
    assert "OperationalError" in log.read_text() or "ProgrammingError" in log.read_text()
    assert list(files_with_marks(tmp_path)) == []
    assert list(rows_with_marks(portal)) == []


def send_every_journey(app: Flask, marks: Marks) -> None:
    """Send each journey with a mark in every field, and leave one complaint as a draft."""
    with app.test_request_context():
        starts = {name: app.url_for(endpoint) for name, endpoint in MOUNTED.items()}
    with app.app_context():
        colleague = make_account(Role.STAFF)
        token = sign_in(colleague.email, PASSWORD, "127.0.0.1") or ""
    for name, start in starts.items():
        client = app.test_client()
        assert isinstance(client, PageClient)
        if name.startswith(KEYED):
            client.set_cookie("staff", token)
        walk_through(client, start, marks, send=True)
    left = app.test_client()
    assert isinstance(left, PageClient)
    walk_through(left, starts["complaint"], marks, send=False)
    with app.app_context():
        assert db.session.scalars(select(Draft.id)).all()
        db.session.remove()


def mistype(app: Flask, marks: Marks) -> None:
    """Type marks where codes and accounts are asked for."""
    client = app.test_client()
    for address, field in (("/track", "code"), ("/resume", "code"), ("/staff/sign-in", "email")):
        page = client.get(address)
        if page.status_code == 200:
            token = page.get_data(as_text=True).partition('name="csrf_token"')[2].split('"')[1:2]
            sent = {field: marks.email(), "password": marks.line(), "csrf_token": token}
            assert client.post(address, data=sent).status_code < 500
    client.get(f"/{STEM}?q={STEM}")


def newest(kind: Kind) -> Feedback:
    """Return the newest piece of a kind that nobody holds."""
    wanted = select(Feedback).where(Feedback.kind == kind, Feedback.claimed_by_id.is_(None))
    found = db.session.scalars(wanted.order_by(Feedback.id.desc()).limit(1)).one()
    db.session.rollback()
    return found


def write_as_the_person(marks: Marks) -> None:
    """Add words, change safe contact, and withdraw with a reason."""
    complaint = newest(Kind.COMPLAINT).id
    private_page_changes.add_words(complaint, marks.words(), danger=True)
    contact = SafeContact(("email",), marks.line(), marks.line())
    private_page_changes.change_safe_contact(complaint, contact)
    private_page_changes.withdraw(newest(Kind.COMMENT).id, marks.words())


def write_as_officers(marks: Marks) -> None:
    """Write in every place the desk has: notes, reasons, messages, refusals and what is set aside."""
    officer, supervisor, duty = somebody(), somebody(Role.SUPERVISOR), somebody(Role.DUTY)
    for alert_id in list(db.session.scalars(select(DutyAlert.id).where(DutyAlert.acknowledged_at.is_(None)))):
        alerts.acknowledge(alert_id, duty, marks.words())
    reference = newest(Kind.COMPLAINT).reference
    claims.claim(reference, officer)
    claims.take_over(reference, supervisor, marks.words())
    claims.release(reference, supervisor)
    claims.claim(reference, officer)
    screening.save_safeguarding(reference, officer, "duty_told", marks.line(), now(), marks.words())
    notes = {code: marks.words() for code in CHILD_COMPLAINT}
    screening.save_checklist(reference, officer, CHILD_COMPLAINT | {"before": "answered"}, notes)
    screening.add_office_note(reference, officer, marks.words())
    messages.send_message(reference, officer, marks.words(), marks.line())
    desk_drafts.keep(reference, officer, "decision", {"decision_reason": [marks.words()]})
    points.define_point(reference, officer, marks.words())
    points.define_point(reference, officer, marks.words())
    points.change_point(reference, officer, 1, marks.words())
    points.drop_point(reference, officer, 2, marks.words())
    part = decisions.Part(details=as_kept({EARLIER: f"2025, about the same: {marks.words()}"}))
    reason = f"It is so because: {marks.words()}"
    unread.mark_words_read(reference, officer, 1_000_000)
    outcome = decisions.decide(reference, officer, Route.REFUSED, reason, marks.words(), part=part)
    reading.read_item(reference, supervisor)
    decisions.return_decision(outcome.decision_id, supervisor, marks.words())
    claims.claim(reference, officer)
    screening.save_safeguarding(reference, officer, "none", note=marks.words())
    assert decisions.decide(reference, officer, Route.STATUTORY, marks.words(), marks.words()).in_force
    put_aside(officer, marks)


def put_aside(officer: StaffMember, marks: Marks) -> None:
    """Set something aside with a reason, and bring it back with another."""
    reference = newest(Kind.NOT_SURE).reference
    claims.claim(reference, officer)
    screening.save_safeguarding(reference, officer, "none", note=marks.words())
    assert set_aside.set_aside(reference, officer, SetAsideAs.TEST, reason=marks.words())
    set_aside.restore(reference, officer, marks.words())


def fail_with_words_in_hand(app: Flask, marks: Marks) -> None:
    """Let a view and a statement fail while they hold what somebody typed."""
    app.config["SHOW_FAILURE_PAGES"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fails(**_names: str) -> Any:
        words = request.form["words"]
        if request.args.get("how") == "sql":
            db.session.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": words})
        raise ValueError(f"cannot use {words!r}: {int(words)}")

    app.view_functions["public.complaint_page"] = fails
    fails.keeps_words = True  # type: ignore[attr-defined]
    for how in ("plain", "sql"):
        client = app.test_client()
        sent = {"words": marks.words(), "email": marks.email()}
        answer = client.post(f"/complaint/affected?how={how}", data=sent)
        assert answer.status_code == 500
        assert marks_in(answer.get_data())  # the page gives them back to whoever wrote them, and nobody else


def keep_more_than_one_state_of_the_file() -> None:
    """Leave a write-ahead log beside an SQLite database, as a portal that runs does."""
    if db.engine.url.get_backend_name() == "sqlite":
        mail = db.session.scalars(select(OutboxMail).limit(1)).one()
        mail.status = MailStatus.SENT
        db.session.commit()
        file = Path(str(db.engine.url.database))
        assert {path.name for path in file.parent.glob("portal.sqlite*")} >= {file.name, f"{file.name}-wal"}
    assert list(mails_folder().glob("*.eml"))


def test_the_search_sees_every_way_of_writing() -> None:
    said = f"a mail of {STEM.title()}9 é to {PHONE}123"
    ways = [
        said.encode(),
        said.upper().encode(),
        said.encode("utf-16"),
        said.encode("utf-16-be"),
        said.encode().hex().encode(),
        quopri.encodestring(said.encode()),
        *(base64.b64encode(b"x" * ahead + said.encode()) for ahead in range(3)),
    ]
    assert [marks_in(way) != [] for way in ways] == [True] * len(ways)
    assert marks_in(b"nothing of the kind") == []


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_the_search_reads_mails_and_allows_the_address_in_to(tmp_path: Path, encoding: str) -> None:
    mail = EmailMessage()
    mail["To"] = f"{STEM}1@shelf.example"
    mail["Subject"] = "News"
    mail.set_content("There is news.", cte=encoding)
    file = tmp_path / "one.eml"
    file.write_bytes(bytes(mail))
    assert list(files_with_marks(tmp_path)) == []
    mail.set_content(f"There is news for {STEM.title()}.", cte=encoding)
    file.write_bytes(bytes(mail))
    assert list(files_with_marks(tmp_path)) != []


def test_the_search_sees_words_in_a_database_file(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        connection.execute("CREATE TABLE t (words TEXT)")
        connection.execute("INSERT INTO t VALUES (?)", (f"about {STEM}",))
    connection.close()
    assert list(files_with_marks(tmp_path)) != []
