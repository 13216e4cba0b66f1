"""With the whole database in hand, nobody can tell who gave which equality answers."""

from datetime import date
from itertools import permutations

import pytest
from sqlalchemy import delete, inspect, select, text

from portal.domain.equality import FORM, every_counter
from portal.domain.vocabulary import Kind
from portal.extensions import db
from portal.models.equality import EqualityCount
from portal.services.database import writing
from portal.services.equality import count_offer, count_return, quarter_of, quarters_until, read_counts
from tests.factories import make_feedback

pytestmark = pytest.mark.usefixtures("clock", "app_context")
SPRING = date(2026, 1, 1)
PEOPLE = (
    {"age": "18_24", "sex": "female", "ethnic_group": "white_roma", "condition": "yes", "reduces": "a_lot"},
    {"age": "65_over", "sex": "male", "sexual_orientation": "bisexual"},
    {"religion": "jewish"},
)


def whole_database():
    """Return every row of every table, and for the counters all that the database knows of a row besides."""
    found = {}
    for name in inspect(db.engine).get_table_names():
        rows = db.session.execute(text(f'select * from "{name}"'))
        found[name] = sorted(map(repr, map(tuple, rows)))
    hidden = "rowid" if db.engine.dialect.name == "sqlite" else "1"
    rows = db.session.execute(text(f"select {hidden}, * from equality_count order by 1, 2, 3, 4, 5"))
    found["counters in their order"] = [tuple(row) for row in rows]
    db.session.rollback()
    return found


def start_afresh():
    with writing():
        db.session.execute(delete(EqualityCount))


def offer(kind=Kind.COMPLAINT):
    with writing():
        count_offer(kind)


def counters(kind=Kind.COMPLAINT):
    rows = db.session.scalars(select(EqualityCount).where(EqualityCount.kind == kind)).all()
    return {(row.question, row.answer): row.times for row in rows}


def test_whoever_of_them_answered_what_the_database_is_the_same():
    endings = []
    for order in permutations(PEOPLE):
        start_afresh()
        for answers in order:
            offer()
            count_return(Kind.COMPLAINT, answers)
        endings.append(whole_database())
    assert all(ending == endings[0] for ending in endings)


def test_a_return_changes_numbers_and_nothing_else():
    offer()
    before = whole_database()
    count_return(Kind.COMPLAINT, PEOPLE[0])
    after = whole_database()
    assert {name for name in after if after[name] != before[name]} == {
        "equality_count",
        "counters in their order",
    }
    assert len(after["equality_count"]) == len(before["equality_count"])


def test_all_counters_of_a_quarter_are_made_at_once_whatever_is_answered():
    offer()
    assert counters() == {place: int(place == (FORM, "offered")) for place in every_counter()}


def test_no_row_says_which_counters_a_return_raised(database_kind):
    if database_kind == "sqlite":
        pytest.skip("SQLite keeps no transaction's number in a row")
    offer()
    count_return(Kind.COMPLAINT, PEOPLE[0])
    count_return(Kind.COMPLAINT, PEOPLE[1])
    rows = db.session.execute(text("select xmin::text, question, answer from equality_count")).all()
    writers = {xmin for xmin, question, answer in rows if (question, answer) != (FORM, "offered")}
    assert len(writers) == 1


def test_a_return_shares_its_transaction_with_nothing(database_kind):
    if database_kind == "sqlite":
        pytest.skip("SQLite keeps no transaction's number in a row")
    feedback = make_feedback()
    offer()
    count_return(Kind.COMPLAINT, PEOPLE[0])
    reference = feedback.reference
    sent = db.session.scalar(
        text("select xmin::text from feedback where reference = :r").bindparams(r=reference)
    )
    counted = set(db.session.scalars(text("select xmin::text from equality_count where question <> 'form'")))
    assert sent is not None
    assert sent not in counted


def test_a_half_done_piece_of_work_is_not_counted_along_with_the_answers():
    db.session.add(EqualityCount(kind=Kind.ENQUIRY, quarter=SPRING, question=FORM, answer="offered", times=7))
    count_return(Kind.COMPLAINT, PEOPLE[0])
    assert counters(Kind.ENQUIRY) == {}


@pytest.mark.parametrize("answers", [{}, {"age": "under_12", "sex": "male"}, {"reduces": "a_lot"}])
def test_nothing_said_is_nothing_counted(answers):
    offer()
    before = counters()
    assert count_return(Kind.COMPLAINT, answers) is False
    assert counters() == before


def test_an_unknown_answer_is_refused_and_nothing_counted():
    with pytest.raises(ValueError, match="sex"):
        count_return(Kind.COMPLAINT, {"age": "18_24", "sex": "?"})
    assert counters() == {}


def test_kinds_and_quarters_are_counted_apart():
    count_return(Kind.COMPLAINT, PEOPLE[0])
    count_return(Kind.COMPLIMENT, PEOPLE[1])
    count_return(Kind.COMPLAINT, PEOPLE[1], quarter=date(2025, 10, 1), on_paper=True)
    spring = read_counts([SPRING], Kind.COMPLAINT)
    assert (spring.returns, spring.on_paper) == (1, 0)
    assert read_counts([SPRING]).returns == 2
    both = read_counts([SPRING, date(2025, 10, 1)], Kind.COMPLAINT)
    assert (both.returns, both.on_paper, both.base) == (1, 1, 2)
    ages = next(q for q in both.questions if q.code == "age")
    assert {a.code: a.times for a in ages.answers if a.times} == {"18_24": 1, "65_over": 1}
    assert ages.base == 2


def test_the_response_rate_is_returns_over_offers():
    for _ in range(4):
        offer()
    count_return(Kind.COMPLAINT, PEOPLE[0])
    assert read_counts([SPRING]).response_rate == 0.25


def test_a_counter_that_came_later_is_made_when_it_is_needed():
    offer()
    with writing():
        db.session.execute(delete(EqualityCount).where(EqualityCount.question == "religion"))
    count_return(Kind.COMPLAINT, PEOPLE[2])
    assert counters()["religion", "jewish"] == 1
    assert counters()["religion", "muslim"] == 0


def test_quarters_begin_where_the_calendar_says():
    assert quarter_of(date(2026, 12, 31)) == date(2026, 10, 1)
    assert quarters_until(date(2026, 3, 10), 3) == (SPRING, date(2025, 10, 1), date(2025, 7, 1))
