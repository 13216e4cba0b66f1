"""Everything the reading page shows of one item, frozen: pages get these and never a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.domain.checklist import Question
from portal.domain.freezes import LEFT
from portal.domain.points import Weighed
from portal.domain.route_details import SETTLES_NOTHING
from portal.domain.signatures import enough_tries, is_of_a_child, set_aside_needs_second_person
from portal.domain.suggestion import ScreeningFacts, Suggestion
from portal.domain.vocabulary import (
    Audience,
    Channel,
    DecisionStatus,
    FeedbackStatus,
    Kind,
    LetterStyle,
    PartyRole,
    Route,
    SetAsideAs,
)
from portal.domain.workflow import BEING_SCREENED
from portal.services.acceptance import Step, before_acceptance
from portal.services.advocate_requests import RequestProgress
from portal.services.child_contacts import ChildContactShown
from portal.services.contact_list import Owed
from portal.services.files_shown import FileOfItem
from portal.services.flags import FlagShown
from portal.services.freezes import FreezeShown
from portal.services.item_conversation import ConversationShown, SpokenShown
from portal.services.letters_sent import LetterShown
from portal.services.linking import Linked
from portal.services.now import today
from portal.services.points_shown import PointShown
from portal.services.practitioners import PractitionerContactShown
from portal.services.same_person import EarlierFeedback
from portal.services.screening import CHILDREN
from portal.services.sent_back import ReferralShown
from portal.services.service_meetings import MeetingShown
from portal.services.sharing_shown import SharingShown
from portal.services.signers import SignerChoice
from portal.services.staff_entries import EntryShown
from portal.services.stages_ahead import StageAhead
from portal.services.third_person import ThirdPerson
from portal.services.waiting import WaitingShown
from portal.services.who_was_told import Told


@dataclass(frozen=True, slots=True)
class SafeContactShown:
    """How and when it is safe; heads every staff page. ``given`` is False where nothing was said."""

    given: bool
    how: tuple[str, ...]
    when: str
    must_not_know: str
    mail_allowed: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One question as it was shown, and the answer as typed."""

    page: str
    field: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class PartyShown:
    """One person in it; ``extra`` is what else was said of them, in the order it was said.

    ``reach``, ``reach_when`` and ``must_not_know`` are how a young person is reached whom another wrote for.
    """

    role: PartyRole
    capacity: str
    name: str
    email: str
    phone: str
    address: str
    extra: tuple[tuple[str, str], ...]
    reach: str = ""
    reach_when: str = ""
    must_not_know: str = ""

    @property
    def has_own_reach(self) -> bool:
        """Whether it was said how they themselves are reached."""
        return bool(self.reach or self.reach_when or self.must_not_know)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One past-tense line; ``by`` is empty for the person or the portal itself."""

    at: datetime
    text: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """Words with a time and a name: an office note."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class SafeguardingShown:
    """What was answered to the first question; ``again`` where a decision was sent back since."""

    answer: str
    label: str
    told_whom: str
    told_at: datetime | None
    note: str
    by: str
    at: datetime | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """One decision, proposed, in force, returned or superseded, with its words."""

    id: int
    status: DecisionStatus
    route: Route | None
    set_aside_as: SetAsideAs | None
    same_as: str
    label: str
    suggested: Route | None
    second_person: tuple[str, ...]
    reason: str
    message: str
    proposed_by: str
    proposed_by_me: bool
    proposed_at: datetime
    sign_by: date | None
    signed_by: str
    signed_at: datetime | None
    returned_by: str
    returned_at: datetime | None
    returned_reason: str
    points: tuple[int, ...] = ()
    category: str = ""
    particulars: tuple[tuple[str, str], ...] = ()
    signer: str = ""
    asked_me: bool = False
    letter_style: LetterStyle | None = None


