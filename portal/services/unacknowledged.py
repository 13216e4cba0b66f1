"""Whom nobody has written to in time: complaints without their acknowledgement letter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select, tuple_

from portal.domain.clocks import due_date
from portal.domain.vocabulary import DecisionStatus, FeedbackStatus, Kind
from portal.domain.workflow import BEING_SCREENED
from portal.domain.workingdays import Calendar
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.council import current_council
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.desk_lines import QueueItem, lines_of, select_lines
from portal.services.now import today
from portal.services.procedures import PROCEDURE_OF

PAGE = 25
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unacknowledged:
    """A page of them, and the cursor of the next or None."""

    pieces: tuple[QueueItem, ...]
    next_cursor: str | None


def list_unacknowledged(officer: StaffMember, after: str | None = None) -> Unacknowledged:
    """Return accepted complaints without a letter, and what is past its day to acknowledge on the desk.

    By the day to act by, 25 on a page; three queries.
    """
    wanted = select_lines(officer, any_status=True).where(_lacks_its_letter(current_calendar()))
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(Feedback.act_by, Feedback.id) > tuple_(*place))
    rows = db.session.execute(wanted.order_by(Feedback.act_by, Feedback.id).limit(PAGE + 1)).all()
    more = len(rows) > PAGE
    cursor = day_cursor(rows[PAGE - 1].act_by, rows[PAGE - 1].id) if more else None
    return Unacknowledged(lines_of(rows[:PAGE], officer), cursor)


def letters_lacking(officer_id: int) -> ScalarSelect[Any]:
    """Return how many ``list_unacknowledged`` has for an officer, as a part of another query."""
    counted = select(func.count()).select_from(Feedback).correlate(None)
    lacking = _lacks_its_letter(current_calendar())
    return counted.where(lacking, ~in_conflict(officer_id)).scalar_subquery()


def _lacks_its_letter(calendar: Calendar) -> ColumnElement[bool]:
    late = [
        and_(Feedback.sent_as == kind, Feedback.received_on <= received_on)
        for kind, received_on in _latest_past_their_day(calendar)
    ]
    accepted = select(Decision.feedback_id).where(
        Decision.status == DecisionStatus.IN_FORCE, Decision.route.in_(PROCEDURE_OF)
    )
    return and_(
        Feedback.acknowledged_at.is_(None),
        or_(
            and_(Feedback.status.in_(BEING_SCREENED), or_(*late)),
            and_(Feedback.status == FeedbackStatus.DECIDED, Feedback.id.in_(accepted)),
        ),
    )


def _latest_past_their_day(calendar: Calendar) -> Iterator[tuple[Kind, date]]:
    """Yield, for each kind, the last day of receipt whose day to acknowledge has gone by."""
    rules, day = current_council().kinds, today()
    for kind in Kind:
        received_on = day - ONE_DAY
        while due_date(received_on, rules[kind].acknowledge_days, calendar).due_on >= day:
            received_on -= ONE_DAY
        yield kind, received_on
