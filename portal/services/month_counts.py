"""Counting records by the month of their receipt, for the registers' pages."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, extract, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.financial_year import last_day
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict

COMPLAINT, COMPLIMENT = "complaint", "compliment"
ACCEPTED = "Accepted"

MonthCounts = dict[str, Counter[date]]


def first_received() -> date | None:
    """Return the day of the first record there is, or None; one query, answered by the index."""
    return db.session.scalar(select(func.min(Record.received_on)))


def count_by_month(
    officer: StaffMember,
    record_type: str,
    months: tuple[date, ...],
    by: InstrumentedAttribute[Any],
    *also: ColumnElement[bool],
) -> MonthCounts:
    """Return how many came in each month, by one column of Record; empty for none in it; one query."""
    found: MonthCounts = {}
    for value, month, number in _rows(officer, record_type, months, (by,), also):
        found.setdefault(value, Counter())[month] += number
    return found


def count_themes(officer: StaffMember, months: tuple[date, ...]) -> dict[tuple[str, str], Counter[date]]:
    """Return how many complaints came in each month by theme and team, as records name them; one query.

    A complaint with two themes counts for each.
    """
    found: dict[tuple[str, str], Counter[date]] = {}
    both = (Record.theme, Record.team)
    for themes, team, month, number in _rows(officer, COMPLAINT, months, both, (Record.theme.is_not(None),)):
        for theme in themes.split("; "):
            found.setdefault((theme, team), Counter())[month] += number
    return found


def numbers_of(counts: Counter[date] | None, months: tuple[date, ...]) -> tuple[int, ...]:
    """Return the counts of these months in their order, nought where nothing came."""
    return tuple(counts[month] if counts else 0 for month in months)


def _rows(
    officer: StaffMember,
    record_type: str,
    months: tuple[date, ...],
    by: tuple[InstrumentedAttribute[Any], ...],
    also: tuple[ColumnElement[bool], ...],
) -> Iterator[tuple[Any, ...]]:
    """Yield columns, month and number, without what the officer must keep away from."""
    year, month = extract("year", Record.received_on), extract("month", Record.received_on)
    rows = db.session.execute(
        select(*by, year, month, func.count(Record.id))
        .select_from(Record)
        .outerjoin(Feedback, Feedback.id == Record.feedback_id)
        .where(
            Record.record_type == record_type,
            Record.received_on.between(months[0], last_day(months[-1])),
            or_(Feedback.id.is_(None), ~in_conflict(officer.id)),
            *also,
        )
        .group_by(*by, year, month)
    )
    for *values, in_year, in_month, number in rows:
        yield (*(value or "" for value in values), date(int(in_year), int(in_month), 1), number)
