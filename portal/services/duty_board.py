"""The lists of the duty board: who waits and for how long, without words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, case, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from portal.domain.vocabulary import Audience, Channel, Kind, Role, Urgency
from portal.extensions import db
from portal.models.account import Account
from portal.models.alert import DutyAlert
from portal.models.columns import UtcDateTime
from portal.models.event import AccessLog
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.desk_lines import capacity
from portal.services.duty_notes import OWED_WITHIN, lacks_note, may_be_shown
from portal.services.now import now

PAGE_SIZE = 25
READ_ALERT = "read-alert"
_rank = case((DutyAlert.urgency == Urgency.NOW, 0), else_=1)
_openings = (
    AccessLog.feedback_id == DutyAlert.feedback_id,
    AccessLog.action == READ_ALERT,
    AccessLog.happened_at >= DutyAlert.raised_at,
    Account.id == AccessLog.account_id,
)
_opened_on_duty = exists().where(*_openings, Account.role == Role.DUTY)


@dataclass(frozen=True, slots=True)
class AlertView:
    """One alert as the board shows it, without words; new means that nobody of the duty team has opened it.

    ``opened_by`` names who of the office opened it last, for whoever wonders whether somebody is at it.
    ``lacks_note`` says that nobody wrote what was done, ``lacks_long`` that this is so for over an hour.
    """

    id: int
    reference: str
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    raised_at: datetime
    minutes_open: int
    urgency: Urgency
    is_new: bool
    times_told: int
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    lacks_note: bool = False
    lacks_long: bool = False
    opened_by: str = ""


@dataclass(frozen=True, slots=True)
class Alerts:
    """One page of alerts, and where the next begins."""

    shown: tuple[AlertView, ...]
    next_after: int | None


def list_open_alerts(reader: StaffMember, after: int | None = None) -> Alerts:
    """Return 25 alerts that nobody has acknowledged, from behind alert ``after``.

    Danger now comes first, and of each those waiting longest.
    """
    order = (_rank, DutyAlert.raised_at, DutyAlert.id)
    waiting = select_alerts().where(DutyAlert.acknowledged_at.is_(None), may_be_shown(reader))
    waiting = waiting.order_by(*order)
    last = None if after is None else db.session.execute(select(*order).where(DutyAlert.id == after)).first()
    if last is not None:
        last_rank, raised_at, alert_id = last
        later = or_(
            DutyAlert.raised_at > raised_at, (DutyAlert.raised_at == raised_at) & (DutyAlert.id > alert_id)
        )
        waiting = waiting.where(or_(_rank > last_rank, (_rank == last_rank) & later))
    return _page(waiting)


def list_acknowledged_alerts(reader: StaffMember, before: int | None = None) -> Alerts:
    """Return 25 alerts of which somebody wrote what was done, the latest taken first, from behind ``before``.

    What lacks its note stands in ``list_without_note`` alone.
    """
    done = select_alerts().where(DutyAlert.acknowledged_at.is_not(None), ~lacks_note(), may_be_shown(reader))
    done = done.order_by(DutyAlert.acknowledged_at.desc(), DutyAlert.id.desc())
    if before is not None:
        last = select(DutyAlert.acknowledged_at).where(DutyAlert.id == before).scalar_subquery()
        done = done.where(
            or_(
                DutyAlert.acknowledged_at < last,
                (DutyAlert.acknowledged_at == last) & (DutyAlert.id < before),
            )
        )
    return _page(done)


def list_without_note(reader: StaffMember, after: int | None = None) -> Alerts:
    """Return 25 alerts that somebody has with no note of it: the reader's first, the oldest first."""
    theirs = case((DutyAlert.acknowledged_by_id == reader.id, 0), else_=1)
    order = (theirs, DutyAlert.acknowledged_at, DutyAlert.id)
    lacking = select_alerts().where(lacks_note(), may_be_shown(reader)).order_by(*order)
    last = None if after is None else db.session.execute(select(*order).where(DutyAlert.id == after)).first()
    if last is not None:
        rank, taken_at, alert_id = last
        lacking = lacking.where(tuple_(*order) > tuple_(rank, literal(taken_at, UtcDateTime), alert_id))
    return _page(lacking)


def count_open_alerts(reader: StaffMember) -> int:
    """Return how many alerts nobody has acknowledged, of those the reader may see."""
    return count_new_alerts(reader, 0)


def count_new_alerts(reader: StaffMember, newest_seen: int) -> int:
    """Return how many open alerts that the reader may see were raised after alert ``newest_seen``."""
    new = (
        select(func.count(DutyAlert.id))
        .join(Feedback, Feedback.id == DutyAlert.feedback_id)
        .where(DutyAlert.acknowledged_at.is_(None), DutyAlert.id > newest_seen, may_be_shown(reader))
    )
    return db.session.scalar(new) or 0


def find_newest_alert() -> int:
    """Return the id of the newest alert, open or not; 0 where there is none."""
    return db.session.scalar(select(func.max(DutyAlert.id))) or 0


def select_alerts() -> Select[*tuple[Any, ...]]:
    """Return the query behind every alert view."""
    holder = aliased(Account)
    return (
        select(
            DutyAlert.id,
            Feedback.reference,
            Feedback.kind,
            Feedback.audience,
            Feedback.channel,
            capacity().label("capacity"),
            DutyAlert.raised_at,
            DutyAlert.urgency,
            _opened_on_duty.label("opened"),
            _last_opener().label("opener"),
            DutyAlert.times_told,
            DutyAlert.acknowledged_at,
            holder.name.label("holder"),
            lacks_note().label("lacks_note"),
        )
        .join(Feedback, Feedback.id == DutyAlert.feedback_id)
        .outerjoin(holder, holder.id == DutyAlert.acknowledged_by_id)
    )


def _last_opener() -> ScalarSelect[str]:
    """Return the name of whoever opened an alert last."""
    names = select(Account.name).select_from(AccessLog).join(Account, Account.id == AccessLog.account_id)
    last = names.where(*_openings[:3]).order_by(AccessLog.id.desc()).limit(1)
    return last.correlate(DutyAlert).scalar_subquery()


def _page(query: Select[*tuple[Any, ...]]) -> Alerts:
    rows = db.session.execute(query.limit(PAGE_SIZE + 1)).all()
    shown = tuple(view_of(row) for row in rows[:PAGE_SIZE])
    return Alerts(shown, shown[-1].id if len(rows) > PAGE_SIZE else None)


def view_of(row: Any) -> AlertView:
    """Return one row of that query as the board shows it."""
    until = row.acknowledged_at or now()
    minutes = max(0, int((until - row.raised_at).total_seconds() // 60))
    return AlertView(
        row.id,
        row.reference,
        row.kind,
        row.audience,
        row.channel,
        row.capacity or "",
        row.raised_at,
        minutes,
        row.urgency,
        not row.opened,
        row.times_told,
        row.acknowledged_at,
        row.holder,
        row.lacks_note,
        row.lacks_note and now() - row.acknowledged_at > OWED_WITHIN,
        row.opener or "",
    )
