"""Mails are queued with what they are about, and each that may go is sent at least once."""

import email
import email.policy
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from portal.extensions import db, mail
from portal.models.feedback import Feedback
from portal.models.outbox import MailStatus, OutboxMail
from portal.models.party import Party, PartyWords
from portal.services import mailing, outbox, private_page_changes
from portal.services.outbox import lease_next, queue_mail, send_due
from portal.services.sealing import Seal, matching_hash
from tests.conftest import Clock
from tests.factories import MadeFeedback, make_feedback
from tests.journeys.serving import free_port

WORDS = "The blue bicycle was never given back."


@dataclass
class Server:
    """A real mail server on this machine: what it took, and whom it refuses."""

    port: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, bytes]] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken += [(address, envelope.content) for address in envelope.rcpt_tos]
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        """Return who got mail, in order."""
        return [address for address, _ in self.taken]


def point_mail_at(app: Flask, port: int) -> None:
    """Make this portal a real one, as far as its mail goes."""
    app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=port, MAIL_SUPPRESS_SEND=False)
    app.extensions["mail"] = mail.init_mail(app.config)
    app.extensions["portal.settings"] = replace(app.extensions["portal.settings"], demo=False)


@pytest.fixture
def server(app_context: Flask) -> Iterator[Server]:
    """A mail server that the portal sends to."""
    server = Server(port=free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port, server_hostname="mail.test")
    controller.start()
    point_mail_at(app_context, server.port)
    yield server
    controller.stop()


def a_person(address: str, **columns: Any) -> MadeFeedback:
    """Store a piece of feedback whose sender can be told by mail."""
    made = make_feedback(WORDS, **({"mail_allowed": True} | columns))
    with_address(made, address)
    return made


def with_address(made: MadeFeedback, address: str) -> None:
    feedback = db.session.get_one(Feedback, made.id)
    seal = Seal.of(feedback.data_key_id)
    party = db.session.scalars(select(Party).where(Party.feedback_id == made.id)).one()
    row = db.session.get_one(PartyWords, party.id)
    row.words = seal.close(f"party_words.words:{party.id}", {"name": "Kim", "email": address})
    party.email_hash = matching_hash("email", address)
    db.session.commit()


def queue_for(address: str, template: str = "news", **columns: Any) -> MadeFeedback:
    """Queue a mail to the sender of a new piece of feedback."""
    made = a_person(address, **columns)
    queue_mail(template, feedback=db.session.get_one(Feedback, made.id), address=address)
    db.session.commit()
    return made


def mail_of(made: MadeFeedback) -> OutboxMail:
    db.session.expire_all()
    return db.session.scalars(select(OutboxMail).where(OutboxMail.feedback_id == made.id)).one()


def test_a_mail_says_that_there_is_news_and_never_what_was_written(server: Server) -> None:
    made = queue_for("kim@post.example", "acknowledgement")
    assert send_due().sent == 1
    ((address, content),) = server.taken
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_content()
    assert address == "kim@post.example"
    assert message["Subject"] == "A message from Exbourne Council"
    assert message["From"].addresses[0].display_name == "Exbourne Council"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "http://127.0.0.1:8000/track" in body
    assert made.reference in body
    for secret in (WORDS, "bicycle", made.code, made.code.split()[-1], "complaint"):
        assert secret not in content.decode()


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


def test_the_address_lies_sealed(app_context: Flask) -> None:
    made = queue_for("kim@post.example")
    assert b"kim" not in (mail_of(made).address or b"")


def test_an_unknown_template_is_refused_when_it_is_queued(app_context: Flask) -> None:
    feedback = db.session.get_one(Feedback, make_feedback().id)
    with pytest.raises(ValueError, match="no such mail"):
        queue_mail("the_words_themselves", feedback=feedback, address="kim@post.example")
    with pytest.raises(ValueError, match="no such list"):
        queue_mail("duty_alert", feedback=feedback, staff_list="everybody")


@pytest.mark.parametrize(
    "hostile",
    [
        "kim@post.example\nBcc: other@post.example",
        "kim@post.example, other@post.example",
        "Kim <kim@post.example>",
        "kim",
        "@post.example",
        "kim@",
        "kím@post.example",
        "kim@" + "a" * 300 + ".example",
        "kim@post..example",
        '"kim; other"@post.example',
        "\x00kim@post.example",
    ],
)
def test_a_hostile_address_is_given_up_and_stops_nobody_else(server: Server, hostile: str) -> None:
    bad = queue_for(hostile)
    queue_for("next@post.example")
    done = send_due()
    assert server.addresses == ["next@post.example"]
    row = mail_of(bad)
    assert (done.sent, row.status, row.problem) == (1, MailStatus.GIVEN_UP, "address not usable")


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


