"""The screening desk's lists: facets only, never words, keyset pages, a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select, tuple_

from portal.domain.ages import BY_CODE, days_of
from portal.domain.permissions import Permission
from portal.domain.vocabulary import (
    Audience,
    Channel,
    FeedbackStatus,
    Kind,
    Way,
)
from portal.domain.workflow import IN_THE_QUEUE
from portal.extensions import db
from portal.models.columns import UtcDateTime
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.claims import has_open_alert, is_free
from portal.services.conflicts import in_conflict
from portal.services.contact_list import count_owed
from portal.services.cursors import day_cursor, instant_cursor, read_day_cursor, read_instant_cursor
from portal.services.desk_lines import (
    QueueItem,
    in_danger_now,
    is_mine,
    lines_of,
    received_in,
    select_lines,
)
from portal.services.flag_lists import flags_open
from portal.services.freeze_lists import freezes_waiting
from portal.services.holding import require
from portal.services.now import today
from portal.services.point_corrections import corrections_open
from portal.services.service_meeting_list import meetings_owed
from portal.services.signers import is_asked_of, may_sign, waits
from portal.services.stage_request_list import stages_asked_for
from portal.services.unacknowledged import letters_lacking
from portal.services.unread import count_unread
from portal.services.waiting_list import waits_for_signature, waits_open

PAGE = 25
COUNTED = {
    "corrections": corrections_open,
    "freezes": freezes_waiting,
    "flags": flags_open,
    "unacknowledged": letters_lacking,
    "meetings": meetings_owed,
    "next_stages": stages_asked_for,
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What an officer wants to see; None or False asks for nothing.

    ``claimed`` is "me" or "nobody"; ``age`` is the code of a band of working days since receipt.
    """

    kind: Kind | None = None
    channel: Channel | None = None
    audience: Audience | None = None
    team: str | None = None
    claimed: str | None = None
    late: bool = False
    age: str | None = None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Up to 25 items, and the cursor of the next page or None."""

    items: tuple[QueueItem, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How many stand in each list of one officer's desk; ``late_flagged`` of those late are safety flags."""

    flagged: int
    danger_now: int
    unclaimed: int
    mine: int
    returned: int
    late: int
    late_flagged: int
    unread: int
    calls: int
    letters: int
    to_sign: int
    freezes: int
    flags: int
    waiting: int
    corrections: int
    unacknowledged: int
    meetings: int
    next_stages: int


def list_queue(officer: StaffMember, filters: Filters = Filters(), after: str | None = None) -> QueuePage:
    """Return a page of the queue by the day to act by, without what is in ``list_flagged``; two queries.

    Whoever asks for an age is shown everything of that age, what is flagged too.
    ``after`` is a cursor of an earlier page; one that can't be read starts at the top.
    """
    wanted = select_lines(officer).where(*_conditions(officer, filters))
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(Feedback.act_by, Feedback.id) > tuple_(*place))
    rows = db.session.execute(wanted.order_by(Feedback.act_by, Feedback.id).limit(PAGE + 1)).all()
    more = len(rows) > PAGE
    cursor = day_cursor(rows[PAGE - 1].act_by, rows[PAGE - 1].id) if more else None
    return QueuePage(lines_of(rows[:PAGE], officer), cursor)


