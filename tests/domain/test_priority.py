"""The order of the screening desk: by when each item has to be looked at."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.clocks import due_date
from portal.domain.priority import act_by
from portal.domain.vocabulary import Audience, Kind
from portal.domain.workingdays import Calendar

CALENDAR = Calendar(
    holidays={date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday"},
    known_from=date(2026, 1, 1),
    known_until=date(2026, 12, 31),
)
MONDAY = date(2026, 6, 8)
FRIDAY = date(2026, 6, 12)
KINDS, AUDIENCES = st.sampled_from(Kind), st.sampled_from(Audience)
DATES = st.dates(date(2026, 1, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (Kind.COMPLAINT, 3),
        (Kind.NOT_SURE, 3),
        (Kind.ENQUIRY, 1),
        (Kind.ADVOCATE_REQUEST, 1),
        (Kind.COMMENT, 5),
        (Kind.COMPLIMENT, 5),
    ],
)
@pytest.mark.parametrize("audience", [Audience.ADULT, Audience.STAFF])
def test_an_adults_item_waits_by_its_kind(kind: Kind, days: int, audience: Audience) -> None:
    expected = due_date(MONDAY, days, CALENDAR).due_on
    assert act_by(kind, audience, MONDAY, None, CALENDAR, 3) == expected


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("audience", [Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER, Audience.ADVOCATE])
def test_young_people_and_advocates_wait_a_working_day_at_most(kind: Kind, audience: Audience) -> None:
    assert act_by(kind, audience, FRIDAY, None, CALENDAR, 3) == date(2026, 6, 15)


def test_the_profile_sets_the_days_for_a_complaint_only() -> None:
    assert act_by(Kind.COMPLAINT, Audience.ADULT, MONDAY, None, CALENDAR, 2) == date(2026, 6, 10)
    assert act_by(Kind.COMMENT, Audience.ADULT, MONDAY, None, CALENDAR, 2) == date(2026, 6, 15)


@pytest.mark.parametrize(
    ("received", "happens", "expected"),
    [
        (MONDAY, date(2026, 6, 30), date(2026, 6, 9)),  # weeks away: still the next working day
        (MONDAY, date(2026, 6, 10), date(2026, 6, 9)),
        (MONDAY, date(2026, 6, 9), MONDAY),  # tomorrow: today
        (MONDAY, MONDAY, MONDAY),
        (MONDAY, date(2026, 6, 1), MONDAY),  # in the past
        (FRIDAY, date(2026, 6, 15), FRIDAY),  # the Monday after: the Friday before
        (date(2026, 6, 13), date(2026, 6, 15), date(2026, 6, 13)),  # received on the Saturday between
        (date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 2)),  # over Easter
        (date(2026, 4, 2), date(2026, 4, 8), date(2026, 4, 7)),
    ],
)
def test_something_about_to_happen_is_looked_at_before_it_does(
    received: date, happens: date, expected: date
) -> None:
    assert act_by(Kind.COMPLAINT, Audience.ADULT, received, happens, CALENDAR, 3) == expected


def test_something_about_to_happen_on_an_unknown_day_is_looked_at_the_next_working_day() -> None:
    soon = act_by(Kind.COMPLAINT, Audience.ADULT, FRIDAY, None, CALENDAR, 3, about_to_happen=True)
    assert soon == date(2026, 6, 15)


@given(KINDS, AUDIENCES, DATES, st.integers(-20, 90), st.integers(1, 10))
def test_something_about_to_happen_never_waits_longer(
    kind: Kind, audience: Audience, received: date, offset: int, screen_days: int
) -> None:
    happens = received + timedelta(days=offset)
    plain = act_by(kind, audience, received, None, CALENDAR, screen_days)
    assert received <= act_by(kind, audience, received, happens, CALENDAR, screen_days) <= plain
