"""How letters are called on the desk."""

from portal.domain.opening_letters import about_points
from portal.domain.vocabulary import LetterKind, LetterStyle

__all__ = ["KINDS", "LETTER_STYLES", "STYLES", "about_points", "letter_titled", "set_for"]

KINDS = {
    LetterKind.ACKNOWLEDGEMENT: "Acknowledgement letter",
    LetterKind.CORRECTED: "Corrected letter",
    LetterKind.DECISION: "Letter about what we decided",
    LetterKind.FREEZE: "Answer about holding it",
}
STYLES = {
    LetterStyle.ADULT: "for adults",
    LetterStyle.YOUNG_PERSON: "for young people",
    LetterStyle.EASY_READ: "easy read",
}

# The same as choices.
LETTER_STYLES = {
    LetterStyle.ADULT: "For adults",
    LetterStyle.YOUNG_PERSON: "For young people",
    LetterStyle.EASY_READ: "Easy read",
}


def letter_titled(kind: LetterKind, version: int) -> str:
    """Return what a letter is called, with its version from the second on."""
    return f"{KINDS[kind]}, version {version}" if version > 1 else KINDS[kind]


def set_for(style: LetterStyle) -> str:
    """Return for whom a letter is worded and set."""
    return STYLES[style]
