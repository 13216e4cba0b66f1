"""Equality monitoring as counters: what is counted can't be joined to anybody (DESIGN 2)."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.domain.vocabulary import Kind
from portal.extensions import db
from portal.models.equality import EqualityCount
from portal.services.now import today

FORM = "form"
OFFERED = "offered"
RETURNED = "returned"


def count_offer(kind: Kind) -> None:
    """Count that the questions were offered once, in the caller's transaction."""
    _count(kind, FORM, OFFERED)


def quarter_of(day: date) -> date:
    """Return the first day of the calendar quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _count(kind: Kind, question: str, answer: str) -> None:
    """Add one to a counter, making it where it is not there yet."""
    insert = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    place = {"kind": kind, "quarter": quarter_of(today()), "question": question, "answer": answer}
    one_more = insert(EqualityCount).values(times=1, **place)
    db.session.execute(
        one_more.on_conflict_do_update(index_elements=list(place), set_={"times": EqualityCount.times + 1})
    )
