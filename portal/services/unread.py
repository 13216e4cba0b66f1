"""Words from a person that nobody has read yet: who reads them, since when they wait, and until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, tuple_, update

from portal.domain.clocks import due_date, working_days_left
from portal.domain.errors import MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.next_stage import WANTED
from portal.domain.permissions import Permission
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Audience, Channel, DecisionStatus, FeedbackStatus, Holder, Kind
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import AddedWords, Feedback
from portal.models.message import Message
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.claims import has_open_alert, may_take
from portal.services.conflicts import in_conflict
from portal.services.council import current_council
from portal.services.cursors import instant_cursor, read_instant_cursor
from portal.services.database import writing
from portal.services.decided_before import decided_before, is_fresh, require_fresh
from portal.services.desk_lines import capacity
from portal.services.events import write_event
from portal.services.holding import load_open, require
from portal.services.now import now, today
from portal.services.sealing import Seal

PAGE = 25
AT_ONCE = 500
QUIETLY = {"synchronize_session": False}
SETTLED_BY = (DecisionStatus.IN_FORCE, DecisionStatus.PROPOSED)


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """One line of the list; ``reader`` is empty where it is everybody's, ``days_left`` are working days."""

    reference: str
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    young: bool
    status: FeedbackStatus
    alert_open: bool
    since: datetime
    read_by_on: date
    days_left: int
    reader: str
    mine: bool


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """Up to 25 lines, the longest waiting first, and the cursor of the next page or None."""

    lines: tuple[UnreadLine, ...]
    next_cursor: str | None


def note_unread(feedback: Feedback) -> None:
    """Give words that just came a reader and a day to read them by, in the caller's transaction.

    What waits already keeps its place. No version is made: an officer's open page stays true.
    """
    first = update(Feedback).where(Feedback.id == feedback.id, Feedback.unread_since.is_(None))
    values = {"unread_since": now(), "reader_id": _find_reader(feedback), "read_by_on": read_by(today())}
    db.session.execute(first.values(values), execution_options=QUIETLY)


def mark_words_read(reference: str, officer: StaffMember, up_to: int) -> bool:
    """Note that the words up to this number were read; return whether any were new. Commits.

    Raises MoveNotPossible where somebody else is to read them, AlreadyDecided for whoever decided it before
    the person said what we missed, and what ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        require_fresh(feedback.id, officer.id)
        if not may_read(feedback, officer):
            raise MoveNotPossible("Somebody else is to read this. A supervisor can read it for them.")
        return mark_read_within(feedback, officer.id, up_to)


def mark_read_within(
    feedback: Feedback,
    account_id: int,
    up_to: int,
    of: Collection[Holder] = tuple(Holder),
    *,
    but: Collection[int] = (),
) -> bool:
    """Note the same in the caller's transaction; what came after ``up_to`` or from others keeps waiting.

    ``but`` are words that only "I have read this" marks, whatever was sent meanwhile.
    """
    its = AddedWords.feedback_id == feedback.id
    theirs = AddedWords.id <= up_to, AddedWords.holder.in_(of), AddedWords.id.not_in(but)
    seen = update(AddedWords).where(its, *theirs, AddedWords.read_at.is_(None))
    read = db.session.scalars(
        seen.values(read_at=now(), read_by_id=account_id).returning(AddedWords.id), execution_options=QUIETLY
    ).all()
    left = db.session.scalar(select(func.min(AddedWords.added_at)).where(its, AddedWords.read_at.is_(None)))
    values: dict[str, Any] = {"unread_since": left, "read_by_on": read_by(left.date()) if left else None}
    if left is None:
        values["reader_id"] = None
    rest = update(Feedback).where(Feedback.id == feedback.id).values(values)
    db.session.execute(rest, execution_options=QUIETLY)
    if read:
        write_event(feedback, EventName.WORDS_READ, by=account_id, up_to=max(read), number=len(read))
    return bool(read)


def words_asking_for_stage(feedback: Feedback) -> frozenset[int]:
    """Return the unread words that ask for the next stage: no letter answers those by the way; one query."""
    seal = Seal.of(feedback.data_key_id)
    unread = select(AddedWords.id, AddedWords.words).where(
        AddedWords.feedback_id == feedback.id, AddedWords.read_at.is_(None)
    )
    opened = (
        (row.id, seal.open(f"added_words.words:{row.id}", row.words)) for row in db.session.execute(unread)
    )
    return frozenset(number for number, said in opened if WANTED in said)


def may_read(feedback: Feedback, officer: StaffMember) -> bool:
    """Whether it is for this officer to read: theirs, everybody's, or a supervisor's to step in; one query.

    It never is for whoever decided it before the person said what we missed.
    """
    if not officer.may(Permission.SCREEN):
        return False
    mine = officer.id in (feedback.reader_id, feedback.claimed_by_id)
    theirs = mine or feedback.reader_id is None or officer.may(Permission.SUPERVISE)
    return theirs and is_fresh(feedback.id, officer.id)


def list_unread(officer: StaffMember, *, ours: bool = True, after: str | None = None) -> UnreadPage:
    """Return what waits to be read by this officer or by anybody, or by others; a constant number of queries.

    ``after`` is a cursor of an earlier page; one that can't be read starts at the top.
    """
    require(officer, Permission.SCREEN)
    return _page(officer, [is_ours(officer) if ours else ~is_ours(officer)], after)


def list_unread_of(
    supervisor: StaffMember, reader_id: int | None = None, *, late: bool = False, after: str | None = None
) -> UnreadPage:
    """Return what waits for one reader, or for all, or only what is past its day; for supervisors."""
    require(supervisor, Permission.SUPERVISE)
    wanted: list[ColumnElement[bool]] = []
    if reader_id is not None:
        wanted.append(Feedback.reader_id == reader_id)
    if late:
        wanted.append(Feedback.read_by_on < today())
    return _page(supervisor, wanted, after)


def _page(officer: StaffMember, which: Sequence[ColumnElement[bool]], after: str | None) -> UnreadPage:
    wanted = (
        select(
            Feedback.id,
            Feedback.reference,
            Feedback.kind,
            Feedback.audience,
            Feedback.channel,
            capacity().label("capacity"),
            Feedback.status,
            Feedback.unread_since,
            Feedback.read_by_on,
            Feedback.reader_id,
            Account.name.label("reader"),
            has_open_alert().label("alert_open"),
        )
        .outerjoin(Account, Account.id == Feedback.reader_id)
        .where(Feedback.unread_since.is_not(None), *which, ~in_conflict(officer.id))
        .order_by(Feedback.unread_since, Feedback.id)
        .limit(PAGE + 1)
    )
    place = read_instant_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(Feedback.unread_since, Feedback.id) > tuple_(*place))
    rows = db.session.execute(wanted).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    cursor = instant_cursor(last.unread_since, last.id) if last else None
    return UnreadPage(_lines_of(rows[:PAGE], officer), cursor)


def count_unread(officer: StaffMember) -> int:
    """Return how many wait for this officer or for anybody; one query."""
    wanted = select(func.count()).select_from(Feedback)
    here = (Feedback.unread_since.is_not(None), is_ours(officer), ~in_conflict(officer.id))
    return db.session.scalar(wanted.where(*here)) or 0


def restore_lost() -> int:
    """Put unread words that have no place in the list back into it; return how many; doesn't commit."""
    waiting = (
        select(Feedback.id, func.min(AddedWords.added_at).label("since"))
        .join(AddedWords, AddedWords.feedback_id == Feedback.id)
        .where(AddedWords.read_at.is_(None), Feedback.unread_since.is_(None))
        .group_by(Feedback.id)
        .limit(AT_ONCE)
    )
    calendar, days = current_calendar(), current_council().conversation.read_days
    found = [
        {"which": row.id, "since": row.since, "until": due_date(row.since.date(), days, calendar).due_on}
        for row in db.session.execute(waiting)
    ]
    if found:
        table = Feedback.__table__
        placed = table.update().where(table.c.id == bindparam("which"))  # type: ignore[attr-defined]
        values: dict[str, Any] = {"unread_since": bindparam("since"), "read_by_on": bindparam("until")}
        db.session.connection().execute(placed.values(values), found)
    return len(found)


