"""The points of an item as its page shows them: their words, their place, and every earlier wording."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from portal.domain.points import questions_of_a_point
from portal.domain.vocabulary import Route
from portal.extensions import db
from portal.models.letter import Letter
from portal.models.point import DecisionPoint, Point, PointWording
from portal.services.council import current_council
from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a point's words; ``by`` is empty where the person wrote it."""

    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PointShown:
    """One point as it stands; ``route`` is set once a decision that is in force settled it.

    ``own`` are the questions answered for this point alone, with their answers in words, and ``earlier`` its
    earlier wordings, the newest first.
    """

    number: int
    words: str
    team: str | None = None
    team_label: str = ""
    themes: tuple[str, ...] = ()
    theme_labels: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    route: Route | None = None
    agreed_at: datetime | None = None
    dropped: bool = False
    last_worded: Wording | None = None
    earlier: tuple[Wording, ...] = ()


def list_points(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[PointShown, ...]:
    """Return those of an item in their order, with those taken out; one query."""
    rows = db.session.execute(
        select(Point, PointWording)
        .join(PointWording, PointWording.point_id == Point.id)
        .where(Point.feedback_id == feedback_id)
        .order_by(Point.number, PointWording.version.desc())
    )
    return tuple(
        _shown(point, [_wording(row, seal, names) for _point, row in versions])
        for point, versions in groupby(rows, key=lambda row: row[0])
    )


def points_by_message(feedback_id: int, seal: Seal) -> tuple[dict[int, tuple[PointShown, ...]], set[int]]:
    """Return the points that the last letter of each decision is about, by its message; two queries.

    Beside them, the messages whose letter a later one replaced: they ask nothing any more.
    """
    rows = db.session.execute(
        select(Letter.message_id, Letter.decision_id, Point.number)
        .join(DecisionPoint, DecisionPoint.decision_id == Letter.decision_id)
        .join(Point, Point.id == DecisionPoint.point_id)
        .where(Letter.feedback_id == feedback_id, Point.dropped_at.is_(None))
        .order_by(Letter.id, Point.number)
    ).all()
    last = {decision_id: message_id for message_id, decision_id, _number in rows}
    shown = {point.number: point for point in list_points(feedback_id, seal, {})}
    asked: dict[int, list[PointShown]] = {}
    for message_id, decision_id, number in rows:
        if message_id == last[decision_id] and number in shown:
            asked.setdefault(int(message_id or 0), []).append(shown[number])
    replaced = {row.message_id for row in rows} - set(last.values())
    return {message_id: tuple(points) for message_id, points in asked.items()}, replaced


def _shown(point: Point, wordings: list[Wording]) -> PointShown:
    council = current_council()
    return PointShown(
        number=point.number,
        words=wordings[0].words,
        team=point.team,
        team_label=council.team_label(point.team) if point.team else "",
        themes=tuple(point.themes),
        theme_labels=tuple(council.theme_label(code) for code in point.themes),
        answers=tuple(point.answers.items()),
        own=tuple(_in_words(point.answers)),
        route=point.route,
        agreed_at=point.agreed_at,
        dropped=point.dropped_at is not None,
        last_worded=wordings[0],
        earlier=tuple(wordings[1:]),
    )


def _in_words(answers: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield question and answer, in the order of the checklist."""
    for question in questions_of_a_point():
        answer = answers.get(question.code)
        if answer in question.codes:
            yield question.text, dict(question.answers)[answer]


def _wording(row: PointWording, seal: Seal, names: Mapping[int, str]) -> Wording:
    words: str = seal.open(f"point_wording.words:{row.id}", row.words)
    return Wording(words, row.written_at, names.get(row.written_by_id or 0, ""))
