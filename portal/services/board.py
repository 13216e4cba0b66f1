"""The supervisor's board: who holds how much, what is old or late, and what keeps coming back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, extract, func, or_, select

from portal.domain.ages import BANDS, Band, days_of, months_back, quarter_of
from portal.domain.permissions import Permission
from portal.domain.workflow import BEING_SCREENED, IN_THE_QUEUE
from portal.extensions import db
from portal.models.dealings import Waiting
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.claims import is_free
from portal.services.conflicts import in_conflict
from portal.services.desk_lines import received_in
from portal.services.handing_over import list_officers
from portal.services.holding import require
from portal.services.now import now, today
from portal.services.signers import waits

MONTHS = 6
THEMES_SHOWN = 10
OFTEN = 3
COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Load:
    """What one officer has: ``late`` of what is held, and the unread messages that are past their day."""

    account_id: int
    name: str
    held: int = 0
    oldest: date | None = None
    late: int = 0
    waiting: int = 0
    to_sign: int = 0
    unread: int = 0
    unread_late: int = 0


@dataclass(frozen=True, slots=True)
class TeamMonths:
    """How many complaints about one team came in each month, the oldest month first."""

    team: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """How often a theme came this quarter, and the one before."""

    theme: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board; ``months`` and ``quarter`` are first days."""

    loads: tuple[Load, ...]
    unclaimed: tuple[tuple[Band, int], ...]
    to_sign: int
    to_sign_late: int
    unread_late: int
    months: tuple[date, ...]
    teams: tuple[TeamMonths, ...]
    quarter: date
    quarter_before: date
    themes: tuple[Trend, ...]


def read_board(supervisor: StaffMember) -> Board:
    """Return the board, without what the supervisor must keep away from; a constant number of queries."""
    require(supervisor, Permission.SUPERVISE)
    ours, day = ~in_conflict(supervisor.id), today()
    to_sign, to_sign_late, unread_late = _late(ours, day)
    months, quarter = months_back(day, MONTHS), quarter_of(day)
    before = quarter_of(quarter - timedelta(days=1))
    return Board(
        loads=_loads(ours, day),
        unclaimed=_unclaimed(ours, day),
        to_sign=to_sign,
        to_sign_late=to_sign_late,
        unread_late=unread_late,
        months=months,
        teams=_teams(ours, months),
        quarter=quarter,
        quarter_before=before,
        themes=_themes(ours, quarter, before),
    )


