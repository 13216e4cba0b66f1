"""A council profile is refused, by key, whenever it breaks the law, the Code or itself."""

import copy
import tomllib
from collections.abc import Callable
from datetime import date
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.council import Council
from portal.domain.council_parts import InTimeRule
from portal.domain.council_reading import ProfileError, council_from, read_council
from portal.domain.council_rules import contrast
from portal.domain.vocabulary import Kind, Procedure

TEXT = (resources.files("portal") / "councils" / "example.toml").read_text(encoding="utf-8")
DOCUMENT: dict[str, Any] = tomllib.loads(TEXT)

STAGES = ("procedures", "statutory", "stages")
CORPORATE = ("procedures", "corporate", "stages")


def changed(*path_and_value: Any) -> dict[str, Any]:
    """Return the example's document with one value put in its place."""
    *path, last, value = path_and_value
    document = copy.deepcopy(DOCUMENT)
    place: Any = document
    for step in path:
        place = place[step]
    place[last] = value
    return document


def without(*path: str | int) -> dict[str, Any]:
    """Return the example's document with one value taken out."""
    document = copy.deepcopy(DOCUMENT)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return document


def problems_of(document: dict[str, Any], slug: str = "example") -> tuple[str, ...]:
    with pytest.raises(ProfileError) as refused:
        council_from(document, slug)
    return refused.value.problems


