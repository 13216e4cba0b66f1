"""From the text of a TOML file to a Council, or to the list of everything that is wrong with it."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.domain.council import Council
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
    Finding,
    HelpLine,
    InTimeRule,
    KindRule,
    LanguageLine,
    OfficeKind,
    Ombudsman,
    Outcome,
    Procedure,
    Safety,
    ServiceArea,
    Stage2ClockStart,
    StageRule,
    Team,
    Theme,
    ThemeRule,
)
from portal.domain.council_rules import check_rules
from portal.domain.council_section import EMAIL, KEBAB, Problems, Section
from portal.domain.errors import PortalError
from portal.domain.flags import ADVICE_DAYS
from portal.domain.vocabulary import Kind
from portal.domain.vocabulary import Procedure as ProcedureCode

MOST_DAYS = 260
TERMS = {
    "complaints_team": "complaints team",
    "corporate": "corporate complaint",
    "duty_matter": "duty matter",
    "early_resolution": "early resolution",
    "point": "point",
    "statutory": "statutory complaint",
    "theme": "theme",
}
# For a council that sets none of its own: what stands in the way of a complaint, or what it is instead.
DUTY_CATEGORIES = (
    DutyCategory("not-eligible", "Not eligible"),
    DutyCategory("proceedings", "Subject of court proceedings"),
    DutyCategory("out-of-time", "Out of time"),
    DutyCategory("signposted", "Signposted"),
    DutyCategory("request", "Request for a service"),
    DutyCategory("information", "Information passed on"),
    DutyCategory("other", "Something else"),
)


class ProfileError(PortalError):
    """A council profile can't be used; ``problems`` names each thing to mend by its key."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read_council(text: str, slug: str) -> Council:
    """Return the council that a TOML text describes; raises ProfileError with all that is wrong."""
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProfileError((f"the file is not TOML: {error}",)) from None
    return council_from(document, slug)


def council_from(document: Mapping[str, object], slug: str) -> Council:
    """Return the council that an already parsed profile describes; raises ProfileError."""
    problems = Problems()
    if not KEBAB.fullmatch(slug):
        problems.add("file name", f"must be small letters, digits and hyphens, not {slug!r}")
    top = Section(document, "", problems)
    council = _council(top, slug)
    top.finish()
    check_rules(council, problems)
    if problems.lines():
        raise ProfileError(problems.lines())
    return council


def _council(top: Section, slug: str) -> Council:
    return Council(
        slug=slug,
        name=top.text("name"),
        service_name=top.text("service_name"),
        reference_letters=top.text("reference_letters"),
        fictional=top.flag("fictional", default=False),
        brand=_brand(top.table("brand")),
        contact=_contact(top.table("contact")),
        safety=_safety(top.table("safety")),
        help_lines=tuple(_help_line(line) for line in top.tables("help_lines")),
        help_lines_reviewed_on=top.optional_day("help_lines_reviewed_on"),
        advocacy=tuple(_advocacy(provider) for provider in top.tables("advocacy")),
        **_minded(top),
        ombudsman=_ombudsman(top.table("ombudsman")),
        service_areas=tuple(_service_area(area) for area in top.tables("service_areas", required=True)),
        teams=tuple(_team(team) for team in top.tables("teams", required=True)),
        theme_rule=top.choice("theme_rule", ThemeRule),
        themes=tuple(_theme(theme) for theme in top.tables("themes", required=True)),
        outcomes=tuple(_outcome(outcome) for outcome in top.tables("outcomes", required=True)),
        duty_categories=tuple(_duty_category(one) for one in top.tables("duty_categories"))
        or DUTY_CATEGORIES,
        procedures=_procedures(top.table("procedures")),
        kinds=_kinds(top.table("kinds")),
        early_resolution=_early_resolution(top.table("early_resolution")),
        follows_complaint_code=top.flag("follows_complaint_code"),
        compliment_criteria=top.texts("compliment_criteria"),
        in_time_rule=top.choice("in_time_rule", InTimeRule),
        bands=top.wholes("bands", 1, MOST_DAYS),
        enquiry_offices=tuple(_enquiry_office(office) for office in top.tables("enquiry_offices")),
        closure_days=tuple(_closure(closure) for closure in top.tables("closure_days")),
        deemed_receipt=top.flag("deemed_receipt", default=False),
        service_meeting_days=top.optional_whole("service_meeting_days", 1, MOST_DAYS),
        draft_days=top.whole("draft_days", 1, 90, default=28),
        stage2_clock_start=top.choice("stage2_clock_start", Stage2ClockStart, Stage2ClockStart.REQUEST),
        staff_mail_domains=top.texts("staff_mail_domains"),
        languages=tuple(_language(line) for line in top.tables("languages")),
        terms=_terms(top.table("terms", required=False)),
    )


