"""Fills a database with believable amounts of everything, sealed as the portal seals it."""

import random
import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from portal.domain.event_names import EventName
from portal.domain.vocabulary import (
    Audience,
    Channel,
    DecisionStatus,
    FeedbackStatus,
    Kind,
    PartyRole,
    Route,
    SetAsideAs,
    Urgency,
)
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.data_key import DataKey
from portal.models.event import Event
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.message import Message
from portal.models.outbox import MailStatus, OutboxMail
from portal.models.party import Party, PartyWords
from portal.models.point import Point, PointWording
from portal.models.record import Record
from portal.models.screening import Decision, DecisionWords, Screening
from portal.services.council import current_council
from portal.services.now import LONDON, now, today
from portal.services.records import RECORD_TYPES
from portal.services.sealing import Seal, keyring, matching_hash

AT_ONCE = 500
WRITERS = 2_500
EVENTS_OF_AN_ITEM = (
    EventName.FEEDBACK_RECEIVED,
    EventName.CLAIMED,
    EventName.SAFEGUARDING_CONSIDERED,
    EventName.CHECKLIST_SAVED,
    EventName.ROUTE_DECIDED,
    EventName.MESSAGE_SENT,
)
STATUSES = (
    (FeedbackStatus.RECEIVED, 30),
    (FeedbackStatus.DECIDED, 62),
    (FeedbackStatus.AWAITING_SIGNATURE, 3),
    (FeedbackStatus.RETURNED, 1),
    (FeedbackStatus.SET_ASIDE, 3),
    (FeedbackStatus.WITHDRAWN, 1),
)
WAITING = {FeedbackStatus.RECEIVED, FeedbackStatus.AWAITING_SIGNATURE, FeedbackStatus.RETURNED}
SETTLED = {
    FeedbackStatus.DECIDED: DecisionStatus.IN_FORCE,
    FeedbackStatus.AWAITING_SIGNATURE: DecisionStatus.PROPOSED,
    FeedbackStatus.RETURNED: DecisionStatus.RETURNED,
}
SENTENCE = "Nobody rang us back, and the meeting was moved again without a word to us. "
CHECKLIST = {"safeguarding": "none", "who": "parent", "subject": "part3", "behalf": "no", "in_time": "yes"}

Rows = dict[Any, list[dict[str, Any]]]


def fill(pieces: int, proposer_id: int) -> None:
    """Store so many pieces of feedback of all kinds over two years, with everything that belongs to each."""
    chance = random.Random(20)
    for start in range(1, pieces + 1, AT_ONCE):
        rows: Rows = {}
        for number in range(start, min(start + AT_ONCE, pieces + 1)):
            for model, row in _piece(number, chance, proposer_id):
                rows.setdefault(model, []).append(row)
        for model, made in rows.items():
            db.session.execute(insert(model.__table__), made)
        db.session.commit()
    db.session.connection().exec_driver_sql("ANALYZE")
    db.session.commit()


def _piece(number: int, chance: random.Random, proposer_id: int) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield the rows of one piece, in the order of their foreign keys."""
    key = {"id": number, "created_at": now(), "wrapped_by": keyring().newest}
    key["wrapped"] = keyring().wrap(secrets.token_bytes(32))
    seal = Seal(DataKey(**key))
    (status,) = chance.choices([s for s, _ in STATUSES], [w for _, w in STATUSES])
    facets = _facets(number, chance, status)
    yield DataKey, key
    yield Feedback, facets
    yield FeedbackWords, _words(number, seal, chance)
    yield from _parties(number, seal, chance)
    yield from _history(number, facets["received_at"], status)
    yield Record, _record(facets)
    yield OutboxMail, _mail(number, facets["received_at"])
    yield from _points(number, seal, facets)
    yield from _screening(number, seal, facets, proposer_id)
    if facets["danger"]:
        waits = status is FeedbackStatus.RECEIVED and number % 3 == 0
        at = facets["received_at"]
        acknowledged = None if waits else at + timedelta(hours=1)
        urgency = Urgency.NOW if number % 2 else Urgency.NOT_SAFE
        alert = {"feedback_id": number, "raised_at": at, "acknowledged_at": acknowledged, "urgency": urgency}
        yield DutyAlert, alert


def _facets(number: int, chance: random.Random, status: FeedbackStatus) -> dict[str, Any]:
    ago = chance.uniform(0, 20) if status in WAITING else chance.uniform(5, 700)
    received_at = now() - timedelta(days=ago)
    received_on = received_at.astimezone(LONDON).date()
    kind = chance.choices([Kind.COMPLAINT, Kind.COMPLIMENT, Kind.COMMENT, Kind.ENQUIRY], [60, 25, 10, 5])[0]
    return {
        "id": number,
        "reference": f"CF-{number:04d}-{secrets.token_hex(2).upper()}",
        "submission_id": secrets.token_hex(16),
        "code_hash": secrets.token_hex(16),
        "data_key_id": number,
        "kind": kind,
        "sent_as": kind,
        "audience": chance.choice(list(Audience)),
        "channel": chance.choice(list(Channel)),
        "journey": "complaint",
        "journey_version": 1,
        "received_at": received_at,
        "received_on": received_on,
        "act_by": received_on + timedelta(days=chance.randrange(8)),
        "route_known_by": received_on + timedelta(days=5),
        "team": chance.choice(current_council().teams_on(today())).code,
        "status": status,
        "set_aside_as": SetAsideAs.SPAM if status is FeedbackStatus.SET_ASIDE else None,
        "acknowledged_at": received_at + timedelta(days=2) if _has_its_letter(number, status) else None,
        "correction_asked_at": received_at + timedelta(days=4) if number % 200 == 7 else None,
        "danger": number % 50 == 0,
        "mail_allowed": True,
    }


def _has_its_letter(number: int, status: FeedbackStatus) -> bool:
    return status is FeedbackStatus.DECIDED and number % 100 != 0


def _points(number: int, seal: Seal, facets: dict[str, Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield two points of a complaint that somebody has worked on, each with its wording."""
    if facets["kind"] is not Kind.COMPLAINT or facets["status"] not in SETTLED:
        return
    at = facets["received_at"] + timedelta(hours=3)
    for place in (1, 2):
        point_id = 2 * number + place
        yield Point, {"id": point_id, "feedback_id": number, "number": place, "wording": 1, "defined_at": at}
        words = seal.close(f"point_wording.words:{point_id}", SENTENCE)
        wording = {"id": point_id, "point_id": point_id, "feedback_id": number, "version": 1}
        yield PointWording, {**wording, "written_at": at, "words": words}


