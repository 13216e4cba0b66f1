"""Advocates of a provider who have proved it once, and the list of their own items that a code opens."""

import os
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from portal.domain import private_code
from portal.domain.authority import Sharing, scopes_on
from portal.domain.council_parts import Advocacy
from portal.domain.errors import MoveNotPossible, NotFound, WrongCode
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Holder, PartyRole, Scope
from portal.extensions import db
from portal.models.authority import Authority, KnownAdvocate
from portal.models.feedback import Feedback
from portal.models.message import Message
from portal.models.party import Party, PartyWords
from portal.services.accounts import StaffMember
from portal.services.authorities import agreement_of
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.holding import require
from portal.services.now import now, today
from portal.services.sealing import Seal, code_hash, code_hashes, matching_hash, new_data_key, seals_of
from portal.services.throttles import check_throttle, count_failure

NOTHING_OPENED = "We couldn't open a list with that code. Check the words and their order."
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One line of an advocate's list; it names nobody, and its reference opens nothing but through it."""

    reference: str
    initials: str
    received_on: date
    unread: int


@dataclass(frozen=True, slots=True)
class AdvocateList:
    """What an advocate's list shows; ``waiting`` counts items whose young person has not said yes yet."""

    provider: str
    items: tuple[ListedItem, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class _Theirs:
    """An item of an advocate with the newest authority, and the child who is named first."""

    feedback: Feedback
    authority: Authority
    party_id: int | None
    words: bytes | None

    @property
    def scopes(self) -> frozenset[Scope]:
        return scopes_on([agreement_of(self.authority)], today())

    def initials(self, seal: Seal) -> str:
        if self.words is None:
            return ""
        name: str = seal.open(f"party_words.words:{self.party_id}", self.words).get("name", "")
        return "".join(part[0].upper() for part in name.split() if part[0].isalpha())[:3]


@dataclass(frozen=True, slots=True)
class AdvocateShown:
    """An advocate who proved themselves, for the desk."""

    id: int
    name: str
    provider: str
    proved_at: datetime


def provider_of(address: str, on: date | None = None) -> Advocacy | None:
    """Return the provider in force whose address this is, whole or by its domain, or None."""
    plain = address.strip().casefold()
    domain = "@" + plain.rpartition("@")[2]
    for provider in current_council().advocacy_on(on or today()):
        known = {known.casefold() for known in provider.addresses}
        if "@" in plain and (plain in known or domain in known):
            return provider
    return None


def note_advocate(feedback: Feedback, address: str) -> int | None:
    """Write down, in the caller's transaction, who is to prove an address, and return their id.

    None where it belongs to no provider in force, or where we ended what this person had.
    """
    provider = provider_of(address)
    if provider is None:
        return None
    name, _address = _sender(feedback.id, Seal.of(feedback.data_key_id))
    known = _find(address) or _make(provider, name, address)
    return known.id if known.ended_at is None else None


def prove(feedback: Feedback, advocate_id: int | None, *, new_code: bool = False) -> str | None:
    """Take, in the caller's transaction, the proof that the sender of an item works for a provider.

    Returns a new list code for one who has none yet, or who asks for a ``new_code``: the old one opens
    nothing from now on. Raises NotFound where the sender has another address by now, or the provider's
    contract or the advocate's list has ended.
    """
    known = db.session.get(KnownAdvocate, advocate_id, with_for_update=True) if advocate_id else None
    address = sender_address(feedback.id, Seal.of(feedback.data_key_id))
    provider = provider_of(address)
    if known is None or provider is None or known.ended_at is not None:
        raise NotFound("This proves nothing any more.")
    if known.email_hash != matching_hash("email", address):
        raise NotFound("This proves nothing any more.")
    known.provider, known.proved_at, known.proved_how = provider.code, now(), "work_address"
    _link(feedback.id, known.id)
    return _new_code(known) if new_code or known.list_code_hash is None else None


def open_list_code(typed: str, network_address: str) -> int:
    """Return whose list a code opens.

    Raises CodeNotUnderstood, WrongCode for any that opens none, or TooManyTries.
    """
    check_throttle("code", network_address)
    hashes = code_hashes(private_code.normalise(typed))
    live = KnownAdvocate.list_code_hash.in_(hashes), KnownAdvocate.ended_at.is_(None)
    found = db.session.scalar(select(KnownAdvocate.id).where(*live))
    if found is None:
        count_failure("code", network_address)
        raise WrongCode(NOTHING_OPENED)
    return found


def list_items(advocate_id: int) -> AdvocateList:
    """Return an advocate's items, the newest first, while authority lasts; a constant number of queries.

    Raises NotFound once we ended it, or once the provider is no longer under contract.
    """
    known = db.session.get(KnownAdvocate, advocate_id)
    in_force = {provider.code: provider.name for provider in current_council().advocacy_on(today())}
    if known is None or known.ended_at is not None or known.provider not in in_force:
        raise NotFound("There is no such list.")
    theirs = _items_of(advocate_id)
    showing = [one for one in theirs if one.scopes]
    seals = seals_of({one.feedback.data_key_id for one in showing})
    unread = _unread(showing)
    items = tuple(
        ListedItem(
            reference=one.feedback.reference,
            initials=one.initials(seals[one.feedback.data_key_id]),
            received_on=one.feedback.received_on,
            unread=unread[one.feedback.id],
        )
        for one in showing
    )
    waiting = sum(not agreement_of(one.authority).confirmed for one in theirs)
    return AdvocateList(in_force[known.provider], items, waiting)


def find_listed(advocate_id: int, reference: str) -> int:
    """Return the item of a reference that stands on an advocate's list now; raises NotFound for any other."""
    in_force = {provider.code for provider in current_council().advocacy_on(today())}
    known = db.session.get(KnownAdvocate, advocate_id)
    lasts = known is not None and known.ended_at is None and known.provider in in_force
    for one in _items_of(advocate_id) if lasts else ():
        if one.scopes and one.feedback.reference == reference:
            return one.feedback.id
    raise NotFound("This does not stand on your list.")


def list_known(officer: StaffMember) -> tuple[AdvocateShown, ...]:
    """Return the advocates who proved themselves, the newest first."""
    require(officer, Permission.SEE_DESK)
    rows = db.session.scalars(
        select(KnownAdvocate)
        .where(KnownAdvocate.ended_at.is_(None), KnownAdvocate.proved_at.is_not(None))
        .order_by(KnownAdvocate.id.desc())
        .limit(MOST_LISTED)
    ).all()
    seals, labels = seals_of({row.data_key_id for row in rows}), provider_names()
    return tuple(
        AdvocateShown(row.id, _words(row, seals).get("name", ""), labels.get(row.provider, ""), row.proved_at)
        for row in rows
        if row.proved_at is not None
    )


def end_advocate(officer: StaffMember, advocate_id: int) -> None:
    """Close an advocate's list for good, as when they leave the provider. Commits.

    Raises NotAllowed, NotFound, or MoveNotPossible where it is closed already.
    """
    require(officer, Permission.SUPERVISE)
    with writing():
        known = db.session.get(KnownAdvocate, advocate_id, with_for_update=True)
        if known is None:
            raise NotFound("There is no such advocate.")
        if known.ended_at is not None:
            raise MoveNotPossible("This list is closed already.")
        known.ended_at, known.list_code_hash = now(), None


def provider_names() -> dict[str, str]:
    """Return the names of all providers, past ones too, by code."""
    return {provider.code: provider.name for provider in current_council().advocacy}


def sender_address(feedback_id: int, seal: Seal) -> str:
    """Return the address the sender of an item gave, or nothing."""
    return _sender(feedback_id, seal)[1]


def _sender(feedback_id: int, seal: Seal) -> tuple[str, str]:
    found = db.session.execute(
        select(PartyWords.party_id, PartyWords.words)
        .join(Party, Party.id == PartyWords.party_id)
        .where(Party.feedback_id == feedback_id, Party.role == PartyRole.SENDER)
        .order_by(Party.id)
        .limit(1)
    ).first()
    if found is None:
        return "", ""
    words = seal.open(f"party_words.words:{found.party_id}", found.words)
    return words.get("name", ""), words.get("email", "")


def _find(address: str) -> KnownAdvocate | None:
    hashed = matching_hash("email", address)
    return db.session.scalar(select(KnownAdvocate).where(KnownAdvocate.email_hash == hashed))


def _make(provider: Advocacy, name: str, address: str) -> KnownAdvocate:
    """Add an advocate; their name is sealed under a key of its own, because they outlast any one item."""
    key = new_data_key()
    known = KnownAdvocate(
        provider=provider.code,
        data_key_id=key.id,
        email_hash=matching_hash("email", address) or "",
        words=b"",
        made_at=now(),
    )
    db.session.add(known)
    db.session.flush()
    known.words = Seal(key).close(f"known_advocate.words:{known.id}", {"name": name, "email": address})
    return known


def _link(feedback_id: int, advocate_id: int) -> None:
    """Tie the sender's own authorities of an item to the advocate, who has thereby said yes to them."""
    theirs = select(Authority).where(
        Authority.feedback_id == feedback_id, Authority.holder == Holder.SENDER, Authority.ended_at.is_(None)
    )
    for authority in db.session.scalars(theirs):
        authority.known_advocate_id = advocate_id
        if authority.named_confirmed_at is None:
            authority.named_confirmed_at, authority.named_confirmed_how = now(), "work_address"


def _new_code(known: KnownAdvocate) -> str:
    code = private_code.mint(os.urandom)
    known.list_code_hash = code_hash(code)
    return code


def _items_of(advocate_id: int) -> list[_Theirs]:
    """Return an advocate's items, the newest first; one query."""
    found = db.session.execute(
        select(Feedback, Authority, Party.id, PartyWords.words)
        .join(Authority, Authority.feedback_id == Feedback.id)
        .outerjoin(Party, and_(Party.feedback_id == Feedback.id, Party.role == PartyRole.CHILD))
        .outerjoin(PartyWords, PartyWords.party_id == Party.id)
        .where(Authority.known_advocate_id == advocate_id, Authority.ended_at.is_(None))
        .order_by(Feedback.id.desc(), Authority.id.desc(), Party.id)
        .limit(MOST_LISTED)
    )
    once: dict[int, _Theirs] = {}
    for feedback, authority, party_id, words in found:
        once.setdefault(feedback.id, _Theirs(feedback, authority, party_id, words))
    return list(once.values())


def _unread(theirs: list[_Theirs]) -> Counter[int]:
    """Count the messages of several items that their sender may read and has not; one query."""
    sharing = {one.feedback.id: Sharing(Holder.SENDER, guarded=True, scopes=one.scopes) for one in theirs}
    rows = db.session.execute(
        select(Message.feedback_id, Message.to, Message.shares).where(
            Message.feedback_id.in_(sharing), Message.read_at.is_(None)
        )
    )
    return Counter(row.feedback_id for row in rows if sharing[row.feedback_id].may_read(row.to, row.shares))


def _words(row: KnownAdvocate, seals: dict[int, Seal]) -> dict[str, str]:
    words: dict[str, str] = seals[row.data_key_id].open(f"known_advocate.words:{row.id}", row.words)
    return words
