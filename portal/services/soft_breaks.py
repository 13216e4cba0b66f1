"""Where a line may break inside a word without an end, so that a PDF of it is made in a moment."""

import re

EVERY = 40
LETTER = r"(?:&#?\w+;|[^\s<&])"
PARTS = re.compile(rf"<style\b.*?</style>|<[^>]*>|{LETTER}{{{EVERY + 1},}}", re.DOTALL)
STRETCH = re.compile(rf"{LETTER}{{{EVERY}}}")
MAY_BREAK = "\u200b"  # takes no room, and shows nothing


def with_soft_breaks(html: str) -> str:
    """Return a page whose words may break after every 40 letters; tags and styles stay as they are."""
    return PARTS.sub(lambda part: part[0] if part[0].startswith("<") else _broken(part[0]), html)


def _broken(word: str) -> str:
    return STRETCH.sub(lambda stretch: stretch[0] + MAY_BREAK, word)
