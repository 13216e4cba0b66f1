"""Defining what is complained of: numbered points, each worded, placed with team and themes, versioned."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, exists, func, select, update

from portal.domain.council_parts import ThemeRule
from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.points import answers_of, questions_of_a_point
from portal.domain.screening import missing
from portal.domain.vocabulary import DecisionStatus, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.point import DecisionPoint, Point, PointWording
from portal.models.screening import Decision, Screening
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_held
from portal.services.now import now, today
from portal.services.screening import require_safeguarding
from portal.services.sealing import Seal

MOST_POINTS = 40
TOO_LATE_TO_DROP = "Part of this item was decided or proposed before, so no point is taken out: decide it."
SETTLED = "This point is settled. Open it again before you change it."


def define_point(
    reference: str,
    officer: StaffMember,
    words: str,
    team: str | None = None,
    themes: Sequence[str] = (),
    answers: Mapping[str, str] | None = None,
    version: int | None = None,
) -> int:
    """Add a point in agreed wording and return its number. Commits.

    Raises Incomplete with the codes of what is missing or not on its list ("words", "team", "themes", or the
    code of a question), MoveNotPossible over 40 points, and what ``load_held`` raises.
    """
    _require_valid(words, team, themes, answers or {})
    with writing():
        feedback = load_held(reference, officer, version)
        screening = db.session.get(Screening, feedback.id)
        require_safeguarding(screening)
        _require_complete(feedback, screening, answers or {})
        number = 1 + (
            db.session.scalar(select(func.max(Point.number)).where(Point.feedback_id == feedback.id)) or 0
        )
        if number > MOST_POINTS:
            raise MoveNotPossible(f"There can be {MOST_POINTS} points at most.")
        point = Point(
            feedback_id=feedback.id,
            number=number,
            wording=1,
            team=team,
            themes=list(themes),
            answers=dict(answers or {}),
            defined_at=now(),
        )
        db.session.add(point)
        db.session.flush()
        write_wording(feedback, point, words, by=officer.id)
        write_event(feedback, EventName.POINT_DEFINED, by=officer.id, point=number)
    return number


def change_point(
    reference: str,
    officer: StaffMember,
    number: int,
    words: str,
    team: str | None = None,
    themes: Sequence[str] = (),
    answers: Mapping[str, str] | None = None,
    version: int | None = None,
) -> None:
    """Word or place a point anew before it is settled; every earlier wording is kept. Commits.

    Raises what ``define_point`` raises, NotFound, and MoveNotPossible once it is settled.
    """
    _require_valid(words, team, themes, answers or {})
    with writing():
        feedback = load_held(reference, officer, version)
        point = _undecided(feedback, number)
        _require_complete(feedback, db.session.get(Screening, feedback.id), answers or {})
        if words.strip() != wording_of(point, Seal.of(feedback.data_key_id)):
            point.wording += 1
            point.agreed_at = None
            write_wording(feedback, point, words, by=officer.id)
            write_event(
                feedback, EventName.POINT_REWORDED, by=officer.id, point=number, version=point.wording
            )
        placed = (team, list(themes), dict(answers or {}))
        if placed != (point.team, point.themes, point.answers):
            point.team, point.themes, point.answers = placed
            write_event(feedback, EventName.POINT_PLACED, by=officer.id, point=number)


def drop_point(
    reference: str, officer: StaffMember, number: int, reason: str, version: int | None = None
) -> None:
    """Take out a point that is none, for a written reason; it keeps its number. Commits.

    Only while nothing of the item was ever proposed or decided: afterwards leaving a point out would end it
    without the second person, so it has to be decided. Raises MoveNotPossible then, and what
    ``change_point`` raises.
    """
    if not reason.strip():
        raise Incomplete(("reason",))
    with writing():
        feedback = load_held(reference, officer, version)
        point = _undecided(feedback, number)
        if db.session.scalar(select(exists().where(Decision.feedback_id == feedback.id))):
            raise MoveNotPossible(TOO_LATE_TO_DROP)
        point.dropped_at = now()
        write_event(feedback, EventName.POINT_DROPPED, by=officer.id, reason=reason, point=number)


def undecided_points(feedback_id: int) -> list[Point]:
    """Return the points that no decision in force or proposed settles, in their order; one query."""
    return list(
        db.session.scalars(
            select(Point)
            .where(Point.feedback_id == feedback_id, Point.dropped_at.is_(None), ~is_covered())
            .order_by(Point.number)
        )
    )


def is_settled(feedback_id: int) -> bool:
    """Whether a decision in force, or one that waits, settles any point of an item."""
    settled = exists().where(Point.feedback_id == feedback_id, Point.dropped_at.is_(None), is_covered())
    return bool(db.session.scalar(select(settled)))


def is_covered() -> ColumnElement[bool]:
    """Return the condition on Point that a decision in force, or one that waits, settles it."""
    return exists().where(
        DecisionPoint.point_id == Point.id,
        Decision.id == DecisionPoint.decision_id,
        Decision.status.in_((DecisionStatus.IN_FORCE, DecisionStatus.PROPOSED)),
    )


def cover(decision_id: int, points: Iterable[Point]) -> None:
    """Note which points a decision settles; doesn't commit."""
    db.session.add_all(DecisionPoint(decision_id=decision_id, point_id=point.id) for point in points)
    db.session.flush()


