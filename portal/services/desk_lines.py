"""One line of the desk's lists: facets only, never words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, select

from portal.domain.clocks import working_days_left
from portal.domain.freezes import LEFT
from portal.domain.permissions import Permission
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind, Urgency
from portal.domain.workflow import IN_THE_QUEUE
from portal.models.account import Account
from portal.models.alert import DutyAlert
from portal.models.feedback import Feedback
from portal.models.freeze import FreezeRequest
from portal.models.record import Record
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.council import current_council
from portal.services.holding import require
from portal.services.now import now, today


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of a list; ``days_left`` are working days, negative once late; claims need ``in_queue``.

    ``capacity`` is what the sender said they are; ``danger_now`` and ``minutes_waiting`` tell of an alert
    that nobody on duty has; ``referred`` that the desk itself raised one.
    """

    reference: str
    status: FeedbackStatus
    in_queue: bool
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    received_on: date
    act_by: date
    days_left: int
    team: str
    claimed_by: str
    claimed_by_me: bool
    young: bool
    danger: bool
    danger_now: bool
    minutes_waiting: int | None
    about_to_happen: bool
    about_to_happen_on: date | None
    returned: bool
    hold_not_asked: bool = False
    referred: bool = False


def select_lines(officer: StaffMember, *, any_status: bool = False) -> Any:
    """Return the query of every list, without what the officer must keep away from."""
    require(officer, Permission.SEE_DESK)
    wanted = (
        select(
            Feedback.id,
            Feedback.reference,
            Feedback.kind,
            Feedback.audience,
            Feedback.channel,
            Feedback.received_on,
            Feedback.act_by,
            Feedback.team,
            Feedback.status,
            Feedback.danger,
            Feedback.about_to_happen,
            Feedback.about_to_happen_on,
            Feedback.claimed_by_id,
            Feedback.claim_ends_at,
            Account.name.label("holder"),
            capacity().label("capacity"),
            in_danger_now().label("danger_now"),
            _has_alert(Urgency.REFERRED).label("referred"),
            _waiting_since().label("waiting_since"),
            _hold_asked().label("hold_asked"),
        )
        .outerjoin(Account, Account.id == Feedback.claimed_by_id)
        .where(~in_conflict(officer.id))
    )
    return wanted if any_status else wanted.where(Feedback.status.in_(IN_THE_QUEUE))


def capacity() -> ScalarSelect[str | None]:
    """Return what the sender of an item said they are: a plain facet, so nothing sealed is opened."""
    its = select(Record.complainant_type).where(Record.feedback_id == Feedback.id)
    return its.order_by(Record.id).limit(1).correlate(Feedback).scalar_subquery()


def in_danger_now() -> ColumnElement[bool]:
    """Return the condition that an alert nobody has says that somebody is in danger this minute."""
    return _has_alert(Urgency.NOW)


def _has_alert(urgency: Urgency) -> ColumnElement[bool]:
    open_ones = select(DutyAlert.feedback_id).where(DutyAlert.acknowledged_at.is_(None))
    return Feedback.id.in_(open_ones.where(DutyAlert.urgency == urgency))


def _waiting_since() -> ScalarSelect[datetime]:
    open_ones = select(func.min(DutyAlert.raised_at)).where(
        DutyAlert.feedback_id == Feedback.id, DutyAlert.acknowledged_at.is_(None)
    )
    return open_ones.correlate(Feedback).scalar_subquery()


def _hold_asked() -> ColumnElement[bool]:
    return exists().where(FreezeRequest.feedback_id == Feedback.id)


def _comes_unheld(row: Any, day: date) -> bool:
    """Whether something is said to happen, today or later, and nobody has asked that it waits."""
    coming = row.about_to_happen_on is None or row.about_to_happen_on >= day
    return bool(row.about_to_happen and coming and not row.hold_asked and row.status not in LEFT)


def is_mine(officer_id: int) -> ColumnElement[bool]:
    """Return the condition that this officer holds an item now."""
    return and_(Feedback.claimed_by_id == officer_id, Feedback.claim_ends_at > now())


def received_in(first: date | None, last: date) -> ColumnElement[bool]:
    """Return the condition that an item was received between two days, both included."""
    until = Feedback.received_on <= last
    return until if first is None else and_(Feedback.received_on >= first, until)


def lines_of(rows: Any, officer: StaffMember) -> tuple[QueueItem, ...]:
    """Return rows of ``select_lines`` as the desk shows them; one query, for the working days."""
    calendar, council, day, at = current_calendar(), current_council(), today(), now()
    items = []
    for row in rows:
        held = row.claimed_by_id is not None and row.claim_ends_at > at
        items.append(
            QueueItem(
                reference=row.reference,
                status=row.status,
                in_queue=row.status in IN_THE_QUEUE,
                kind=row.kind,
                audience=row.audience,
                channel=row.channel,
                capacity=row.capacity or "",
                received_on=row.received_on,
                act_by=row.act_by,
                days_left=working_days_left(day, row.act_by, calendar),
                team=council.team_label(row.team) if row.team else "",
                claimed_by=row.holder if held else "",
                claimed_by_me=held and row.claimed_by_id == officer.id,
                young=row.audience in YOUNG_AUDIENCES,
                danger=row.danger,
                danger_now=row.danger_now,
                minutes_waiting=_minutes(row.waiting_since, at),
                about_to_happen=row.about_to_happen,
                about_to_happen_on=row.about_to_happen_on,
                returned=row.status is FeedbackStatus.RETURNED,
                hold_not_asked=_comes_unheld(row, day),
                referred=row.referred,
            )
        )
    return tuple(items)


def _minutes(since: datetime | None, at: datetime) -> int | None:
    return int((at - since).total_seconds() // 60) if since else None
