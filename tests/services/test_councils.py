"""Every shipped profile is sound, and knows each word that its council's report counts by."""

import csv
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import Result
from flask import Flask

from portal.cli.council import council_cli
from portal.domain.council import Council, code_of
from portal.domain.council_parts import InTimeRule, Labelled, StageRule, ThemeRule
from portal.domain.council_reading import ProfileError
from portal.services.council import (
    EXTENSION,
    compare_with_codes,
    current_council,
    load_council,
    shipped_profiles,
)

REAL = ("blackpool", "dorset", "staffordshire", "sunderland", "westminster")
RECORDS = Path(__file__).resolve().parents[3] / "shared" / "records"
RECORD_FILES = {
    "blackpool": "blackpool_2014_15.csv",
    "staffordshire": "staffordshire_2016_17.csv",
    "sunderland": "sunderland_2018_19.csv",
}
# Words that count in each report; the longest and oddest of them, and each kind.
WORDS = {
    "blackpool": {
        "service_area": ("Children’s Social Care", "Early Help for Children", "Education"),
        "team": ("Children’s Social Care", "Early Help for Children", "Education"),
        "theme": (
            "Assessment Undertaken",
            "Bully/Racist Incident",
            "Council Cuts",
            "Financial/Funding",
            "Policies & Procedures",
            "Request for Service",
            "Safeguarding",
            "Staff Attitude/ Treatment of Customer",
            "request for service",
            "review of outcome",
        ),
        "outcome": ("Upheld", "Partially upheld", "Not upheld"),
    },
    "dorset": {
        "service_area": ("Children's Social Care", "Children's Non-Social Care"),
        "team": ("Chesil", "Fostering Service"),
        "theme": (
            "Communication",
            "Policy - Disagreement with Decision",
            "Service Provision - Delay",
            "Service Provision - Failure to provide service",
        ),
        "outcome": ("Fully justified", "Part justified", "Not justified"),
    },
    "staffordshire": {
        "service_area": (
            "Specialist Safeguarding, Targeted Services and Youth Offending Services",
            "Looked after Children and Disability Services",
            "Partnership and Development",
            "Education and Skills",
        ),
        "team": (
            "Care Planning and Court Team",
            "Care Planning and Court Teams",
            "Emergency Duty Service",
            "Independent Case Conference Chair",
            "Specialist Safeguarding Unit",
            "Specialist Safeguarding Units",
            "Transport Team",
        ),
        "theme": ("Case Management", "Delay in Receiving Information", "Inaccurate Information Recorded"),
        "outcome": (
            "Closed: Sensitive Matter",
            "Complainant not engaging",
            "Not eligible",
            "Panel held",
            "Remains ongoing",
            "Subject of court proceedings",
            "Unable to make a finding",
        ),
    },
    "sunderland": {
        "service_area": ("Together for Children", "Together for Children - Children's Social Care"),
        "team": (
            "CP Central 1",
            "CP West 2",
            "Child Protection Central 1",
            "Children Looked After / Permanence Teams",
            "Children's Homes",
            "Emergency Duty Team (Out of Hours)",
            "SEND Team / EHCP",
        ),
        "theme": (
            "Alleged lies or accusations by social worker",
            "Communication issues i.e. not being able to contact worker "
            "and/or worker not keeping appropriately informed",
            "Lack of action / Inappropriate action / delays",
            "Social worker attitude",
            "Social worker attitude / behaviour",
        ),
        "outcome": ("Escalated to stage 1", "Open at 31 March 2019", "Unsubstantiated", "Withdrawn"),
    },
    "westminster": {
        "service_area": ("Family Services",),
        "team": ("Access & Assessment Team", "Looked After Children & Leaving Care", "Short breaks"),
        "theme": ("Failure or refusal to offer or deliver a service",),
        "outcome": ("Upheld", "Partially upheld", "Not upheld"),
    },
}
# Stage 1 statutory days, its extension, and corporate days by stage: REQUIREMENTS, deadlines per council.
DAYS = {
    "blackpool": (15, 20, [15]),
    "dorset": (20, None, [20]),
    "staffordshire": (20, None, [15, 25]),
    "sunderland": (10, 20, [10]),
    "westminster": (10, 20, [10, 10]),
}


