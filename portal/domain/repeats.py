"""Which earlier answer a refusal as a repeat rests on: its reference, or its day and what it was about."""

import re

from portal.domain.reference import InvalidReference, parse_reference

EARLIER = "earlier"
REPEAT = "repeat"
_REFERENCE = re.compile(r"\b[A-Za-z]{2}[- ]?[0-9A-Za-z]{4}[- ]?[0-9A-Za-z]{4}\b")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_FEWEST_WORDS = 4


def references_in(text: str) -> tuple[str, ...]:
    """Return the references a text names, each once."""
    found = []
    for typed in _REFERENCE.findall(text):
        try:
            found.append(parse_reference(typed))
        except InvalidReference:
            continue
    return tuple(dict.fromkeys(found))


def names_earlier(text: str) -> bool:
    """Whether a text names an earlier answer: by a reference, or by a day with its year and a few words."""
    return bool(references_in(text)) or (
        _YEAR.search(text) is not None and len(text.split()) >= _FEWEST_WORDS
    )
