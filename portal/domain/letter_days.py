"""The days that a letter promises: which are past, and what a day given elsewhere makes of it."""

import re
from datetime import date, datetime

DAY_PROMISED = re.compile(r"\bby ((?:[A-Z][a-z]+day )?(\d{1,2} [A-Z][a-z]+ \d{4}))")
SENTENCES = re.compile(r"[.!?\n]")
IS_LATE = "should have"
OF_ITS_DAY = re.compile(
    r"\b(?:today|tomorrow|yesterday|tonight|(?:this|next|last) (?:morning|afternoon|week))\b", re.I
)


def days_promised(message: str) -> tuple[tuple[str, date], ...]:
    """Return each day by which something is promised, as it is said and as it is, each once.

    A sentence that says that something is late promises nothing.
    """
    found: dict[str, date] = {}
    for sentence in SENTENCES.split(message):
        if IS_LATE not in sentence:
            found |= {said: day for said, typed in DAY_PROMISED.findall(sentence) if (day := _day(typed))}
    return tuple(found.items())


def past_days(message: str, today: date) -> tuple[str, ...]:
    """Return the days by which a message promises something and that are past, as it says them."""
    return tuple(said for said, day in days_promised(message) if day < today)


def names_another_day(message: str, by: date) -> bool:
    """Whether a message promises something by days, and none of them is this one."""
    days = {day for _, day in days_promised(message)}
    return bool(days) and by not in days


def words_of_a_day(message: str) -> tuple[str, ...]:
    """Return the words that are true on the day of writing alone ("today"), each once."""
    return tuple(dict.fromkeys(found[0].lower() for found in OF_ITS_DAY.finditer(message)))


def _day(typed: str) -> date | None:
    try:
        return datetime.strptime(typed, "%d %B %Y").date()  # noqa: DTZ007
    except ValueError:
        return None
