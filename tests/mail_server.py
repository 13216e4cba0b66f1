"""Real mail servers on this machine, good and bad, and mails queued to people."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from portal.extensions import db, mail
from portal.models.feedback import Feedback
from portal.models.outbox import OutboxMail
from portal.models.party import Party, PartyWords
from portal.services.outbox import queue_mail
from portal.services.sealing import Seal, matching_hash
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


@contextmanager
def serve_mail(app: Flask) -> Iterator[Server]:
    """Run a mail server that the portal sends to."""
    server = Server(port=free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port, server_hostname="mail.test")
    controller.start()
    point_mail_at(app, server.port)
    try:
        yield server
    finally:
        controller.stop()


def a_person(address: str, **columns: Any) -> MadeFeedback:
    """Store a piece of feedback whose sender can be told by mail."""
    made = make_feedback(WORDS, **({"mail_allowed": True} | columns))
    with_address(made, address)
    return made


def with_address(made: MadeFeedback, address: str) -> None:
    """Give the sender this address and no other."""
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
    """Return the one mail about it, as stored now."""
    db.session.expire_all()
    return db.session.scalars(select(OutboxMail).where(OutboxMail.feedback_id == made.id)).one()


@contextmanager
def a_server_that(answers: Callable[[socket.socket], None]) -> Iterator[int]:
    """Run a server that does this with each caller; give its port."""
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
