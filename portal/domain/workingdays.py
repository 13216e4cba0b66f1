"""Which days count: working days in England, and the London date of an instant (SI 2006/1738 reg 2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
WEEKEND = {5: "Saturday", 6: "Sunday"}


def london_date(instant: datetime) -> date:
    """Return the Europe/London date of an aware instant; raise ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone before it has a London date.")
    return instant.astimezone(LONDON).date()


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Bank holidays and a council's closures, each with its name, and the span for which they are known."""

    holidays: Mapping[date, str]
    known_from: date
    known_until: date
    closures: Mapping[date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.known_until < self.known_from:
            raise ValueError("A calendar can't end before it starts.")
        object.__setattr__(self, "holidays", MappingProxyType(dict(self.holidays)))
        object.__setattr__(self, "closures", MappingProxyType(dict(self.closures)))

    def why_not(self, day: date, *, with_closures: bool = False) -> str | None:
        """Return why a day doesn't count ("Christmas Day", "Saturday"), or None for a working day."""
        closed = self.closures.get(day) if with_closures else None
        return self.holidays.get(day) or WEEKEND.get(day.weekday()) or closed

    def is_working(self, day: date, *, with_closures: bool = False) -> bool:
        """Say whether a day counts; the council's closures matter only to clocks that opt in."""
        return self.why_not(day, with_closures=with_closures) is None

    def knows(self, first: date, last: date) -> bool:
        """Say whether the holidays of every day from first to last are known."""
        return self.known_from <= first and last <= self.known_until

    def next_working(self, day: date, *, with_closures: bool = False) -> date:
        """Return the day itself where it counts, else the first one after it that does."""
        while not self.is_working(day, with_closures=with_closures):
            day += ONE_DAY
        return day

    def working_before(self, day: date, *, with_closures: bool = False) -> date:
        """Return the last working day before a day."""
        day -= ONE_DAY
        while not self.is_working(day, with_closures=with_closures):
            day -= ONE_DAY
        return day