def read_by(day: date) -> date:
    """Return the day by which words that came on ``day`` are to be read; one query."""
    return due_date(day, current_council().conversation.read_days, current_calendar()).due_on


def _find_reader(feedback: Feedback) -> int | None:
    """Return who holds it, settled it or wrote last, where they are still here and may open it."""
    held = feedback.claim_ends_at is not None and feedback.claim_ends_at > now()
    wanted = feedback.claimed_by_id if held else None
    settled = select(Decision.proposed_by_id).where(
        Decision.feedback_id == feedback.id, Decision.status.in_(SETTLED_BY)
    )
    wrote = select(Message.account_id).where(Message.feedback_id == feedback.id)
    wanted = wanted or db.session.scalar(settled.order_by(Decision.id.desc()).limit(1))
    wanted = wanted or db.session.scalar(wrote.order_by(Message.id.desc()).limit(1))
    if wanted is None:
        return None
    able = select(Account.id).join(Feedback, Feedback.id == feedback.id)
    return db.session.scalar(able.where(Account.id == wanted, Account.ended_at.is_(None), may_take(wanted)))


def is_ours(officer: StaffMember) -> ColumnElement[bool]:
    """Return the condition that it is for this officer to read; never for those who decided it before."""
    free = or_(Feedback.reader_id == officer.id, Feedback.reader_id.is_(None))
    return and_(free, ~decided_before(officer.id))


def _lines_of(rows: Sequence[Any], officer: StaffMember) -> tuple[UnreadLine, ...]:
    calendar, day = current_calendar(), today()
    return tuple(
        UnreadLine(
            reference=row.reference,
            kind=row.kind,
            audience=row.audience,
            channel=row.channel,
            capacity=row.capacity or "",
            young=row.audience in YOUNG_AUDIENCES,
            status=row.status,
            alert_open=row.alert_open,
            since=row.unread_since,
            read_by_on=row.read_by_on,
            days_left=working_days_left(day, row.read_by_on, calendar),
            reader=row.reader or "",
            mine=row.reader_id == officer.id,
        )
        for row in rows
    )
