"""Nothing that a person was told is stored is lost, however often the server and the outbox are killed."""

import os
import random
import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.event_names import EventName
from portal.extensions import db
from portal.models.draft import Draft
from portal.models.event import Event
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.outbox import MailStatus, OutboxMail
from portal.models.record import Record
from portal.services.mailing import file_name, mails_folder
from portal.services.sealing import Seal
from tests.crash.killing import Portal, Writers, running_portal
from tests.crash.writing import FIRST_WORDS
from tests.databases import demo_settings, migrated_app
from tests.factories import make_background

pytestmark = pytest.mark.crash

WRITERS = 4
LONGEST_PAUSE_SECONDS = 2.5


def test_killing_the_server_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    rounds = int(os.environ.get("CRASH_ROUNDS", "5"))
    seed = int(os.environ.get("CRASH_SEED", random.SystemRandom().randrange(10**6)))
    sys.stderr.write(f"CRASH_ROUNDS={rounds} CRASH_SEED={seed}\n")  # shown where the test fails
    app = migrated_app(demo_settings(tmp_path), make_background)
    writers = Writers(tmp_path)
    with running_portal(tmp_path) as portal:
        try:
            writers.start(portal.url, WRITERS)
            kill_again_and_again(portal, rounds, random.Random(seed))
            shown = writers.finish()
            portal.finish_mails()
        finally:
            writers.end()
    assert_nothing_is_lost(app, shown, tmp_path)


def kill_again_and_again(portal: Portal, rounds: int, chance: random.Random) -> None:
    """Kill the server, the outbox or both at moments that nobody foresees, and start them again."""
    for _ in range(rounds):
        time.sleep(chance.uniform(0.05, LONGEST_PAUSE_SECONDS))
        also_outbox = chance.random() < 0.5
        portal.kill("server")
        if also_outbox:
            time.sleep(chance.uniform(0, 0.2))
            portal.kill("outbox")
            portal.start_outbox()
        portal.start_server()


def assert_nothing_is_lost(app: Flask, shown: list[dict[str, str | None]], folder: Path) -> None:
    """Compare what the writers were shown with what is stored."""
    confirmed = {line["reference"]: line["token"] for line in shown if line["reference"]}
    assert len(confirmed) >= WRITERS, f"hardly anything was sent: {shown}"
    assert_database_is_whole(folder / "portal.sqlite")
    with app.app_context():
        stored = read_stored()
        assert set(confirmed) <= set(stored), f"lost: {sorted(set(confirmed) - set(stored))}"
        wrong = [
            f"{r}: {fault}" for r, token in confirmed.items() for fault in faults_of(stored[r], str(token))
        ]
        assert not wrong, "\n".join(wrong)
        assert_each_was_sent_once(stored, {str(line["token"]): line["reference"] for line in shown})
        assert_no_draft_was_both_sent_and_left()


def assert_database_is_whole(file: Path) -> None:
    """Ask SQLite itself."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def read_stored() -> dict[str, dict[str, Any]]:
    """Return everything that belongs to each piece of feedback from the web, by reference."""
    rows = db.session.execute(
        select(Feedback, FeedbackWords).join(FeedbackWords, FeedbackWords.feedback_id == Feedback.id)
    ).all()
    return {
        feedback.reference: {
            "said": Seal.of(feedback.data_key_id).open(f"feedback_words.said:{feedback.id}", words.said),
            "records": db.session.scalars(select(Record).where(Record.reference == feedback.reference)).all(),
            "events": db.session.scalars(select(Event.name).where(Event.feedback_id == feedback.id)).all(),
            "mails": db.session.scalars(
                select(OutboxMail).where(OutboxMail.feedback_id == feedback.id)
            ).all(),
        }
        for feedback, words in rows
    }


def faults_of(stored: dict[str, Any], token: str) -> list[str]:
    """Return what is not as it was promised for one reference."""
    faults = []
    if not any(answer["answer"].endswith(token) for answer in stored["said"]):
        faults.append("its words are not the ones that were sent")
    if len(stored["records"]) != 1:
        faults.append(f"{len(stored['records'])} records")
    if Counter(stored["events"])[EventName.FEEDBACK_RECEIVED] != 1:
        faults.append(f"events: {stored['events']}")
    if len(stored["mails"]) != 1:
        faults.append(f"{len(stored['mails'])} mails")
    return faults + [fault for mail in stored["mails"] for fault in faults_of_mail(mail)]


def faults_of_mail(mail: OutboxMail) -> list[str]:
    """Return what is wrong with a mail: it must be queued, or sent and there."""
    if mail.status is MailStatus.QUEUED:
        return []
    if mail.status is not MailStatus.SENT:
        return [f"its mail is {mail.status}: {mail.problem}"]
    there = (mails_folder() / file_name(mail.message_id)).is_file()
    return [] if there else ["its mail is noted as sent and is not there"]


def assert_each_was_sent_once(stored: dict[str, dict[str, Any]], shown: dict[str, str | None]) -> None:
    """Whatever was sent again after a crash is not there twice, and nobody who sent was not told."""
    said = (answer["answer"] for one in stored.values() for answer in one["said"])
    times = Counter(words.rpartition(" ")[2] for words in said if words.startswith(FIRST_WORDS))
    assert [token for token in shown if times[token] > 1] == [], "stored twice"
    assert [token for token, reference in shown.items() if times[token] and not reference] == [], "not told"


def assert_no_draft_was_both_sent_and_left() -> None:
    """A draft ends in the transaction that sends it."""
    left = db.session.scalars(
        select(Draft.id).join(Feedback, Feedback.submission_id == Draft.submission_id)
    ).all()
    assert left == []
