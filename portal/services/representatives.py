"""What is judged of whoever speaks for a child, and putting right in whose name something was sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.domain.errors import Incomplete, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Holder, PartyRole
from portal.extensions import db
from portal.models.authority import Suitability
from portal.models.feedback import Feedback
from portal.models.party import Party, PartyWords
from portal.services.accounts import StaffMember
from portal.services.authority_changes import end_all_within
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now
from portal.services.records import change_record
from portal.services.sealing import Seal, matching_hash

UNDERSTANDS = ("yes", "in_part", "no", "not_known")
AGREES = ("yes", "in_part", "no", "not_asked", "cannot_say")


@dataclass(frozen=True, slots=True)
class SuitabilityShown:
    """What was decided and judged, by whom and when; ``suitable`` is None while it is open."""

    suitable: bool | None
    understands: str
    child_agrees: str
    reason: str
    decided_at: datetime
    decided_by_id: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an officer decides: is the representative suitable, does the child understand, do they agree?"""

    suitable: bool | None
    understands: str
    child_agrees: str
    reason: str


def decide(reference: str, officer: StaffMember, judged: Judgement) -> None:
    """Write down whether the representative is suitable and whether it is the child's own view. Commits.

    Whoever is not suitable is told no more of what rested on the child's yes; the child's own matter goes on.
    Raises Incomplete with the codes of what is missing, and what ``load_open`` raises.
    """
    lacking = [] if judged.reason.strip() else ["reason"]
    lacking += [] if judged.understands in UNDERSTANDS else ["understands"]
    lacking += [] if judged.child_agrees in AGREES else ["child_agrees"]
    if lacking:
        raise Incomplete(tuple(lacking))
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        _store(feedback, officer, judged)
        write_event(
            feedback,
            EventName.SUITABILITY_DECIDED,
            by=officer.id,
            reason=judged.reason,
            suitable=judged.suitable,
        )
        write_event(
            feedback,
            EventName.UNDERSTANDING_JUDGED,
            by=officer.id,
            understands=judged.understands,
            child_agrees=judged.child_agrees,
        )
        if judged.suitable is False:
            end_all_within(feedback, Holder.SENDER, "not_suitable", officer.id)


def find_suitability(feedback_id: int, seal: Seal) -> SuitabilityShown | None:
    """Return what was decided last, or None; one query."""
    row = db.session.get(Suitability, feedback_id)
    if row is None:
        return None
    return SuitabilityShown(
        suitable=row.suitable,
        understands=row.understands or "",
        child_agrees=row.child_agrees or "",
        reason=seal.open(f"suitability.words:{feedback_id}", row.words)["reason"],
        decided_at=row.decided_at,
        decided_by_id=row.decided_by_id,
    )


def correct_sender(reference: str, officer: StaffMember, name: str, capacity: str, reason: str) -> None:
    """Put right in whose name it was sent; what stood there before is kept in the history. Commits."""
    lacking = tuple(
        code
        for code, text in (("name", name), ("capacity", capacity), ("reason", reason))
        if not text.strip()
    )
    if lacking:
        raise Incomplete(lacking)
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        seal = Seal.of(feedback.data_key_id)
        party, row = _sender_of(feedback)
        words = seal.open(f"party_words.words:{party.id}", row.words)
        before = f"Before: {words.get('name') or 'no name'} ({party.capacity.replace('_', ' ')}).\n{reason}"
        row.words = seal.close(f"party_words.words:{party.id}", {**words, "name": name.strip()})
        party.name_hash, party.capacity = matching_hash("name", name), capacity
        write_event(feedback, EventName.SENDER_CORRECTED, by=officer.id, reason=before, party=party.id)
        change_record(feedback, complainant_type=capacity)


def _store(feedback: Feedback, officer: StaffMember, judged: Judgement) -> None:
    sealed = Seal.of(feedback.data_key_id).close(
        f"suitability.words:{feedback.id}", {"reason": judged.reason.strip()}
    )
    row = db.session.get(Suitability, feedback.id)
    if row is None:
        row = Suitability(feedback_id=feedback.id, decided_at=now(), decided_by_id=officer.id, words=sealed)
        db.session.add(row)
    row.suitable, row.understands, row.child_agrees = (
        judged.suitable,
        judged.understands,
        judged.child_agrees,
    )
    row.decided_at, row.decided_by_id, row.words = now(), officer.id, sealed


def _sender_of(feedback: Feedback) -> tuple[Party, PartyWords]:
    found = db.session.execute(
        select(Party, PartyWords)
        .join(PartyWords, PartyWords.party_id == Party.id)
        .where(Party.feedback_id == feedback.id, Party.role == PartyRole.SENDER)
        .order_by(Party.id)
        .limit(1)
    ).first()
    if found is None:
        raise NotFound("Nobody is named as the sender.")
    return found[0], found[1]
