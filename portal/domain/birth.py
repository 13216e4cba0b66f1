"""Reading a date of birth out of an answer that may also be an age, as people write dates in Britain."""

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST = 1900
BY_NUMBERS = re.compile(r"(\d{1,2})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{4})", re.ASCII)
BY_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
BY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3})[a-z]*\.?,?\s+(\d{4})", re.ASCII)


def date_of_birth(answer: str) -> str:
    """Return the ISO date in ``4.3.2014``, ``4 March 2014`` or ``2014-03-04``; nothing for anything else."""
    words = answer.strip().casefold()
    if found := BY_NUMBERS.fullmatch(words):
        day, month, year = map(int, found.groups())
    elif found := BY_YEAR_FIRST.fullmatch(words):
        year, month, day = map(int, found.groups())
    elif (found := BY_NAME.fullmatch(words)) and found[2] in MONTHS:
        day, month, year = int(found[1]), MONTHS.index(found[2]) + 1, int(found[3])
    else:
        return ""
    return _iso(year, month, day)


def _iso(year: int, month: int, day: int) -> str:
    try:
        born = date(year, month, day)
    except ValueError:
        return ""
    return born.isoformat() if born.year >= EARLIEST else ""