def _words(number: int, seal: Seal, chance: random.Random) -> dict[str, Any]:
    said = [
        {"page": "what-happened", "field": "words", "question": "What happened?"}
        | {"answer": SENTENCE * chance.randrange(2, 60)},
        {"page": "affected", "field": "words", "question": "How did it affect you?", "answer": SENTENCE},
    ]
    contact = {"how": ["email"], "when": "after six", "must_not_know": ""}
    return {
        "feedback_id": number,
        "said": seal.close(f"feedback_words.said:{number}", said),
        "safe_contact": seal.close(f"feedback_words.safe_contact:{number}", contact),
    }


def _parties(number: int, seal: Seal, chance: random.Random) -> Iterator[tuple[Any, dict[str, Any]]]:
    writer = chance.randrange(WRITERS)
    people = (
        (2 * number - 1, PartyRole.SENDER, f"Robin Example{writer}", f"robin{writer}@people.example"),
        (2 * number, PartyRole.CHILD, f"Kit Example{writer}", ""),
    )
    for party_id, role, name, email in people:
        yield (
            Party,
            {
                "id": party_id,
                "feedback_id": number,
                "role": role,
                "capacity": "parent" if role is PartyRole.SENDER else "child",
                "email_hash": matching_hash("email", email),
                "name_hash": matching_hash("name", name),
            },
        )
        words = {"name": name, "email": email, "phone": "", "address": ""}
        sealed = seal.close(f"party_words.words:{party_id}", words)
        yield PartyWords, {"party_id": party_id, "words": sealed}


def _history(
    number: int, received_at: datetime, status: FeedbackStatus
) -> Iterator[tuple[Any, dict[str, Any]]]:
    happened = EVENTS_OF_AN_ITEM if status is not FeedbackStatus.RECEIVED else EVENTS_OF_AN_ITEM[:1]
    for hours, name in enumerate(happened):
        at = received_at + timedelta(hours=hours)
        yield Event, {"feedback_id": number, "name": name, "happened_at": at, "facts": {}}


def _record(facets: dict[str, Any]) -> dict[str, Any]:
    return {
        "feedback_id": facets["id"],
        "record_type": RECORD_TYPES[facets["kind"]],
        "reference": facets["reference"],
        "received_on": facets["received_on"],
        "channel": facets["channel"].value,
        "complainant_type": "parent",
    }


def _mail(number: int, at: datetime) -> dict[str, Any]:
    return {
        "feedback_id": number,
        "template": "acknowledgement",
        "message_id": f"<{secrets.token_hex(16)}@bench.example>",
        "status": MailStatus.SENT,
        "not_before": at,
        "queued_at": at,
        "sent_at": at,
    }


def _screening(
    number: int, seal: Seal, facets: dict[str, Any], proposer_id: int
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield the checklist, decision and message of a piece that somebody has worked on."""
    status = SETTLED.get(facets["status"])
    if status is None:
        return
    at = facets["received_at"] + timedelta(hours=4)
    day: date = at.date()
    yield Screening, {"feedback_id": number, "answers": CHECKLIST, "saved_at": at, "safeguarding_at": at}
    yield (
        Decision,
        {
            "id": number,
            "feedback_id": number,
            "status": status,
            "route": Route.STATUTORY if status is DecisionStatus.IN_FORCE else Route.REFUSED,
            "suggested": Route.STATUTORY,
            "facts": {"second_person": ["refused"]},
            "proposed_by_id": proposer_id,
            "proposed_at": at,
            "sign_by": day + timedelta(days=1),
        },
    )
    sealed = {
        what: seal.close(f"decision_words.{what}:{number}", SENTENCE * 5) for what in ("reason", "message")
    }
    yield DecisionWords, {"decision_id": number, "feedback_id": number, **sealed}
    if status is DecisionStatus.IN_FORCE:
        words = seal.close(f"message.words:{number}", {"subject": "", "text": SENTENCE * 5})
        sent = {"feedback_id": number, "about": "statutory", "sent_at": at, "words": words}
        yield Message, {"id": number, **sent}
