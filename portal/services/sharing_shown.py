"""What officers see of who may be told what: authorities, keys, and what was judged of the representative."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.domain.authority import needs_authority, speaks_as_child
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Holder, Kind, PartyRole
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.party import Party, PartyWords
from portal.services.authorities import AuthorityShown, list_authorities
from portal.services.page_keys import KeyShown, is_switched_off, list_keys
from portal.services.representatives import SuitabilityShown, find_suitability
from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class ShutOut:
    """Somebody whom the young person shut out, and when; ``name`` is empty where nobody said it."""

    holder: Holder
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SharingShown:
    """What the panel and the page about sharing show.

    ``guarded`` is whether what the sender is told waits for a young person's yes; ``own_page`` whether the
    young person sent it; ``new_key`` the words this officer made and has still to pass on.
    """

    authorities: tuple[AuthorityShown, ...]
    keys: tuple[KeyShown, ...]
    suitability: SuitabilityShown | None
    decided_by: str
    guarded: bool
    own_page: bool
    about_child: bool
    sender_shut_out: bool
    capacity: str
    new_key: KeyShown | None
    shut_out: tuple[ShutOut, ...] = ()

    @property
    def live(self) -> tuple[AuthorityShown, ...]:
        """The authorities that nobody has ended."""
        return tuple(one for one in self.authorities if one.open)

    @property
    def ended(self) -> tuple[AuthorityShown, ...]:
        """The authorities that somebody has ended."""
        return tuple(one for one in self.authorities if not one.open)

    @property
    def waiting(self) -> int:
        """How many wait for somebody's yes."""
        return sum(one.needs_child or one.needs_named for one in self.live)

    @property
    def has_childs_key(self) -> bool:
        """Whether the young person has six words of their own."""
        return self.own_page or any(key.holder is Holder.CHILD for key in self.keys)

    @property
    def for_others(self) -> bool:
        """Whether anybody beside the young person is in it, or was named."""
        return self.guarded or bool(self.authorities)

    def live_for(self, holder: Holder) -> bool:
        """Whether an authority of this holder has effect today."""
        return any(one.holds and one.holder == holder for one in self.live)


def find_sharing_shown(
    feedback: Feedback, seal: Seal, names: Mapping[int, str], officer_id: int
) -> SharingShown:
    """Return who may be told what, and what waits; five queries."""
    (capacity, name), authorities = sender_of(feedback.id, seal), list_authorities(feedback.id, seal)
    keys, suitability = list_keys(feedback.id, seal), find_suitability(feedback.id, seal)
    own_page = speaks_as_child(feedback.audience, Holder.SENDER, capacity)
    guarded = needs_authority(feedback.audience, Holder.SENDER, capacity)
    return SharingShown(
        authorities=authorities,
        keys=keys,
        suitability=suitability,
        decided_by=names.get(suitability.decided_by_id, "") if suitability else "",
        guarded=guarded,
        own_page=own_page,
        about_child=own_page or guarded or feedback.kind is Kind.ADVOCATE_REQUEST,
        sender_shut_out=is_switched_off(feedback),
        capacity=capacity,
        new_key=next((key for key in keys if key.code and key.made_by_id == officer_id), None),
        shut_out=list_shut_out(feedback, name, keys, authorities),
    )


def list_shut_out(
    feedback: Feedback, sender: str, keys: tuple[KeyShown, ...], authorities: tuple[AuthorityShown, ...]
) -> tuple[ShutOut, ...]:
    """Return whom the young person shut out and has not let back in; ``sender`` is a name; one query."""
    shut = db.session.execute(
        select(Event.facts, Event.happened_at)
        .where(Event.feedback_id == feedback.id, Event.name == EventName.CODE_SWITCHED_OFF)
        .order_by(Event.id)
    )
    when = {Holder(row.facts["holder"]): row.happened_at for row in shut}
    names = {Holder.SENDER: sender}
    names |= {one.holder: one.name for one in authorities if one.name}
    back = {key.holder for key in keys} | {one.holder for one in authorities if one.open}
    if not is_switched_off(feedback):
        back.add(Holder.SENDER)
    return tuple(
        ShutOut(holder, names.get(holder, ""), at) for holder, at in when.items() if holder not in back
    )


def sender_of(feedback_id: int, seal: Seal) -> tuple[str, str]:
    """Return the capacity and the name of whoever sent it, as far as they said; one query."""
    row = db.session.execute(
        select(Party.id, Party.capacity, PartyWords.words)
        .join(PartyWords, PartyWords.party_id == Party.id)
        .where(Party.feedback_id == feedback_id, Party.role == PartyRole.SENDER)
        .order_by(Party.id)
        .limit(1)
    ).first()
    if row is None:
        return "", ""
    return row.capacity or "", seal.open(f"party_words.words:{row.id}", row.words).get("name", "")