def count_queue(officer: StaffMember, filters: Filters = Filters()) -> int:
    """Return how many ``list_queue`` has on all its pages; one query."""
    wanted = select_lines(officer).where(*_conditions(officer, filters))
    return db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def list_flagged(officer: StaffMember, after: str | None = None) -> QueuePage:
    """Return what the duty team has not acknowledged: danger this minute first, then the longest waiting."""
    need = case((in_danger_now(), 0), else_=1)
    wanted = select_lines(officer, any_status=True).where(has_open_alert())
    wanted = wanted.add_columns(need.label("need"), Feedback.received_at)
    place = _read_flagged_cursor(after)
    if place is not None:
        received = literal(place[1], UtcDateTime)
        wanted = wanted.where(
            tuple_(need, Feedback.received_at, Feedback.id) > tuple_(place[0], received, place[2])
        )
    rows = db.session.execute(wanted.order_by(need, Feedback.received_at, Feedback.id).limit(PAGE + 1)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    cursor = f"{last.need}_{instant_cursor(last.received_at, last.id)}" if last else None
    return QueuePage(lines_of(rows[:PAGE], officer), cursor)


def list_mine(officer: StaffMember) -> tuple[QueueItem, ...]:
    """Return everything the officer holds now."""
    wanted = select_lines(officer).where(is_mine(officer.id)).order_by(Feedback.act_by, Feedback.id)
    return lines_of(db.session.execute(wanted).all(), officer)


def list_held(supervisor: StaffMember, officer_id: int, *, late: bool = False) -> tuple[QueueItem, ...]:
    """Return what another officer holds now, all of it or what is late, for a supervisor."""
    require(supervisor, Permission.SUPERVISE)
    wanted = select_lines(supervisor).where(is_mine(officer_id))
    if late:
        wanted = wanted.where(Feedback.act_by < today())
    return lines_of(db.session.execute(wanted.order_by(Feedback.act_by, Feedback.id)).all(), supervisor)


def may_open(officer: StaffMember, reference: str) -> bool:
    """Return whether there is an item of this reference that the officer need not keep away from."""
    require(officer, Permission.SEE_DESK)
    wanted = exists().where(Feedback.reference == reference, ~in_conflict(officer.id))
    return bool(db.session.scalar(select(wanted)))


def count_desk(officer: StaffMember) -> DeskCounts:
    """Return how many stand in each list; five queries."""
    require(officer, Permission.SEE_DESK)
    flagged, in_queue = has_open_alert(), Feedback.status.in_(IN_THE_QUEUE)
    lists = {
        "flagged": flagged,
        "danger_now": in_danger_now(),
        "unclaimed": and_(in_queue, ~flagged, is_free()),
        "mine": and_(in_queue, is_mine(officer.id)),
        "returned": Feedback.status == FeedbackStatus.RETURNED,
        "late": and_(in_queue, ~flagged, Feedback.act_by < today()),
        "late_flagged": and_(in_queue, flagged, Feedback.act_by < today()),
    }
    sums = [func.count().filter(condition).label(name) for name, condition in lists.items()]
    sums.append((waits_open(officer.id) + waits_for_signature(officer.id)).label("waiting"))
    sums += [counted(officer.id).label(name) for name, counted in COUNTED.items()]
    row = db.session.execute(
        select(*sums).select_from(Feedback).where(or_(in_queue, flagged), ~in_conflict(officer.id))
    ).one()
    waiting = 0
    if officer.may(Permission.SIGN):
        joined = (
            select(func.count()).select_from(Decision).join(Feedback, Feedback.id == Decision.feedback_id)
        )
        waiting = (
            db.session.scalar(joined.where(*waits(), may_sign(officer.id), is_asked_of(officer.id))) or 0
        )
    unread = count_unread(officer) if officer.may(Permission.SCREEN) else 0
    owed = count_owed(officer)
    return DeskCounts(
        **row._asdict(),
        unread=unread,
        calls=owed[Way.PHONE],
        letters=owed[Way.LETTER],
        to_sign=waiting,
    )


def _conditions(officer: StaffMember, filters: Filters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [] if filters.age is not None else [~has_open_alert()]
    for column, value in (
        (Feedback.kind, filters.kind),
        (Feedback.channel, filters.channel),
        (Feedback.audience, filters.audience),
        (Feedback.team, filters.team),
    ):
        if value is not None:
            wanted.append(column == value)
    if filters.claimed == "me":
        wanted.append(is_mine(officer.id))
    if filters.claimed == "nobody":
        wanted.append(is_free())
    if filters.late:
        wanted.append(Feedback.act_by < today())
    if filters.age is not None:
        wanted.append(received_in(*days_of(BY_CODE[filters.age], today(), current_calendar())))
    return wanted


def _read_flagged_cursor(after: str | None) -> tuple[int, datetime, int] | None:
    need, _, rest = (after or "").partition("_")
    place = read_instant_cursor(rest)
    return (int(need), *place) if place and need in ("0", "1") else None
