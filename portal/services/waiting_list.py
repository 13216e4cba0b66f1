"""What waits for somebody else's answer or signature: the desk's list, what is late on top."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, ScalarSelect, Select, func, literal, select, tuple_

from portal.domain.clocks import working_days_left
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, Channel, DecisionStatus, Kind, WaitingFor
from portal.domain.workflow import BEING_SCREENED
from portal.extensions import db
from portal.models.account import Account
from portal.models.dealings import Waiting
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.desk_lines import capacity
from portal.services.holding import require
from portal.services.now import today
from portal.services.signers import waits

PAGE = 25
NO_DAY = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One line: since when, until when (working days left), and who asked or proposed."""

    reference: str
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    act_by: date
    since: datetime
    until: date | None
    days_left: int | None
    by: str

    @property
    def is_to_come(self) -> bool:
        """Whether its day is still to come though no working day is left before it."""
        return self.days_left == 0 and self.until is not None and self.until > today()


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Up to 25 lines, how many there are in all, and the cursor of the next page or None."""

    lines: tuple[WaitingLine, ...]
    total: int
    next_cursor: str | None


def list_waiting_for(
    officer: StaffMember, whom: WaitingFor, asked_by: int | None = None, after: str | None = None
) -> WaitingPage:
    """Return what waits for the person or the service, by the day it is expected; three queries.

    ``asked_by`` keeps to what one officer asked. A cursor that can't be read starts at the top.
    """
    until = func.coalesce(Waiting.expected_by, literal(NO_DAY, Date))
    wanted = _lines(officer, Waiting.since, Waiting.expected_by, until, Waiting.id).join(
        Waiting, Waiting.feedback_id == Feedback.id
    )
    wanted = wanted.join(Account, Account.id == Waiting.asked_by_id).where(is_open_wait(whom))
    if asked_by is not None:
        wanted = wanted.where(Waiting.asked_by_id == asked_by)
    return _page(wanted, until, Waiting.id, after)


def list_awaiting_signature(
    officer: StaffMember, proposed_by: int | None = None, after: str | None = None, *, late: bool = False
) -> WaitingPage:
    """Return what waits for a second person, or only what is late, by the day to sign by; three queries."""
    until = func.coalesce(Decision.sign_by, literal(NO_DAY, Date))
    wanted = _lines(officer, Decision.proposed_at, Decision.sign_by, until, Decision.id).join(
        Decision, Decision.feedback_id == Feedback.id
    )
    wanted = wanted.join(Account, Account.id == Decision.proposed_by_id).where(
        Decision.status == DecisionStatus.PROPOSED
    )
    if proposed_by is not None:
        wanted = wanted.where(Decision.proposed_by_id == proposed_by)
    if late:
        wanted = wanted.where(Decision.sign_by < today())
    return _page(wanted, until, Decision.id, after)


def waits_open(officer_id: int) -> ScalarSelect[int]:
    """Return how many wait for the person or the service, as a part of another query."""
    counted = select(func.count(Waiting.id)).join(Feedback, Feedback.id == Waiting.feedback_id)
    return counted.where(
        Waiting.ended_at.is_(None), Feedback.status.in_(BEING_SCREENED), ~in_conflict(officer_id)
    ).scalar_subquery()


def waits_for_signature(officer_id: int) -> ScalarSelect[int]:
    """Return how many wait for a second person, as a part of another query."""
    counted = select(func.count(Decision.id)).join(Feedback, Feedback.id == Decision.feedback_id)
    return counted.where(*waits(), ~in_conflict(officer_id)).scalar_subquery()


def is_open_wait(whom: WaitingFor) -> ColumnElement[bool]:
    """Return the condition that an answer is still waited for."""
    return Waiting.ended_at.is_(None) & (Waiting.whom == whom)


def _lines(officer: StaffMember, since: Any, until: Any, order: Any, number: Any) -> Select[Any]:
    require(officer, Permission.SEE_DESK)
    return (
        select(
            Feedback.reference,
            Feedback.kind,
            Feedback.audience,
            Feedback.channel,
            capacity().label("capacity"),
            Feedback.act_by,
            since.label("since"),
            until.label("until"),
            Account.name.label("by"),
            order.label("place"),
            number.label("number"),
        )
        .select_from(Feedback)
        .where(Feedback.status.in_(BEING_SCREENED), ~in_conflict(officer.id))
    )


def _page(wanted: Select[Any], until: Any, number: Any, after: str | None) -> WaitingPage:
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(until, number) > tuple_(literal(place[0], Date), place[1]))
    rows = db.session.execute(wanted.order_by(until, number).limit(PAGE + 1)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    cursor = day_cursor(last.until or NO_DAY, last.number) if last else None
    calendar, day = current_calendar(), today()
    lines = tuple(
        WaitingLine(
            reference=row.reference,
            kind=row.kind,
            audience=row.audience,
            channel=row.channel,
            capacity=row.capacity or "",
            act_by=row.act_by,
            since=row.since,
            until=row.until,
            days_left=working_days_left(day, row.until, calendar) if row.until else None,
            by=row.by,
        )
        for row in rows[:PAGE]
    )
    return WaitingPage(lines, total, cursor)
