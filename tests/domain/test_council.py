"""A council profile answers questions about its own words, days and people."""

import tomllib
from datetime import date
from importlib import resources
from typing import Any

import pytest

from portal.domain.council import Council, code_of
from portal.domain.council_reading import council_from

TEXT = (resources.files("portal") / "councils" / "example.toml").read_text(encoding="utf-8")


def document() -> dict[str, Any]:
    return tomllib.loads(TEXT)


def example() -> Council:
    return council_from(document(), "example")


def test_a_team_is_offered_until_its_last_day_and_keeps_its_name_afterwards() -> None:
    council = example()
    last_day, day_after = date(2026, 3, 31), date(2026, 4, 1)
    assert "duty-and-advice" in {team.code for team in council.teams_on(last_day)}
    assert "duty-and-advice" not in {team.code for team in council.teams_on(day_after)}
    assert council.team_label("duty-and-advice") == "Duty and Advice Team"
    assert council.team_label("never-existed") == "never-existed"


def test_codes_labels_and_areas_find_one_another() -> None:
    council = example()
    assert council.service_area_of("fostering") == "fostering-adoption"
    assert council.service_area_of("never-existed") is None
    assert council.service_area_label("fostering-adoption") == "Fostering and Adoption"
    assert council.theme_label("delay") == "Delay in doing something"
    assert council.outcome_label("partly-upheld") == "Partly upheld"
    assert code_of(council.teams, "Fostering Team") == "fostering"
    assert code_of(council.teams, "fostering team") is None


def test_themes_and_service_areas_of_a_day_follow_their_dates() -> None:
    changed = document()
    changed["themes"][0]["from"] = date(2027, 1, 1)
    changed["service_areas"][0]["to"] = date(2026, 12, 31)
    council = council_from(changed, "example")
    assert len(council.themes_on(date(2026, 12, 31))) == len(council.themes) - 1
    assert len(council.themes_on(date(2027, 1, 1))) == len(council.themes)
    assert len(council.service_areas_on(date(2027, 1, 1))) == len(council.service_areas) - 1


def test_advocacy_changes_hands_overnight() -> None:
    council = example()
    assert [provider.name for provider in council.advocacy_on(date(2026, 3, 31))] == ["Speak Out Exbourne"]
    assert [provider.name for provider in council.advocacy_on(date(2026, 4, 1))] == ["Your Side Advocacy"]


def test_an_enquiry_belongs_to_an_office_by_whole_address_or_domain() -> None:
    council = example()
    for address in ("Office@Exbourne-North-MP.example", "anybody@exbourne-south-mp.example"):
        office = council.office_of(address)
        assert office
        assert office.kind == "mp"
    for stranger in ("other@exbourne-north-mp.example", "a@not-exbourne-south-mp.example", "nobody", ""):
        assert council.office_of(stranger) is None


@pytest.mark.parametrize(
    ("day", "complete"),
    [
        (date(2026, 11, 1), False),
        (date(2026, 11, 2), True),
        (date(2027, 11, 2), True),
        (date(2027, 11, 3), False),
    ],
)
def test_safety_numbers_hold_for_twelve_months_after_their_review(day: date, complete: bool) -> None:
    assert example().safety_is_complete(day) is complete


@pytest.mark.parametrize("unset", ["duty_phone", "out_of_hours_phone", "reviewed_on"])
def test_safety_is_incomplete_while_a_number_or_its_review_is_unset(unset: str) -> None:
    changed = document()
    del changed["safety"][unset]
    council = council_from(changed, "example")
    assert not council.safety_is_complete(date(2026, 11, 20))


def test_a_procedure_knows_its_stages_by_number() -> None:
    statutory = example().procedures["statutory"]
    second = statutory.stage(2)
    assert second
    assert second.extended_days == 65
    assert statutory.stage(4) is None
