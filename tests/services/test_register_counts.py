"""What the registers count: repeated complaints, accepted compliments, young people, themes that rise."""

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete

from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.financial_year import year_of
from portal.domain.vocabulary import Kind, Role, Route
from portal.extensions import db
from portal.models.record import Record
from portal.services import compliment_counts, emerging_themes, team_months, young_people
from portal.services.accounts import StaffMember
from portal.services.codes_in_use import codes_in_use
from portal.services.conflicts import note_conflict
from portal.services.council import current_council
from portal.services.now import today
from tests import factories
from tests.services.screening_steps import decided, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
MARCH = date(2026, 3, 1)
_numbers = itertools.count(1)


@pytest.fixture
def officer() -> StaffMember:
    """Somebody who screens, with no record counted yet."""
    made = somebody()
    db.session.execute(delete(Record))
    db.session.commit()
    return made


def add(number: int, day: date, kind: str = "complaint", **facets: Any) -> None:
    """Add rows that came from elsewhere, as an import does."""
    for _ in range(number):
        name = f"ZZ-{next(_numbers)}"
        db.session.add(Record(record_type=kind, reference=name, received_on=day, **facets))
    db.session.commit()


def test_a_team_that_repeats_is_marked_and_comes_first(officer: StaffMember) -> None:
    add(2, date(2026, 2, 27), team="Fostering")
    add(1, date(2026, 3, 31), team="Fostering")
    add(2, date(2026, 3, 1), team="Adoption")
    add(3, date(2026, 4, 1), team="Adoption")
    add(1, date(2025, 9, 30), team="Assessment")
    add(1, date(2026, 3, 2))
    add(9, date(2026, 3, 2), "comment", team="Adoption")
    shown = team_months.read_team_months(officer, MARCH)
    assert (shown.months[0], shown.months[-1], shown.unplaced) == (date(2025, 10, 1), MARCH, 1)
    assert [(row.team, row.total) for row in shown.teams] == [("Fostering", 3), ("Adoption", 2)]
    assert [(one.number, one.repeats) for one in shown.teams[0].counts[-2:]] == [(2, False), (1, True)]
    assert not shown.teams[1].counts[-1].repeats
    listed = team_months.list_complaints(officer, MARCH, team="Fostering")
    assert [one.received_on for one in listed.lines] == [date(2026, 3, 31)]


def test_what_somebody_keeps_away_from_is_in_no_count_but_the_total_that_all_read_alike(
    officer: StaffMember,
) -> None:
    reference = factories.make_feedback(team="fostering").reference
    db.session.query(Record).update({"team": "Fostering", "theme": "Delay", "young_person": True})
    db.session.commit()
    add(6, today(), "comment", young_person=True)
    month, year = today().replace(day=1), year_of(today())
    boss = somebody(Role.SUPERVISOR)
    assert young_people.read_young_year(officer, year).counts.total == 7
    assert team_months.read_team_months(officer, month).teams[0].total == 1
    assert emerging_themes.list_themes(officer, month).risen[0].number == 1
    note_conflict(reference, boss, officer.id, named=False, reason="They are neighbours.")
    assert team_months.read_team_months(officer, month).teams == ()
    assert team_months.list_complaints(officer, month, team="Fostering").lines == ()
    assert emerging_themes.list_themes(officer, month).risen == ()
    assert young_people.read_young_year(officer, year).counts.total == 7


def test_only_accepted_compliments_count_and_teams_without_any_are_there(officer: StaffMember) -> None:
    team = current_council().teams[0].label
    add(2, date(2026, 4, 1), "compliment", outcome="Accepted", team=team)
    add(1, date(2027, 3, 31), "compliment", outcome="Accepted")
    add(1, date(2026, 3, 31), "compliment", outcome="Accepted", team=team)
    add(4, date(2026, 5, 1), "compliment", outcome="Not accepted", team=team)
    add(5, date(2026, 5, 1), "compliment", team=team)
    shown = compliment_counts.read_compliment_year(officer, 2026)
    assert (shown.total, shown.quarters, shown.not_accepted) == (3, (2, 0, 0, 1), 4)
    assert (shown.teams[0].team, shown.teams[0].quarters) == (team, (2, 0, 0, 0))
    assert (shown.teams[-1].team, shown.teams[-1].quarters) == ("", (0, 0, 0, 1))
    assert shown.without == len(shown.teams) - 2
    assert {team.label for team in current_council().teams_on(date(2026, 4, 1))} <= {
        row.team for row in shown.teams
    }
    assert [number for _, number in shown.months] == [2] + [0] * 10 + [1]


@pytest.mark.parametrize(
    ("route", "number"), [(Route.COMPLIMENT_ACCEPTED, 1), (Route.COMPLIMENT_NOT_ACCEPTED, 0)]
)
def test_a_compliment_counts_once_it_is_accepted(officer: StaffMember, route: Route, number: int) -> None:
    answers = {"criteria": "yes" if number else "no"}
    reference = screened(officer, Kind.COMPLIMENT, answers)
    year = year_of(today())
    assert compliment_counts.read_compliment_year(officer, year).total == 0
    decided(reference, officer, route)
    shown = compliment_counts.read_compliment_year(officer, year)
    assert (shown.total, shown.not_accepted) == (number, 1 - number)


