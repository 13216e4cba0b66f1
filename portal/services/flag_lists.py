"""The desk's list of flags that are open, by the day each is due, the latest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select, tuple_

from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, Channel, FlagKind, Kind
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.flag import Flag
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.desk_lines import capacity
from portal.services.holding import require
from portal.services.now import today

PAGE = 25


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One flag; ``days_left`` are calendar days, negative once late. ``item_kind`` is what it stands on."""

    id: int
    reference: str
    item_kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    kind: FlagKind
    due_on: date
    days_left: int


@dataclass(frozen=True, slots=True)
class FlagList:
    """Up to 25 flags, and the cursor of the next page or None."""

    lines: tuple[FlagLine, ...]
    next_cursor: str | None


def list_open_flags(officer: StaffMember, kind: FlagKind | None = None, after: str | None = None) -> FlagList:
    """Return the flags that are open, of one kind or all, the latest first; one query."""
    query = _open_to(
        officer,
        select(
            Flag.id,
            Feedback.reference,
            Feedback.kind.label("item_kind"),
            Feedback.audience,
            Feedback.channel,
            capacity().label("capacity"),
            Flag.kind,
            Flag.due_on,
        ),
    )
    if kind is not None:
        query = query.where(Flag.kind == kind)
    place = read_day_cursor(after)
    if place is not None:
        query = query.where(tuple_(Flag.due_on, Flag.id) > tuple_(*place))
    rows = db.session.execute(query.order_by(Flag.due_on, Flag.id).limit(PAGE + 1)).all()
    shown, more = tuple(_line(row) for row in rows[:PAGE]), len(rows) > PAGE
    return FlagList(shown, day_cursor(shown[-1].due_on, shown[-1].id) if more else None)


def count_open_flags(officer: StaffMember) -> dict[FlagKind, int]:
    """Return how many flags of each kind are open; one query."""
    counted = _open_to(officer, select(Flag.kind, func.count(Flag.id).label("number"))).group_by(Flag.kind)
    rows = db.session.execute(counted)
    return dict.fromkeys(FlagKind, 0) | {row.kind: row.number for row in rows}


def has_behaviour_flag() -> ColumnElement[bool]:
    """Return the condition on Feedback that the behaviour of somebody in it is flagged now."""
    kind = FlagKind.UNREASONABLE_BEHAVIOUR
    return exists().where(Flag.feedback_id == Feedback.id, Flag.kind == kind, Flag.ended_at.is_(None))


def flags_open(officer_id: int) -> ScalarSelect[int]:
    """Return how many flags are open, as a part of another query."""
    joined = select(func.count(Flag.id)).join(Feedback, Feedback.id == Flag.feedback_id)
    return joined.where(Flag.ended_at.is_(None), ~in_conflict(officer_id)).scalar_subquery()


def _open_to(officer: StaffMember, wanted: Any) -> Any:
    """Return a query for open flags, without those of items the officer must keep away from."""
    require(officer, Permission.SEE_DESK)
    joined = wanted.join_from(Flag, Feedback, Feedback.id == Flag.feedback_id)
    return joined.where(Flag.ended_at.is_(None), ~in_conflict(officer.id))


def _line(row: Any) -> FlagLine:
    return FlagLine(
        id=row.id,
        reference=row.reference,
        item_kind=row.item_kind,
        audience=row.audience,
        channel=row.channel,
        capacity=row.capacity or "",
        kind=row.kind,
        due_on=row.due_on,
        days_left=(row.due_on - today()).days,
    )
