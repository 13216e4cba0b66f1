"""Accepted compliments of a year by team, quarter and month; teams without any are there too (S0 3.25)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from portal.domain.financial_year import by_quarter, last_day, months_of
from portal.domain.permissions import Permission
from portal.models.record import Record
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.holding import require
from portal.services.month_counts import ACCEPTED, COMPLIMENT, MonthCounts, count_by_month, numbers_of


@dataclass(frozen=True, slots=True)
class TeamYear:
    """One team's accepted compliments in each quarter; no name means that no team was named."""

    team: str
    quarters: tuple[int, ...]

    @property
    def total(self) -> int:
        """The whole year's."""
        return sum(self.quarters)


@dataclass(frozen=True, slots=True)
class ComplimentYear:
    """The accepted compliments of a financial year, by month in its order, and how many were not accepted."""

    year: int
    months: tuple[tuple[date, int], ...]
    teams: tuple[TeamYear, ...]
    not_accepted: int

    @property
    def quarters(self) -> tuple[int, ...]:
        """The sums of the quarters."""
        return by_quarter(tuple(number for _, number in self.months))

    @property
    def total(self) -> int:
        """The whole year's."""
        return sum(self.quarters)

    @property
    def without(self) -> int:
        """How many teams had none."""
        return sum(not row.total for row in self.teams)


def read_compliment_year(officer: StaffMember, year: int) -> ComplimentYear:
    """Return the year that begins in April of ``year``; two queries. Raises NotAllowed.

    Only accepted ones count (S3 1). What the officer must keep away from isn't counted.
    """
    require(officer, Permission.SEE_DESK)
    months = months_of(year)
    found = count_by_month(officer, COMPLIMENT, months, Record.team, Record.outcome == ACCEPTED)
    others = count_by_month(officer, COMPLIMENT, months, Record.outcome, Record.outcome == "Not accepted")
    whole: Counter[date] = sum(found.values(), Counter())
    return ComplimentYear(
        year,
        tuple(zip(months, numbers_of(whole, months), strict=True)),
        _teams(found, months),
        sum(sum(counts.values()) for counts in others.values()),
    )


def _teams(found: MonthCounts, months: tuple[date, ...]) -> tuple[TeamYear, ...]:
    """Return every team there was within the year and every one that is counted, the most thanked first."""
    first, last = months[0], last_day(months[-1])
    there = (team for team in current_council().teams if _overlaps(team.from_on, team.to_on, first, last))
    names = dict.fromkeys([*(team.label for team in there), *(name for name in found if name)])
    rows = [TeamYear(name, by_quarter(numbers_of(found.get(name), months))) for name in names]
    rows.sort(key=lambda row: (-row.total, row.team))
    if "" in found:
        rows.append(TeamYear("", by_quarter(numbers_of(found[""], months))))
    return tuple(rows)


def _overlaps(from_on: date | None, to_on: date | None, first: date, last: date) -> bool:
    return (from_on is None or from_on <= last) and (to_on is None or to_on >= first)