def points_of(decision_id: int) -> list[Point]:
    """Return the points a decision settles, in their order, without those taken out since; one query."""
    wanted = select(Point).join(DecisionPoint, DecisionPoint.point_id == Point.id)
    wanted = wanted.where(Point.dropped_at.is_(None))
    return list(
        db.session.scalars(wanted.where(DecisionPoint.decision_id == decision_id).order_by(Point.number))
    )


def settle(points: Iterable[Point], route: Route, case_id: int | None) -> None:
    """Note where points went; doesn't commit."""
    for point in points:
        point.route, point.case_id = route, case_id


def unsettle(feedback_id: int) -> None:
    """Leave every point to be decided anew, as when an item is opened again; doesn't commit."""
    anew = update(Point).where(Point.feedback_id == feedback_id).values(route=None, case_id=None)
    db.session.execute(anew)


def wording_of(point: Point, seal: Seal) -> str:
    """Return a point's words as they stand."""
    row = db.session.scalars(
        select(PointWording).where(PointWording.point_id == point.id, PointWording.version == point.wording)
    ).one()
    words: str = seal.open(f"point_wording.words:{row.id}", row.words)
    return words


def write_wording(feedback: Feedback, point: Point, words: str, by: int | None) -> None:
    """Seal the words of the version the point is at; doesn't commit. ``by`` None is the person."""
    row = PointWording(
        point_id=point.id,
        feedback_id=feedback.id,
        version=point.wording,
        written_at=now(),
        written_by_id=by,
        words=b"",
    )
    db.session.add(row)
    db.session.flush()
    row.words = Seal.of(feedback.data_key_id).close(f"point_wording.words:{row.id}", words.strip())


def _undecided(feedback: Feedback, number: int) -> Point:
    """Return a point, locked, that is still to be decided; raises NotFound or MoveNotPossible."""
    wanted = select(Point, is_covered()).where(
        Point.feedback_id == feedback.id, Point.number == number, Point.dropped_at.is_(None)
    )
    found = db.session.execute(wanted.with_for_update(of=Point)).first()
    if found is None:
        raise NotFound("There is no such point.")
    point, covered = found
    if covered:
        raise MoveNotPossible(SETTLED)
    assert isinstance(point, Point)
    return point


def _require_complete(feedback: Feedback, screening: Screening | None, own: Mapping[str, str]) -> None:
    """Raise Incomplete with what a point's own answers make necessary, beyond what the whole still lacks."""
    whole = screening.answers if screening else {}
    open_anyway = missing(feedback.kind, whole)
    lacking = tuple(
        code for code in missing(feedback.kind, answers_of(whole, own)) if code not in open_anyway
    )
    if lacking:
        raise Incomplete(lacking)


def _require_valid(words: str, team: str | None, themes: Sequence[str], answers: Mapping[str, str]) -> None:
    council, day = current_council(), today()
    known = {question.code: question.codes for question in questions_of_a_point()}
    checks = {
        "words": bool(words.strip()),
        "team": team is None or team in {one.code for one in council.teams_on(day)},
        "themes": set(themes) <= {one.code for one in council.themes_on(day)}
        and (council.theme_rule is ThemeRule.SEVERAL or len(themes) <= 1),
        **{code: answer in known.get(code, ()) for code, answer in answers.items()},
    }
    lacking = tuple(code for code, holds in checks.items() if not holds)
    if lacking:
        raise Incomplete(lacking)
