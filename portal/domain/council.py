"""The council profile as the portal knows it: what one council is called, promises, counts and runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.council_parts import (
    Advocacy,
    Brand,
    ClosureDay,
    Contact,
    Conversation,
    DataProtection,
    DutyCategory,
    EarlyResolution,
    EnquiryOffice,
    EqualityRule,
    FileRule,
    HelpLine,
    InForce,
    InTimeRule,
    KindRule,
    Labelled,
    LanguageLine,
    Ombudsman,
    Outcome,
    Procedure,
    Safety,
    ServiceArea,
    Stage2ClockStart,
    Team,
    Theme,
    ThemeRule,
)

SAFETY_REVIEW_DAYS = 365


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
    conversation: Conversation
    data_protection: DataProtection
    equality: EqualityRule
    files: FileRule
    ombudsman: Ombudsman
    service_areas: tuple[ServiceArea, ...]
    teams: tuple[Team, ...]
    theme_rule: ThemeRule
    themes: tuple[Theme, ...]
    outcomes: tuple[Outcome, ...]
    duty_categories: tuple[DutyCategory, ...]
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
    service_meeting_days: int | None
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

    def duty_category_label(self, code: str) -> str:
        """Return the words for a category of duty matters, or the code itself."""
        return label_of(self.duty_categories, code)

    def duty_categories_on(self, day: date) -> tuple[DutyCategory, ...]:
        """Return the categories of duty matters offered on this day."""
        return tuple(category for category in self.duty_categories if in_force(category, day))

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
