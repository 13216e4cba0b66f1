"""What each route is recorded with: asked for before it is decided, and shown beside the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.domain.clocks import in_words
from portal.domain.delays import DELAYS, as_noted, is_late
from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.route_details import RouteDetails, Shape, as_read, as_shown, details_of, lacking
from portal.domain.vocabulary import Kind, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.models.screening import DecisionWords
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import today
from portal.services.sealing import Seal

PREFIX = "details."
STILL_TO_COME = frozenset({"by"})
ANSWERABLE = ("comment", "mp_enquiry", "councillor_enquiry", "pre_complaint", "duty_matter")


def wanted_for(route: Route | None, kind: Kind) -> RouteDetails:
    """Return what a route asks today, the categories of duty matters in the council's words."""
    offered = current_council().duty_categories_on(today())
    return details_of(route, kind, tuple((one.code, one.label) for one in offered))


def wanted_categories(route: Route) -> tuple[tuple[str, str], ...]:
    """Return every category a route was ever sorted by, with its words, those no longer offered too."""
    every = tuple((one.code, one.label) for one in current_council().duty_categories)
    return details_of(route, Kind.COMPLAINT, every).categories


def require_particulars(kind: Kind, route: Route, category: str | None, details: str) -> None:
    """Raise Incomplete with the codes, each begun with "details.", of what the route is not recorded with."""
    wanted, answers = wanted_for(route, kind), as_read(details)
    wrong = dict.fromkeys((*lacking(wanted, category, answers), *_wrong_days(wanted, answers)))
    if wrong:
        raise Incomplete(tuple(f"{PREFIX}{code}" for code in wrong))


def shown_for(route: Route | None, category: str, details: str) -> tuple[tuple[str, str], ...]:
    """Return what a decision was recorded with, as questions and answers in words."""
    council = current_council()
    every = tuple((one.code, one.label) for one in council.duty_categories)
    wanted = details_of(route, Kind.COMPLAINT, every)
    answers = as_read(details)
    days = {one.code for one in wanted.asked if one.shape is Shape.DAY}
    said = {code: _in_words(answer) if code in days else answer for code, answer in answers.items()}
    return as_shown(wanted, category, said)


def read_details(decision_id: int, seal: Seal) -> dict[str, str]:
    """Return the sealed answers of a decision by code; one query."""
    row = db.session.get(DecisionWords, decision_id)
    if row is None or not row.details:
        return {}
    return as_read(seal.open(f"decision_words.details:{decision_id}", row.details))


def day_of(details: str, code: str = "by") -> date | None:
    """Return the day that unsealed answers give for a code, or None."""
    return _day(as_read(details).get(code, ""))


@dataclass(frozen=True, slots=True)
class Answerable:
    """The item that a register's row counts, and when its answer is due."""

    item: str
    due_on: date | None


def find_answerable(row: str, officer: StaffMember) -> Answerable | None:
    """Return the item a register's row counts, where this officer may open it; one query."""
    found = db.session.execute(
        select(Feedback.reference, Record.due_on)
        .join(Record, Record.feedback_id == Feedback.id)
        .where(Record.reference == row, Record.record_type.in_(ANSWERABLE), ~in_conflict(officer.id))
    ).first()
    return Answerable(*found) if found else None


def note_answered(row: str, officer: StaffMember, on: date, delay: str = "") -> str:
    """Note the day an answer went, by the reference of a register's row; return the item's. Commits.

    ``delay`` says why it was late. Raises Incomplete("on") for a day to come or before it was received, or
    ("delay") for a late answer without a reason, MoveNotPossible where it is answered already or is answered
    another way, NotFound, and what ``load_open`` raises.
    """
    with writing():
        found = db.session.execute(
            select(Record.id, Feedback.reference)
            .join(Feedback, Feedback.id == Record.feedback_id)
            .where(Record.reference == row)
        ).first()
        if found is None:
            raise NotFound("There is no such item.")
        feedback = load_open(found.reference, officer, Permission.SCREEN)
        record = db.session.get_one(Record, found.id, populate_existing=True)
        if record.record_type not in ANSWERABLE:
            raise MoveNotPossible("This is answered within its procedure.")
        if record.responded_on is not None:
            raise MoveNotPossible("It is noted already that it was answered.")
        if on > today() or on < (record.received_on or feedback.received_on):
            raise Incomplete(("on",))
        late = is_late(record.due_on, on)
        if late and delay not in DELAYS:
            raise Incomplete(("delay",))
        record.responded_on = on
        why = as_noted(delay) if late else None
        record.notes = why or record.notes
        write_event(feedback, EventName.ANSWERED, by=officer.id, reason=why, row=row, on=on)
        reference: str = found.reference
        return reference


def _wrong_days(wanted: RouteDetails, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes of what should be a day and is none, or one that can't be."""
    wrong = []
    for one in wanted.asked:
        answer = answers.get(one.code, "").strip()
        if one.shape is not Shape.DAY or not answer:
            continue
        day = _day(answer)
        late = day is not None and (day < today() if one.code in STILL_TO_COME else day > today())
        if day is None or late:
            wrong.append(one.code)
    return tuple(wrong)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _in_words(text: str) -> str:
    day = _day(text)
    return in_words(day) if day else text
