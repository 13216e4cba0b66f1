"""The one module that tells the time, so that tests and demonstrations can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return _moved_to.get() or datetime.now(UTC)


def today() -> date:
    """Return today's date in London."""
    return now().astimezone(LONDON).date()


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Let everything inside happen at another instant (aware)."""
    token = _moved_to.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _moved_to.reset(token)
