"""The council profile as the portal knows it: what one council is called, promises, counts and runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

SAFETY_REVIEW_DAYS = 365


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
    """A helpline that is not the council's."""

    name: str
    phone: str
    for_whom: str
    hours: str | None


@dataclass(frozen=True, slots=True)
class Advocacy:
    """An advocacy provider and the days it is under contract."""

    name: str
    phone: str | None
    email: str | None
    from_on: date | None
    to_on: date | None


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
    """One sentence in another language that says how to get help in it."""

    code: str
    name: str
    line: str


@dataclass(frozen=True, slots=True)
class Council:
    """Everything that makes the portal one council's."""

    slug: str
    name: str
    service_name: str
    reference_letters: str
    fictional: bool
    brand: Brand
    contact: Contact
    safety: Safety
    help_lines: tuple[HelpLine, ...]
    help_lines_reviewed_on: date | None
    advocacy: tuple[Advocacy, ...]
    ombudsman: Ombudsman
    service_areas: tuple[ServiceArea, ...]
    teams: tuple[Team, ...]
    theme_rule: ThemeRule
    themes: tuple[Theme, ...]
    outcomes: tuple[Outcome, ...]
    procedures: Mapping[str, Procedure]
    kinds: Mapping[str, KindRule]
    early_resolution: EarlyResolution
    follows_complaint_code: bool
    compliment_criteria: tuple[str, ...]
    in_time_rule: InTimeRule
    bands: tuple[int, ...]
    enquiry_offices: tuple[EnquiryOffice, ...]
    closure_days: tuple[ClosureDay, ...]
    deemed_receipt: bool
    draft_days: int
    stage2_clock_start: Stage2ClockStart
    staff_mail_domains: tuple[str, ...]
    languages: tuple[LanguageLine, ...]
    terms: Mapping[str, str]

    def team_label(self, code: str) -> str:
        """Return the words for a team's code, or the code itself where the profile has dropped it."""
        return label_of(self.teams, code)

    def theme_label(self, code: str) -> str:
        """Return the words for a theme's code, or the code itself."""
        return label_of(self.themes, code)

    def service_area_label(self, code: str) -> str:
        """Return the words for a service area's code, or the code itself."""
        return label_of(self.service_areas, code)

    def outcome_label(self, code: str) -> str:
        """Return the words for an outcome's code, or the code itself."""
        return label_of(self.outcomes, code)

    def service_area_of(self, team_code: str) -> str | None:
        """Return the code of the service area a team belongs to, or None for an unknown team."""
        return next((team.service_area for team in self.teams if team.code == team_code), None)

    def teams_on(self, day: date) -> tuple[Team, ...]:
        """Return the teams that exist on this day, in the profile's order."""
        return tuple(team for team in self.teams if in_force(team, day))

    def service_areas_on(self, day: date) -> tuple[ServiceArea, ...]:
        """Return the service areas that exist on this day."""
        return tuple(area for area in self.service_areas if in_force(area, day))

    def themes_on(self, day: date) -> tuple[Theme, ...]:
        """Return the themes offered on this day."""
        return tuple(theme for theme in self.themes if in_force(theme, day))

    def advocacy_on(self, day: date) -> tuple[Advocacy, ...]:
        """Return the advocacy providers under contract on this day."""
        return tuple(provider for provider in self.advocacy if in_force(provider, day))

    def office_of(self, address: str) -> EnquiryOffice | None:
        """Return the MP's or councillor's office an e-mail address belongs to, or None."""
        return next((office for office in self.enquiry_offices if office.owns(address)), None)

    def safety_is_complete(self, day: date) -> bool:
        """Return whether both safety numbers are set and were reviewed within the 12 months before day."""
        safety = self.safety
        if not (safety.duty_phone and safety.out_of_hours_phone and safety.reviewed_on):
            return False
        return timedelta(0) <= day - safety.reviewed_on <= timedelta(days=SAFETY_REVIEW_DAYS)


def in_force(thing: InForce, day: date) -> bool:
    """Return whether day lies within the thing's first and last days, both included."""
    begun = thing.from_on is None or thing.from_on <= day
    return begun and (thing.to_on is None or day <= thing.to_on)


def label_of(things: tuple[Labelled, ...], code: str) -> str:
    """Return the label that goes with a code, or the code where nothing has it."""
    return next((thing.label for thing in things if thing.code == code), code)


def code_of(things: tuple[Labelled, ...], label: str) -> str | None:
    """Return the code that goes with a label, letter for letter, or None."""
    return next((thing.code for thing in things if thing.label == label), None)
