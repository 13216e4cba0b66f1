"""Why an answer went late: a closed list, so that it can be counted (S1, Children in Care)."""

from datetime import date

DELAYS = {
    "settling": "trying to put it right informally",
    "person": "waiting for the person",
    "service": "waiting for the service",
    "others": "waiting for another organisation",
    "away": "somebody was away",
    "hard": "it took longer to look into",
    "us": "we missed the day",
}
BEGINS = "Answer late: "


def is_late(due_on: date | None, on: date) -> bool:
    """Whether an answer that goes on a day is late; nothing is where no day was promised."""
    return due_on is not None and on > due_on


def as_noted(delay: str) -> str:
    """Return how a record notes why its answer was late."""
    return f"{BEGINS}{DELAYS[delay]}"


def as_read(notes: str | None) -> str:
    """Return why an answer was late from a record's notes; empty where they say something else."""
    known = {as_noted(delay): words for delay, words in DELAYS.items()}
    return known.get(notes or "", "")
