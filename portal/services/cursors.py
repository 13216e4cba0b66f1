"""Where a page of a list ended: what it is sorted by and an id, as one short text for the address."""

from datetime import date, datetime

LARGEST_ID = 2**31 - 1


def day_cursor(day: date, number: int) -> str:
    """Return the place after a row of a list sorted by day and id."""
    return f"{day:%Y-%m-%d}.{number}"


def instant_cursor(at: datetime, number: int) -> str:
    """Return the place after a row of a list sorted by an instant (UTC) and id."""
    return f"{at:%Y-%m-%dT%H:%M:%S.%f}_{number}"


def read_day_cursor(cursor: str | None) -> tuple[date, int] | None:
    """Return the day and id of a place, or None for the beginning and for what nobody gave out."""
    day, _, number = (cursor or "").partition(".")
    try:
        return date.fromisoformat(day), _read_id(number)
    except ValueError:
        return None


def read_instant_cursor(cursor: str | None) -> tuple[datetime, int] | None:
    """Return the instant and id of a place, or None for the beginning and for what nobody gave out."""
    at, _, number = (cursor or "").partition("_")
    try:
        return datetime.fromisoformat(f"{at}+00:00"), _read_id(number)
    except ValueError:
        return None


def _read_id(text: str) -> int:
    if not 0 <= int(text) <= LARGEST_ID:
        raise ValueError(text)
    return int(text)
