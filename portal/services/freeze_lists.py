"""The managers' list of requests to hold something, its count, and the alert where one is late."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select, tuple_, update
from sqlalchemy.orm import aliased

from portal.domain.clocks import working_days_left
from portal.domain.freezes import HELD
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, Channel, FreezeStatus, Kind
from portal.domain.workingdays import london_date
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.models.freeze import FreezeRequest
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.database import writing
from portal.services.desk_lines import capacity
from portal.services.freezes import NOBODY_MAIL
from portal.services.holding import require
from portal.services.now import now, today
from portal.services.outbox import queue_mail

PAGE = 25
Named = aliased(Account)


@dataclass(frozen=True, slots=True)
class FreezeLine:
    """One request; ``manager`` is empty where whoever was named left or must keep away.

    ``days_left`` are working days to decide, None once it is decided; ``mine`` says that it is this reader's
    to decide, as the manager named or as their deputy.
    """

    id: int
    reference: str
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    status: FreezeStatus
    happens_on: date | None
    decide_by: date
    days_left: int | None
    manager: str
    mine: bool


@dataclass(frozen=True, slots=True)
class FreezeList:
    """Up to 25 requests, and the cursor of the next page or None."""

    lines: tuple[FreezeLine, ...]
    next_cursor: str | None


def list_waiting(officer: StaffMember, after: str | None = None) -> FreezeList:
    """Return what waits for a manager, the latest first; two queries."""
    return _list(officer, FreezeRequest.status == FreezeStatus.ASKED, after)


def list_held(officer: StaffMember, after: str | None = None) -> FreezeList:
    """Return what is held now, whole or in part, so that no hold is forgotten; two queries."""
    return _list(officer, FreezeRequest.status.in_(sorted(HELD)), after)


def count_waiting_freezes(officer: StaffMember) -> int:
    """Return how many requests wait for a manager; one query."""
    wanted = _open_to(officer, select(func.count(FreezeRequest.id)))
    return db.session.scalar(wanted.where(FreezeRequest.status == FreezeStatus.ASKED)) or 0


def freezes_waiting(officer_id: int) -> ScalarSelect[int]:
    """Return how many requests wait for a manager, as a part of another query."""
    waits = select(func.count(FreezeRequest.id)).join(Feedback, Feedback.id == FreezeRequest.feedback_id)
    return waits.where(FreezeRequest.status == FreezeStatus.ASKED, ~in_conflict(officer_id)).scalar_subquery()


def find_undecided(feedback_id: int) -> int | None:
    """Return the number of an item's request that waits for a manager, or None; one query."""
    waits = select(FreezeRequest.id).where(FreezeRequest.status == FreezeStatus.ASKED)
    return db.session.scalar(waits.where(FreezeRequest.feedback_id == feedback_id).limit(1))


def alert_late_freezes() -> int:
    """Tell supervisors once each working day of what no manager decided in time; return how many. Commits.

    The mail names nothing, so that it may reach somebody who has to keep away from one of them.
    """
    if not current_calendar().is_working(today()):
        db.session.rollback()
        return 0
    with writing():
        late = select(FreezeRequest.id, FreezeRequest.alerted_at).where(
            FreezeRequest.status == FreezeStatus.ASKED, FreezeRequest.decide_by < today()
        )
        rows = db.session.execute(late.with_for_update(skip_locked=True)).all()
        untold = [row.id for row in rows if not row.alerted_at or london_date(row.alerted_at) < today()]
        if untold:
            told = update(FreezeRequest).where(FreezeRequest.id.in_(untold))
            db.session.execute(told.values(alerted_at=now()))
            queue_mail(NOBODY_MAIL, staff_list="supervisors")
    return len(untold)


def _list(officer: StaffMember, wanted: ColumnElement[bool], after: str | None) -> FreezeList:
    query = _open_to(officer, _columns(officer)).where(wanted)
    place = read_day_cursor(after)
    if place is not None:
        query = query.where(tuple_(FreezeRequest.decide_by, FreezeRequest.id) > tuple_(*place))
    ordered = query.order_by(FreezeRequest.decide_by, FreezeRequest.id).limit(PAGE + 1)
    rows = db.session.execute(ordered).all()
    shown = tuple(_lines(rows[:PAGE]))
    more = len(rows) > PAGE
    return FreezeList(shown, day_cursor(shown[-1].decide_by, shown[-1].id) if more else None)


def _columns(officer: StaffMember) -> Any:
    able = and_(Named.ended_at.is_(None), ~in_conflict(Named.id))
    return select(
        FreezeRequest.id,
        Feedback.reference,
        Feedback.kind,
        Feedback.audience,
        Feedback.channel,
        capacity().label("capacity"),
        FreezeRequest.status,
        FreezeRequest.happens_on,
        FreezeRequest.decide_by,
        Named.name.label("manager"),
        able.label("able"),
        or_(Named.id == officer.id, Named.deputy_id == officer.id).label("mine"),
    )


def _open_to(officer: StaffMember, wanted: Any) -> Any:
    """Return a query for requests, without those of items the officer must keep away from."""
    require(officer, Permission.SEE_DESK)
    joined = wanted.select_from(FreezeRequest).join(Feedback, Feedback.id == FreezeRequest.feedback_id)
    named = joined.outerjoin(Named, Named.id == FreezeRequest.manager_id)
    return named.where(~in_conflict(officer.id))


def _lines(rows: Any) -> list[FreezeLine]:
    calendar, day = current_calendar(), today()
    return [
        FreezeLine(
            id=row.id,
            reference=row.reference,
            kind=row.kind,
            audience=row.audience,
            channel=row.channel,
            capacity=row.capacity or "",
            status=row.status,
            happens_on=row.happens_on,
            decide_by=row.decide_by,
            days_left=working_days_left(day, row.decide_by, calendar)
            if row.status is FreezeStatus.ASKED
            else None,
            manager=row.manager if row.able else "",
            mine=bool(row.mine),
        )
        for row in rows
    ]
