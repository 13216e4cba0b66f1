"""References such as CF-7K3M-92QX: what staff and letters quote, and never guessable from another."""

import re
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
# Letters that Crockford leaves out still stand in a council's prefix; each keeps a value of its own there.
_PREFIX_VALUE = _VALUE | {"O": 0, "I": 1, "L": 2, "U": 3}
_MISREAD = str.maketrans("OIL", "011")
_SHAPE = re.compile(f"[A-Z]{{2}}[{ALPHABET}]{{8}}")
_RANDOM_BYTES = 5
_RANDOM_CHARACTERS = 7
_MOST_CHARACTERS = 60


class InvalidReference(ValueError):
    """What was typed isn't one of our references; `str()` is ready to show at the field."""


def mint_reference(letters: str, random_source: Callable[[int], bytes]) -> str:
    """Return a new reference; raise ValueError where a council's letters aren't two of A to Z."""
    if not re.fullmatch("[A-Z]{2}", letters):
        raise ValueError("A reference begins with two capital letters.")
    number = int.from_bytes(random_source(_RANDOM_BYTES)) >> (8 * _RANDOM_BYTES - 5 * _RANDOM_CHARACTERS)
    body = "".join(ALPHABET[number >> 5 * place & 31] for place in range(_RANDOM_CHARACTERS))
    return _grouped(letters + body + check_character(letters, body))


def parse_reference(typed: str) -> str:
    """Return the reference that was meant: any case, spaces and dashes; O, I and L stand for digits.

    Raises InvalidReference where the shape or the check character is wrong.
    """
    if len(typed) > _MOST_CHARACTERS:
        raise InvalidReference("That is too long for a reference. It looks like CF-7K3M-92QX.")
    packed = re.sub(r"[\W_]", "", typed).upper()
    packed = packed[:2] + packed[2:].translate(_MISREAD)
    if not _SHAPE.fullmatch(packed):
        raise InvalidReference("Type the whole reference. It looks like CF-7K3M-92QX.")
    if packed[-1] != check_character(packed[:2], packed[2:-1]):
        raise InvalidReference("Check the reference. A letter or number in it is not right.")
    return _grouped(packed)


def check_character(letters: str, body: str) -> str:
    """Return the character that makes any one wrong character, or two swapped, show.

    It is a sum over the field of 32 elements in which every place has a weight of its own, none of them 0.
    """
    values = [_PREFIX_VALUE[letter] for letter in letters] + [_VALUE[letter] for letter in body]
    total, weight = 0, 1
    for value in reversed(values):
        weight = _times(weight, 2)
        total ^= _times(weight, value)
    return ALPHABET[total]


def _times(left: int, right: int) -> int:
    """Multiply in the field of 32 elements, by the polynomial x^5 + x^2 + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= 0b100101
        right >>= 1
    return product


def _grouped(packed: str) -> str:
    return f"{packed[:2]}-{packed[2:6]}-{packed[6:]}"
