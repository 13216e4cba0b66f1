"""What a journey sends: the words as shown, the people, and what binds those who work on it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from portal.domain.vocabulary import (
    Audience,
    AuthorityBasis,
    Channel,
    Holder,
    Kind,
    PartyRole,
    ReadBack,
    Scope,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One question as it was shown, and what was answered, as it was shown on the check page."""

    page: str
    field: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class PartySent:
    """One person in what was sent; ``extra`` holds what else was said of them, such as age or relation."""

    role: PartyRole
    capacity: str
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    extra: dict[str, str] = field(default_factory=dict)


# A way of contact: at the place, or through the person, that a child named in ``SafeContact.when``.
WHERE_THEY_SAID = "where_they_said"


@dataclass(frozen=True, slots=True)
class SafeContact:
    """How and when it is safe to make contact, and who must not know."""

    how: tuple[str, ...] = ()
    when: str = ""
    must_not_know: str = ""


@dataclass(frozen=True, slots=True)
class AuthoritySent:
    """Whom the sender says may be told what, from when to when; it takes effect when both have confirmed.

    ``named_confirms`` where the person named is the one who sends, and so knows of it.
    """

    holder: Holder
    basis: AuthorityBasis
    scopes: tuple[Scope, ...]
    from_on: date | None = None
    to_on: date | None = None
    named: dict[str, str] = field(default_factory=dict)
    named_confirms: bool = False
    child_confirms: bool = False


@dataclass(frozen=True, slots=True)
class SentBack:
    """What the Ombudsman wrote when they sent a complaint back as too early, and on what day it came."""

    on: date
    their_reference: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Keyed:
    """What a member of staff knows of something that came another way than by the portal.

    ``received_on`` is the day it first reached anybody in the council; clocks count from it (S2 3.1).
    ``by`` is nobody's account where somebody without one wrote it down.
    """

    by: int | None
    received_on: date
    read_back: ReadBack | None = None
    forwarded_from: str | None = None
    sent_back: SentBack | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything a journey sends; only answers on the path taken are in it.

    ``accompanied`` means that somebody was beside a young person, so no code is shown. ``address_to_check``
    is an address of the council's own or of an advocacy provider that gets a link.
    """

    submission_id: str
    kind: Kind
    audience: Audience
    channel: Channel
    journey: str
    journey_version: int
    said: tuple[Answer, ...]
    parties: tuple[PartySent, ...] = ()
    safe_contact: SafeContact = SafeContact()
    danger: bool = False
    danger_now: bool = False
    about_to_happen: bool = False
    about_to_happen_on: date | None = None
    team: str | None = None
    accompanied: bool = False
    asks_advocate: bool = False
    offers_equality: bool = False
    authorities: tuple[AuthoritySent, ...] = ()
    draft_id: int | None = None
    visit_id: int | None = None
    received_at: datetime | None = None
    keyed: Keyed | None = None
    address_to_check: str = ""

    @property
    def via_advocate(self) -> bool:
        """Whether an advocate brings it: its channel says so, or its audience where staff keyed it in."""
        by_door = self.keyed is not None and self.audience is Audience.ADVOCATE
        return by_door or self.channel is Channel.ADVOCATE

    @property
    def sender(self) -> PartySent | None:
        """The person who sent it, where they said anything of themselves."""
        return next((party for party in self.parties if party.role is PartyRole.SENDER), None)