def test_young_peoples_outcomes_are_in_total_and_small_numbers_hidden(officer: StaffMember) -> None:
    statutory = {"procedure": "statutory", "stage": "1"}
    add(6, date(2026, 5, 1), young_person=True, outcome="Upheld", team="Fostering", **statutory)
    add(7, date(2026, 5, 1), young_person=True, outcome="Not upheld", **statutory)
    add(2, date(2026, 6, 1), "duty_matter", young_person=True)
    add(9, date(2026, 6, 1), "duty_matter")
    shown = young_people.read_young_year(officer, 2026).counts
    assert (dict(shown.numbers), shown.total) == (
        {
            "Duty matter": None,
            "Statutory procedure, stage 1: Not upheld": 7,
            "Statutory procedure, stage 1: Upheld": None,
        },
        15,
    )
    assert young_people.read_young_year(officer, 2025).counts.total == 0


def test_what_rises_is_shown_with_its_figures(officer: StaffMember) -> None:
    add(1, date(2025, 12, 5), theme="Delay; Staff conduct")
    add(2, date(2026, 3, 5), theme="Delay", team="Fostering")
    add(1, date(2026, 2, 5), theme="Staff conduct")
    (risen,) = emerging_themes.list_themes(officer, MARCH).risen
    assert (risen.theme, risen.number, risen.before) == ("Delay", 2, (1, 0, 0))


def test_a_theme_is_marked_once_noted_and_ended(officer: StaffMember) -> None:
    theme, team = current_council().themes[0], current_council().teams[0]
    add(2, date(2026, 3, 5), theme=theme.label, team=team.label)
    add(1, date(2026, 3, 5), theme=theme.label)
    of_team = emerging_themes.mark_theme(officer, theme.code, team.code, " Calls are not returned. ")
    emerging_themes.mark_theme(officer, theme.code, None, "Everywhere.")
    with pytest.raises(MoveNotPossible):
        emerging_themes.mark_theme(officer, theme.code, team.code, "Again.")
    of_all, line = emerging_themes.list_themes(officer, MARCH).lines
    assert (line.team, line.note, line.counts[-1], of_all.counts[-1]) == (
        team.label,
        "Calls are not returned.",
        2,
        3,
    )
    with pytest.raises(Incomplete):
        emerging_themes.note_workshop(officer, of_team, date(2000, 1, 1))
    emerging_themes.note_workshop(officer, of_team, today())
    found = emerging_themes.find_theme(officer, of_team)
    assert found is not None
    assert found.workshop_on == today()
    assert (found.counts[-1], found.everywhere[-1]) == (2, 3)
    for result in (" ", "x" * 500):
        with pytest.raises(Incomplete):
            emerging_themes.end_theme(officer, of_team, result)
    emerging_themes.end_theme(officer, of_team, "Done.")
    for late in (lambda: emerging_themes.end_theme(officer, of_team, "Done."),):
        with pytest.raises(MoveNotPossible):
            late()
    assert emerging_themes.find_theme(officer, of_team) is None
    assert [one.id for one in emerging_themes.list_themes(officer, MARCH, ended=True).lines] == [of_team]
    with pytest.raises(NotFound):
        emerging_themes.end_theme(officer, 99_999, "Done.")
    emerging_themes.mark_theme(officer, theme.code, team.code, "It is back.")


def test_a_profile_cannot_drop_the_theme_or_team_of_a_mark_or_a_point(officer: StaffMember) -> None:
    one, two = current_council().themes[:2]
    emerging_themes.mark_theme(officer, one.code, current_council().teams[0].code, "Noticed.")
    factories.make_point(factories.make_feedback().reference, themes=[two.code], team="some-team")
    used = codes_in_use()
    assert {one.code, two.code} <= used["themes"]
    assert {current_council().teams[0].code, "some-team"} <= used["teams"]


@pytest.mark.parametrize(
    ("theme", "team", "note", "lacking"),
    [("nothing", None, "x", "theme"), (None, "nowhere", "x", "team"), (None, None, " ", "note")],
)
def test_a_mark_needs_a_known_theme_a_known_team_and_a_note(
    officer: StaffMember, theme: str | None, team: str | None, note: str, lacking: str
) -> None:
    code = theme or current_council().themes[0].code
    with pytest.raises(Incomplete) as problem:
        emerging_themes.mark_theme(officer, code, team, note)
    assert problem.value.missing == (lacking,)


def test_marks_come_25_at_a_time_each_once_in_as_many_queries(
    officer: StaffMember, count_queries: Callable[[], Any]
) -> None:
    themes, teams = current_council().themes, current_council().teams
    pairs = [(theme.code, team.code) for theme in themes for team in teams][:30]
    with count_queries() as few:
        emerging_themes.list_themes(officer, MARCH)
    made = [emerging_themes.mark_theme(officer, *pair, "Noticed.") for pair in pairs]
    with count_queries() as many:
        first = emerging_themes.list_themes(officer, MARCH)
    second = emerging_themes.list_themes(officer, MARCH, first.next_cursor)
    assert many.count == few.count == 2
    assert [one.id for one in (*first.lines, *second.lines)] == made[::-1]
    assert (len(first.lines), second.next_cursor) == (25, None)


@pytest.mark.parametrize("role", [Role.STAFF, Role.DUTY, Role.ADMINISTRATOR])
def test_counts_are_for_whoever_sees_the_desk(role: Role) -> None:
    stranger = somebody(role)
    looks: tuple[Callable[[], object], ...] = (
        lambda: team_months.read_team_months(stranger, MARCH),
        lambda: team_months.list_complaints(stranger, MARCH),
        lambda: compliment_counts.read_compliment_year(stranger, 2026),
        lambda: young_people.read_young_year(stranger, 2026),
        lambda: emerging_themes.list_themes(stranger, MARCH),
        lambda: emerging_themes.mark_theme(stranger, "x", None, "x"),
        lambda: emerging_themes.end_theme(stranger, 1, "Done."),
    )
    for look in looks:
        with pytest.raises(NotAllowed):
            look()
