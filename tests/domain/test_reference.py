"""References: their shape, how they may be typed and what their check character catches."""

import re
from itertools import pairwise
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.reference import ALPHABET, InvalidReference, mint_reference, parse_reference

PREFIXES = st.text(ascii_uppercase, min_size=2, max_size=2)
FIVE_BYTES = st.binary(min_size=5, max_size=5)


def minted(letters: str, source: bytes) -> str:
    return mint_reference(letters, lambda size: source[:size])


references = st.builds(minted, PREFIXES, FIVE_BYTES)


def packed(reference: str) -> str:
    return reference.replace("-", "")


def refused(typed: str) -> bool:
    try:
        parse_reference(typed)
    except InvalidReference:
        return True
    return False


@given(PREFIXES, FIVE_BYTES)
def test_a_reference_has_its_letters_and_two_groups_of_four(letters: str, source: bytes) -> None:
    reference = minted(letters, source)
    assert re.fullmatch(f"{letters}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", reference)
    assert parse_reference(reference) == reference


def test_all_35_random_bits_show_in_the_reference() -> None:
    drawn = {minted("CF", (1 << bit + 5).to_bytes(5)) for bit in range(35)}
    assert len(drawn) == 35
    assert len({minted("CF", rest.to_bytes(5)) for rest in range(32)}) == 1


@pytest.mark.parametrize("letters", ["C", "CFX", "cf", "C1", "", "ÉA", "CF\n"])
def test_only_two_capital_letters_can_begin_one(letters: str) -> None:
    with pytest.raises(ValueError, match="two capital letters"):
        minted(letters, b"12345")


@given(references)
def test_case_spaces_and_dashes_do_not_matter(reference: str) -> None:
    plain = packed(reference)
    for typed in (plain, plain.lower(), f"  {reference} ", " ".join(plain), reference.replace("-", "\u2013")):
        assert parse_reference(typed) == reference


@given(references)
def test_letters_that_look_like_digits_are_read_as_digits(reference: str) -> None:
    for zero, one in (("O", "I"), ("o", "l"), ("o", "L")):
        misread = reference[:2] + reference[2:].replace("0", zero).replace("1", one)
        assert parse_reference(misread) == reference


@given(references)
def test_any_one_wrong_character_is_caught(reference: str) -> None:
    plain = packed(reference)
    for place, right in enumerate(plain):
        choices = ascii_uppercase if place < 2 else ALPHABET
        for wrong in choices.replace(right, ""):
            assert refused(plain[:place] + wrong + plain[place + 1 :])


@given(references)
def test_two_neighbours_swapped_are_caught(reference: str) -> None:
    plain = packed(reference)
    for place, (left, right) in enumerate(pairwise(plain)):
        if left != right:
            assert refused(plain[:place] + right + left + plain[place + 2 :])


@pytest.mark.parametrize("second", ascii_uppercase)
def test_a_prefix_letter_swapped_with_its_neighbour_is_caught(second: str) -> None:
    for start in range(0, 1 << 35, (1 << 35) // 997):
        reference = minted(f"C{second}", (start << 5).to_bytes(5))
        plain = packed(reference)
        if plain[1] != plain[2]:
            assert refused(plain[0] + plain[2] + plain[1] + plain[3:])


@pytest.mark.parametrize(
    "typed",
    ["", "CF", "CF-7K3M-92Q", "CF-7K3M-92QXX", "7F-7K3M-92QX", "CF-7K3M-92QU", "CF\x007K3M92Q", "<b>"],
)
def test_what_is_not_a_reference_is_told_how_one_looks(typed: str) -> None:
    with pytest.raises(InvalidReference, match="looks like CF-"):
        parse_reference(typed)


def test_very_long_text_is_refused() -> None:
    with pytest.raises(InvalidReference, match="too long"):
        parse_reference("C" * 61)


@given(st.text())
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str) -> None:
    assert refused(typed) or parse_reference(parse_reference(typed)) == parse_reference(typed)