def _brand(section: Section) -> Brand:
    brand = Brand(section.text("colour"), section.text("on_colour"), section.text("logo_text"))
    section.finish()
    return brand


def _contact(section: Section) -> Contact:
    contact = Contact(
        team_name=section.text("team_name"),
        manager_title=section.text("manager_title"),
        address=section.texts("address"),
        freepost=section.texts("freepost"),
        phone=section.phone("phone"),
        email=section.email("email"),
        opening_hours=section.optional_text("opening_hours"),
    )
    section.finish()
    return contact


def _safety(section: Section) -> Safety:
    safety = Safety(
        duty_name=section.text("duty_name"),
        duty_phone=section.phone("duty_phone"),
        duty_hours=section.text("duty_hours"),
        out_of_hours_name=section.text("out_of_hours_name"),
        out_of_hours_phone=section.phone("out_of_hours_phone"),
        reviewed_on=section.optional_day("reviewed_on"),
        alert_emails=section.texts("alert_emails"),
    )
    for i, address in enumerate(safety.alert_emails):
        if not EMAIL.fullmatch(address):
            section.wrong(f"alert_emails[{i}]", f"must be an e-mail address, not {address!r}")
    section.finish()
    return safety


def _help_line(section: Section) -> HelpLine:
    line = HelpLine(
        name=section.text("name"),
        phone=section.phone("phone", required=True) or "",
        for_whom=section.text("for_whom"),
        hours=section.optional_text("hours"),
        for_adults=section.flag("for_adults", default=False),
    )
    section.finish()
    return line


def _advocacy(section: Section) -> Advocacy:
    provider = Advocacy(
        code=section.code(),
        name=section.text("name"),
        phone=section.phone("phone"),
        email=section.email("email"),
        addresses=section.texts("addresses"),
        from_on=section.optional_day("from"),
        to_on=section.optional_day("to"),
    )
    section.finish()
    return provider


def _conversation(section: Section) -> Conversation:
    conversation = Conversation(
        read_days=section.whole("read_days", 1, 10, default=1),
        news_days=section.whole("news_days", 1, 20, default=3),
    )
    section.finish()
    return conversation


def _minded(top: Section) -> dict[str, Any]:
    return {
        "conversation": _conversation(top.table("conversation", required=False)),
        "data_protection": _data_protection(top.table("data_protection", required=False)),
        "equality": _equality(top.table("equality", required=False)),
        "files": _files(top.table("files", required=False)),
    }


def _data_protection(section: Section) -> DataProtection:
    rule = DataProtection(advice_days=section.whole("advice_days", 1, 30, default=ADVICE_DAYS))
    section.finish()
    return rule


def _equality(section: Section) -> EqualityRule:
    rule = EqualityRule(asks_under_16=section.flag("asks_under_16", default=False))
    section.finish()
    return rule


def _files(section: Section) -> FileRule:
    rule = FileRule(
        lead_email=section.email("lead_email"),
        lead_title=section.optional_text("lead_title") or "the lead for unlawful files",
        steps=section.texts("steps"),
    )
    section.finish()
    return rule