BREACHES: list[tuple[tuple[Any, ...], str]] = [
    ((*STAGES, 0, "days", 21), "procedures.statutory.stages[0].days: must be at most 20 working days"),
    ((*STAGES, 0, "extended_days", 21), "procedures.statutory.stages[0].extended_days: must be at most 20"),
    ((*STAGES, 1, "days", 66), "procedures.statutory.stages[1].days: must be at most 65"),
    ((*STAGES, 1, "extended_days", 66), "procedures.statutory.stages[1].extended_days: must be at most 65"),
    ((*STAGES, 2, "days", 31), "procedures.statutory.stages[2].days: must be at most 30"),
    ((*STAGES, 2, "report_days", 6), "procedures.statutory.stages[2].report_days: must be at most 5"),
    ((*STAGES, 2, "response_days", 16), "procedures.statutory.stages[2].response_days: must be at most 15"),
    ((*STAGES, 0, "number", 2), "procedures.statutory.stages[0].number: must be 1"),
    ((*STAGES, 0, "number", 9), "procedures.statutory.stages[0].number: must be from 1 to 3"),
    (
        (*STAGES, DOCUMENT["procedures"]["statutory"]["stages"][:2]),
        "procedures.statutory.stages: must be",
    ),
    ((*STAGES[:2], "closures_count", True), "procedures.statutory.closures_count: must be false"),
    ((*CORPORATE, 0, "extended_days", 10), "procedures.corporate.stages[0].extended_days: must be more"),
    (("brand", "colour", "green"), "brand.colour: must be a colour such as #0f4a85"),
    (("brand", "on_colour", "#cccccc"), "brand.on_colour: contrast with brand.colour is 5.6:1"),
    (("reference_letters", "Cf"), "reference_letters: must be two capital letters"),
    (("teams", 3, "code", "front-door"), "teams[3].code: 'front-door' is already used by teams[0]"),
    (("teams", 3, "code", "Front Door"), "teams[3].code: must be small letters, digits and hyphens"),
    (("teams", 3, "label", "Front Door"), "teams[3].label: 'Front Door' is already used by teams[0]"),
    (("teams", 3, "service_area", "nowhere"), "teams[3].service_area: 'nowhere' is not among service_areas"),
    (("teams", 16, "from", date(2026, 3, 31)), "teams[16].from: must be earlier than to"),
    (("teams", 3, "from", "2026-03-31"), "teams[3].from: must be a date such as 2026-04-01 without quotes"),
    (("teams", 3, "head", "A. Name"), "teams[3].head: is not a setting of a council profile"),
    (("service_areas", 1, "code", "family-help"), "service_areas[1].code: 'family-help' is already used"),
    (("themes", 1, "code", "not-kept-informed"), "themes[1].code: 'not-kept-informed' is already used"),
    (("outcomes", 1, "code", "upheld"), "outcomes[1].code: 'upheld' is already used by outcomes[0]"),
    (
        ("outcomes", 1, "means", "maybe"),
        "outcomes[1].means: must be one of upheld, partly_upheld",
    ),
    (
        ("duty_categories", 1, "code", "request"),
        "duty_categories[1].code: 'request' is already used by duty_categories[0]",
    ),
    (("duty_categories", 0, "from", "2026"), "duty_categories[0].from: must be a date"),
    (("outcomes", []), "outcomes: must not be empty"),
    (("languages", 1, "code", "pl"), "languages[1].code: 'pl' is already used by languages[0]"),
    (("languages", 0, "danger", "Niebezpieczeństwo?"), "languages[0].danger: must name 999"),
    (("early_resolution", "allowed_for_corporate", True), "early_resolution.allowed_for_corporate: must be"),
    (("contact", "email", "nobody"), "contact.email: must be an e-mail address"),
    (("contact", "phone", "ring us"), "contact.phone: must be a telephone number"),
    (("safety", "duty_phone", "ext. 12"), "safety.duty_phone: must be a telephone number"),
    (
        ("safety", "alert_emails", ["duty@a.example", "x"]),
        "safety.alert_emails[1]: must be an e-mail",
    ),
    (("help_lines", 0, "phone", "Childline"), "help_lines[0].phone: must be a telephone number"),
    (("ombudsman", "website", "www.lgo.org.uk"), "ombudsman.website: must begin with https://"),
    (
        ("enquiry_offices", 0, "addresses", ["A@b.example"]),
        "enquiry_offices[0].addresses[0]: must be in",
    ),
    (
        ("enquiry_offices", 0, "addresses", ["@"]),
        "enquiry_offices[0].addresses[0]: must be an",
    ),
    (("enquiry_offices", 0, "addresses", []), "enquiry_offices[0].addresses: must not be empty"),
    (("enquiry_offices", 0, "kind", "lord"), "enquiry_offices[0].kind: must be one of mp, councillor"),
    (("staff_mail_domains", ["@exbourne"]), "staff_mail_domains[0]: must be a domain"),
    (("in_time_rule", "mostly"), "in_time_rule: must be one of first_due, extended_due, agreed, bands"),
    (("bands", [20, 10]), "bands: must rise"),
    (("bands", [10, "20"]), "bands[1]: must be a whole number"),
    (("closure_days", 1, "date", date(2026, 12, 29)), "closure_days[1].date: '2026-12-29' is already used"),
    (("kinds", "complaint", "screen_days", 0), "kinds.complaint.screen_days: must be from 1 to 20"),
    (("kinds", "complaint", "screen_days", True), "kinds.complaint.screen_days: must be a whole number"),
    (("kinds", "grumble", {}), "kinds.grumble: is not a setting"),
    (("procedures", "informal", {}), "procedures.informal: is not a setting"),
    (("terms", "social_worker", "worker"), "terms.social_worker: is not a setting"),
    (("fictional", "yes"), "fictional: must be true or false"),
    (("draft_days", 0), "draft_days: must be from 1 to 90"),
    (("name", " "), "name: must be one line with something in it"),
    (("name", "Two\nlines"), "name: must be one line with something in it"),
    (("name", "x" * 501), "name: must be at most 500 characters"),
    (("name", 7), "name: must be text, not a whole number"),
    (("brand", []), "brand: must be a table, not a list"),
    (("teams", {}), "teams: must be a list, not a table"),
    (("teams", 0, "front-door"), "teams[0]: must be a table, not text"),
    (("if", "day > 3"), "if: is not a setting of a council profile"),
]


@pytest.mark.parametrize(("path_and_value", "message"), BREACHES, ids=[message for _, message in BREACHES])
def test_a_broken_rule_is_named_by_its_key(path_and_value: tuple[Any, ...], message: str) -> None:
    assert [line for line in problems_of(changed(*path_and_value)) if line.startswith(message)]


def test_what_follows_from_one_mistake_is_not_told_again() -> None:
    assert problems_of(without("service_areas")) == ("service_areas: is missing",)
    assert problems_of(without("brand", "colour")) == ("brand.colour: is missing",)
    assert problems_of(changed("draft_days", "x")) == ("draft_days: must be a whole number, not text",)


@pytest.mark.parametrize(
    "path",
    [
        ("name",),
        ("brand", "colour"),
        ("kinds", "not_sure"),
        ("teams", 2, "label"),
        ("procedures", "corporate"),
    ],
)
def test_a_missing_key_is_named(path: tuple[str | int, ...]) -> None:
    key = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    assert f"{key}: is missing" in problems_of(without(*path))


