"""The working days of this council: bank holidays, days added by hand, and its own closures."""

from datetime import date
from functools import lru_cache

from sqlalchemy import select

from portal.domain.workingdays import Calendar
from portal.extensions import db
from portal.models.extra_day import ExtraDay
from portal.services.bank_holidays import england_bank_holidays
from portal.services.council import current_council
from portal.services.now import today

YEARS_BACK = 15
YEARS_AHEAD = 4


def current_calendar() -> Calendar:
    """Return the calendar that every clock of this council counts with; one query."""
    first, last = today().year - YEARS_BACK, today().year + YEARS_AHEAD
    extra = db.session.execute(select(ExtraDay.on, ExtraDay.label, ExtraDay.closure)).all()
    holidays = _holidays(first, last) | {row.on: row.label for row in extra if not row.closure}
    closures = {closed.day: closed.label for closed in current_council().closure_days} | {
        row.on: row.label for row in extra if row.closure
    }
    return Calendar(
        holidays=holidays,
        closures=closures,
        known_from=date(first, 1, 1),
        known_until=date(last, 12, 31),
    )


@lru_cache(maxsize=4)
def _holidays(first: int, last: int) -> dict[date, str]:
    return england_bank_holidays(first, last)
