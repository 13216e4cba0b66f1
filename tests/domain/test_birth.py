"""A date of birth is read where one was written, and an age is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.birth import EARLIEST, date_of_birth


@pytest.mark.parametrize(
    "answer",
    ["4.3.2014", "04/03/2014", " 4-3-2014 ", "4 March 2014", "4th of March 2014", "4 MAR 2014", "2014-03-04"],
)
def test_a_date_is_read_however_it_is_written(answer: str) -> None:
    assert date_of_birth(answer) == "2014-03-04"


@pytest.mark.parametrize(
    "answer",
    ["", "12", "12 years", "about 2014", "30.2.2014", "4.13.2014", "4.3.14", "4 Marble 201", "1.1.1066"],
)
def test_what_is_no_date_gives_nothing(answer: str) -> None:
    assert date_of_birth(answer) == ""


@given(st.dates().filter(lambda day: day.year >= EARLIEST))
def test_every_date_comes_back_from_the_three_ways_of_writing_it(day) -> None:
    written = (day.isoformat(), f"{day.day}/{day.month}/{day.year}", f"{day.day} {day:%B} {day.year}")
    assert {date_of_birth(one) for one in written} == {day.isoformat()}


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(answer: str) -> None:
    date_of_birth(answer)