def is_counted(ours: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on Record, outer-joined to its Feedback, that a complaint counts here."""
    return Record.record_type == COMPLAINT, or_(Record.feedback_id.is_(None), ours)


def _loads(ours: ColumnElement[bool], day: date) -> tuple[Load, ...]:
    names = {officer.id: officer.name for officer in list_officers()}
    found: dict[int, dict[str, Any]] = {number: {} for number in names}
    for row in (*_held(ours, day), *_waiting(ours), *_proposed(ours), *_to_read(ours, day)):
        its = dict(row._mapping)
        found.setdefault(its.pop("account_id"), {}).update(its)
    return tuple(Load(number, names[number], **its) for number, its in found.items() if number in names)


def _held(ours: ColumnElement[bool], day: date) -> Iterable[Any]:
    who = Feedback.claimed_by_id.label("account_id")
    return db.session.execute(
        select(
            who,
            func.count().label("held"),
            func.min(Feedback.received_on).label("oldest"),
            func.count().filter(Feedback.act_by < day).label("late"),
        )
        .where(Feedback.status.in_(IN_THE_QUEUE), Feedback.claim_ends_at > now(), ours)
        .group_by(Feedback.claimed_by_id)
    )


def _waiting(ours: ColumnElement[bool]) -> Iterable[Any]:
    return db.session.execute(
        select(Waiting.asked_by_id.label("account_id"), func.count().label("waiting"))
        .join(Feedback, Feedback.id == Waiting.feedback_id)
        .where(Waiting.ended_at.is_(None), Feedback.status.in_(BEING_SCREENED), ours)
        .group_by(Waiting.asked_by_id)
    )


def _proposed(ours: ColumnElement[bool]) -> Iterable[Any]:
    return db.session.execute(
        select(Decision.proposed_by_id.label("account_id"), func.count().label("to_sign"))
        .join(Feedback, Feedback.id == Decision.feedback_id)
        .where(*waits(), ours)
        .group_by(Decision.proposed_by_id)
    )


def _to_read(ours: ColumnElement[bool], day: date) -> Iterable[Any]:
    return db.session.execute(
        select(
            Feedback.reader_id.label("account_id"),
            func.count().label("unread"),
            func.count().filter(Feedback.read_by_on < day).label("unread_late"),
        )
        .where(Feedback.unread_since.is_not(None), Feedback.reader_id.is_not(None), ours)
        .group_by(Feedback.reader_id)
    )


def _unclaimed(ours: ColumnElement[bool], day: date) -> tuple[tuple[Band, int], ...]:
    calendar = current_calendar()
    sums = [
        func.count().filter(received_in(*days_of(band, day, calendar))).label(f"band_{band.code}")
        for band in BANDS
    ]
    free = (Feedback.status.in_(IN_THE_QUEUE), is_free(), ours)
    row = db.session.execute(select(*sums).select_from(Feedback).where(*free)).one()
    return tuple(zip(BANDS, row, strict=True))


def _late(ours: ColumnElement[bool], day: date) -> tuple[int, int, int]:
    """Return how many wait for a signature, how many of those are late, and unread words past their day."""
    signs = select(func.count(), func.count().filter(Decision.sign_by < day)).select_from(Decision)
    signs = signs.join(Feedback, Feedback.id == Decision.feedback_id).where(*waits(), ours)
    unread = select(func.count()).select_from(Feedback)
    unread = unread.where(Feedback.unread_since.is_not(None), Feedback.read_by_on < day, ours)
    signed_by_nobody, late = db.session.execute(signs).one()
    return signed_by_nobody, late, db.session.scalar(unread) or 0


def _teams(ours: ColumnElement[bool], months: tuple[date, ...]) -> tuple[TeamMonths, ...]:
    year, month = extract("year", Record.received_on), extract("month", Record.received_on)
    rows = db.session.execute(
        select(Record.team, year, month, func.count())
        .outerjoin(Feedback, Feedback.id == Record.feedback_id)
        .where(*is_counted(ours), Record.team.is_not(None), Record.received_on >= months[0])
        .group_by(Record.team, year, month)
    )
    found: dict[str, Counter[date]] = {}
    for team, in_year, in_month, number in rows:
        found.setdefault(team or "", Counter())[date(int(in_year), int(in_month), 1)] = number
    teams = (TeamMonths(team, tuple(counts[m] for m in months)) for team, counts in found.items())
    return tuple(sorted(teams, key=lambda one: (-max(one.counts), -sum(one.counts), one.team)))


def _themes(ours: ColumnElement[bool], quarter: date, before: date) -> tuple[Trend, ...]:
    is_now = Record.received_on >= quarter
    rows = db.session.execute(
        select(Record.theme, func.count().filter(is_now), func.count().filter(~is_now))
        .outerjoin(Feedback, Feedback.id == Record.feedback_id)
        .where(*is_counted(ours), Record.theme.is_not(None), Record.received_on >= before)
        .group_by(Record.theme)
    )
    this: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for themes, number, number_before in rows:
        for theme in (themes or "").split("; "):
            this[theme] += number
            last[theme] += number_before
    trends = (Trend(theme, this[theme], last[theme]) for theme in this | last)
    grown = sorted(trends, key=lambda one: (one.before - one.now, -one.now, one.theme))
    return tuple(one for one in grown if one.now)[:THEMES_SHOWN]
