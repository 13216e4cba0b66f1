"""Every day of receipt lies in one band of working days, and the bands leave no day out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.ages import BANDS, days_of, months_back, quarter_of
from portal.domain.clocks import working_days_between
from portal.domain.workingdays import Calendar

CALENDAR = Calendar(
    holidays={date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday"},
    known_from=date(2020, 1, 1),
    known_until=date(2030, 1, 1),
)
DAYS = st.dates(date(2026, 3, 1), date(2026, 6, 1))


@given(DAYS, st.integers(0, 60))
def test_a_day_lies_in_the_band_of_its_working_days_and_in_no_other(today: date, ago: int) -> None:
    received = today - timedelta(days=ago)
    age = working_days_between(received, today, CALENDAR)
    found = []
    for band in BANDS:
        first, last = days_of(band, today, CALENDAR)
        if (first is None or first <= received) and received <= last:
            found.append(band)
    assert len(found) == 1
    assert found[0].least <= age
    assert found[0].most is None or age <= found[0].most


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_quarter_begins_in_january_april_july_or_october(day: date) -> None:
    first = quarter_of(day)
    assert (first.day, first.month % 3) == (1, 1)
    assert first <= day < first + timedelta(days=93)


def test_months_go_back_over_the_year() -> None:
    assert months_back(date(2026, 2, 28), 3) == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
