"""On what day something can have reached the council: none to come, and none that must be a slip."""

from datetime import date, timedelta

YEARS_BACK = 5


def is_to_come(day: date, today: date) -> bool:
    """Whether a day lies ahead."""
    return day > today


def is_too_long_ago(day: date, today: date) -> bool:
    """Whether a day is so long gone that its year is more likely a slip."""
    return day < today - timedelta(days=365 * YEARS_BACK + 1)


def can_be(day: date, today: date) -> bool:
    """Whether something can have reached the council that day."""
    return not is_to_come(day, today) and not is_too_long_ago(day, today)
