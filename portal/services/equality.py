"""Equality monitoring as counters: what is counted can't be joined to anybody (DESIGN 2, ADR 0009).

All counters of a kind and quarter are made at once, and each return writes every one of them, raised or not:
neither the order of rows nor the transaction that wrote them last says which answers were given.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Result, and_, case, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.domain.equality import FORM, KEYED, OFFERED, RETURNED, countable, every_counter
from portal.domain.equality_table import Counts, EqualityTable, make_table
from portal.domain.vocabulary import Kind
from portal.extensions import db
from portal.models.equality import EqualityCount
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.now import today

KEY = ("kind", "quarter", "question", "answer")
PAPER_QUARTERS = 4


def count_offer(kind: Kind) -> None:
    """Count that the questions were offered once, in the caller's transaction."""
    quarter = quarter_of(today())
    if _raise_offers(kind, quarter) == 0:
        _make_counters(kind, quarter)
        _raise_offers(kind, quarter)


def count_return(
    kind: Kind, given: Mapping[str, str], *, quarter: date | None = None, on_paper: bool = False
) -> bool:
    """Count one person's answers and say whether there was anything to count. Commits, alone.

    What may not be asked is dropped (``domain.equality.countable``). Raises ValueError for an unknown answer.
    """
    answers = countable(given, asks_under_16=current_council().equality.asks_under_16)
    if not answers:
        return False
    raised = {(FORM, KEYED if on_paper else RETURNED), *answers.items()}
    with writing():
        _raise(kind, quarter or quarter_of(today()), raised)
    return True


def read_counts(quarters: Iterable[date], kind: Kind | None = None) -> EqualityTable:
    """Return the counted answers of some quarters, of one kind or of all, with base and response rate."""
    wanted = tuple(sorted(set(quarters)))
    rows = select(EqualityCount.question, EqualityCount.answer, EqualityCount.times)
    rows = rows.where(EqualityCount.quarter.in_(wanted))
    if kind is not None:
        rows = rows.where(EqualityCount.kind == kind)
    counts: Counts = {}
    for question, answer, times in db.session.execute(rows):
        counts[question, answer] = counts.get((question, answer), 0) + times
    return make_table(counts, wanted, kind)


def quarter_of(day: date) -> date:
    """Return the first day of the calendar quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def quarters_until(day: date, how_many: int) -> tuple[date, ...]:
    """Return the first days of the quarter a day is in and of those before it, the newest first."""
    first, found = quarter_of(day), []
    for _ in range(how_many):
        found.append(first)
        first = quarter_of(date.fromordinal(first.toordinal() - 1))
    return tuple(found)


def _raise_offers(kind: Kind, quarter: date) -> int:
    place = (EqualityCount.question == FORM) & (EqualityCount.answer == OFFERED)
    raised = update(EqualityCount).where(EqualityCount.kind == kind, EqualityCount.quarter == quarter, place)
    done: Result[tuple[()]] = db.session.execute(
        raised.values(times=EqualityCount.times + 1).execution_options(synchronize_session=False)
    )
    return int(getattr(done, "rowcount", 0))


def _make_counters(kind: Kind, quarter: date) -> None:
    """Make whatever counters are missing, all in one statement and always in the same order."""
    insert = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    rows = [
        {"kind": kind, "quarter": quarter, "question": question, "answer": answer, "times": 0}
        for question, answer in every_counter()
    ]
    db.session.execute(insert(EqualityCount).values(rows).on_conflict_do_nothing(index_elements=KEY))


def _raise(kind: Kind, quarter: date, raised: Iterable[tuple[str, str]]) -> None:
    """Write every counter but the offers', one more where it is among those raised."""
    _make_counters(kind, quarter)
    here = (EqualityCount.kind == kind, EqualityCount.quarter == quarter)
    _wait_in_turn(kind, quarter)
    chosen = [
        and_(EqualityCount.question == question, EqualityCount.answer == answer)
        for question, answer in sorted(raised)
    ]
    offers = and_(EqualityCount.question == FORM, EqualityCount.answer == OFFERED)
    db.session.execute(
        update(EqualityCount)
        .where(*here, ~offers)
        .values(times=EqualityCount.times + case((or_(*chosen), 1), else_=0))
        .execution_options(synchronize_session=False)
    )


def _wait_in_turn(kind: Kind, quarter: date) -> None:
    """Take the first counter's lock, so that two returns at once can't each hold what the other needs."""
    first = select(EqualityCount.times).where(
        EqualityCount.kind == kind,
        EqualityCount.quarter == quarter,
        EqualityCount.question == FORM,
        EqualityCount.answer == RETURNED,
    )
    db.session.execute(first.with_for_update())
