"""Suggesting earlier feedback of the same person, and why; nothing is ever merged or linked by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from portal.domain.vocabulary import Audience, FeedbackStatus, Kind, PartyRole
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.party import Party
from portal.services.conflicts import in_conflict
from portal.services.flag_lists import has_behaviour_flag
from portal.services.linking import is_linked_with

SHOWN = 20
READ_AT_MOST = 200
# An advocate writes for many, and a worker is named by many: neither makes two letters one person's.
SENDERS = (PartyRole.SENDER, PartyRole.REPRESENTATIVE)
HASHES = {
    "email_hash": "same email",
    "phone_hash": "same phone number",
    "name_hash": "same name",
    "address_hash": "same address",
}
SAME_CHILD = "same child's name"
SAME_BIRTHDAY = "same date of birth"


@dataclass(frozen=True, slots=True)
class EarlierFeedback:
    """Another piece that may be from the same person, and why we think so.

    ``somebody_else`` where it rather is not: it names the same child, or comes from the same address under
    another name. ``other_name`` where two names were given and they differ. ``behaviour_flagged`` where their
    behaviour is flagged there, which is not shared: it is to be looked at, and hides nothing here.
    """

    reference: str
    kind: Kind
    status: FeedbackStatus
    received_on: date
    why: tuple[str, ...]
    somebody_else: bool = False
    other_name: bool = False
    behaviour_flagged: bool = False


@dataclass(slots=True)
class _Known:
    """What this piece says of its senders, and of each child: their name, and the birthdays given with it."""

    senders: dict[str, set[str]]
    children: dict[str, set[str]]


@dataclass(slots=True)
class _Reasons:
    row: Any
    why: dict[str, None] = field(default_factory=dict)
    is_person: bool = False
    other_name: bool = False


def find_same_person(feedback_id: int, officer_id: int) -> tuple[EarlierFeedback, ...]:
    """Return other feedback that shares a person's details, newest first; two queries.

    What is linked already is left out. Whoever writes about the same child need not be the same person:
    parents part, and siblings share names.
    """
    known = _known(feedback_id)
    columns = (Feedback.reference, Feedback.kind, Feedback.status, Feedback.received_on, Party.role)
    rows = db.session.execute(
        select(
            *columns,
            *(getattr(Party, name) for name in HASHES),
            Party.birth_hash,
            has_behaviour_flag().label("behaviour_flagged"),
        )
        .select_from(Party)
        .join(Feedback, Feedback.id == Party.feedback_id)
        .where(
            _shares(known),
            Feedback.id != feedback_id,
            ~in_conflict(officer_id),
            ~is_linked_with(feedback_id),
        )
        .order_by(Feedback.received_on.desc(), Feedback.id.desc())
        .limit(READ_AT_MOST)
    ).all()
    return tuple(_gathered(rows, known))[:SHOWN]


def _known(feedback_id: int) -> _Known:
    own = db.session.execute(
        select(Feedback.audience, Party.role, *(getattr(Party, name) for name in HASHES), Party.birth_hash)
        .select_from(Party)
        .join(Feedback, Feedback.id == Party.feedback_id)
        .where(Party.feedback_id == feedback_id, Party.role.in_((*SENDERS, PartyRole.CHILD)))
    ).all()
    senders = [row for row in own if row.role in SENDERS and row.audience is not Audience.ADVOCATE]
    children: dict[str, set[str]] = {}
    for row in own:
        if row.role is PartyRole.CHILD and row.name_hash:
            children.setdefault(row.name_hash, set()).update({row.birth_hash} - {None})
    return _Known({name: {getattr(row, name) for row in senders} - {None} for name in HASHES}, children)


def _shares(known: _Known) -> ColumnElement[bool]:
    same = [getattr(Party, name).in_(hashes) for name, hashes in known.senders.items() if hashes]
    child = Party.name_hash.in_(known.children) if known.children else false()
    own_voice = Party.role.in_(SENDERS), Feedback.audience != Audience.ADVOCATE
    roles = or_(and_(*own_voice, or_(false(), *same)), and_(Party.role == PartyRole.CHILD, child))
    # The hashes stand alone too, so that a database looks into the index of each before it asks about roles.
    return and_(or_(child, *same), roles)


def _gathered(rows: Sequence[Any], known: _Known) -> Iterable[EarlierFeedback]:
    """Yield each piece once with all its reasons; several of its people may match."""
    found: dict[str, _Reasons] = {}
    for row in rows:
        reasons = found.setdefault(row.reference, _Reasons(row))
        if row.role is PartyRole.CHILD:
            reasons.why |= dict.fromkeys(_reasons_of_child(row, known.children.get(row.name_hash, set())))
        else:
            _add_reasons_of_sender(reasons, row, known.senders)
    for reference, reasons in found.items():
        if reasons.why:
            row = reasons.row
            yield EarlierFeedback(
                reference=reference,
                kind=row.kind,
                status=row.status,
                received_on=row.received_on,
                why=tuple(reasons.why),
                somebody_else=not reasons.is_person,
                other_name=reasons.other_name,
                behaviour_flagged=reasons.is_person and row.behaviour_flagged,
            )


def _reasons_of_child(row: Any, birthdays: set[str]) -> tuple[str, ...]:
    """Return why it is the same child; two children of one name with two birthdays are two."""
    if not birthdays or not row.birth_hash:
        return (SAME_CHILD,)
    return (SAME_CHILD, SAME_BIRTHDAY) if row.birth_hash in birthdays else ()


def _add_reasons_of_sender(reasons: _Reasons, row: Any, known: dict[str, set[str]]) -> None:
    same = [name for name in HASHES if getattr(row, name) in known[name]]
    names = known["name_hash"]
    other_name = bool(names and row.name_hash and row.name_hash not in names)
    reasons.why |= dict.fromkeys(HASHES[name] for name in same)
    reasons.is_person |= same != ["address_hash"] or not other_name
    reasons.other_name |= other_name
