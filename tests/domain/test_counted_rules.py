"""Rules about counts: the financial year, what is repeated, what rises, and what must be hidden."""

from collections import defaultdict
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.financial_year import (
    by_quarter,
    label_of_year,
    last_day,
    months_of,
    quarter_number,
    year_of,
)
from portal.domain.recurring import OFTEN, is_repeat, repeats, rising
from portal.domain.suppression import LEAST_SHOWN, suppress

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
few = st.lists(st.integers(0, 9), min_size=1, max_size=4)


@given(days)
def test_every_day_lies_in_one_month_and_quarter_of_its_year(day: date) -> None:
    months = months_of(year_of(day))
    (month,) = [first for first in months if first <= day <= last_day(first)]
    assert months.index(month) // 3 + 1 == quarter_number(day)
    assert (months[0].month, len(months)) == (4, 12)
    assert last_day(months[0], 12) == date(year_of(day) + 1, 3, 31)


def test_a_year_is_written_with_both_its_years() -> None:
    assert label_of_year(year_of(date(2027, 3, 31))) == "2026 to 2027"
    assert year_of(date(2027, 4, 1)) == 2027


@given(st.lists(st.integers(0, 99), min_size=12, max_size=12).map(tuple))
def test_quarters_add_up_to_the_months(counts: tuple[int, ...]) -> None:
    assert by_quarter(counts)[1] == sum(counts[3:6])
    assert sum(by_quarter(counts)) == sum(counts)


def test_three_in_a_month_repeat_and_so_do_two_months_running_with_three_together() -> None:
    assert repeats((0, 3, 0, 1, 2, 2, 0, 1, 1)) == (True, False, False, True, True, False, False, False)


@given(st.integers(0, 9), st.integers(0, 9))
def test_a_month_without_any_never_repeats_and_one_more_never_ends_it(before: int, number: int) -> None:
    assert not is_repeat(before, 0)
    assert is_repeat(before, number) <= is_repeat(before, number + 1)
    assert is_repeat(before, number) <= is_repeat(before + 1, number)
    assert is_repeat(before, OFTEN)


@given(st.dictionaries(st.text(max_size=3), st.lists(st.integers(0, 9), min_size=4, max_size=4).map(tuple)))
def test_what_rises_is_above_its_mean_and_the_steepest_comes_first(
    counts: dict[str, tuple[int, ...]],
) -> None:
    found = rising(counts)
    assert {one.theme for one in found} == {t for t, n in counts.items() if 3 * n[3] > n[0] + n[1] + n[2]}
    steps = [one.number - one.mean for one in found]
    assert steps == sorted(steps, reverse=True)


@given(few)
def test_no_small_number_is_shown_and_what_is_shown_is_true(numbers: list[int]) -> None:
    made = suppress({str(n): number for n, number in enumerate(numbers)})
    if made.total is None:
        assert made.numbers == ()
        return
    assert made.total == sum(numbers)
    assert made.total == 0 or made.total >= LEAST_SHOWN
    for number, (_, shown) in zip(numbers, made.numbers, strict=True):
        assert shown in (None, number)
        assert shown is None or shown == 0 or shown >= LEAST_SHOWN


def test_no_hidden_number_follows_for_who_knows_the_total_and_the_rule() -> None:
    """Of all small groups of up to 4 lines that look alike, no hidden number is always the same."""
    for lines, largest in ((1, 14), (2, 14), (3, 14), (4, 12)):
        alike = defaultdict(list)
        for numbers in product(range(largest + 1), repeat=lines):
            alike[suppress(dict(zip("abcd", numbers, strict=False)))].append(numbers)
        for made, ways in alike.items():
            for place, (_, shown) in enumerate(made.numbers):
                assert shown is not None or len({way[place] for way in ways}) > 1, (made, ways)


def test_fours_beside_a_five_and_tens_beside_a_four_are_hidden_altogether() -> None:
    for numbers in ((5, 4, 4), (10, 10, 4), (5, 4, 4, 4)):
        made = suppress(dict(zip("abcd", numbers, strict=False)))
        assert (made.total, {shown for _, shown in made.numbers}) == (sum(numbers), {None})
    made = suppress({"a": 2, "b": 3, "c": 9, "d": 0})
    assert dict(made.numbers) == {"a": None, "b": None, "c": 9, "d": 0}


def test_many_that_are_one_each_are_hidden_with_another_or_altogether() -> None:
    made = suppress(dict.fromkeys("abcde", 1) | {"f": 9, "g": 12})
    assert [number for _, number in made.numbers] == [None] * 6 + [12]
    assert suppress(dict.fromkeys("abcde", 1)).total is None


def test_a_group_of_few_is_hidden_whole() -> None:
    made = suppress({"Upheld": 1, "Not upheld": 2})
    assert made.hides
    assert (made.total, made.numbers) == (None, ())
    assert not suppress({"Upheld": 9}).hides
