"""The desk's list of meetings with the service that are owed, what is late on top."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, func, select, tuple_

from portal.domain.clocks import working_days_left
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, Channel, Kind, MeetingStatus
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.service_meeting import ServiceMeeting
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.council import current_council
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.desk_lines import capacity
from portal.services.holding import require
from portal.services.now import today

PAGE = 25


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting that is owed; ``days_left`` are working days, negative once late."""

    reference: str
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    team: str
    due_on: date
    days_left: int


@dataclass(frozen=True, slots=True)
class MeetingList:
    """Up to 25 meetings, and the cursor of the next page or None."""

    lines: tuple[MeetingLine, ...]
    next_cursor: str | None


def list_owed_meetings(officer: StaffMember, after: str | None = None) -> MeetingList:
    """Return a page of what is owed, by its day; one query beside the calendar's."""
    require(officer, Permission.SEE_DESK)
    wanted = (
        select(
            ServiceMeeting.id,
            ServiceMeeting.due_on,
            Feedback.reference,
            Feedback.kind,
            Feedback.audience,
            Feedback.channel,
            Feedback.team,
            capacity().label("capacity"),
        )
        .join(Feedback, Feedback.id == ServiceMeeting.feedback_id)
        .where(ServiceMeeting.status == MeetingStatus.OWED, ~in_conflict(officer.id))
    )
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(ServiceMeeting.due_on, ServiceMeeting.id) > tuple_(*place))
    ordered = wanted.order_by(ServiceMeeting.due_on, ServiceMeeting.id).limit(PAGE + 1)
    rows = db.session.execute(ordered).all()
    calendar, council, day = current_calendar(), current_council(), today()
    lines = tuple(
        MeetingLine(
            reference=row.reference,
            kind=row.kind,
            audience=row.audience,
            channel=row.channel,
            capacity=row.capacity or "",
            team=council.team_label(row.team) if row.team else "",
            due_on=row.due_on,
            days_left=working_days_left(day, row.due_on, calendar),
        )
        for row in rows[:PAGE]
    )
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return MeetingList(lines, day_cursor(last.due_on, last.id) if last else None)


def meetings_owed(officer_id: int) -> ScalarSelect[int]:
    """Return how many meetings are owed, as a part of another query."""
    counted = select(func.count(ServiceMeeting.id)).join(Feedback, Feedback.id == ServiceMeeting.feedback_id)
    return counted.where(
        ServiceMeeting.status == MeetingStatus.OWED, ~in_conflict(officer_id)
    ).scalar_subquery()
