"""Whether words are a quote: what somebody wrote, with names and other parts left out, and nothing added."""

import re
import unicodedata

LEFT_OUT = re.compile(
    r"(?i:\[\s*(?:…|\.{2,}|x|left out|(?:(?:the|a|my|our|their)\s+)?"
    r"(?:names?|child|children|workers?|team|place|school))?\s*\])|…|\.{2,}|\bX\b(?:[’']s\b)?"
)
WORD = re.compile(r"\w+")


def is_quoted_from(quote: str, source: str) -> bool:
    """Whether each run of words between what is left out stands in the source, in the same order."""
    runs = [run for run in map(_words, LEFT_OUT.split(quote)) if run]
    words, place = _words(source), 0
    for run in runs:
        found = next((at for at in range(place, len(words)) if words[at : at + len(run)] == run), None)
        if found is None:
            return False
        place = found + len(run)
    return bool(runs)


def _words(text: str) -> list[str]:
    """Return the words alone, in a form in which two ways of writing them are equal."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())
