"""The registers of matters, enquiries, early resolutions and comments: rows, and counts by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, extract, func, or_, select, tuple_

from portal.domain.clocks import due_date, working_days_left
from portal.domain.delays import as_read
from portal.domain.permissions import Permission
from portal.domain.vocabulary import DecisionStatus, FeedbackStatus, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.models.screening import Decision, Screening
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.council import current_council
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.escalating import OUTCOME as ESCALATED
from portal.services.holding import require
from portal.services.now import today
from portal.services.route_details import wanted_categories

PAGE = 25
BEGINS_IN_APRIL = 4


class Register(StrEnum):
    """The registers; each is a route with rows of its own."""

    DUTY = "duty"
    ENQUIRIES = "enquiries"
    EARLY = "early"
    COMMENTS = "comments"


class Standing(StrEnum):
    """Whether a row waits for its answer."""

    OPEN = "open"
    LATE = "late"
    ANSWERED = "answered"
    FORMAL = "formal"


TYPES: dict[Register, tuple[str, ...]] = {
    Register.DUTY: ("duty_matter",),
    Register.ENQUIRIES: ("mp_enquiry", "councillor_enquiry"),
    Register.EARLY: ("pre_complaint",),
    Register.COMMENTS: ("comment",),
}
ROUTES = {
    Register.DUTY: Route.DUTY_MATTER,
    Register.ENQUIRIES: Route.ENQUIRY,
    Register.EARLY: Route.EARLY_RESOLUTION,
    Register.COMMENTS: Route.COMMENT,
}


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """What is asked for: category, team (its code), days of receipt, how it stands, for the young only."""

    category: str | None = None
    team: str | None = None
    since: date | None = None
    until: date | None = None
    standing: Standing | None = None
    young: bool = False


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One row; ``item`` is empty for a row without an item here, ``to_screen`` says that none decided yet.

    ``formal_on`` is the day it was taken the formal way, which is no answer; ``reply_needed`` is said by
    whoever screened a comment, and ``delay`` is why an answer went late.
    """

    row: str
    item: str
    record_type: str
    received_on: date
    category: str
    team: str
    young: bool
    outcome: str
    due_on: date | None
    days_left: int | None
    answered_on: date | None
    to_screen: bool
    formal_on: date | None = None
    reply_needed: bool = True
    delay: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a month or a quarter of a financial year adds up to."""

    label: str
    received: int
    answered: int
    late: int
    formal: int = 0


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Up to 25 rows, the latest first, and what the whole filtered register adds up to, the latest first."""

    lines: tuple[RegisterLine, ...]
    next_cursor: str | None
    total: Counted
    months: tuple[Counted, ...]
    quarters: tuple[Counted, ...]


def list_register(
    register: Register,
    officer: StaffMember,
    filters: RegisterFilters = RegisterFilters(),
    after: str | None = None,
) -> RegisterPage:
    """Return one page of a register with the counts of all of it; two queries.

    What the officer must keep away from is in no row and in no count. A cursor that can't be read starts at
    the top. Raises NotAllowed.
    """
    require(officer, Permission.SEE_DESK)
    holds = (*_of(register), *_asked(filters), or_(Feedback.id.is_(None), ~in_conflict(officer.id)))
    wanted = _rows(register).where(*holds)
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(Record.received_on, Record.id) < tuple_(*place))
    newest = wanted.order_by(Record.received_on.desc(), Record.id.desc()).limit(PAGE + 1)
    rows = db.session.execute(newest).all()
    lines = _lines(register, rows[:PAGE])
    cursor = day_cursor(rows[PAGE - 1].received_on, rows[PAGE - 1].number) if len(rows) > PAGE else None
    months = _months(register, holds)
    return RegisterPage(
        lines,
        cursor,
        _sum("All", (counted for _, counted in months)),
        tuple(counted for _, counted in months),
        _quarters(months),
    )


def quarter_of(year: int, month: int) -> str:
    """Return the quarter of the financial year a month lies in: ``Quarter 1, 2026 to 2027`` is from April."""
    begun = year if month >= BEGINS_IN_APRIL else year - 1
    return f"Quarter {(month - BEGINS_IN_APRIL) % 12 // 3 + 1}, {begun} to {begun + 1}"


