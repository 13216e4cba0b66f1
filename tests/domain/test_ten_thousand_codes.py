"""Ten thousand private codes: none comes twice, none tells of another, each word is equally likely."""

import os
import random
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest

from portal.domain.private_code import WORDS_IN_CODE, mint
from portal.domain.wordlist import WORDS

MANY = 10_000
PLACE = {word: number for number, word in enumerate(WORDS)}
# Chi-square of 2,047 degrees of freedom: 2,047 on average, 64 its spread; ten spreads never come by chance.
EXPECTED, SPREAD, WIDE = 2_047, 64, 10


def places(source: Callable[[int], bytes]) -> list[tuple[int, ...]]:
    """Return the codes of a source as the places of their words."""
    return [tuple(PLACE[word] for word in mint(source).split()) for _ in range(MANY)]


@pytest.fixture(scope="module", params=["system", "seeded"])
def codes(request: pytest.FixtureRequest) -> list[tuple[int, ...]]:
    """Codes as the portal mints them, and from a source that gives the same ones each time."""
    return places(os.urandom if request.param == "system" else random.Random(20_261_120).randbytes)


def chi_square(counts: Counter[int], kinds: int, total: int) -> float:
    """Return how far counts lie from being all alike."""
    each = total / kinds
    return sum((counts[kind] - each) ** 2 / each for kind in range(kinds))


def test_no_code_comes_twice(codes: list[tuple[int, ...]]) -> None:
    assert len(set(codes)) == MANY


def test_each_place_takes_every_word_alike(codes: list[tuple[int, ...]]) -> None:
    for place in range(WORDS_IN_CODE):
        found = chi_square(Counter(code[place] for code in codes), len(WORDS), MANY)
        assert abs(found - EXPECTED) < WIDE * SPREAD, (place, found)


def test_codes_come_in_no_order(codes: list[tuple[int, ...]]) -> None:
    rises = sum(earlier < later for earlier, later in pairwise(codes))
    assert abs(rises - MANY / 2) < 300  # ten times the spread of a fair coin's rises
    longest = run = 0
    for earlier, later in pairwise(codes):
        run = run + 1 if earlier < later else 0
        longest = max(longest, run)
    assert longest < 20


def test_a_code_tells_nothing_of_the_next(codes: list[tuple[int, ...]]) -> None:
    steps = Counter((later[0] - earlier[0]) % len(WORDS) for earlier, later in pairwise(codes))
    assert abs(chi_square(steps, len(WORDS), MANY - 1) - EXPECTED) < WIDE * SPREAD
    shared = sum(bool(set(earlier) & set(later)) for earlier, later in pairwise(codes))
    assert shared < 400  # 36 pairs of words in 2,048: about 175 of the neighbours share one by chance


def test_the_words_of_a_code_do_not_lean_on_each_other(codes: list[tuple[int, ...]]) -> None:
    for first in range(WORDS_IN_CODE):
        for second in range(first):
            gaps = Counter((code[first] - code[second]) % len(WORDS) for code in codes)
            found = chi_square(gaps, len(WORDS), MANY)
            assert abs(found - EXPECTED) < WIDE * SPREAD, (first, second, found)


def counted() -> Callable[[int], bytes]:
    """Return a source that counts, as a bad one would."""
    numbers = iter(range(MANY + 1))
    return lambda size: next(numbers).to_bytes(size - 2, "big") + b"\0\0"


def test_a_source_that_counts_is_caught() -> None:
    codes = places(counted())
    with pytest.raises(AssertionError):
        test_each_place_takes_every_word_alike(codes)
    with pytest.raises(AssertionError):
        test_a_code_tells_nothing_of_the_next(codes)
