"""Builders of rows for tests: each needs an app context, takes overrides, commits and returns plain facts.

``make_background`` puts unrelated rows into every test database: a query that forgets its filter fails.
"""

import itertools
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.domain.vocabulary import Audience, Channel, EventName, FeedbackStatus, Kind, PartyRole, Role
from portal.extensions import db
from portal.models.account import Account
from portal.models.event import Event
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.party import Party, PartyWords
from portal.models.record import Record
from portal.services.accounts import create_account
from portal.services.now import LONDON, now
from portal.services.sealing import Seal, code_hash, matching_hash, new_data_key

PASSWORD = "a password for tests only"
BACKGROUND_WORDS = "Words of somebody else"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class MadeAccount:
    """A member of staff who can sign in with PASSWORD."""

    id: int
    email: str
    name: str
    role: Role


@dataclass(frozen=True)
class MadeFeedback:
    """A piece of feedback as stored; ``code`` opens its private page."""

    id: int
    reference: str
    code: str


def make_account(role: Role = Role.SCREENING_OFFICER, **overrides: Any) -> MadeAccount:
    """Make a member of staff; overrides: email, name, line_manager (an address)."""
    number = next(_numbers)
    email = overrides.pop("email", f"{role.value}.{number}@test.example")
    name = overrides.pop("name", f"Robin Tester{number}")
    return MadeAccount(create_account(email, PASSWORD, role, name, **overrides), email, name, role)


def make_feedback(words: str = "The meeting was moved three times.", **overrides: Any) -> MadeFeedback:
    """Store one complaint from the web with its sender, record and first event; overrides are columns."""
    number = next(_numbers)
    code = overrides.pop("code", f"able baker candle dinner energy word{number}")
    data_key = new_data_key()
    columns = _columns(number, overrides.pop("received_at", now())) | overrides
    feedback = Feedback(data_key_id=data_key.id, code_hash=code_hash(code), **columns)
    db.session.add(feedback)
    db.session.flush()
    seal = Seal(data_key)
    _seal_words(feedback, seal, words, code)
    _add_sender(feedback, seal, number)
    db.session.add(
        Event(
            feedback_id=feedback.id,
            name=EventName.FEEDBACK_RECEIVED,
            happened_at=feedback.received_at,
            facts={"kind": feedback.kind.value},
        )
    )
    db.session.add(
        Record(
            feedback_id=feedback.id,
            record_type=feedback.kind.value,
            reference=feedback.reference,
            received_on=feedback.received_on,
            channel=feedback.channel.value,
        )
    )
    made = MadeFeedback(feedback.id, feedback.reference, code)
    db.session.commit()
    return made


def _columns(number: int, received_at: datetime) -> dict[str, Any]:
    day = received_at.astimezone(LONDON).date()
    return {
        "reference": f"CF-T{number:03d}-{secrets.token_hex(2).upper()}",
        "submission_id": secrets.token_hex(16),
        "kind": Kind.COMPLAINT,
        "sent_as": Kind.COMPLAINT,
        "audience": Audience.ADULT,
        "channel": Channel.WEB,
        "journey": "complaint",
        "journey_version": 1,
        "received_at": received_at,
        "received_on": day,
        "act_by": day + timedelta(days=2),
        "route_known_by": day + timedelta(days=5),
        "status": FeedbackStatus.RECEIVED,
    }


def _seal_words(feedback: Feedback, seal: Seal, words: str, code: str) -> None:
    where = f":{feedback.id}"
    said = [{"question": "What happened?", "answer": words}]
    db.session.add(
        FeedbackWords(
            feedback_id=feedback.id,
            said=seal.close(f"feedback_words.said{where}", said),
            safe_contact=seal.close(f"feedback_words.safe_contact{where}", {}),
            code=seal.close(f"feedback_words.code{where}", code),
        )
    )


def _add_sender(feedback: Feedback, seal: Seal, number: int) -> None:
    name = f"Kim Sender{number}"
    party = Party(
        feedback_id=feedback.id,
        role=PartyRole.SENDER,
        capacity="parent",
        name_hash=matching_hash("name", name),
    )
    db.session.add(party)
    db.session.flush()
    db.session.add(
        PartyWords(party_id=party.id, words=seal.close(f"party_words.words:{party.id}", {"name": name}))
    )


def make_background() -> None:
    """Add people and feedback that no test asked for: every role, several kinds and states, two ages."""
    for role in Role:
        make_account(role, email=f"background.{role.value}@test.example", name=f"Sam {role.value.title()}")
    for kind in Kind:
        make_feedback(f"{BACKGROUND_WORDS}: {kind.value}", kind=kind, sent_as=kind)
    old = now() - timedelta(days=40)
    for status in (FeedbackStatus.DECIDED, FeedbackStatus.SET_ASIDE, FeedbackStatus.WITHDRAWN):
        make_feedback(BACKGROUND_WORDS, status=status, received_at=old)
    assert db.session.query(Account).count() >= len(Role)
    db.session.rollback()
