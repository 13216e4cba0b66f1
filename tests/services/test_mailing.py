"""What a mail says, to whom it may go, and how it leaves by a good or a bad mail server."""

import email
import email.policy
import socket
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.outbox import MailStatus
from portal.services import mailing, private_page_changes
from portal.services.outbox import queue_mail, send_due
from tests.factories import make_feedback
from tests.journeys.serving import free_port
from tests.mail_server import (
    WORDS,
    Server,
    a_server_that,
    mail_of,
    point_mail_at,
    queue_for,
    serve_mail,
    with_address,
)


@pytest.fixture
def server(app_context: Flask) -> Iterator[Server]:
    """A mail server that the portal sends to."""
    with serve_mail(app_context) as server:
        yield server


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


def test_with_no_mail_server_at_all_mails_wait(app_context: Flask) -> None:
    point_mail_at(app_context, free_port())
    made = queue_for("kim@post.example")
    assert send_due().later == 1
    assert mail_of(made).problem == "the mail server could not be reached (ConnectionRefusedError)"


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