def unknown_words(council: Council, used: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the words of each record column that the profile has no code for."""
    known: dict[str, tuple[Labelled, ...]] = {
        "service_area": council.service_areas,
        "team": council.teams,
        "theme": council.themes,
        "outcome": council.outcomes,
    }
    unknown = {name: {word for word in used[name] if not code_of(known[name], word)} for name in used}
    return {name: words for name, words in unknown.items() if words}


def test_the_six_profiles_are_shipped() -> None:
    assert shipped_profiles() == tuple(sorted((*REAL, "example")))


@pytest.mark.parametrize("slug", [*REAL, "example"])
def test_a_shipped_profile_loads(slug: str) -> None:
    council = load_council(slug)
    assert council.slug == slug
    assert council.fictional is (slug == "example")


@pytest.mark.parametrize("slug", REAL)
def test_a_real_council_s_safety_numbers_and_mail_addresses_are_left_for_it_to_fill(slug: str) -> None:
    council = load_council(slug)
    assert not council.safety_is_complete(date(2026, 11, 20))
    assert council.safety.duty_phone is None
    assert council.safety.out_of_hours_phone is None
    assert council.safety.alert_emails == ()
    assert council.enquiry_offices == ()
    assert council.contact.phone is None


@pytest.mark.parametrize("slug", REAL)
def test_each_word_of_a_report_is_known_to_its_profile(slug: str) -> None:
    used = {name: set(words) for name, words in WORDS[slug].items()}
    assert unknown_words(load_council(slug), used) == {}


@pytest.mark.parametrize("slug", RECORD_FILES)
def test_each_word_of_the_sample_records_is_known_to_its_profile(slug: str) -> None:
    path = RECORDS / RECORD_FILES[slug]
    if not path.exists():
        pytest.skip("the sample records are not beside this copy")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    used = {
        name: {word.strip() for row in rows for word in row[name].split("; ") if word.strip()}
        for name in ("service_area", "team", "theme", "outcome")
    }
    assert unknown_words(load_council(slug), used) == {}


@pytest.mark.parametrize("slug", REAL)
def test_stages_take_the_days_of_the_council_s_report(slug: str) -> None:
    council = load_council(slug)
    first, extended, corporate = DAYS[slug]
    stage = council.procedures["statutory"].stage(1)
    assert isinstance(stage, StageRule)
    assert (stage.days, stage.extended_days) == (first, extended)
    assert [stage.days for stage in council.procedures["corporate"].stages] == corporate


def test_in_time_and_theme_rules_differ_as_the_councils_do() -> None:
    rules = {slug: (load_council(slug).in_time_rule, load_council(slug).theme_rule) for slug in REAL}
    assert rules == {
        "blackpool": (InTimeRule.FIRST_DUE, ThemeRule.ONE),
        "dorset": (InTimeRule.BANDS, ThemeRule.SEVERAL),
        "staffordshire": (InTimeRule.BANDS, ThemeRule.ONE),
        "sunderland": (InTimeRule.EXTENDED_DUE, ThemeRule.SEVERAL),
        "westminster": (InTimeRule.FIRST_DUE, ThemeRule.ONE),
    }


def test_dorset_s_advocacy_contract_changed_hands_on_the_first_of_august() -> None:
    dorset = load_council("dorset")
    names = [[p.name for p in dorset.advocacy_on(day)] for day in (date(2021, 7, 31), date(2021, 8, 1))]
    assert names == [["Action for Children"], ["National Youth Advocacy Service (NYAS)"]]


def test_blackpool_answers_enquiries_and_the_ombudsman_in_five_days() -> None:
    blackpool = load_council("blackpool")
    assert blackpool.kinds["enquiry"].reply_days == 5
    assert blackpool.ombudsman.reply_days == 5
    assert blackpool.kinds["comment"].reply_days == 15


def test_a_profile_is_read_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "our-council.toml"
    path.write_text(example_text().replace("Exbourne Council", "Our Council"), encoding="utf-8")
    council = load_council(str(path))
    assert (council.slug, council.name) == ("our-council", "Our Council")


@pytest.mark.parametrize("name", ["nowhere", "", "../councils/example", "example\0", "EXAMPLE"])
def test_a_name_that_is_not_shipped_is_refused_with_the_names_that_are(name: str) -> None:
    with pytest.raises(ProfileError, match="blackpool, dorset, example"):
        load_council(name)


def test_a_file_that_cannot_be_read_is_a_profile_error(tmp_path: Path) -> None:
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(ProfileError, match="not UTF-8"):
        load_council(str(binary))
    with pytest.raises(ProfileError, match="can't be read"):
        load_council(str(tmp_path / "missing.toml"))


def test_codes_that_records_use_may_not_be_dropped() -> None:
    council = load_council("example")
    used = {"teams": {"fostering", "gone"}, "themes": {"delay"}, "outcomes": {"upheld", "lost"}}
    problems = compare_with_codes(council, used)
    assert [line.partition(" is used")[0] for line in problems] == ["teams: 'gone'", "outcomes: 'lost'"]


def test_the_current_council_rides_on_the_application() -> None:
    app = Flask("bare")
    app.extensions[EXTENSION] = load_council("example")
    with app.app_context():
        assert current_council().slug == "example"


def test_check_says_a_sound_profile_is_sound() -> None:
    result = check("example")
    assert result.exit_code == 0
    assert result.output.startswith("Exbourne Council (example): nothing is wrong. 5 service areas, 17 teams")
    assert "will refuse to start" in check("dorset").output


def test_check_names_what_is_wrong_by_key_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(example_text().replace("draft_days = 28", "draft_days = 0\nmood = 1"), encoding="utf-8")
    result = check(str(path))
    assert result.exit_code == 1
    assert "draft_days: must be from 1 to 90, not 0" in result.output
    assert "mood: is not a setting of a council profile" in result.output


@pytest.mark.parametrize(("used", "exit_code"), [({"fostering"}, 0), ({"fostering", "gone"}, 1)])
def test_check_against_the_database_refuses_dropped_codes(
    monkeypatch: pytest.MonkeyPatch, used: set[str], exit_code: int
) -> None:
    stored = ModuleType("portal.services.codes_in_use")
    monkeypatch.setattr(stored, "codes_in_use", lambda: {"teams": used}, raising=False)
    monkeypatch.setitem(sys.modules, stored.__name__, stored)
    result = check("example", "--against-database")
    assert result.exit_code == exit_code
    assert ("teams: 'gone' is used by records" in result.output) is bool(exit_code)


def example_text() -> str:
    path = Path(__file__).resolve().parents[2] / "portal" / "councils" / "example.toml"
    return path.read_text(encoding="utf-8")


def check(*arguments: str) -> Result:
    app = Flask("bare")
    app.cli.add_command(council_cli)
    return app.test_cli_runner().invoke(args=["council", "check", *arguments])
