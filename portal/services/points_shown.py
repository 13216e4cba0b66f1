"""The points of an item as its page shows them: their words, their place, and every earlier wording."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from portal.domain.points import questions_of_a_point
from portal.domain.vocabulary import Route
from portal.extensions import db
from portal.models.point import Point, PointWording
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


def words_of_points(feedback_id: int, seal: Seal) -> tuple[PointShown, ...]:
    """Return the points that stand, as the person reads them; one query."""
    return tuple(point for point in list_points(feedback_id, seal, {}) if not point.dropped)


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
