"""What is closed because it was sent twice, beside the one that stays: what differs, what is still open."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import exists, select

from portal.domain.errors import ConflictOfInterest, MoveNotPossible, NotFound
from portal.domain.freezes import HELD
from portal.domain.vocabulary import FlagKind, FreezeStatus, PartyRole
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.flag import Flag
from portal.models.freeze import FreezeRequest
from portal.services.accounts import StaffMember
from portal.services.item_page import PartyShown
from portal.services.item_words import find_words, list_parties
from portal.services.linking_page import COMPARE, Side, sides_of
from portal.services.opening import find_openable, open_logged
from portal.services.sealing import Seal

OPEN_HOLDS = (FreezeStatus.ASKED, *HELD)
STILL_HELD = (
    "A hold is asked for, or stands, on the one that would be closed. End it, or ask for it on the other "
    "one first, then end it here."
)
SENDERS = (PartyRole.SENDER, PartyRole.REPRESENTATIVE)


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that both say of themselves; ``differs`` where they say it otherwise."""

    label: str
    this: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the two are not the same, however they are written."""
        return " ".join(self.this.split()).casefold() != " ".join(self.other.split()).casefold()


@dataclass(frozen=True, slots=True)
class Twins:
    """Both items, with what is compared; ``flags`` are those open on what would be closed."""

    this: Side
    other: Side
    compared: tuple[Compared, ...]
    flags: tuple[FlagKind, ...]
    is_held: bool


def read_twins(reference: str, other: str, signer: StaffMember) -> Twins | None:
    """Return both, and log that the other was read; None where the signer must keep away from it. Commits.

    Raises NotFound or ConflictOfInterest for the one that would be closed.
    """
    this = find_openable(reference, signer)
    try:
        open_logged(other, signer, COMPARE)
        twin = find_openable(other, signer)
    except (NotFound, ConflictOfInterest):
        return None
    this = find_openable(reference, signer)
    sides = sides_of((this.id, twin.id))
    labels = ("Sent by", "Child", "Contact", "Safe contact")
    pairs = zip(labels, _says_of_itself(this), _says_of_itself(twin), strict=True)
    compared = tuple(Compared(*row) for row in pairs)
    flags = db.session.scalars(
        select(Flag.kind).where(Flag.feedback_id == this.id, Flag.ended_at.is_(None)).order_by(Flag.id)
    )
    return Twins(sides[this.id], sides[twin.id], compared, tuple(flags), is_held(this.id))


def is_held(feedback_id: int) -> bool:
    """Whether somebody asked to hold something of an item, or it is held; one query."""
    held = exists().where(FreezeRequest.feedback_id == feedback_id, FreezeRequest.status.in_(OPEN_HOLDS))
    return bool(db.session.scalar(select(held)))


def require_no_hold(feedback_id: int) -> None:
    """Raise MoveNotPossible while something of an item that would be closed is held, or asked to be."""
    if is_held(feedback_id):
        raise MoveNotPossible(STILL_HELD)


def _says_of_itself(feedback: Feedback) -> tuple[str, str, str, str]:
    seal = Seal.of(feedback.data_key_id)
    parties = list_parties(feedback.id, seal)
    _said, safe = find_words(feedback, seal)
    senders = [one for one in parties if one.role in SENDERS]
    children = [one for one in parties if one.role is PartyRole.CHILD]
    contact = _joined(part for one in senders for part in (one.email, one.phone, one.address))
    return _named(senders), _named(children), contact, _joined((*safe.how, safe.when, safe.must_not_know))


def _named(people: Iterable[PartyShown]) -> str:
    return _joined(one.name for one in people)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))
