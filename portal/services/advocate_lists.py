"""The desk's list of requests for an advocate that are still open, by the day one has to be offered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, tuple_

from portal.domain.clocks import working_days_left
from portal.domain.permissions import Permission
from portal.domain.vocabulary import AdvocateRequestStatus, Audience, Channel, Kind
from portal.extensions import db
from portal.models.advocate_request import AdvocateRequest
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.advocate_requests import STILL_OPEN
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.desk_lines import capacity
from portal.services.holding import require
from portal.services.known_advocates import provider_names
from portal.services.now import today

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request; ``days_left`` are working days until one has to be offered, None once one was."""

    reference: str
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    status: AdvocateRequestStatus
    offer_by: date
    days_left: int | None
    provider: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Up to 25 requests, and the cursor of the next page or None."""

    lines: tuple[RequestLine, ...]
    next_cursor: str | None


def list_open_requests(officer: StaffMember, after: str | None = None) -> RequestPage:
    """Return the requests nobody has met about yet, the most urgent first; two queries.

    ``after`` is a cursor of an earlier page; one that can't be read starts at the top.
    """
    wanted = _open_to(
        officer,
        select(
            AdvocateRequest.id,
            AdvocateRequest.status,
            AdvocateRequest.offer_by,
            AdvocateRequest.provider,
            Feedback.reference,
            Feedback.kind,
            Feedback.audience,
            Feedback.channel,
            capacity().label("capacity"),
        ),
    )
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(AdvocateRequest.offer_by, AdvocateRequest.id) > place)
    ordered = wanted.order_by(AdvocateRequest.offer_by, AdvocateRequest.id)
    rows = db.session.execute(ordered.limit(A_PAGE + 1)).all()
    lines, last = tuple(_lines(rows[:A_PAGE])), rows[A_PAGE - 1] if len(rows) > A_PAGE else None
    return RequestPage(lines, day_cursor(last.offer_by, last.id) if last else None)


def count_open_requests(officer: StaffMember) -> int:
    """Return how many requests are open."""
    counted = _open_to(officer, select(func.count(AdvocateRequest.id)))
    return db.session.scalar(counted) or 0


def _open_to(officer: StaffMember, wanted: Any) -> Any:
    """Return a query for open requests, without what the officer must keep away from."""
    require(officer, Permission.SEE_DESK)
    joined = wanted.join_from(AdvocateRequest, Feedback, Feedback.id == AdvocateRequest.feedback_id)
    return joined.where(AdvocateRequest.status.in_(STILL_OPEN), ~in_conflict(officer.id))


def _lines(rows: Any) -> list[RequestLine]:
    calendar, day, names = current_calendar(), today(), provider_names()
    return [
        RequestLine(
            reference=row.reference,
            kind=row.kind,
            audience=row.audience,
            channel=row.channel,
            capacity=row.capacity or "",
            status=row.status,
            offer_by=row.offer_by,
            days_left=working_days_left(day, row.offer_by, calendar)
            if row.status is AdvocateRequestStatus.ASKED
            else None,
            provider=names.get(row.provider or "", ""),
        )
        for row in rows
    ]
