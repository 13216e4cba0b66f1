"""The council's year, which begins in April: its months and quarters."""

from datetime import date, timedelta

BEGINS_IN_APRIL = 4
MONTHS = 12
MONTHS_OF_A_QUARTER = 3


def year_of(day: date) -> int:
    """Return the calendar year in which the financial year of a day began."""
    return day.year if day.month >= BEGINS_IN_APRIL else day.year - 1


def months_of(year: int) -> tuple[date, ...]:
    """Return the first days of the twelve months of the financial year that begins in April of ``year``."""
    return tuple(date(year + (3 + n) // MONTHS, (3 + n) % MONTHS + 1, 1) for n in range(MONTHS))


def quarter_number(day: date) -> int:
    """Return which quarter of its financial year a day lies in, from 1 to 4."""
    return (day.month - BEGINS_IN_APRIL) % MONTHS // MONTHS_OF_A_QUARTER + 1


def label_of_year(year: int) -> str:
    """Return how a financial year is written: ``2026 to 2027``."""
    return f"{year} to {year + 1}"


def last_day(first: date, months: int = 1) -> date:
    """Return the last day of so many months from the first day of one."""
    count = first.year * MONTHS + first.month - 1 + months
    return date(count // MONTHS, count % MONTHS + 1, 1) - timedelta(days=1)


def by_quarter(counts: tuple[int, ...]) -> tuple[int, ...]:
    """Return the sums of each three months of a year's twelve."""
    return tuple(sum(counts[n : n + MONTHS_OF_A_QUARTER]) for n in range(0, MONTHS, MONTHS_OF_A_QUARTER))
