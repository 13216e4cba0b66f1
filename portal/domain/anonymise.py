"""Names taken out of words that are to be shown to others: an X stands for each (S0 3.26)."""

import re
from collections.abc import Iterable

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "the", "and", "from", "of"})
SHORTEST = 2  # letters
NAME = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def without_names(words: str, names: Iterable[str]) -> str:
    """Return the words with an X for each part of each name, in any case: a draft for a person to check."""
    found = {part.casefold() for name in names for part in NAME.findall(name)}
    parts = {part for part in found if len(part) >= SHORTEST and part not in TITLES}
    return NAME.sub(lambda word: _crossed_out(word.group(), parts), words)


def _crossed_out(word: str, parts: set[str]) -> str:
    plain = word.casefold()
    for ending in ("’s", "'s"):
        if plain.endswith(ending) and plain.removesuffix(ending) in parts:
            return f"X{word[-2:]}"
    return "X" if plain in parts else word