def _ombudsman(section: Section) -> Ombudsman:
    ombudsman = Ombudsman(
        name=section.text("name"),
        phone=section.phone("phone", required=True) or "",
        website=section.text("website"),
        address=section.texts("address", required=True),
        reply_days=section.optional_whole("reply_days", 1, MOST_DAYS),
    )
    section.finish()
    return ombudsman


def _service_area(section: Section) -> ServiceArea:
    area = ServiceArea(section.code(), section.text("label"), *_period(section))
    section.finish()
    return area


def _team(section: Section) -> Team:
    team = Team(section.code(), section.text("label"), section.code("service_area"), *_period(section))
    section.finish()
    return team


def _theme(section: Section) -> Theme:
    theme = Theme(section.code(), section.text("label"), section.text("group"), *_period(section))
    section.finish()
    return theme


def _period(section: Section) -> tuple[date | None, date | None]:
    return section.optional_day("from"), section.optional_day("to")


def _outcome(section: Section) -> Outcome:
    outcome = Outcome(section.code(), section.text("label"), section.choice("means", Finding))
    section.finish()
    return outcome


def _duty_category(section: Section) -> DutyCategory:
    category = DutyCategory(section.code(), section.text("label"), *_period(section))
    section.finish()
    return category


def _procedures(section: Section) -> Mapping[str, Procedure]:
    procedures = {code.value: _procedure(code.value, section.table(code.value)) for code in ProcedureCode}
    section.finish()
    return procedures


def _procedure(code: str, section: Section) -> Procedure:
    procedure = Procedure(
        code=code,
        label=section.text("label"),
        stages=tuple(_stage(stage) for stage in section.tables("stages", required=True)),
        closures_count=section.flag("closures_count", default=False),
    )
    section.finish()
    return procedure


def _stage(section: Section) -> StageRule:
    stage = StageRule(
        number=section.whole("number", 1, 3),
        label=section.text("label"),
        days=section.whole("days", 1, MOST_DAYS),
        extended_days=section.optional_whole("extended_days", 1, MOST_DAYS),
        request_days=section.optional_whole("request_days", 1, MOST_DAYS),
        signed_by=section.optional_text("signed_by"),
        report_days=section.optional_whole("report_days", 1, MOST_DAYS),
        response_days=section.optional_whole("response_days", 1, MOST_DAYS),
    )
    section.finish()
    return stage


def _kinds(section: Section) -> Mapping[str, KindRule]:
    kinds = {kind.value: _kind(section.table(kind.value)) for kind in Kind}
    section.finish()
    return kinds


def _kind(section: Section) -> KindRule:
    rule = KindRule(
        screen_days=section.whole("screen_days", 1, 20),
        acknowledge_days=section.whole("acknowledge_days", 1, 20),
        reply_days=section.optional_whole("reply_days", 1, MOST_DAYS),
    )
    section.finish()
    return rule


def _early_resolution(section: Section) -> EarlyResolution:
    early = EarlyResolution(
        label=section.text("label"),
        allowed_for_corporate=section.flag("allowed_for_corporate"),
        days=section.whole("days", 1, 20),
    )
    section.finish()
    return early


def _enquiry_office(section: Section) -> EnquiryOffice:
    office = EnquiryOffice(
        name=section.text("name"),
        kind=section.choice("kind", OfficeKind),
        addresses=section.texts("addresses", required=True),
    )
    section.finish()
    return office


def _closure(section: Section) -> ClosureDay:
    closure = ClosureDay(section.day("date"), section.text("label"))
    section.finish()
    return closure


def _language(section: Section) -> LanguageLine:
    line = LanguageLine(
        code=section.code(),
        name=section.text("name"),
        line=section.text("line"),
        write_button=section.optional_text("write_button"),
        phone_button=section.optional_text("phone_button"),
        keep_words=section.optional_text("keep_words"),
        danger=section.optional_text("danger"),
        answer=section.optional_text("answer"),
    )
    section.finish()
    return line


def _terms(section: Section) -> Mapping[str, str]:
    terms = {name: section.optional_text(name) or usual for name, usual in TERMS.items()}
    section.finish()
    return terms
