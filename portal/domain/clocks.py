"""Due dates that show their working: receipt is day 0, and each later day counts or says why not."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from portal.domain.workingdays import ONE_DAY, Calendar

RECEIVED = "the day it was received"
DEEMED_RECEIVED = "the day it is treated as received"


@dataclass(frozen=True)
class DayShown:
    """One day of a clock: its number where it counts (0 is receipt), else None and why it doesn't."""

    on: date
    number: int | None
    why: str


@dataclass(frozen=True)
class Clock:
    """A due date and every day that led to it; `runs_past_known` warns of bank holidays not known yet."""

    received_on: date
    days: int
    due_on: date
    shown: tuple[DayShown, ...]
    runs_past_known: bool

    @property
    def day_zero(self) -> date:
        """The day counted from: receipt, or the later day on which it is treated as received."""
        return next(day.on for day in self.shown if day.number == 0)


def due_date(
    received_on: date,
    days: int,
    calendar: Calendar,
    *,
    with_closures: bool = False,
    deemed_receipt: bool = False,
) -> Clock:
    """Count working days after receipt; raise ValueError for fewer than one.

    With `deemed_receipt`, what arrives on a day that doesn't count is received on the next that does.
    """
    if days < 1:
        raise ValueError("A clock runs for at least 1 working day.")
    start = calendar.next_working(received_on, with_closures=with_closures) if deemed_receipt else received_on
    shown = [*_before_start(received_on, start, calendar, with_closures)]
    shown.append(DayShown(start, 0, RECEIVED if start == received_on else DEEMED_RECEIVED))
    shown.extend(_counted(start, days, calendar, with_closures))
    due_on = shown[-1].on
    return Clock(received_on, days, due_on, tuple(shown), not calendar.knows(received_on, due_on))


def _before_start(received_on: date, start: date, calendar: Calendar, closures: bool) -> Iterator[DayShown]:
    day = received_on
    while day < start:
        yield DayShown(day, None, calendar.why_not(day, with_closures=closures) or "")
        day += ONE_DAY


def _counted(start: date, days: int, calendar: Calendar, closures: bool) -> Iterator[DayShown]:
    day, number = start, 0
    while number < days:
        day += ONE_DAY
        why = calendar.why_not(day, with_closures=closures)
        if why is None:
            number += 1
        yield DayShown(day, number if why is None else None, why or "")


def working_days_between(start: date, end: date, calendar: Calendar, *, with_closures: bool = False) -> int:
    """Count the working days after start up to and including end; negative where end comes first."""
    if end < start:
        return -working_days_between(end, start, calendar, with_closures=with_closures)
    span = (start + ONE_DAY * offset for offset in range(1, (end - start).days + 1))
    return sum(calendar.is_working(day, with_closures=with_closures) for day in span)


def working_days_left(today: date, due_on: date, calendar: Calendar, *, with_closures: bool = False) -> int:
    """Return the working days left: 0 on the due date, negative from the day after, even a Saturday."""
    left = working_days_between(today, due_on, calendar, with_closures=with_closures)
    return min(left, -1) if today > due_on else left


def calendar_month_due(received_on: date, calendar: Calendar) -> date:
    """Return the due date of a request for one's own information: the same date next month (ICO).

    A month without that date gives its last day; a weekend or bank holiday gives the next working day.
    """
    year, month = received_on.year + received_on.month // 12, received_on.month % 12 + 1
    last = monthrange(year, month)[1]
    return calendar.next_working(date(year, month, min(received_on.day, last)))


def describe(clock: Clock) -> tuple[str, ...]:
    """Return the clock in plain English, one line a counted day; days skipped in a row share a line."""
    lines: list[str] = []
    for skipped, run in groupby(clock.shown, key=lambda day: day.number is None):
        days = list(run)
        lines += [_skipped(days)] if skipped else [_counted_line(day, clock) for day in days]
    if clock.runs_past_known:
        lines.append("Some bank holidays in this time are not known yet, so the date may change.")
    return tuple(lines)


def _counted_line(day: DayShown, clock: Clock) -> str:
    what = f"{day.why} (day 0)" if day.number == 0 else f"day {day.number}"
    due = ", the last day" if day.on == clock.due_on else ""
    return f"{in_words(day.on)}: {what}{due}"


def _skipped(days: list[DayShown]) -> str:
    first, last = days[0].on, days[-1].on
    when = in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"
    return f"{when}: not counted ({', '.join(day.why for day in days)})"


def in_words(day: date) -> str:
    """Return a date as people say it: Monday 4 January 2027."""
    return f"{day:%A} {day.day} {day:%B %Y}"
