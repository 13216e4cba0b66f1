"""Suggesting earlier feedback of the same person, and why; nothing is ever merged or linked by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from portal.domain.vocabulary import Audience, FeedbackStatus, Kind, PartyRole
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.party import Party
from portal.services.conflicts import in_conflict

SHOWN = 20
READ_AT_MOST = 200
# An advocate writes for many, and a worker is named by many: neither makes two letters one person's.
SENDERS = (PartyRole.SENDER, PartyRole.REPRESENTATIVE)
HASHES = {"email_hash": "same email", "phone_hash": "same phone number", "name_hash": "same name"}
SAME_CHILD = "same child's name"


@dataclass(frozen=True, slots=True)
class EarlierFeedback:
    """Another piece that may be from the same person, and why we think so."""

    reference: str
    kind: Kind
    status: FeedbackStatus
    received_on: date
    why: tuple[str, ...]


def find_same_person(feedback_id: int, officer_id: int) -> tuple[EarlierFeedback, ...]:
    """Return other feedback that shares an e-mail, phone or name, newest first; two queries."""
    own = db.session.execute(
        select(Feedback.audience, Party.role, Party.email_hash, Party.phone_hash, Party.name_hash)
        .join(Feedback, Feedback.id == Party.feedback_id)
        .where(Party.feedback_id == feedback_id, Party.role.in_((*SENDERS, PartyRole.CHILD)))
    ).all()
    senders = [row for row in own if row.role in SENDERS and row.audience is not Audience.ADVOCATE]
    known = {name: {getattr(row, name) for row in senders} - {None} for name in HASHES}
    children = {row.name_hash for row in own if row.role is PartyRole.CHILD} - {None}
    rows = db.session.execute(
        select(
            Feedback.reference,
            Feedback.kind,
            Feedback.status,
            Feedback.received_on,
            Party.role,
            Party.email_hash,
            Party.phone_hash,
            Party.name_hash,
        )
        .join(Feedback, Feedback.id == Party.feedback_id)
        .where(_shares(known, children), Feedback.id != feedback_id, ~in_conflict(officer_id))
        .order_by(Feedback.received_on.desc(), Feedback.id.desc())
        .limit(READ_AT_MOST)
    ).all()
    return _by_reference(rows, known)


def _shares(known: dict[str, set[str]], children: set[str]) -> ColumnElement[bool]:
    same = [getattr(Party, name).in_(hashes) for name, hashes in known.items() if hashes]
    child = Party.name_hash.in_(children) if children else false()
    own_voice = Party.role.in_(SENDERS), Feedback.audience != Audience.ADVOCATE
    roles = or_(and_(*own_voice, or_(false(), *same)), and_(Party.role == PartyRole.CHILD, child))
    # The hashes stand alone too, so that a database looks into the index of each before it asks about roles.
    return and_(or_(child, *same), roles)


def _by_reference(rows: Sequence[Any], known: dict[str, set[str]]) -> tuple[EarlierFeedback, ...]:
    """Gather the reasons of each piece; several of its people may match."""
    why: dict[str, dict[str, None]] = {}
    seen: dict[str, Any] = {}
    for row in rows:
        seen[row.reference] = row
        if row.role is PartyRole.CHILD:
            reasons = [SAME_CHILD]
        else:
            reasons = [words for name, words in HASHES.items() if getattr(row, name) in known[name]]
        why.setdefault(row.reference, {}).update(dict.fromkeys(reasons))
    return tuple(
        EarlierFeedback(reference, row.kind, row.status, row.received_on, tuple(why[reference]))
        for reference, row in list(seen.items())[:SHOWN]
    )