def test_all_problems_are_told_at_once() -> None:
    document = changed("reference_letters", "c1")
    document["teams"][3]["from"] = 2026
    document["teams"][5]["service_area"] = "nowhere"
    document["procedures"]["statutory"]["stages"][0]["extended_days"] = 30
    del document["safety"]
    keys = {line.partition(": ")[0] for line in problems_of(document)}
    assert {
        "reference_letters",
        "teams[3].from",
        "teams[5].service_area",
        "procedures.statutory.stages[0].extended_days",
        "safety",
    } <= keys


def test_text_that_is_not_toml_is_a_profile_error() -> None:
    for text in ("name = ", "= 1", "a = " + "[" * 5000, "n = " + "9" * 5000, "d = 2026-02-30"):
        with pytest.raises(ProfileError, match="the file is not TOML"):
            read_council(text, "example")


def test_a_file_name_that_cannot_be_a_slug_is_a_problem() -> None:
    assert problems_of(DOCUMENT, "Our Council")[0].startswith("file name: must be small letters")


def test_a_council_without_categories_of_duty_matters_gets_the_usual_ones() -> None:
    council = council_from(without("duty_categories"), "example")
    assert council.duty_category_label("proceedings") == "Subject of court proceedings"
    assert council.duty_category_label("gone") == "gone"
    own = council_from(copy.deepcopy(DOCUMENT), "example")
    assert [one.code for one in own.duty_categories][:2] == ["request", "information"]


def test_early_resolution_of_corporate_complaints_is_allowed_where_the_code_is_not_followed() -> None:
    document = changed("early_resolution", "allowed_for_corporate", True)
    document["follows_complaint_code"] = False
    assert council_from(document, "example").early_resolution.allowed_for_corporate


def test_bands_are_needed_only_where_they_decide() -> None:
    document = changed("bands", [])
    assert council_from(document, "example").in_time_rule == InTimeRule.EXTENDED_DUE
    document["in_time_rule"] = "bands"
    assert problems_of(document) == ('bands: must not be empty where in_time_rule is "bands"',)


def test_every_kind_and_procedure_has_its_rule() -> None:
    council = read_council(TEXT, "example")
    assert set(council.kinds) == {kind.value for kind in Kind}
    assert set(council.procedures) == {procedure.value for procedure in Procedure}


def test_what_is_left_out_takes_the_stated_default() -> None:
    document = copy.deepcopy(DOCUMENT)
    for name in (
        "draft_days",
        "fictional",
        "deemed_receipt",
        "service_meeting_days",
        "stage2_clock_start",
        "terms",
        "advocacy",
    ):
        del document[name]
    council = council_from(document, "example")
    assert council.service_meeting_days is None
    assert council.draft_days == 28
    assert not council.fictional
    assert not council.deemed_receipt
    assert council.stage2_clock_start == "request"
    assert council.terms["early_resolution"] == "early resolution"
    assert council.advocacy == ()


def test_contrast_agrees_with_the_published_ratios() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#ffffff", "#767676") == contrast("#767676", "#ffffff")


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every value in a document."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for step, inner in steps for place in ((*path, step), *places(inner, (*path, step)))]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def read_or_refuse(read: Callable[[], Council]) -> None:
    """Read a profile; any exception but ProfileError fails the test that asked."""
    try:
        read()
    except ProfileError as refused:
        lines = refused.problems
    else:
        return
    assert lines
    assert all(": " in line for line in lines)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(places(DOCUMENT)), ANYTHING), min_size=1, max_size=3))
def test_no_mistyped_values_raise_anything_but_a_profile_error(edits: list[tuple[Any, Any]]) -> None:
    document = copy.deepcopy(DOCUMENT)
    for (*path, last), value in edits:
        place: Any = document
        for step in path:
            place = place[step] if _has(place, step) else None
        if _has(place, last):
            place[last] = value
    read_or_refuse(lambda: council_from(document, "example"))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(places(DOCUMENT)))
def test_no_missing_value_raises_anything_but_a_profile_error(path: tuple[str | int, ...]) -> None:
    read_or_refuse(lambda: council_from(without(*path), "example"))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 40), st.text(max_size=5))
def test_no_damaged_file_raises_anything_but_a_profile_error(start: int, length: int, inserted: str) -> None:
    read_or_refuse(lambda: read_council(TEXT[:start] + inserted + TEXT[start + length :], "example"))


def _has(place: Any, step: str | int) -> bool:
    if isinstance(place, dict):
        return step in place
    return isinstance(place, list) and isinstance(step, int) and step < len(place)
