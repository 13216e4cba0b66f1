"""The private code: the list it is made of, how it is drawn and how it may be typed."""

import re
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.private_code import (
    MOST_CHARACTERS,
    CodeNotUnderstood,
    TooMuchTyped,
    UnknownWord,
    WrongCount,
    display,
    mint,
    normalise,
)
from portal.domain.wordlist import WORDS

CODE = "maple river lemon otter cloud seven"
LIST_AS_GIVEN_OUT = "ea533afdf83dc13756704792296a88d2433ff65dd4e9b5d9eeacfcbd20655ca1"
# Would upset somebody, or mean something else in a letter from children's services.
UNWELCOME_WORDS = """
abuse adopt alcohol alone anger angry attack aunt baby beer belt bite blame blind blood body bomb
bone brother bruise bully burn bury cage cancer care cell chain chase child church coffin court
crime cross cry cut dad danger dark dead death devil die doctor drown drug drunk evil expel fail
fall fat father fear fight fire foster fool funeral ghost god grave gun guilt hate hell hide hit
home hospital hurt ill jail judge kidnap kill knife lie lonely lost mad mental monster mother mum
murder naked neglect nurse pain parent pig pill poison police prison punch punish rape rat remove
sad scar scare scream secret sex shoot sick sister slap slave smack snake social sorry spider stab
steal sting strap stupid suffer sword tears thief threat torture touch trap ugly uncle victim
violence wasp war weapon whip wine witch wolf wound wrong
"""

bytes_of_nine = st.binary(min_size=9, max_size=9)


def drawn(source: bytes) -> str:
    return mint(lambda size: source[:size])


def test_the_list_has_2048_different_words_in_order() -> None:
    assert len(WORDS) == len(set(WORDS)) == 2048
    assert list(WORDS) == sorted(WORDS)


def test_each_word_has_three_to_eight_plain_letters() -> None:
    assert [word for word in WORDS if not re.fullmatch("[a-z]{3,8}", word)] == []


def test_the_first_four_letters_tell_each_word_from_all_others() -> None:
    keys = Counter(word[:4] for word in WORDS)
    assert [key for key, times in keys.items() if times > 1] == []
    short = {word for word in WORDS if len(word) == 3}
    assert [word for word in WORDS if word not in short and word[:3] in short] == []


def test_the_list_stays_as_it_was_when_codes_were_given_out() -> None:
    assert sha256(" ".join(WORDS).encode()).hexdigest() == LIST_AS_GIVEN_OUT


def test_no_word_is_one_that_frightens() -> None:
    assert set(UNWELCOME_WORDS.split()).isdisjoint(WORDS)


@given(bytes_of_nine)
def test_a_code_reads_back_as_itself(source: bytes) -> None:
    code = drawn(source)
    assert len(code.split()) == 6
    assert normalise(code) == code
    assert display(code) == display(code.split()) == code


@given(st.lists(st.integers(0, 2047), min_size=6, max_size=6))
def test_every_choice_of_six_words_has_bytes_that_draw_it(places: list[int]) -> None:
    number = sum(place << (11 * turn) for turn, place in enumerate(places))
    assert drawn((number << 6).to_bytes(9)).split() == [WORDS[place] for place in places]


def test_the_six_bits_left_over_change_nothing() -> None:
    assert len({drawn((12345 << 6 | rest).to_bytes(9)) for rest in range(64)}) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "MAPLE RIVER LEMON OTTER CLOUD SEVEN",
        "maple-river-lemon-otter-cloud-seven",
        "maple, river, lemon, otter, cloud, seven.",
        "  Maple\n river\r\n\tlemon\u00a0otter\u2003cloud \u2014 seven  ",
        "mapl rive lemo otte clou seve",
        "maplle rivers lemons otter clouds sevens",
        "1. maple 2. river 3. lemon 4. otter 5. cloud 6. seven",
        "maple_river_lemon_otter_cloud_seven",
        "ma\u00adple river lemon otter cloud seven",
        "\uff2daple river lemon otter cloud seven",  # a full-width M, as some keyboards give
    ],
)
def test_a_code_may_be_typed_in_many_ways(typed: str) -> None:
    assert normalise(typed) == CODE


@given(bytes_of_nine, st.sampled_from([" ", "-", ", ", "\n", " / ", "..."]), st.booleans())
def test_four_letters_of_each_word_are_enough(source: bytes, between: str, shout: bool) -> None:
    code = drawn(source)
    typed = between.join(word[:4] for word in code.split())
    assert normalise(typed.upper() if shout else typed) == code


def test_a_word_not_on_the_list_is_named_with_its_place() -> None:
    with pytest.raises(UnknownWord) as caught:
        normalise("maple river lemmon otter cloud seven")
    assert (caught.value.word, caught.value.position) == ("lemmon", 3)
    assert str(caught.value) == "Word 3, “lemmon”, is not on our list of words. Check its spelling."


def test_three_letters_of_a_longer_word_are_too_few() -> None:
    with pytest.raises(UnknownWord):
        normalise("map river lemon otter cloud seven")


def test_a_long_unknown_word_is_shown_in_part() -> None:
    with pytest.raises(UnknownWord, match="“qqqqqqqqqqqqqqqqqqqq…”"):
        normalise("q" * 300)


@pytest.mark.parametrize(
    ("typed", "found", "said"),
    [
        ("", 0, "no words"),
        ("  12 \x00 -- ", 0, "no words"),
        ("maple", 1, "1 word."),
        ("maple river lemon otter cloud", 5, "5 words"),
        (CODE + " maple", 7, "7 words"),
    ],
)
def test_a_wrong_number_of_words_is_told(typed: str, found: int, said: str) -> None:
    with pytest.raises(WrongCount, match=said) as caught:
        normalise(typed)
    assert caught.value.found == found


def test_text_beyond_the_limit_is_refused_unread() -> None:
    assert normalise(CODE.ljust(MOST_CHARACTERS)) == CODE
    with pytest.raises(TooMuchTyped, match="too long"):
        normalise(CODE.ljust(MOST_CHARACTERS + 1))


@given(st.text())
def test_whatever_is_typed_gives_a_code_or_a_plain_message(typed: str) -> None:
    assert set(code_or_message(typed).split()) <= set(WORDS) or code_or_message(typed).endswith(".")


def code_or_message(typed: str) -> str:
    try:
        return normalise(typed)
    except CodeNotUnderstood as problem:
        return str(problem)