@dataclass(frozen=True, slots=True)
class RouteChoice:
    """A route that is open: its words, why two people would be needed, and the draft of the message.

    ``speak_first`` where it needs a talk with the child or their advocate, noted or not.
    """

    route: Route
    label: str
    hint: str
    suggested: bool
    second_person: tuple[str, ...]
    message_needed: bool
    draft: str
    speak_first: bool = False


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A date that matters: ``days_left`` are working days; ``working`` explains the date day by day."""

    label: str
    due_on: date
    days_left: int
    working: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """Who holds it, and until when."""

    holder: str
    mine: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class Allowed:
    """What this officer may do to it now; the services check the same again."""

    claim: bool = False
    screen: bool = False
    release: bool = False
    take_over: bool = False
    sign: bool = False
    restore: bool = False
    reopen: bool = False
    send_message: bool = False
    ring: bool = False
    wait: bool = False
    keep_away: bool = False
    look_over: bool = False


@dataclass(frozen=True, slots=True)
class ScreeningShown:
    """The checklist as far as it is answered, and what the rules make of it.

    ``left`` numbers the points still to be decided, ``chosen`` those that suggestion, routes and drafts are
    for, and ``weighed`` is what the rules make of each that is left. Drafts are in ``style``.
    """

    safeguarding: SafeguardingShown | None
    questions: tuple[Question, ...]
    answers: dict[str, str]
    notes: dict[str, str]
    missing: tuple[str, ...]
    suggestion: Suggestion | None
    routes: tuple[RouteChoice, ...]
    draft_sent_twice: str
    draft_withdrawn: str
    left: tuple[int, ...] = ()
    chosen: tuple[int, ...] = ()
    weighed: Mapping[int, Weighed] = field(default_factory=dict)
    style: LetterStyle = LetterStyle.ADULT
    own_style: LetterStyle = LetterStyle.ADULT

    @property
    def differing(self) -> frozenset[int]:
        """The points for which the rules suggest something else than for most."""
        each = {
            number: (one.suggestion.route, one.suggestion.kind)
            for number, one in self.weighed.items()
            if one.suggestion
        }
        most = max(each.values(), key=list(each.values()).count, default=None)
        return frozenset(number for number, suggested in each.items() if suggested != most)

    def otherwise(self, route: Route) -> tuple[int, ...]:
        """Return the points among the several chosen for which the rules suggest another route than this."""
        suggested = {number: one.suggestion for number, one in self.weighed.items() if number in self.chosen}
        others = (number for number, one in suggested.items() if one and one.route not in (None, route))
        return tuple(others) if len(suggested) > 1 else ()


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The reading page."""

    reference: str
    kind: Kind
    sent_as: Kind
    audience: Audience
    channel: Channel
    status: FeedbackStatus
    set_aside_as: SetAsideAs | None
    received_at: datetime
    received_on: date
    act_by: date
    route_known_by: date
    about_to_happen: bool
    about_to_happen_on: date | None
    team: str | None
    team_label: str
    danger: bool
    alert_open: bool
    young: bool
    anonymous: bool
    version: int
    safe_contact: SafeContactShown
    said: tuple[Said, ...]
    parties: tuple[PartyShown, ...]
    conversation: ConversationShown
    contacts: tuple[Owed, ...]
    linked: tuple[Linked, ...]
    notes: tuple[Written, ...]
    history: tuple[HistoryLine, ...]
    earlier: tuple[EarlierFeedback, ...]
    screening: ScreeningShown
    decisions: tuple[DecisionShown, ...]
    pending: DecisionShown | None
    claim: ClaimShown | None
    clock: tuple[ClockLine, ...]
    teams: tuple[tuple[str, str], ...]
    kept_away: tuple[tuple[int, str], ...]
    allowed: Allowed
    sharing: SharingShown
    advocate: RequestProgress | None
    files: tuple[FileOfItem, ...] = ()
    entry: EntryShown | None = None
    office_said: tuple[Said, ...] = ()
    points: tuple[PointShown, ...] = ()
    letters: tuple[LetterShown, ...] = ()
    flags: tuple[FlagShown, ...] = ()
    freezes: tuple[FreezeShown, ...] = ()
    child_contacts: tuple[ChildContactShown, ...] = ()
    practitioners: tuple[PractitionerContactShown, ...] = ()
    waiting: tuple[WaitingShown, ...] = ()
    correction_asked_at: datetime | None = None
    told: tuple[Told, ...] = ()
    third: ThirdPerson = ThirdPerson()
    signers: tuple[SignerChoice, ...] = ()
    referrals: tuple[ReferralShown, ...] = ()
    meetings: tuple[MeetingShown, ...] = ()
    stages_ahead: tuple[StageAhead, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def before_acceptance(self) -> tuple[Step, ...]:
        """Every contact before it was accepted, and the acceptance, in the order of time."""
        spoken = self.conversation.spoken
        return before_acceptance(self.steps, self.child_contacts, self.practitioners, spoken)

    @property
    def sent_back(self) -> tuple[DecisionShown, ...]:
        """What a second person returned and nobody decided anew yet, the newest first."""
        returned, since = [], set[int]()
        for one in self.decisions if self.status in BEING_SCREENED else ():
            of = set(one.points) or {0}
            if one.status is DecisionStatus.RETURNED and of - since:
                returned.append(one)
            since |= set() if one.route in SETTLES_NOTHING else of
        return tuple(returned)

    @property
    def talk_owed(self) -> bool:
        """Whether it is a child's, still being screened, and nobody spoke with them enough for it to end."""
        spoken = enough_tries((one.spoken, one.on) for one in self.child_contacts if one.counts)
        return self.status in BEING_SCREENED and not spoken and self.of_a_child

    @property
    def hold_not_asked(self) -> bool:
        """Whether something is said to happen, today or later, and nobody has asked that it waits."""
        coming = self.about_to_happen_on is None or self.about_to_happen_on >= today()
        return self.about_to_happen and coming and not self.freezes and self.status not in LEFT

    @property
    def of_a_child(self) -> bool:
        """Whether a child or care leaver speaks in it, as far as this page knows."""
        senders = {party.capacity for party in self.parties if party.role is PartyRole.SENDER}
        sends = not senders.isdisjoint(CHILDREN)
        facts = ScreeningFacts(
            self.kind, self.sent_as, self.audience, channel=self.channel, child_sends=sends
        )
        return is_of_a_child(facts, self.screening.answers)

    @property
    def set_aside_by_two(self) -> tuple[SetAsideAs, ...]:
        """What it can be set aside as only once a second person signs, as far as this page knows."""
        return tuple(
            as_
            for as_ in SetAsideAs
            if set_aside_needs_second_person(
                as_,
                self.audience,
                self.channel,
                about_child=any(party.role is PartyRole.CHILD for party in self.parties),
                danger=self.danger or self.alert_open,
                child_sends=self.of_a_child,
            )
        )

    @property
    def added(self) -> tuple[SpokenShown, ...]:
        """What the person wrote after sending, the oldest first."""
        return tuple(one for one in self.conversation.spoken if not one.ours)

    @property
    def messages(self) -> tuple[SpokenShown, ...]:
        """What we wrote to the person, the oldest first."""
        return tuple(one for one in self.conversation.spoken if one.ours)
