"""Names leave the words that others are shown; everything else stays as it was written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.anonymise import NAME, TITLES, without_names

LETTERS = st.text("abcdefghijklmnopqrstuvwxyzéß", min_size=2, max_size=8).filter(lambda t: t not in TITLES)


@pytest.mark.parametrize(
    ("words", "names", "left"),
    [
        ("Sam was kind to Mia.", ["Sam Reader", "Mia"], "X was kind to X."),
        ("SAM’s help; sam's smile", ["Sam"], "X’s help; X's smile"),
        ("Samantha and Sam", ["Sam"], "Samantha and X"),
        ("Mrs O’Neill rang", ["Mrs O’Neill"], "Mrs X rang"),
        ("The team of the house", ["The House of Lee"], "The team of the X"),
        ("Anne-Marie\n<b>came</b>", ["Anne-Marie"], "X\n<b>came</b>"),
        ("Thank you", ["", "  "], "Thank you"),
    ],
)
def test_each_name_becomes_an_x(words: str, names: list[str], left: str) -> None:
    assert without_names(words, names) == left


@given(st.lists(LETTERS, min_size=1, max_size=4), st.lists(LETTERS, max_size=12))
def test_no_part_of_a_name_is_left_and_no_other_word_is_lost(names: list[str], others: list[str]) -> None:
    words = " ".join([*others, *names, *others])
    left = NAME.findall(without_names(words, names))
    gone = {name.casefold() for name in names}

    assert not {word.casefold() for word in left} & gone - {"x"}
    kept = [word for word in re.split(" ", words) if word and word.casefold() not in gone]
    assert [word for word in left if word != "X"] == kept
