"""How alike two letters are: the same either way round, between 0 and 1, and 1 for the same letter."""

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.similarity import (
    ALIKE,
    NEARLY_THE_SAME,
    READ_AT_MOST,
    SHOWN_WORDS,
    likeness,
    telling,
    words_in_both,
)

FIRST = (
    "My son Kit has had four social workers since September. Each time he has to tell his story again. The "
    "last one, Sam, was meant to visit on Thursday and did not come. I rang the office three times."
)
AGAIN = (
    "I wrote in October about the changes of social worker. Kit now has a fifth one. The visit on Thursday "
    "was missed again. He does not want to tell his story to another stranger."
)
OTHER = (
    "Foster carer payments for the summer holiday were late again. I rang the finance team twice and was "
    "promised an answer in a week. We had to borrow money."
)
LETTERS = st.one_of(
    st.text(max_size=300), st.lists(st.sampled_from(FIRST.split()), max_size=40).map(" ".join)
)


@given(LETTERS, LETTERS)
def test_it_is_the_same_either_way_round_and_between_nothing_and_all(one: str, other: str) -> None:
    there, back = likeness(telling(one), telling(other)), likeness(telling(other), telling(one))
    assert there == back
    assert 0 <= there <= 1


@given(LETTERS)
def test_a_letter_is_the_same_as_itself_where_it_says_anything(letter: str) -> None:
    told = telling(letter)
    assert likeness(told, told) == (1 if told.marks else 0)


@given(LETTERS, LETTERS)
def test_the_words_shown_stand_in_both(one: str, other: str) -> None:
    shown = words_in_both(telling(one), telling(other))
    assert len(shown) <= SHOWN_WORDS
    assert all(word in one.casefold() and word in other.casefold() for word in shown)


def test_the_same_matter_in_other_words_is_alike_and_another_matter_is_not() -> None:
    assert ALIKE < likeness(telling(FIRST), telling(AGAIN)) < NEARLY_THE_SAME
    assert likeness(telling(FIRST), telling(OTHER)) < ALIKE
    assert likeness(telling(FIRST), telling(f"{FIRST} Please ring me.")) > NEARLY_THE_SAME


def test_capitals_and_common_words_tell_nothing() -> None:
    assert likeness(telling("THE VISIT WAS MISSED"), telling("and a visit that they missed")) == 1
    assert not telling("You and they would not have been there, and nobody ever was.").marks


def test_a_very_long_letter_is_compared_by_its_beginning() -> None:
    begun = "visit " * (READ_AT_MOST // 6)
    assert telling(begun + "elephant") == telling(begun)
