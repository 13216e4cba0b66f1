"""What is minded beside the route, and by which day: records asked for, a data breach, a hard manner."""

from calendar import monthrange
from datetime import date, timedelta

from portal.domain.clocks import calendar_month_due
from portal.domain.workingdays import Calendar

# Calendar days to have advice on a possible breach, where the profile names none: cautious, and not law.
ADVICE_DAYS = 3
REVIEW_MONTHS = 6


def records_due(received_on: date, calendar: Calendar) -> date:
    """Return when records that were asked for are due: a calendar month from receipt (UK GDPR article 12).

    It runs by itself and never waits for the complaint, nor the complaint for it.
    """
    return calendar_month_due(received_on, calendar)


def advice_due(noticed_on: date, days: int = ADVICE_DAYS) -> date:
    """Return when advice on a possible breach is owed, in calendar days."""
    return noticed_on + timedelta(days=days)


def latest_review(today: date) -> date:
    """Return the last day on which a flag about behaviour may be looked at again: 6 months on."""
    months = today.month - 1 + REVIEW_MONTHS
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def may_review_on(day: date, today: date) -> bool:
    """Whether a flag about behaviour may be looked at again on this day: after today, within 6 months."""
    return today < day <= latest_review(today)