def test_with_no_mail_server_at_all_mails_wait(app_context: Flask) -> None:
    point_mail_at(app_context, free_port())
    made = queue_for("kim@post.example")
    assert send_due().later == 1
    assert mail_of(made).problem == "the mail server could not be reached (ConnectionRefusedError)"


@contextmanager
def a_server_that(answers: Callable[[socket.socket], None]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ended = threading.Event()

        def serve() -> None:
            with suppress(OSError):
                while not ended.is_set():
                    caller, _ = listening.accept()
                    answers(caller)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        ended.set()


def test_a_server_that_hangs_holds_the_worker_only_for_its_patience(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "SECONDS_OF_PATIENCE", 0.2)
    held: list[socket.socket] = []
    with a_server_that(held.append) as port:
        point_mail_at(app_context, port)
        made = queue_for("kim@post.example")
        assert send_due().later == 1
        assert mail_of(made).problem == "the mail server did not answer"
    assert socket.getdefaulttimeout() is None
    for caller in held:
        caller.close()


def test_a_server_that_takes_the_mail_and_hangs_up_has_it(app_context: Flask) -> None:
    got: list[bytes] = []

    def rude(caller: socket.socket) -> None:
        with caller, caller.makefile("rwb") as line:
            for answer in (b"220 hi", b"250 hi", b"250 ok", b"250 ok", b"354 go on"):
                line.write(answer + b"\r\n")
                line.flush()
                if answer != b"354 go on":
                    line.readline()
            while (read := line.readline()) not in (b".\r\n", b""):
                got.append(read)
            line.write(b"250 ok\r\n")
            line.flush()

    with a_server_that(rude) as port:
        point_mail_at(app_context, port)
        queue_for("kim@post.example")
        done = send_due()
    assert (done.sent, bool(got)) == (1, True)


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


def test_no_mail_goes_where_mail_was_stopped_after_it_was_queued(server: Server) -> None:
    made = queue_for("kim@post.example")
    private_page_changes.stop_mail(made.id)
    assert send_due().given_up == 1
    assert (server.taken, mail_of(made).problem) == ([], "mail stopped")


def test_no_mail_goes_to_an_address_that_was_replaced(server: Server) -> None:
    made = queue_for("kim@post.example")
    with_address(made, "safer@post.example")
    send_due()
    assert (server.taken, mail_of(made).problem) == ([], "address changed")


def test_no_mail_goes_where_the_address_can_not_be_opened_any_more(server: Server) -> None:
    made = queue_for("kim@post.example")
    mail_of(made).address = mail_of(queue_for("other@post.example")).address
    db.session.commit()
    send_due()
    assert server.addresses == ["other@post.example"]
    assert mail_of(made).problem == "words erased"


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


def test_one_refused_address_of_a_list_leaves_the_others_told(server: Server) -> None:
    server.refused["duty@exbourne.example"] = "550 gone"
    made = make_feedback()
    queue_mail("duty_alert", feedback=db.session.get_one(Feedback, made.id), staff_list="duty")
    db.session.commit()
    assert send_due().sent == 1
    assert server.addresses == ["emergency-duty@exbourne.example"]
    assert mail_of(made).problem == "address refused by the mail server (550)"


def test_where_the_profile_names_no_address_the_duty_accounts_are_told(app_context: Flask) -> None:
    council = app_context.extensions["portal.council"]
    app_context.extensions["portal.council"] = replace(
        council, safety=replace(council.safety, alert_emails=())
    )
    assert mailing.staff_addresses("duty") == ("background.duty@test.example",)
    assert mailing.staff_addresses("screening") == ("background.screening_officer@test.example",)


def test_a_demonstration_keeps_its_mails_in_its_own_folder(app_context: Flask) -> None:
    made = queue_for("kim@post.example")
    assert send_due().sent == 1
    path = mailing.mails_folder() / mailing.file_name(mail_of(made).message_id)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert email.message_from_bytes(path.read_bytes())["To"] == "kim@post.example"
    assert [Path(left).suffix for left in path.parent.iterdir()].count(".eml") == len(
        list(path.parent.iterdir())
    )


def test_a_long_queue_is_worked_off_in_passes(app_context: Flask) -> None:
    for number in range(5):
        queue_for(f"person{number}@post.example")
    assert [send_due(limit=3).sent, send_due(limit=3).sent] == [3, 2]
