"""Working days in England, and the London date of an instant."""

from datetime import UTC, date, datetime

import pytest

from portal.domain.workingdays import Calendar, london_date
from portal.services.bank_holidays import england_bank_holidays

KNOWN = Calendar(
    holidays=england_bank_holidays(2019, 2035),
    closures={date(2026, 12, 29): "Council offices closed", date(2026, 12, 25): "Council offices closed"},
    known_from=date(2019, 1, 1),
    known_until=date(2035, 12, 31),
)


@pytest.mark.parametrize(
    ("instant", "on"),
    [
        (datetime(2026, 7, 14, 22, 59, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 7, 14, 23, 30, tzinfo=UTC), date(2026, 7, 15)),  # 00:30 the next day in London
        (datetime(2026, 12, 14, 23, 30, tzinfo=UTC), date(2026, 12, 14)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),  # the hour before clocks go forward
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), date(2026, 3, 30)),  # the evening after
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),  # the evening before clocks go back
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_receipt_is_dated_as_in_london(instant: datetime, on: date) -> None:
    assert london_date(instant) == on


def test_an_instant_without_a_time_zone_has_no_london_date() -> None:
    with pytest.raises(ValueError, match="time zone"):
        london_date(datetime(2026, 7, 14, 12, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 5, 8),  # moved from the Monday, for VE Day
        date(2022, 6, 2),  # the spring holiday, moved
        date(2022, 6, 3),  # the Jubilee
        date(2022, 9, 19),  # the state funeral
        date(2023, 5, 8),  # the coronation
        date(2026, 12, 28),  # for Boxing Day, a Saturday
        date(2027, 12, 27),
        date(2027, 12, 28),
    ],
)
def test_one_off_and_substitute_days_do_not_count(day: date) -> None:
    assert not KNOWN.is_working(day)


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30)])
def test_a_monday_whose_holiday_was_moved_counts(day: date) -> None:
    assert KNOWN.is_working(day)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 12, 19), "Saturday"),
        (date(2026, 12, 20), "Sunday"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Boxing Day"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 5, 4), "Early May bank holiday"),
        (date(2026, 12, 29), None),
        (date(2026, 12, 18), None),
    ],
)
def test_a_day_says_why_it_does_not_count(day: date, why: str | None) -> None:
    assert KNOWN.why_not(day) == why
    assert KNOWN.is_working(day) is (why is None)


def test_closures_count_only_for_those_that_opt_in() -> None:
    closed = date(2026, 12, 29)
    assert KNOWN.is_working(closed)
    assert not KNOWN.is_working(closed, with_closures=True)
    assert KNOWN.why_not(closed, with_closures=True) == "Council offices closed"


def test_a_bank_holiday_is_named_before_a_closure() -> None:
    assert KNOWN.why_not(date(2026, 12, 25), with_closures=True) == "Christmas Day"


def test_scotland_and_northern_ireland_keep_their_own_days() -> None:
    assert KNOWN.is_working(date(2026, 11, 30))  # St Andrew's Day
    assert KNOWN.is_working(date(2026, 3, 17))  # St Patrick's Day


def test_the_span_asked_for_is_the_span_given() -> None:
    years = {day.year for day in england_bank_holidays(2026, 2028)}
    assert years == {2026, 2027, 2028}


def test_the_working_day_before_steps_over_the_long_weekend() -> None:
    assert KNOWN.working_before(date(2026, 4, 7)) == date(2026, 4, 2)


def test_a_calendar_keeps_the_days_it_was_made_with() -> None:
    days = {date(2026, 12, 25): "Christmas Day"}
    calendar = Calendar(holidays=days, known_from=date(2026, 1, 1), known_until=date(2026, 12, 31))
    days.clear()
    assert not calendar.is_working(date(2026, 12, 25))


def test_a_calendar_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="end before"):
        Calendar(holidays={}, known_from=date(2026, 1, 2), known_until=date(2026, 1, 1))
