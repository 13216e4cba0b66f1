"""The parts a council profile is made of: brand, people, teams, themes, procedures and their days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class ThemeRule(StrEnum):
    """Whether a complaint carries one main theme or several."""

    ONE = "one"
    SEVERAL = "several"


class Finding(StrEnum):
    """What a council's own outcome word means, so that figures can be compared."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    OTHER = "other"


class InTimeRule(StrEnum):
    """Which date decides "in time": DOMAIN 10.1 keeps the others beside it."""

    FIRST_DUE = "first_due"
    EXTENDED_DUE = "extended_due"
    AGREED = "agreed"
    BANDS = "bands"


class Stage2ClockStart(StrEnum):
    """The day from which stage 2 counts; sources differ (DOMAIN 1.6), so the council says."""

    REQUEST = "request"
    STATEMENT_AGREED = "statement_agreed"


class OfficeKind(StrEnum):
    """Whose office may send enquiries."""

    MP = "mp"
    COUNCILLOR = "councillor"


class InForce(Protocol):
    """Anything with a first and a last day; an empty one is open on that side."""

    @property
    def from_on(self) -> date | None:
        """First day in force."""

    @property
    def to_on(self) -> date | None:
        """Last day in force."""


class Labelled(Protocol):
    """Anything with a stable code and the council's own words for it."""

    @property
    def code(self) -> str:
        """The stable code."""

    @property
    def label(self) -> str:
        """The council's own words."""


@dataclass(frozen=True, slots=True)
class Brand:
    """The council's colour (#rrggbb), the colour of text on it, and the words where a logo would be."""

    colour: str
    on_colour: str
    logo_text: str


@dataclass(frozen=True, slots=True)
class Contact:
    """How people reach the complaints team; what a shipped profile leaves unset is None or empty."""

    team_name: str
    manager_title: str
    address: tuple[str, ...]
    freepost: tuple[str, ...]
    phone: str | None
    email: str | None
    opening_hours: str | None


@dataclass(frozen=True, slots=True)
class Safety:
    """Who is told at once that somebody is not safe, and when these numbers were last rung to check."""

    duty_name: str
    duty_phone: str | None
    duty_hours: str
    out_of_hours_name: str
    out_of_hours_phone: str | None
    reviewed_on: date | None
    alert_emails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A helpline that is not the council's, for children and young people or for adults."""

    name: str
    phone: str
    for_whom: str
    hours: str | None
    for_adults: bool


@dataclass(frozen=True, slots=True)
class Advocacy:
    """An advocacy provider and the days it is under contract.

    ``addresses`` are those its advocates write from, each whole or an "@domain"; they can prove themselves.
    """

    code: str
    name: str
    phone: str | None
    email: str | None
    addresses: tuple[str, ...]
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Working days in which words from a person are read, and after which unread news is told another way.

    ``read_days``: after so many, what was written passes to the deputy of whoever was to read it.
    ``news_days``: news that nobody opened for so many is told by the next safe way.
    """

    read_days: int
    news_days: int


@dataclass(frozen=True, slots=True)
class DataProtection:
    """Calendar days within which advice is taken on a possible breach: the council's own limit, no law."""

    advice_days: int


@dataclass(frozen=True, slots=True)
class EqualityRule:
    """Whether young people under 16 are asked about sexual orientation and gender identity."""

    asks_under_16: bool


@dataclass(frozen=True, slots=True)
class FileRule:
    """Who alone opens a file that may be illegal to have, and what staff are told to do then."""

    lead_email: str | None
    lead_title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ombudsman:
    """Where people go next, and the working days the council takes to answer its requests."""

    name: str
    phone: str
    website: str
    address: tuple[str, ...]
    reply_days: int | None


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """A part of children's services that reports are split by."""

    code: str
    label: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Team:
    """A team, by the code of the service area it belongs to."""

    code: str
    label: str
    service_area: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Theme:
    """What feedback is about, in the council's own words; group joins labels that changed."""

    code: str
    label: str
    group: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class DutyCategory:
    """What kind of duty matter something is, in the council's own words; records keep the label."""

    code: str
    label: str
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The council's own word for how a complaint or point ended, and its common meaning."""

    code: str
    label: str
    means: Finding


@dataclass(frozen=True, slots=True)
class StageRule:
    """One stage's limits in working days, each counted from the day that starts it.

    ``days`` and ``extended_days`` are both counted from the start of the stage; ``request_days`` is the time
    to ask for it after the reply before; ``report_days`` and ``response_days`` follow a review panel.
    """

    number: int
    label: str
    days: int
    extended_days: int | None
    request_days: int | None
    signed_by: str | None
    report_days: int | None
    response_days: int | None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A complaints procedure; closures_count says whether the council's closure days stop its clocks."""

    code: str
    label: str
    stages: tuple[StageRule, ...]
    closures_count: bool

    def stage(self, number: int) -> StageRule | None:
        """Return the rule of one stage, or None where the procedure has no such stage."""
        return next((stage for stage in self.stages if stage.number == number), None)


@dataclass(frozen=True, slots=True)
class KindRule:
    """Working days to screen, acknowledge and answer one kind of feedback; None means no promise."""

    screen_days: int
    acknowledge_days: int
    reply_days: int | None


@dataclass(frozen=True, slots=True)
class EarlyResolution:
    """Putting something right without a formal complaint, within so many working days."""

    label: str
    allowed_for_corporate: bool
    days: int


@dataclass(frozen=True, slots=True)
class EnquiryOffice:
    """An MP's or councillor's office and the addresses (or "@domain") its mail comes from."""

    name: str
    kind: OfficeKind
    addresses: tuple[str, ...]

    def owns(self, address: str) -> bool:
        """Return whether mail from this address is from this office."""
        sender = address.strip().lower()
        domain = "@" + sender.rpartition("@")[2]
        return "@" in sender and (sender in self.addresses or domain in self.addresses)


@dataclass(frozen=True, slots=True)
class ClosureDay:
    """A day the council is shut that is not a bank holiday."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """One sentence in another language that says how to get help in it.

    What is None the council has not had put into that language, and stands in English alone: the words of
    two buttons, and one sentence each on the six words, on danger, and on the language of our answer.
    """

    code: str
    name: str
    line: str
    write_button: str | None = None
    phone_button: str | None = None
    keep_words: str | None = None
    danger: str | None = None
    answer: str | None = None
