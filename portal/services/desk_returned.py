"""What came back to the desk: sent back by a second person, or taken back by whoever proposed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_

from portal.domain.event_names import EventName
from portal.domain.vocabulary import FeedbackStatus
from portal.extensions import db
from portal.models.account import Account
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.screening import DecisionWords
from portal.services.accounts import StaffMember
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.desk_lines import QueueItem, lines_of, select_lines
from portal.services.sealing import seals_of

PAGE = 25
FIRST_WORDS = 90


@dataclass(frozen=True, slots=True)
class CameBack:
    """Who sent or took an item back and when; ``reason`` holds the first words of why."""

    taken_back: bool
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """One line; ``how`` is None where it is back on the desk for another reason."""

    piece: QueueItem
    how: CameBack | None


@dataclass(frozen=True, slots=True)
class ReturnedPage:
    """Up to 25 lines, and the cursor of the next page or None."""

    lines: tuple[ReturnedLine, ...]
    next_cursor: str | None


def list_returned(officer: StaffMember, after: str | None = None) -> ReturnedPage:
    """Return what came back, by the day to act by; four queries."""
    wanted = select_lines(officer).where(Feedback.status == FeedbackStatus.RETURNED)
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(Feedback.act_by, Feedback.id) > tuple_(*place))
    rows = db.session.execute(wanted.order_by(Feedback.act_by, Feedback.id).limit(PAGE + 1)).all()
    more, rows = len(rows) > PAGE, rows[:PAGE]
    why = _how_they_came_back([row.id for row in rows])
    pieces = lines_of(rows, officer)
    lines = (ReturnedLine(piece, why.get(row.id)) for row, piece in zip(rows, pieces, strict=True))
    return ReturnedPage(tuple(lines), day_cursor(rows[-1].act_by, rows[-1].id) if more else None)


def _how_they_came_back(feedback_ids: Sequence[int]) -> Mapping[int, CameBack]:
    """Return how each came back last; two queries."""
    if not feedback_ids:
        return {}
    last = select(func.max(Event.id)).where(
        Event.feedback_id.in_(feedback_ids), Event.name == EventName.DECISION_RETURNED
    )
    rows = db.session.execute(
        select(
            Event.feedback_id,
            Event.happened_at,
            Event.facts,
            Account.name.label("by"),
            Feedback.data_key_id,
            DecisionWords.decision_id,
            DecisionWords.returned,
        )
        .join(Feedback, Feedback.id == Event.feedback_id)
        .outerjoin(Account, Account.id == Event.account_id)
        .outerjoin(DecisionWords, DecisionWords.decision_id == Event.facts["decision"].as_integer())
        .where(Event.id.in_(last.group_by(Event.feedback_id)))
    ).all()
    seals = seals_of({row.data_key_id for row in rows if row.returned})
    return {row.feedback_id: _came_back(row, seals) for row in rows}


def _came_back(row: Any, seals: Mapping[int, Any]) -> CameBack:
    seal = seals.get(row.data_key_id) if row.returned else None
    why = seal.open(f"decision_words.returned:{row.decision_id}", row.returned) if seal else ""
    return CameBack(bool(row.facts.get("own")), row.by or "", row.happened_at, _first_words(why))


def _first_words(text: str) -> str:
    """Return the beginning on one line, cut at a space."""
    line = " ".join(text.split())
    if len(line) <= FIRST_WORDS:
        return line
    return line[:FIRST_WORDS].rsplit(" ", 1)[0].rstrip(" ,;:.") + "\N{NO-BREAK SPACE}…"
