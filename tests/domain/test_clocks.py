"""Clocks: the test vectors of the domain notes, and what must hold for every date."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.clocks import (
    calendar_month_due,
    describe,
    due_date,
    working_days_between,
    working_days_left,
)
from portal.domain.workingdays import Calendar, london_date
from portal.services.bank_holidays import england_bank_holidays

HOLIDAYS = england_bank_holidays(2019, 2032)
CLOSURES = {date(2026, 12, 29): "Council offices closed", date(2026, 12, 30): "Council offices closed"}


def calendar_with(extra: date | None = None) -> Calendar:
    return Calendar(
        holidays=HOLIDAYS | ({extra: "One-off bank holiday"} if extra else {}),
        closures=CLOSURES,
        known_from=date(2019, 1, 1),
        known_until=date(2032, 12, 31),
    )


CALENDAR = calendar_with()
DATES = st.dates(date(2019, 1, 1), date(2031, 12, 31))
DAYS = st.integers(1, 70)
COUNTS = (2, 5, 10, 15, 20, 25, 30, 65)
VECTORS = {
    "2026-12-18": "2026-12-22 2026-12-29 2027-01-06 2027-01-13 2027-01-20 2027-01-27 2027-02-03 2027-03-24",
    "2026-12-19": "2026-12-22 2026-12-29 2027-01-06 2027-01-13 2027-01-20 2027-01-27 2027-02-03 2027-03-24",
    "2026-04-02": "2026-04-08 2026-04-13 2026-04-20 2026-04-27 2026-05-05 2026-05-12 2026-05-19 2026-07-08",
    "2027-03-25": "2027-03-31 2027-04-05 2027-04-12 2027-04-19 2027-04-26 2027-05-04 2027-05-11 2027-06-30",
    "2022-05-27": "2022-05-31 2022-06-07 2022-06-14 2022-06-21 2022-06-28 2022-07-05 2022-07-12 2022-08-31",
}


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (received, days, due)
        for received, row in VECTORS.items()
        for days, due in zip(COUNTS, row.split(), strict=True)
    ],
)
def test_due_dates_agree_with_the_worked_table(received: str, days: int, due: str) -> None:
    assert due_date(date.fromisoformat(received), days, CALENDAR).due_on.isoformat() == due


def test_two_other_libraries_agree_on_ten_days_over_christmas() -> None:
    assert due_date(date(2026, 12, 23), 10, CALENDAR).due_on == date(2027, 1, 11)


@pytest.mark.parametrize(
    ("instant", "due"),
    [
        (datetime(2026, 7, 16, 22, 30, tzinfo=UTC), date(2026, 7, 17)),
        (datetime(2026, 7, 16, 23, 30, tzinfo=UTC), date(2026, 7, 20)),  # Friday 17 July in London
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 30)),  # the night clocks go forward
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), date(2026, 3, 31)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 26)),  # the night clocks go back
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_the_london_date_of_receipt_starts_the_clock(instant: datetime, due: date) -> None:
    assert due_date(london_date(instant), 1, CALENDAR).due_on == due


def test_deemed_receipt_moves_a_saturday_to_monday_and_shows_it() -> None:
    clock = due_date(date(2026, 12, 19), 2, CALENDAR, deemed_receipt=True)
    assert clock.due_on == date(2026, 12, 23)
    assert clock.received_on == date(2026, 12, 19)
    assert clock.day_zero == date(2026, 12, 21)
    assert [(day.number, day.why) for day in clock.shown][:3] == [
        (None, "Saturday"),
        (None, "Sunday"),
        (0, "the day it is treated as received"),
    ]


def test_closure_days_count_unless_the_clock_opts_in() -> None:
    received = date(2026, 12, 24)
    assert due_date(received, 1, CALENDAR).due_on == date(2026, 12, 29)
    assert due_date(received, 1, CALENDAR, with_closures=True).due_on == date(2026, 12, 31)


@pytest.mark.parametrize("days", [0, -1])
def test_a_clock_of_no_days_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        due_date(date(2026, 6, 1), days, CALENDAR)


@pytest.mark.parametrize(
    ("received", "warned"),
    [(date(2032, 12, 1), False), (date(2032, 12, 30), True), (date(2018, 12, 31), True)],
)
def test_a_clock_warns_where_holidays_are_not_known(received: date, warned: bool) -> None:
    clock = due_date(received, 5, CALENDAR)
    assert clock.runs_past_known is warned
    assert ("not known yet" in describe(clock)[-1]) is warned


@given(DATES, DAYS, DAYS)
def test_more_days_are_never_due_sooner(received: date, few: int, more: int) -> None:
    few, more = sorted((few, more))
    assert due_date(received, few, CALENDAR).due_on <= due_date(received, more, CALENDAR).due_on


@given(DATES, DATES, DAYS, st.booleans())
def test_a_later_receipt_is_never_due_sooner(first: date, second: date, days: int, deemed: bool) -> None:
    first, second = sorted((first, second))
    sooner = due_date(first, days, CALENDAR, deemed_receipt=deemed).due_on
    assert sooner <= due_date(second, days, CALENDAR, deemed_receipt=deemed).due_on


@given(DATES, DAYS, st.booleans(), st.booleans())
def test_every_day_is_shown_once_and_counted_or_explained(
    received: date, days: int, closures: bool, deemed: bool
) -> None:
    clock = due_date(received, days, CALENDAR, with_closures=closures, deemed_receipt=deemed)
    span = (clock.due_on - received).days + 1
    assert [day.on for day in clock.shown] == [received + timedelta(days=n) for n in range(span)]
    assert [day.number for day in clock.shown if day.number is not None] == list(range(days + 1))
    for day in clock.shown:
        if day.number is None:
            assert day.why == CALENDAR.why_not(day.on, with_closures=closures)
        elif day.number > 0:
            assert CALENDAR.is_working(day.on, with_closures=closures)


@given(DATES, DAYS, st.booleans())
def test_a_due_date_is_a_working_day(received: date, days: int, closures: bool) -> None:
    clock = due_date(received, days, CALENDAR, with_closures=closures)
    assert CALENDAR.is_working(clock.due_on, with_closures=closures)


@given(DATES, DAYS, st.integers(0, 110))
def test_another_holiday_never_brings_a_date_forward(received: date, days: int, offset: int) -> None:
    extra = received + timedelta(days=offset)
    before, after = due_date(received, days, CALENDAR), due_date(received, days, calendar_with(extra))
    assert after.due_on >= before.due_on
    moves = received < extra <= before.due_on and CALENDAR.is_working(extra)
    assert (after.due_on > before.due_on) is moves


@given(DATES, DAYS)
def test_deemed_receipt_differs_by_one_day_and_only_off_working_days(received: date, days: int) -> None:
    plain = due_date(received, days, CALENDAR)
    deemed = due_date(received, days, CALENDAR, deemed_receipt=True)
    if CALENDAR.is_working(received):
        assert deemed == plain
    else:
        assert deemed.due_on == due_date(received, days + 1, CALENDAR).due_on


@given(DATES, DAYS)
def test_counting_between_gives_back_the_days_of_the_clock(received: date, days: int) -> None:
    due = due_date(received, days, CALENDAR).due_on
    assert working_days_between(received, due, CALENDAR) == days
    assert working_days_between(due, received, CALENDAR) == -days
    assert working_days_left(received, due, CALENDAR) == days


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 6, 4), 1),
        (date(2026, 6, 5), 0),  # the due date, a Friday
        (date(2026, 6, 6), -1),  # late already, on the Saturday
        (date(2026, 6, 7), -1),
        (date(2026, 6, 8), -1),
        (date(2026, 6, 9), -2),
    ],
)
def test_days_left_turn_negative_the_day_after(today: date, left: int) -> None:
    assert working_days_left(today, date(2026, 6, 5), CALENDAR) == left


@given(DATES, DATES)
def test_days_left_are_negative_exactly_when_late(today: date, due: date) -> None:
    left = working_days_left(today, due, CALENDAR)
    assert (left < 0) is (today > due)
    assert working_days_left(today + timedelta(days=1), due, CALENDAR) <= left


def test_days_left_leave_out_closures_for_clocks_that_do() -> None:
    today, due = date(2026, 12, 24), date(2026, 12, 31)
    assert working_days_left(today, due, CALENDAR) == 3
    assert working_days_left(today, due, CALENDAR, with_closures=True) == 1


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # 3 October is a Saturday
        (date(2026, 9, 5), date(2026, 10, 5)),  # received on a Saturday
        (date(2026, 11, 25), date(2026, 12, 29)),  # Christmas, a weekend and the substitute day
        (date(2027, 1, 31), date(2027, 3, 1)),  # no 31 February, and the 28th is a Sunday
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 10), date(2027, 1, 11)),  # into the next year, and off a Sunday
        (date(2026, 5, 31), date(2026, 6, 30)),
    ],
)
def test_a_request_for_ones_information_runs_a_calendar_month(received: date, due: date) -> None:
    assert calendar_month_due(received, CALENDAR) == due


def test_a_clock_tells_its_days_in_plain_words() -> None:
    assert describe(due_date(date(2026, 12, 23), 3, CALENDAR)) == (
        "Wednesday 23 December 2026: the day it was received (day 0)",
        "Thursday 24 December 2026: day 1",
        "Friday 25 December 2026 to Monday 28 December 2026: not counted"
        " (Christmas Day, Boxing Day, Sunday, Boxing Day (substitute day))",
        "Tuesday 29 December 2026: day 2",
        "Wednesday 30 December 2026: day 3, the last day",
    )