def _of(register: Register) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on Record and Feedback that make a row one of a register."""
    there = or_(
        Feedback.id.is_(None),
        Feedback.status.not_in((FeedbackStatus.SET_ASIDE, FeedbackStatus.WITHDRAWN)),
    )
    return Record.record_type.in_(TYPES[register]), Record.received_on.is_not(None), there


def _formal() -> ColumnElement[bool]:
    """Return the condition that a row was taken the formal way; no outcome is none."""
    return func.coalesce(Record.outcome, "") == ESCALATED


def _needs_reply() -> ColumnElement[bool]:
    """Return the condition that nobody found a comment to need no reply (S3 5)."""
    needed: ColumnElement[bool] = func.coalesce(Screening.answers["reply_needed"].as_string(), "") != "no"
    return or_(Record.record_type != "comment", needed)


def _asked(filters: RegisterFilters) -> tuple[ColumnElement[bool], ...]:
    unanswered = and_(Record.responded_on.is_(None), _needs_reply())
    standing = {
        Standing.OPEN: unanswered,
        Standing.LATE: and_(unanswered, Record.due_on < today()),
        Standing.ANSWERED: and_(Record.responded_on.is_not(None), ~_formal()),
        Standing.FORMAL: _formal(),
    }
    asked: list[ColumnElement[bool]] = []
    if filters.category:
        asked.append(Decision.category == filters.category)
    if filters.team:
        asked.append(Record.team == current_council().team_label(filters.team))
    if filters.since:
        asked.append(Record.received_on >= filters.since)
    if filters.until:
        asked.append(Record.received_on < filters.until + timedelta(days=1))
    if filters.standing:
        asked.append(standing[filters.standing])
    if filters.young:
        asked.append(Record.young_person.is_(True))
    return tuple(asked)


def _joined(query: Select[*tuple[Any, ...]], register: Register) -> Select[*tuple[Any, ...]]:
    decided = and_(
        Decision.feedback_id == Record.feedback_id,
        Decision.route == ROUTES[register],
        Decision.status == DecisionStatus.IN_FORCE,
        Decision.id == _latest_of_row(register),
    )
    return (
        query.select_from(Record)
        .outerjoin(Feedback, Feedback.id == Record.feedback_id)
        .outerjoin(Screening, Screening.feedback_id == Record.feedback_id)
        .outerjoin(Decision, decided)
    )


def _latest_of_row(register: Register) -> Any:
    """Return the newest decision that a row counts: several points may have gone the same way."""
    other = Decision.__table__.alias("of_row")
    return (
        select(func.max(other.c.id))
        .where(
            other.c.feedback_id == Record.feedback_id,
            other.c.route == ROUTES[register],
            other.c.status == DecisionStatus.IN_FORCE,
            other.c.facts["record"].as_string() == Record.reference,
        )
        .correlate(Record)
        .scalar_subquery()
    )


def _rows(register: Register) -> Select[*tuple[Any, ...]]:
    columns = select(
        Record.id.label("number"),
        Record.reference.label("row"),
        Feedback.reference.label("item"),
        Record.record_type,
        Record.received_on,
        Decision.category,
        Record.team,
        Record.young_person,
        Record.outcome,
        Record.due_on,
        Record.responded_on,
        Decision.id.label("decision"),
        _needs_reply().label("reply_needed"),
        Record.notes,
    )
    return _joined(columns, register)


def _lines(register: Register, rows: Iterable[Any]) -> tuple[RegisterLine, ...]:
    labels, calendar, day = dict(wanted_categories(ROUTES[register])), current_calendar(), today()
    promised = current_council().kinds["enquiry"].reply_days if register is Register.ENQUIRIES else None
    lines = []
    for row in rows:
        due_on = row.due_on
        if due_on is None and promised and row.decision is None and row.responded_on is None:
            due_on = due_date(row.received_on, promised, calendar).due_on
        waits = due_on is not None and row.responded_on is None
        lines.append(
            RegisterLine(
                row=row.row,
                item=row.item or "",
                record_type=row.record_type,
                received_on=row.received_on,
                category=labels.get(row.category or "", row.category or ""),
                team=row.team or "",
                young=row.young_person,
                outcome=row.outcome or "",
                due_on=due_on,
                days_left=working_days_left(day, due_on, calendar) if waits else None,
                answered_on=None if _went_formal(row.outcome) else row.responded_on,
                formal_on=row.responded_on if _went_formal(row.outcome) else None,
                to_screen=bool(row.item) and row.decision is None and row.responded_on is None,
                reply_needed=bool(row.reply_needed),
                delay=as_read(row.notes),
            )
        )
    return tuple(lines)


def _went_formal(outcome: str | None) -> bool:
    return outcome == ESCALATED


def _months(
    register: Register, holds: tuple[ColumnElement[bool], ...]
) -> list[tuple[tuple[int, int], Counted]]:
    year, month = extract("year", Record.received_on), extract("month", Record.received_on)
    late = or_(
        Record.responded_on > Record.due_on, and_(Record.responded_on.is_(None), Record.due_on < today())
    )
    columns = select(
        year.label("year"),
        month.label("month"),
        func.count(Record.id).label("received"),
        func.count(case((~_formal(), Record.responded_on))).label("answered"),
        func.count(case((_formal(), Record.id))).label("formal"),
        func.sum(case((late, 1), else_=0)).label("late"),
    )
    rows = db.session.execute(
        _joined(columns, register).where(*holds).group_by(year, month).order_by(year.desc(), month.desc())
    )
    return [
        (
            (int(row.year), int(row.month)),
            Counted(
                f"{date(int(row.year), int(row.month), 1):%B %Y}",
                row.received,
                row.answered,
                int(row.late),
                row.formal,
            ),
        )
        for row in rows
    ]


def _quarters(months: Iterable[tuple[tuple[int, int], Counted]]) -> tuple[Counted, ...]:
    quarters: dict[str, list[Counted]] = {}
    for (year, month), counted in months:
        quarters.setdefault(quarter_of(year, month), []).append(counted)
    return tuple(_sum(label, counted) for label, counted in quarters.items())


def _sum(label: str, several: Iterable[Counted]) -> Counted:
    every = tuple(several)
    return Counted(
        label,
        sum(one.received for one in every),
        sum(one.answered for one in every),
        sum(one.late for one in every),
        sum(one.formal for one in every),
    )
