"""Opening what was written in one item: everything said, the people, messages, notes and history."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select

from portal.domain.event_names import EventName
from portal.domain.history import in_past_tense
from portal.extensions import db
from portal.models.event import Event, SealedReason
from portal.models.feedback import Feedback, FeedbackWords, OfficeNote
from portal.models.party import Party, PartyWords
from portal.services.conflicts import in_conflict
from portal.services.item_page import HistoryLine, PartyShown, SafeContactShown, Said, Written
from portal.services.sealing import Seal

Names = Mapping[int, str]
CONTACT = ("name", "email", "phone", "address")
OWN_REACH = ("reach", "reach_when", "must_not_know")
OF_ANOTHER = (EventName.LINKED, EventName.UNLINKED, EventName.COMPLAINT_BEGUN)
THE_OTHER = ("earlier", "later", "other", "complaint")


def find_words(feedback: Feedback, seal: Seal) -> tuple[tuple[Said, ...], SafeContactShown]:
    """Return what was said, in the order it was asked, and how it is safe to make contact; one query."""
    words = db.session.get_one(FeedbackWords, feedback.id)
    said = seal.open(f"feedback_words.said:{feedback.id}", words.said)
    safe = seal.open(f"feedback_words.safe_contact:{feedback.id}", words.safe_contact)
    shown = SafeContactShown(
        given=any(safe.values()),
        how=tuple(safe.get("how", ())),
        when=safe.get("when", ""),
        must_not_know=safe.get("must_not_know", ""),
        mail_allowed=feedback.mail_allowed,
    )
    return tuple(_said(line) for line in said), shown


def list_parties(feedback_id: int, seal: Seal) -> tuple[PartyShown, ...]:
    """Return the people in it, in the order they were named; one query."""
    rows = db.session.execute(
        select(Party.id, Party.role, Party.capacity, PartyWords.words)
        .join(PartyWords, PartyWords.party_id == Party.id)
        .where(Party.feedback_id == feedback_id)
        .order_by(Party.id)
    )
    return tuple(
        _party(row.role, row.capacity, seal.open(f"party_words.words:{row.id}", row.words)) for row in rows
    )


def list_notes(feedback_id: int, seal: Seal, names: Names) -> tuple[Written, ...]:
    """Return the notes between officers, newest first; one query."""
    rows = db.session.scalars(
        select(OfficeNote).where(OfficeNote.feedback_id == feedback_id).order_by(OfficeNote.id.desc())
    )
    return tuple(
        Written(
            row.written_at, names.get(row.account_id, ""), seal.open(f"office_note.words:{row.id}", row.words)
        )
        for row in rows
    )


def list_history(feedback_id: int, seal: Seal, names: Names, reader_id: int) -> tuple[HistoryLine, ...]:
    """Return the events as past-tense lines, newest first; one query.

    What tells of another item that the reader must keep away from is left out, with its reason.
    """
    rows = db.session.execute(
        select(
            Event.name, Event.happened_at, Event.account_id, Event.facts, SealedReason.id, SealedReason.words
        )
        .outerjoin(SealedReason, SealedReason.id == Event.reason_id)
        .where(Event.feedback_id == feedback_id, ~_tells_of_what_to_keep_away_from(reader_id))
        .order_by(Event.id.desc())
    )
    return tuple(
        HistoryLine(
            at=row.happened_at,
            text=in_past_tense(row.name, row.facts, names),
            by=names.get(row.account_id or 0, ""),
            reason=seal.open(f"sealed_reason.words:{row.id}", row.words) if row.words else "",
        )
        for row in rows
    )


def _tells_of_what_to_keep_away_from(reader_id: int) -> ColumnElement[bool]:
    """Return the condition on Event that the other item it names is one the reader must keep away from."""
    other = func.coalesce(*(Event.facts[key].as_integer() for key in THE_OTHER))
    named = case((Event.name.in_(OF_ANOTHER), other))
    hidden = select(Feedback.id).where(Feedback.id == named, in_conflict(reader_id))
    return exists(hidden.correlate(Event))


def _said(line: Mapping[str, str]) -> Said:
    return Said(line.get("page", ""), line.get("field", ""), line["question"], line["answer"])


def _party(role: Any, capacity: str, words: Mapping[str, str]) -> PartyShown:
    extra = tuple((key, value) for key, value in words.items() if key not in (*CONTACT, *OWN_REACH) and value)
    name, email, phone, address = (words.get(key, "") for key in CONTACT)
    own = {key: words.get(key, "") for key in OWN_REACH}
    return PartyShown(role, capacity, name, email, phone, address, extra, **own)
