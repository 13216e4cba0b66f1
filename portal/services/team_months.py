"""Complaints about one team month by month, those that repeat marked (S0 3.10)."""

from dataclasses import dataclass
from datetime import date

from portal.domain.ages import months_back
from portal.domain.financial_year import last_day
from portal.domain.permissions import Permission
from portal.domain.recurring import repeats
from portal.models.record import Record
from portal.services.accounts import StaffMember
from portal.services.board_lists import CountedPage, counted_between
from portal.services.holding import require
from portal.services.month_counts import COMPLAINT, count_by_month, numbers_of

MONTHS = 6


@dataclass(frozen=True, slots=True)
class TeamCount:
    """Complaints about a team in one month, and whether they are repeated ones."""

    number: int
    repeats: bool


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team (its name, as records have it) with its months, the oldest first."""

    team: str
    counts: tuple[TeamCount, ...]

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(one.number for one in self.counts)


@dataclass(frozen=True, slots=True)
class TeamMonths:
    """The months (first days) and the teams; ``unplaced`` complaints of the last month name no team."""

    months: tuple[date, ...]
    teams: tuple[TeamRow, ...]
    unplaced: int


def read_team_months(officer: StaffMember, month: date) -> TeamMonths:
    """Return the six months up to one; teams that repeat in it first; one query. Raises NotAllowed."""
    require(officer, Permission.SEE_DESK)
    asked = months_back(month, MONTHS + 1)  # the month before the first is needed to judge the first
    found = count_by_month(officer, COMPLAINT, asked, Record.team)
    unplaced = found.pop("", None)
    rows = [_row(team, numbers_of(counts, asked)) for team, counts in found.items()]
    rows = [row for row in rows if row.total]
    rows.sort(key=lambda row: (not row.counts[-1].repeats, -row.counts[-1].number, -row.total, row.team))
    return TeamMonths(asked[1:], tuple(rows), numbers_of(unplaced, asked)[-1])


def list_complaints(
    officer: StaffMember, month: date, *, team: str = "", theme: str = "", after: str | None = None
) -> CountedPage:
    """Return the complaints of a month about a team or with a theme, 25 at a time. Raises NotAllowed."""
    require(officer, Permission.SEE_DESK)
    return counted_between(officer, month, last_day(month), team=team, theme=theme, after=after)


def _row(team: str, numbers: tuple[int, ...]) -> TeamRow:
    marks = repeats(numbers)
    return TeamRow(team, tuple(TeamCount(n, mark) for n, mark in zip(numbers[1:], marks, strict=True)))
