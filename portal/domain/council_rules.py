"""What a council profile may not say: the law's limits, and parts that contradict one another."""

import re
from collections.abc import Iterable, Sequence

from portal.domain.council import Council
from portal.domain.council_parts import (
    EnquiryOffice,
    InForce,
    InTimeRule,
    Labelled,
    Procedure,
    StageRule,
)
from portal.domain.council_section import EMAIL, Problems

LEAST_CONTRAST = 7.0
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LETTERS = re.compile(r"[A-Z]{2}")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
# Working days: SI 2006/1738 regs 14 (stage 1), 17 (stage 2), 19(4) and 20 (panel, its report, the answer).
LONGEST_STATUTORY_STAGE = {1: 20, 2: 65, 3: 30}
LONGEST_PANEL_REPORT = 5
LONGEST_PANEL_RESPONSE = 15


def check_rules(council: Council, problems: Problems) -> None:
    """Add every rule that the council breaks to problems, by key."""
    _check_identity(council, problems)
    _check_lists(council, problems)
    _check_teams(council, problems)
    _check_early_resolution(council, problems)
    _check_in_time(council, problems)
    for code, procedure in council.procedures.items():
        _check_procedure(f"procedures.{code}", procedure, problems)
    _check_statutory(council.procedures["statutory"], problems)
    for i, office in enumerate(council.enquiry_offices):
        _check_office(f"enquiry_offices[{i}]", office, problems)


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio, 1 to 21, of two colours written #rrggbb."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2 definition."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _check_identity(council: Council, problems: Problems) -> None:
    if not LETTERS.fullmatch(council.reference_letters):
        problems.add("reference_letters", "must be two capital letters")
    brand = council.brand
    colours = {"brand.colour": brand.colour, "brand.on_colour": brand.on_colour}
    badly_written = [key for key, colour in colours.items() if not COLOUR.fullmatch(colour)]
    for key in badly_written:
        problems.add(key, "must be a colour such as #0f4a85")
    if not badly_written and (ratio := contrast(brand.colour, brand.on_colour)) < LEAST_CONTRAST:
        # Cut, not rounded: 6.96 must not be printed as the 7.0 it fails to reach.
        shown = int(ratio * 10) / 10
        problems.add("brand.on_colour", f"contrast with brand.colour is {shown}:1, at least 7:1 is needed")
    if not council.ombudsman.website.startswith("https://"):
        problems.add("ombudsman.website", "must begin with https://")
    for i, domain in enumerate(council.staff_mail_domains):
        if not DOMAIN.fullmatch(domain):
            problems.add(f"staff_mail_domains[{i}]", "must be a domain such as council.example")


def _check_lists(council: Council, problems: Problems) -> None:
    labelled: dict[str, Sequence[Labelled]] = {
        "service_areas": council.service_areas,
        "teams": council.teams,
        "themes": council.themes,
        "outcomes": council.outcomes,
        "duty_categories": council.duty_categories,
    }
    for name, things in labelled.items():
        _check_unique(name, "code", (thing.code for thing in things), problems)
        _check_unique(name, "label", (thing.label for thing in things), problems)
    _check_unique("languages", "code", (line.code for line in council.languages), problems)
    for i, language in enumerate(council.languages):
        if language.danger and "999" not in language.danger:
            problems.add(f"languages[{i}].danger", "must name 999, the number to ring")
    _check_unique("closure_days", "date", (str(closure.day) for closure in council.closure_days), problems)
    dated: dict[str, Sequence[InForce]] = {
        "service_areas": council.service_areas,
        "teams": council.teams,
        "themes": council.themes,
        "duty_categories": council.duty_categories,
        "advocacy": council.advocacy,
    }
    for name, periods in dated.items():
        for i, period in enumerate(periods):
            if period.from_on and period.to_on and period.from_on >= period.to_on:
                problems.add(f"{name}[{i}].from", "must be earlier than to")


def _check_unique(name: str, field: str, values: Iterable[str], problems: Problems) -> None:
    seen: dict[str, int] = {}
    for i, value in enumerate(values):
        if value and value in seen:
            problems.add(f"{name}[{i}].{field}", f"{value!r} is already used by {name}[{seen[value]}]")
        seen.setdefault(value, i)


def _check_teams(council: Council, problems: Problems) -> None:
    areas = {area.code for area in council.service_areas}
    if problems.about("service_areas"):
        return
    for i, team in enumerate(council.teams):
        if team.service_area not in areas:
            problems.add(f"teams[{i}].service_area", f"{team.service_area!r} is not among service_areas")


def _check_early_resolution(council: Council, problems: Problems) -> None:
    """Complaint Handling Code 5.2: no stage before the first; the Code covers corporate complaints only."""
    if council.follows_complaint_code and council.early_resolution.allowed_for_corporate:
        problems.add(
            "early_resolution.allowed_for_corporate",
            "must be false where follows_complaint_code is true (Complaint Handling Code 5.2)",
        )


def _check_in_time(council: Council, problems: Problems) -> None:
    if list(council.bands) != sorted(set(council.bands)):
        problems.add("bands", "must rise, each number once")
    if council.in_time_rule == InTimeRule.BANDS and not council.bands:
        problems.add("bands", 'must not be empty where in_time_rule is "bands"')


def _check_procedure(key: str, procedure: Procedure, problems: Problems) -> None:
    for i, stage in enumerate(procedure.stages):
        if stage.number != i + 1:
            problems.add(f"{key}.stages[{i}].number", f"must be {i + 1}: stages are numbered in order from 1")
        if stage.extended_days is not None and stage.extended_days <= stage.days:
            problems.add(f"{key}.stages[{i}].extended_days", "must be more than days")


def _check_statutory(procedure: Procedure, problems: Problems) -> None:
    key = "procedures.statutory"
    if len(procedure.stages) != len(LONGEST_STATUTORY_STAGE):
        problems.add(f"{key}.stages", "must be the three stages of the Children Act procedure")
    if procedure.closures_count:
        problems.add(f"{key}.closures_count", "must be false: only bank holidays stop a statutory clock")
    for i, stage in enumerate(procedure.stages):
        _check_statutory_stage(f"{key}.stages[{i}]", stage, problems)


def _check_statutory_stage(key: str, stage: StageRule, problems: Problems) -> None:
    most = LONGEST_STATUTORY_STAGE[stage.number]
    limits = (
        ("days", stage.days, most),
        ("extended_days", stage.extended_days, most),
        ("report_days", stage.report_days, LONGEST_PANEL_REPORT),
        ("response_days", stage.response_days, LONGEST_PANEL_RESPONSE),
    )
    for name, days, longest in limits:
        if days is not None and days > longest:
            problems.add(f"{key}.{name}", f"must be at most {longest} working days by law, not {days}")


def _check_office(key: str, office: EnquiryOffice, problems: Problems) -> None:
    for i, address in enumerate(office.addresses):
        shaped = DOMAIN.fullmatch(address[1:]) if address.startswith("@") else EMAIL.fullmatch(address)
        if not shaped:
            problems.add(f"{key}.addresses[{i}]", f'must be an e-mail address or "@domain", not {address!r}')
        elif address != address.lower():
            problems.add(f"{key}.addresses[{i}]", "must be in small letters")
