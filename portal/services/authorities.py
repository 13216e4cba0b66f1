"""What may be shared with whom about a child's feedback; nothing is, until both have confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from portal.domain.authority import Agreement, Sharing, needs_authority, scopes_on
from portal.domain.errors import NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import AuthorityBasis, Holder, PartyRole, Scope
from portal.extensions import db
from portal.models.authority import Authority, KnownAdvocate
from portal.models.feedback import Feedback
from portal.models.message import Message
from portal.models.party import Party
from portal.services.events import write_event
from portal.services.now import now, today
from portal.services.sealing import Seal
from portal.services.submission import AuthoritySent

SHUT_OUT = "switched_off"  # how an authority ended


@dataclass(frozen=True, slots=True)
class AuthorityShown:
    """One authority; ``holds`` is whether it has effect today, ``provider`` whose the person is."""

    id: int
    holder: Holder
    basis: AuthorityBasis
    scopes: tuple[Scope, ...]
    from_on: date
    to_on: date | None
    name: str
    relation: str
    reach: str
    asked_at: datetime
    child_confirmed_at: datetime | None
    child_confirmed_how: str
    named_confirmed_at: datetime | None
    named_confirmed_how: str
    ended_at: datetime | None
    ended_how: str
    holds: bool
    proof_id: int | None
    provider: str
    proved_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether nobody has ended it."""
        return self.ended_at is None

    @property
    def needs_child(self) -> bool:
        """Whether it waits for the young person's yes."""
        unsaid = self.child_confirmed_at is None and self.basis is not AuthorityBasis.OWN_RIGHT
        return self.open and unsaid

    @property
    def needs_named(self) -> bool:
        """Whether it waits for the yes of the person it names."""
        unsaid = self.named_confirmed_at is None and self.basis is not AuthorityBasis.OWN_RIGHT
        return self.open and unsaid


def note_asked(feedback: Feedback, sent: AuthoritySent, seal: Seal) -> Authority:
    """Write down an authority as it was asked for, in the caller's transaction."""
    at = now()
    authority = Authority(
        feedback_id=feedback.id,
        holder=sent.holder,
        basis=sent.basis,
        scopes=[scope.value for scope in sent.scopes],
        from_on=sent.from_on or today(),
        to_on=sent.to_on,
        asked_at=at,
        child_confirmed_at=at if sent.child_confirms else None,
        child_confirmed_how="sent_it" if sent.child_confirms else None,
        named_confirmed_at=at if sent.named_confirms else None,
        named_confirmed_how="sent_it" if sent.named_confirms else None,
        words=b"",
    )
    db.session.add(authority)
    db.session.flush()
    authority.words = seal.close(f"authority.words:{authority.id}", sent.named)
    write_event(feedback, EventName.AUTHORITY_ASKED, authority=authority.id, holder=sent.holder)
    return authority


def may_share(feedback_id: int, holder: Holder, scope: Scope, on: date | None = None) -> bool:
    """Whether something may be shared with a holder of a page on a day, or today; raises NotFound."""
    feedback = db.session.get(Feedback, feedback_id)
    if feedback is None:
        raise NotFound("There is no such page.")
    return find_sharing(feedback, holder, on).may(scope)


def find_sharing(feedback: Feedback, holder: Holder, on: date | None = None) -> Sharing:
    """Return what a holder of a page may see on a day, or today; two queries, whatever is stored."""
    guarded = needs_authority(feedback.audience, holder, capacity_of_sender(feedback.id))
    rows = db.session.scalars(
        select(Authority).where(Authority.feedback_id == feedback.id, Authority.holder == holder)
    )
    return Sharing(holder, guarded, scopes_on((agreement_of(row) for row in rows), on or today()))


def list_readable(feedback_id: int, holder: Holder) -> list[int]:
    """Return the ids of the messages a holder of a page may read today; raises NotFound."""
    feedback = db.session.get(Feedback, feedback_id)
    if feedback is None:
        raise NotFound("There is no such page.")
    sharing = find_sharing(feedback, holder)
    rows = db.session.execute(
        select(Message.id, Message.to, Message.shares).where(Message.feedback_id == feedback_id)
    )
    return [row.id for row in rows if sharing.may_read(row.to, row.shares)]


def capacity_of_sender(feedback_id: int) -> str | None:
    """Return what the sender said they are, or None."""
    sender = select(Party.capacity).where(Party.feedback_id == feedback_id, Party.role == PartyRole.SENDER)
    return db.session.scalar(sender.order_by(Party.id).limit(1))


def sender_complains_themselves(feedback: Feedback) -> bool:
    """Whether the sender acts in their own right, so that no stop of a young person ends their complaint.

    It is so still where the young person shut them out.
    """
    if not needs_authority(feedback.audience, Holder.SENDER, capacity_of_sender(feedback.id)):
        return True
    own = select(Authority.id).where(
        Authority.feedback_id == feedback.id,
        Authority.holder == Holder.SENDER,
        Authority.basis == AuthorityBasis.OWN_RIGHT,
        Authority.ended_at.is_(None) | (Authority.ended_how == SHUT_OUT),
    )
    return db.session.scalar(own.limit(1)) is not None


def list_authorities(feedback_id: int, seal: Seal) -> tuple[AuthorityShown, ...]:
    """Return every authority of an item, the oldest first; one query."""
    rows = db.session.execute(
        select(Authority, KnownAdvocate.provider, KnownAdvocate.proved_at)
        .outerjoin(KnownAdvocate, KnownAdvocate.id == Authority.known_advocate_id)
        .where(Authority.feedback_id == feedback_id)
        .order_by(Authority.id)
    )
    day = today()
    return tuple(_shown(row, provider, proved_at, seal, day) for row, provider, proved_at in rows)


def agreement_of(row: Authority) -> Agreement:
    """Return a row as the rules see it."""
    return Agreement(
        basis=row.basis,
        scopes=frozenset(_scopes(row.scopes)),
        from_on=row.from_on,
        to_on=row.to_on,
        child_confirmed=row.child_confirmed_at is not None,
        named_confirmed=row.named_confirmed_at is not None,
        ended=row.ended_at is not None,
    )


def _scopes(codes: Iterable[str]) -> tuple[Scope, ...]:
    return tuple(scope for scope in Scope if scope.value in set(codes))


def _shown(
    row: Authority, provider: str | None, proved_at: datetime | None, seal: Seal, day: date
) -> AuthorityShown:
    named = seal.open(f"authority.words:{row.id}", row.words)
    return AuthorityShown(
        id=row.id,
        holder=row.holder,
        basis=row.basis,
        scopes=_scopes(row.scopes),
        from_on=row.from_on,
        to_on=row.to_on,
        name=named.get("name", ""),
        relation=named.get("relation", ""),
        reach=named.get("reach", ""),
        asked_at=row.asked_at,
        child_confirmed_at=row.child_confirmed_at,
        child_confirmed_how=row.child_confirmed_how or "",
        named_confirmed_at=row.named_confirmed_at,
        named_confirmed_how=row.named_confirmed_how or "",
        ended_at=row.ended_at,
        ended_how=row.ended_how or "",
        holds=agreement_of(row).holds_on(day),
        proof_id=row.proof_id,
        provider=provider or "",
        proved_at=proved_at,
    )
