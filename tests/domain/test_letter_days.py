"""The days that a letter promises are known, and which of them no longer fit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.clocks import in_words
from portal.domain.letter_days import days_promised, names_another_day, past_days, words_of_a_day

FRIDAY = date(2026, 3, 13)


@given(day=st.dates(date(2020, 1, 1), date(2040, 1, 1)), today=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_promise_is_past_once_its_day_is(day: date, today: date) -> None:
    said = in_words(day)
    told = f"Hello.\n\nYou hear from us by {said}. Thank you."
    assert days_promised(told) == ((said, day),)
    assert past_days(told, today) == ((said,) if day < today else ())


@pytest.mark.parametrize(
    "told",
    [
        "You should have had an answer by Friday 13 March 2026.",
        "You wrote on Friday 13 March 2026.",
        "We answer by Friday 32 March 2026.",
        "We answer by Friday 13 Marzo 2026.",
    ],
)
def test_what_is_no_promise_is_never_past(told: str) -> None:
    assert past_days(told, date(2027, 1, 1)) == ()


def test_a_letter_names_another_day_only_where_it_names_one() -> None:
    assert names_another_day("We do it by 12 March 2026.", FRIDAY)
    assert not names_another_day("We do it by 13 March 2026.", FRIDAY)
    assert not names_another_day("We ring by 12 March 2026 and do it by Friday 13 March 2026.", FRIDAY)
    assert not names_another_day("We do it soon.", FRIDAY)


def test_words_that_are_true_on_one_day_alone_are_found() -> None:
    assert words_of_a_day("Today we rang you; tomorrow we write. TODAY.") == ("today", "tomorrow")
    assert words_of_a_day("We rang you on 10 March 2026.") == ()
