"""The private code: six words of our own list, 66 bits, forgiving to type and silent about what it opens."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NewType

from portal.domain.wordlist import WORDS

WORDS_IN_CODE = 6
MOST_CHARACTERS = 400
KEY_LETTERS = 4
_BITS_A_WORD = 11
_BYTES_DRAWN = 9
_BY_KEY = {word[:KEY_LETTERS]: word for word in WORDS}
_LETTERS = re.compile(r"[^\W\d_]+")

Code = NewType("Code", str)  # six whole words, lower case, one space between


class CodeNotUnderstood(ValueError):
    """What was typed can't be a private code; `str()` is ready to show at the field."""


class UnknownWord(CodeNotUnderstood):
    """A typed word isn't on the list; `position` counts from 1."""

    def __init__(self, word: str, position: int) -> None:
        shown = word if len(word) <= 20 else f"{word[:20]}…"
        super().__init__(f"Word {position}, “{shown}”, is not on our list of words. Check its spelling.")
        self.word = word
        self.position = position


class WrongCount(CodeNotUnderstood):
    """There are fewer or more than six words; `found` says how many."""

    def __init__(self, found: int) -> None:
        typed = "no words" if found == 0 else "1 word" if found == 1 else f"{found} words"
        super().__init__(f"A private code has six words. You typed {typed}.")
        self.found = found


class NotOneWord(CodeNotUnderstood):
    """A safe word is one word; `found` says how many were typed."""

    def __init__(self, found: int) -> None:
        super().__init__("A safe word is one word. Type only that." if found else "Type your safe word.")
        self.found = found


class TooMuchTyped(CodeNotUnderstood):
    """The text is far longer than six words."""

    def __init__(self) -> None:
        super().__init__("That is too long. Type only the words of our list.")


def mint(random_bytes_source: Callable[[int], bytes]) -> Code:
    """Draw a new code from a source of random bytes; each of the 2^66 codes is equally likely."""
    number = int.from_bytes(random_bytes_source(_BYTES_DRAWN)) >> (
        8 * _BYTES_DRAWN - WORDS_IN_CODE * _BITS_A_WORD
    )
    places = (number >> (_BITS_A_WORD * turn) for turn in range(WORDS_IN_CODE))
    return Code(display(WORDS[place % len(WORDS)] for place in places))


def some_words(random_bytes_source: Callable[[int], bytes], count: int) -> tuple[str, ...]:
    """Return different words of the list to choose a safe word from."""
    chosen: dict[str, None] = {}
    while len(chosen) < count:
        chosen[WORDS[int.from_bytes(random_bytes_source(_BYTES_DRAWN)) % len(WORDS)]] = None
    return tuple(chosen)


def one_word(typed: str) -> str:
    """Return the one word of the list that was meant; raises UnknownWord, NotOneWord or TooMuchTyped."""
    words = _words_meant(typed)
    if len(words) != 1:
        raise NotOneWord(len(words))
    return words[0]


def normalise(typed: str) -> Code:
    """Return the code that was meant; any case, spacing and punctuation; four letters of a word are enough.

    Raises UnknownWord, WrongCount or TooMuchTyped, which say nothing of whether a code is in use.
    """
    words = _words_meant(typed)
    if len(words) != WORDS_IN_CODE:
        raise WrongCount(len(words))
    return Code(display(words))


def _words_meant(typed: str) -> list[str]:
    if len(typed) > MOST_CHARACTERS:
        raise TooMuchTyped
    plain = unicodedata.normalize("NFKC", typed).lower().replace("\u00ad", "")
    found = _LETTERS.findall(plain)
    return [_word_meant(word, position) for position, word in enumerate(found, start=1)]


def _word_meant(typed: str, position: int) -> str:
    word = _BY_KEY.get(typed[:KEY_LETTERS])
    if word is None:
        raise UnknownWord(typed, position)
    return word


def display(words: Iterable[str]) -> str:
    """Return a code, or the words of one, as shown, copied and pasted: one space between."""
    return " ".join(words.split() if isinstance(words, str) else words)
