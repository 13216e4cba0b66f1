"""Mails are queued with what they are about, leased by one worker at a time, and sent at least once."""

import email
import email.policy
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.outbox import MailStatus
from portal.services import mailing, outbox
from portal.services.outbox import lease_next, queue_mail, send_due
from tests.conftest import Clock
from tests.factories import make_feedback
from tests.mail_server import (
    WORDS,
    Server,
    a_person,
    mail_of,
    queue_for,
    serve_mail,
)


@pytest.fixture
def server(app_context: Flask) -> Iterator[Server]:
    """A mail server that the portal sends to."""
    with serve_mail(app_context) as server:
        yield server


def test_a_sent_mail_is_marked_and_not_sent_again(server: Server) -> None:
    made = queue_for("kim@post.example")
    send_due()
    send_due()
    assert server.addresses == ["kim@post.example"]
    row = mail_of(made)
    assert (row.status, row.tries, row.leased_until, row.problem) == (MailStatus.SENT, 1, None, None)
    assert row.sent_at is not None


def test_nothing_is_sent_for_a_transaction_that_was_undone(server: Server) -> None:
    made = a_person("kim@post.example")
    queue_mail("news", feedback=db.session.get_one(Feedback, made.id), address="kim@post.example")
    db.session.rollback()
    assert send_due() == outbox.Sending()
    assert server.taken == []


def test_an_address_the_server_refuses_is_tried_again_later(server: Server, clock: Clock) -> None:
    server.refused["no@post.example"] = "550 no such person, really: no@post.example"
    bad = queue_for("no@post.example")
    queue_for("next@post.example")
    done = send_due()
    assert (done.sent, done.later, server.addresses) == (1, 1, ["next@post.example"])
    assert mail_of(bad).problem == "address refused by the mail server (550)"
    assert mail_of(bad).status is MailStatus.QUEUED
    server.refused.clear()
    assert send_due().sent == 0
    clock.forward(minutes=1)
    assert send_due().sent == 1
    assert server.addresses[-1] == "no@post.example"


def test_pauses_grow_and_after_two_days_it_is_given_up_with_a_reason(server: Server, clock: Clock) -> None:
    server.refused["no@post.example"] = "450 try later"
    made = queue_for("no@post.example")
    pauses = []
    while mail_of(made).status is MailStatus.QUEUED:
        send_due()
        pause = (mail_of(made).not_before - outbox.now()).total_seconds() / 60
        pauses.append(pause)
        clock.forward(minutes=max(pause, 1))
        assert len(pauses) < 100
    assert pauses[:6] == [1, 5, 15, 60, 60, 60]
    assert 47 < sum(pauses) / 60 <= 49
    assert mail_of(made).problem == "address refused by the mail server (450)"
    assert send_due() == outbox.Sending()


def test_a_mail_queued_long_ago_is_still_tried_before_it_is_given_up(server: Server, clock: Clock) -> None:
    queue_for("kim@post.example")
    clock.forward(days=30)
    assert send_due().sent == 1


def test_a_worker_killed_before_it_marked_the_mail_sends_it_again_with_the_same_message_id(
    server: Server, clock: Clock
) -> None:
    made = queue_for("kim@post.example")
    leased = lease_next()
    assert leased is not None
    mailing.deliver(mailing.write_letter(leased.id))
    db.session.rollback()
    assert lease_next() is None
    clock.forward(minutes=6)
    assert send_due().sent == 1
    ids = {email.message_from_bytes(content)["Message-ID"] for _, content in server.taken}
    assert (len(server.taken), ids) == (2, {mail_of(made).message_id})


def test_whoever_lost_the_lease_changes_nothing_but_that_it_was_sent(server: Server, clock: Clock) -> None:
    made = queue_for("kim@post.example")
    slow = lease_next()
    assert slow is not None
    clock.forward(minutes=6)
    quick = lease_next()
    assert quick is not None
    outbox._try_later(slow, "too slow", outbox.Sending())
    assert mail_of(made).problem is None
    outbox._note(slow, status=MailStatus.SENT)
    assert mail_of(made).status is MailStatus.SENT


def test_two_workers_at_once_send_each_mail_once(server: Server, app_context: Flask) -> None:
    wanted = [f"person{number}@post.example" for number in range(12)]
    for address in wanted:
        queue_for(address)
    app = app_context
    together = threading.Barrier(2)

    def worker() -> int:
        with app.app_context():
            together.wait()
            sent = send_due().sent
            db.session.remove()
            return sent

    with ThreadPoolExecutor(2) as pool:
        counts = [each.result() for each in [pool.submit(worker) for _ in range(2)]]
    socket.setdefaulttimeout(None)
    assert sum(counts) == len(wanted)
    assert sorted(server.addresses) == sorted(wanted)


def test_an_unexpected_failure_is_noted_by_its_type_and_stops_nobody_else(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad = queue_for("bad@post.example")
    queue_for("next@post.example")
    deliver = mailing.deliver

    def fails(letter: mailing.Letter) -> str | None:
        if letter.recipients == ("bad@post.example",):
            raise RuntimeError(letter.recipients[0])
        return deliver(letter)

    monkeypatch.setattr(mailing, "deliver", fails)
    done = send_due()
    assert (done.sent, done.later, mail_of(bad).problem) == (1, 1, "RuntimeError")
    assert "RuntimeError" in caplog.text
    assert "bad@post" not in caplog.text


def test_alerts_go_before_a_full_queue_to_every_address_of_the_duty_team(server: Server) -> None:
    for number in range(3):
        queue_for(f"person{number}@post.example")
    feedback = db.session.get_one(Feedback, make_feedback(WORDS).id)
    queue_mail("duty_alert", feedback=feedback, staff_list="duty")
    db.session.commit()
    assert send_due(limit=1).sent == 1
    assert server.addresses == ["duty@exbourne.example", "emergency-duty@exbourne.example"]
    content = server.taken[0][1].decode()
    assert "/duty" in content
    assert feedback.reference in content
    assert "bicycle" not in content


def test_a_long_queue_is_worked_off_in_passes(app_context: Flask) -> None:
    for number in range(5):
        queue_for(f"person{number}@post.example")
    assert [send_due(limit=3).sent, send_due(limit=3).sent] == [3, 2]
