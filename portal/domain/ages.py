"""How long something has waited, in bands of working days; and the quarter a day lies in."""

from dataclasses import dataclass
from datetime import date

from portal.domain.workingdays import ONE_DAY, Calendar


@dataclass(frozen=True, slots=True)
class Band:
    """Working days since receipt, from ``least`` to ``most``; None has no end."""

    code: str
    label: str
    least: int
    most: int | None


BANDS = (
    Band("0", "0 or 1", 0, 1),
    Band("2", "2 or 3", 2, 3),
    Band("4", "4 or 5", 4, 5),
    Band("6", "6 to 10", 6, 10),
    Band("11", "Over 10", 11, None),
)
BY_CODE = {band.code: band for band in BANDS}


def days_of(band: Band, today: date, calendar: Calendar) -> tuple[date | None, date]:
    """Return the first and last day of receipt that lie in a band; None where it has no first."""
    first = _latest_of_age(band.most + 1, today, calendar) + ONE_DAY if band.most is not None else None
    return first, _latest_of_age(band.least, today, calendar)


def quarter_of(day: date) -> date:
    """Return the first day of the quarter; the council's year begins in April, which makes no difference."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def months_back(day: date, number: int) -> tuple[date, ...]:
    """Return the first day of each of so many months, the last being the one of ``day``."""
    count = day.year * 12 + day.month - 1
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(count - number + 1, count + 1))


def _latest_of_age(age: int, today: date, calendar: Calendar) -> date:
    """Return the latest day after which so many working days have passed."""
    day, passed = today, 0
    while passed < age:
        passed += calendar.is_working(day)
        day -= ONE_DAY
    return day
