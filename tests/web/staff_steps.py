"""Steps that tests of the staff's own doors share."""

from datetime import date
from typing import Any


def parts(day: date, field: str = "on") -> dict[str, Any]:
    """Return a day as its three boxes."""
    return {f"{field}-day": str(day.day), f"{field}-month": str(day.month), f"{field}-year": str(day.year)}
