"""The desk's list of what was asked for before the next stage, and how each ended, by quarter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, extract, func, select, tuple_

from portal.domain.clocks import working_days_between
from portal.domain.financial_year import last_day, months_of, quarter_number
from portal.domain.permissions import Permission
from portal.domain.vocabulary import (
    Audience,
    Channel,
    FeedbackStatus,
    Kind,
    Procedure,
    StageRequestStatus,
)
from portal.extensions import db
from portal.models.case import Case
from portal.models.feedback import Feedback
from portal.models.stage_request import StageRequest
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.council import current_council
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.desk_lines import capacity
from portal.services.holding import require
from portal.services.now import today

PAGE = 25
QUARTERS = (1, 2, 3, 4)
STANDING = (
    StageRequestStatus.ASKED,
    StageRequestStatus.OFFERED,
    StageRequestStatus.SAID_ENDED,
    StageRequestStatus.GOES_ON,
)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request that nobody may forget; ``days`` are working days since it was asked."""

    reference: str
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    procedure: Procedure
    stage: int
    status: StageRequestStatus
    asked_on: date
    days: int


@dataclass(frozen=True, slots=True)
class RequestList:
    """Up to 25 requests, and the cursor of the next page or None."""

    lines: tuple[RequestLine, ...]
    next_cursor: str | None


def list_stage_requests(officer: StaffMember, after: str | None = None) -> RequestList:
    """Return a page of what stands, the longest waiting first; one query beside the calendar's."""
    require(officer, Permission.SEE_DESK)
    wanted = (
        select(
            StageRequest.id,
            StageRequest.stage,
            StageRequest.status,
            StageRequest.asked_on,
            Case.procedure,
            Feedback.reference,
            Feedback.kind,
            Feedback.audience,
            Feedback.channel,
            capacity().label("capacity"),
        )
        .join(Feedback, Feedback.id == StageRequest.feedback_id)
        .join(Case, Case.id == StageRequest.case_id)
        .where(*_standing(officer.id))
    )
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(StageRequest.asked_on, StageRequest.id) > tuple_(*place))
    ordered = wanted.order_by(StageRequest.asked_on, StageRequest.id).limit(PAGE + 1)
    rows = db.session.execute(ordered).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    cursor = day_cursor(last.asked_on, last.id) if last else None
    return RequestList(_lines(rows[:PAGE]), cursor)


def _lines(rows: Sequence[Any]) -> tuple[RequestLine, ...]:
    calendar, day, rules = current_calendar(), today(), current_council().procedures
    return tuple(
        RequestLine(
            reference=row.reference,
            kind=row.kind,
            audience=row.audience,
            channel=row.channel,
            capacity=row.capacity or "",
            procedure=row.procedure,
            stage=row.stage,
            status=row.status,
            asked_on=row.asked_on,
            days=working_days_between(
                row.asked_on, day, calendar, with_closures=rules[row.procedure].closures_count
            ),
        )
        for row in rows
    )


def stages_asked_for(officer_id: int) -> ScalarSelect[int]:
    """Return how many requests stand, as a part of another query."""
    counted = select(func.count(StageRequest.id)).join(Feedback, Feedback.id == StageRequest.feedback_id)
    return counted.where(*_standing(officer_id)).scalar_subquery()


def count_by_quarter(officer: StaffMember, year: int) -> dict[StageRequestStatus, tuple[int, ...]]:
    """Return how many requests of each quarter of a financial year stand where; one query.

    A request counts in the quarter in which it was asked for, one for each procedure. Whoever withdrew the
    whole complaint asks for nothing any more, so theirs counts as withdrawn.
    """
    require(officer, Permission.SEE_DESK)
    months = months_of(year)
    parts = extract("year", StageRequest.asked_on), extract("month", StageRequest.asked_on)
    rows = db.session.execute(
        select(*parts, StageRequest.status, Feedback.status, func.count(StageRequest.id))
        .join(Feedback, Feedback.id == StageRequest.feedback_id)
        .where(StageRequest.asked_on.between(months[0], last_day(months[-1])), ~in_conflict(officer.id))
        .group_by(*parts, StageRequest.status, Feedback.status)
    )
    counts: Counter[tuple[StageRequestStatus, int]] = Counter()
    for in_year, in_month, stands, of_item, number in rows:
        gone = of_item is FeedbackStatus.WITHDRAWN and stands in STANDING
        status = StageRequestStatus.WITHDRAWN if gone else stands
        counts[status, quarter_number(date(int(in_year), int(in_month), 1))] += number
    return {status: tuple(counts[status, quarter] for quarter in QUARTERS) for status in StageRequestStatus}


def _standing(officer_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that a request waits for something; whoever withdrew it all asks for nothing."""
    stands = and_(StageRequest.status.in_(STANDING), Feedback.status != FeedbackStatus.WITHDRAWN)
    return (stands, ~in_conflict(officer_id))
