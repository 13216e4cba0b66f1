"""Whether the points are right: the person's yes or no to their letter, and the officer's answer to a no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select, tuple_, update

from portal.domain.clocks import due_date, working_days_left
from portal.domain.errors import Incomplete, MoveNotPossible, StaleVersion
from portal.domain.event_names import EventName
from portal.domain.letter_blanks import blanks_in
from portal.domain.permissions import Permission
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Audience, Channel, DecisionStatus, FeedbackStatus, Kind
from portal.domain.workflow import IN_THE_QUEUE
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.letter import Letter
from portal.models.message import Message
from portal.models.point import DecisionPoint, Point
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.council import current_council
from portal.services.cursors import instant_cursor, read_instant_cursor
from portal.services.database import writing
from portal.services.decided_before import require_fresh
from portal.services.desk_lines import capacity
from portal.services.events import write_event
from portal.services.holding import load_open, require, require_held
from portal.services.letters import finish_other_message, words_of_points
from portal.services.messages import add_message
from portal.services.now import now, today
from portal.services.points import MOST_POINTS, cover, points_of, write_wording
from portal.services.telling import send_corrected_letter
from portal.services.unread import QUIETLY, mark_read_within, words_asking_for_stage

PAGE = 25
CHANGE = "change"
NOT_ASKED = "Nobody waits for a correction here any more. Somebody may have answered it."
DECIDE_ANEW = "It is being decided anew: change its points on the item’s page."
OVER = (FeedbackStatus.WITHDRAWN, FeedbackStatus.SET_ASIDE)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an officer changes: new words by number, and points added; none is taken out by one person."""

    wordings: Mapping[int, str] = field(default_factory=dict)
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One line of the list; ``days_left`` are working days until it is to be answered."""

    reference: str
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    young: bool
    status: FeedbackStatus
    asked_at: datetime
    answer_by: date
    days_left: int


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """Up to 25 lines, the longest waiting first, and the cursor of the next page or None."""

    lines: tuple[CorrectionLine, ...]
    next_cursor: str | None


def list_corrections(officer: StaffMember, after: str | None = None) -> CorrectionPage:
    """Return the items whose points somebody said are not right; a constant number of queries."""
    require(officer, Permission.SCREEN)
    wanted = (
        select(
            Feedback.id,
            Feedback.reference,
            Feedback.kind,
            Feedback.audience,
            Feedback.channel,
            Feedback.status,
            Feedback.correction_asked_at,
            capacity().label("capacity"),
        )
        .where(*_waiting(officer.id))
        .order_by(Feedback.correction_asked_at, Feedback.id)
        .limit(PAGE + 1)
    )
    place = read_instant_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(Feedback.correction_asked_at, Feedback.id) > tuple_(*place))
    rows = db.session.execute(wanted).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    cursor = instant_cursor(last.correction_asked_at, last.id) if last else None
    return CorrectionPage(_lines_of(rows[:PAGE]), cursor)


def _lines_of(rows: Sequence[Any]) -> tuple[CorrectionLine, ...]:
    calendar, day, days = current_calendar(), today(), current_council().conversation.read_days
    until = {row.id: due_date(row.correction_asked_at.date(), days, calendar).due_on for row in rows}
    return tuple(
        CorrectionLine(
            reference=row.reference,
            kind=row.kind,
            audience=row.audience,
            channel=row.channel,
            capacity=row.capacity or "",
            young=row.audience in YOUNG_AUDIENCES,
            status=row.status,
            asked_at=row.correction_asked_at,
            answer_by=until[row.id],
            days_left=working_days_left(day, until[row.id], calendar),
        )
        for row in rows
    )


def corrections_open(officer_id: int) -> ScalarSelect[int]:
    """Return the number that waits to be answered, as a part of a larger query."""
    return select(func.count(Feedback.id)).where(*_waiting(officer_id)).correlate(None).scalar_subquery()


def asks_about_points(message: Message) -> bool:
    """Whether a message is the letter of a decision, whose points its question is about."""
    of_decision = exists().where(Letter.message_id == message.id, Letter.decision_id.is_not(None))
    return bool(db.session.scalar(select(of_decision)))


def note_answer(feedback: Feedback, message: Message, answer: str) -> None:
    """Note what the person's answer to a letter means for its points, in the caller's transaction.

    A yes agrees to them as they were sent last; a no waits for an officer. Other questions mean nothing here.
    """
    letter = db.session.scalars(select(Letter).where(Letter.message_id == message.id)).first()
    if letter is None or letter.decision_id is None:
        return
    if answer == CHANGE:
        asked = update(Feedback).where(Feedback.id == feedback.id, Feedback.correction_asked_at.is_(None))
        db.session.execute(asked.values(correction_asked_at=now()), execution_options=QUIETLY)
        write_event(feedback, EventName.CORRECTION_ASKED, message=message.id)
    elif letter.id == _last_letter(letter.decision_id):
        points = [point for point in points_of(letter.decision_id) if point.agreed_at is None]
        for point in points:
            point.agreed_at = now()
        if points:
            numbers = [point.number for point in points]
            write_event(feedback, EventName.POINTS_AGREED, message=message.id, points=numbers)


def answer_correction(
    reference: str,
    officer: StaffMember,
    changes: Changes,
    message: str,
    version: int | None = None,
    read_up_to: int = 0,
) -> None:
    """Change points at the person's word, settled ones too, and send the letter anew. Commits.

    Every wording is kept. Raises MoveNotPossible where no correction waits, Incomplete with "message",
    "points" or "words:N", StaleVersion, and what ``send_message`` raises about who may write.
    """
    _require_valid(changes, message)
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        require_fresh(feedback.id, officer.id)
        if feedback.status in IN_THE_QUEUE and not officer.may(Permission.SUPERVISE):
            require_held(feedback, officer)
        if version is not None and feedback.version != version:
            raise StaleVersion
        if feedback.correction_asked_at is None:
            raise MoveNotPossible(NOT_ASKED)
        about = _change(feedback, changes, officer.id)
        feedback.correction_asked_at = None
        for decision_id in about:
            send_corrected_letter(feedback, decision_id, officer.id, message)
        if not about:
            finished = finish_other_message(feedback, message)
            add_message(feedback, finished, about="message", by=officer.id)
        if read_up_to:
            mark_read_within(feedback, officer.id, read_up_to, but=words_asking_for_stage(feedback))


def _waiting(officer_id: int) -> tuple[ColumnElement[bool], ...]:
    asked = Feedback.correction_asked_at.is_not(None)
    return asked, Feedback.status.not_in(OVER), ~in_conflict(officer_id)


def _require_valid(changes: Changes, message: str) -> None:
    lacking = [f"words:{number}" for number, words in changes.wordings.items() if not words.strip()]
    if not message.strip() or blanks_in(message):
        lacking.append("message")
    if lacking:
        raise Incomplete(tuple(lacking))


def _change(feedback: Feedback, changes: Changes, by: int) -> list[int]:
    """Make the changes and return the decisions whose letters go out anew."""
    asked = _points_asked_about(feedback.id)
    at_home = {point.number: decision_id for decision_id, points in asked.items() for point in points}
    points = {point.number: point for its in asked.values() for point in its}
    if not set(changes.wordings) <= set(points):
        raise Incomplete(("points",))
    if changes.added and not asked:
        raise MoveNotPossible(DECIDE_ANEW)
    newest = next(iter(asked), 0)
    changed = {at_home[number] for number in _reword(feedback, points, changes.wordings, by)}
    for words in changes.added:
        _add(feedback, newest, asked[newest][0], words, by)
    if asked and (changes.added or not changed):
        changed.add(newest)
    db.session.flush()
    return sorted(changed)


def _reword(
    feedback: Feedback, points: Mapping[int, Point], wordings: Mapping[int, str], by: int
) -> list[int]:
    """Word points anew, where the words are others, and return their numbers."""
    before, reworded = words_of_points(feedback, points.values()), []
    for number, words in wordings.items():
        if words.strip() == before[number]:
            continue
        point = points[number]
        point.wording += 1
        point.agreed_at = None
        write_wording(feedback, point, words, by=by)
        write_event(feedback, EventName.POINT_REWORDED, by=by, point=number, version=point.wording)
        reworded.append(number)
    return reworded


def _add(feedback: Feedback, decision_id: int, like: Point, words: str, by: int) -> None:
    """Add a point to what a decision settled."""
    last = db.session.scalar(select(func.max(Point.number)).where(Point.feedback_id == feedback.id)) or 0
    if last >= MOST_POINTS:
        raise MoveNotPossible(f"There can be {MOST_POINTS} points at most.")
    point = Point(
        feedback_id=feedback.id,
        number=last + 1,
        wording=1,
        team=like.team,
        themes=[],
        answers=dict(like.answers),
        defined_at=now(),
        route=like.route,
        case_id=like.case_id,
    )
    db.session.add(point)
    db.session.flush()
    cover(decision_id, [point])
    write_wording(feedback, point, words, by=by)
    write_event(feedback, EventName.POINT_DEFINED, by=by, point=point.number)


def _points_asked_about(feedback_id: int) -> dict[int, list[Point]]:
    """Return the points of each decision in force whose letter is not right, the last answered first."""
    rows = db.session.execute(
        select(Letter.decision_id, Point)
        .join(Message, Message.id == Letter.message_id)
        .join(Decision, Decision.id == Letter.decision_id)
        .join(DecisionPoint, DecisionPoint.decision_id == Decision.id)
        .join(Point, Point.id == DecisionPoint.point_id)
        .where(
            Letter.feedback_id == feedback_id,
            Message.answer == CHANGE,
            Decision.status == DecisionStatus.IN_FORCE,
            Point.dropped_at.is_(None),
        )
        .order_by(Message.answered_at.desc(), Letter.id.desc(), Point.number)
    )
    found: dict[int, list[Point]] = {}
    for decision_id, point in rows:
        its = found.setdefault(int(decision_id or 0), [])
        if point not in its:
            its.append(point)
    return found


def _last_letter(decision_id: int) -> int | None:
    return db.session.scalar(select(func.max(Letter.id)).where(Letter.decision_id == decision_id))
