"""One line of the desk's lists: facets only, never words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from portal.domain.clocks import working_days_left
from portal.domain.permissions import Permission
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind
from portal.domain.workflow import IN_THE_QUEUE
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.council import current_council
from portal.services.holding import require
from portal.services.now import now, today


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of a list; ``days_left`` are working days, negative once late; claims need ``in_queue``."""

    reference: str
    status: FeedbackStatus
    in_queue: bool
    kind: Kind
    audience: Audience
    channel: Channel
    received_on: date
    act_by: date
    days_left: int
    team: str
    claimed_by: str
    claimed_by_me: bool
    young: bool
    danger: bool
    about_to_happen: bool
    about_to_happen_on: date | None
    returned: bool


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
        )
        .outerjoin(Account, Account.id == Feedback.claimed_by_id)
        .where(~in_conflict(officer.id))
    )
    return wanted if any_status else wanted.where(Feedback.status.in_(IN_THE_QUEUE))


def is_mine(officer_id: int) -> ColumnElement[bool]:
    """Return the condition that this officer holds an item now."""
    return and_(Feedback.claimed_by_id == officer_id, Feedback.claim_ends_at > now())


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
                received_on=row.received_on,
                act_by=row.act_by,
                days_left=working_days_left(day, row.act_by, calendar),
                team=council.team_label(row.team) if row.team else "",
                claimed_by=row.holder if held else "",
                claimed_by_me=held and row.claimed_by_id == officer.id,
                young=row.audience in YOUNG_AUDIENCES,
                danger=row.danger,
                about_to_happen=row.about_to_happen,
                about_to_happen_on=row.about_to_happen_on,
                returned=row.status is FeedbackStatus.RETURNED,
            )
        )
    return tuple(items)
