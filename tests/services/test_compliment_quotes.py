"""Words of a compliment are quoted without names, read over, allowed, and only while they stand."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed
from portal.domain.event_names import EventName
from portal.domain.vocabulary import DecisionStatus, Role
from portal.extensions import db
from portal.models.compliment_quote import ComplimentQuote
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services import compliment_quotes as quotes
from portal.services.accounts import StaffMember
from portal.services.compliments import read_sharing
from portal.services.conflicts import note_conflict
from portal.services.now import now, today
from portal.services.reading import read_item
from portal.services.sealing import Seal
from tests.services.screening_steps import somebody
from tests.services.test_compliments import accepted, make_compliment

PICKED = "X stayed with X until she slept."
LONG_AGO, LATER = date(2000, 1, 1), date(2100, 1, 1)


@pytest.fixture(autouse=True)
def here(app_context: Flask) -> Flask:
    """Every test runs inside the portal."""
    return app_context


def listed(officer: StaffMember, after: str | None = None) -> quotes.QuoteList:
    """Return the quotes of all time."""
    return quotes.list_quotes(officer, LONG_AGO, LATER, after)


def picked(officer: StaffMember, words: str = PICKED) -> str:
    """Return an accepted compliment with words picked."""
    reference = accepted(officer)
    quotes.pick_quote(reference, officer, words, checked=True)
    return reference


def test_the_draft_has_no_names_and_what_was_read_over_stands_sealed() -> None:
    officer = somebody()
    reference = accepted(officer)
    assert quotes.read_picking(reference, officer).words == "X X stayed with X until she slept. Thank you, X"
    quotes.pick_quote(reference, officer, f" {PICKED} ", checked=True)
    (quote,) = listed(officer).quotes
    assert (quote.reference, quote.words, quote.picked_by) == (reference, PICKED, officer.name)
    assert PICKED.encode() not in db.session.scalars(select(ComplimentQuote.words)).one()
    assert quotes.read_picking(reference, officer).words == PICKED
    names = [event.name for event in db.session.scalars(select(Event))]
    assert names.count(EventName.QUOTE_PICKED) == 1
    assert PICKED not in str([event.facts for event in db.session.scalars(select(Event))])
    assert "Picked words of this compliment for a report" in str(read_item(reference, officer).history)


def test_words_picked_again_replace_those_before() -> None:
    officer = somebody()
    reference = picked(officer)
    quotes.pick_quote(reference, officer, "X stayed.", checked=True)
    assert [quote.words for quote in listed(officer).quotes] == ["X stayed."]


@pytest.mark.parametrize(
    ("words", "checked", "lacking"),
    [("", True, ("words",)), (PICKED, False, ("checked",)), ("x" * 2001, True, ("words",))],
)
def test_nothing_stands_that_nobody_read_over(words: str, checked: bool, lacking: tuple[str, ...]) -> None:
    officer = somebody()
    reference = accepted(officer)
    with pytest.raises(Incomplete) as problem:
        quotes.pick_quote(reference, officer, words, checked=checked)
    assert problem.value.missing == lacking
    assert listed(officer).quotes == ()


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        ("She was the best worker of all.", "not_theirs"),
        ("X stayed with X until she slept. And she was kind.", "not_theirs"),
        ("Thank you, X … X stayed", "not_theirs"),
        ("X [was rude and] stayed", "not_theirs"),
        ("X", "not_theirs"),
        ("sam reader stayed with X", "names"),
        ("X stayed with Mia until she slept", "names"),
    ],
)
def test_only_their_own_words_are_a_quote_and_no_name_we_know_is_in_it(words: str, lacking: str) -> None:
    officer = somebody()
    reference = accepted(officer)
    with pytest.raises(Incomplete) as problem:
        quotes.pick_quote(reference, officer, words, checked=True)
    assert problem.value.missing == (lacking,)
    for fine in ("X STAYED with [the child] … slept", "stayed ... she slept; thank you", "X’s … until"):
        quotes.pick_quote(reference, officer, fine, checked=True)
    assert len(listed(officer).quotes) == 1


@pytest.mark.parametrize("tell", ["No", "Ask me first", ""])
def test_words_are_quoted_only_where_the_sender_allowed_it(tell: str) -> None:
    officer = somebody()
    reference = accepted(officer, quote=tell)
    assert quotes.read_picking(reference, officer).words == ""
    with pytest.raises(MoveNotPossible):
        quotes.pick_quote(reference, officer, PICKED, checked=True)


def test_only_an_accepted_compliment_is_quoted() -> None:
    officer = somebody()
    with pytest.raises(MoveNotPossible):
        quotes.pick_quote(make_compliment(), officer, PICKED, checked=True)


def test_words_taken_out_are_gone_once_and_for_all() -> None:
    officer = somebody()
    reference = picked(officer)
    quotes.drop_quote(reference, officer)
    assert db.session.scalars(select(ComplimentQuote)).all() == []
    assert listed(officer).quotes == ()
    with pytest.raises(MoveNotPossible):
        quotes.drop_quote(reference, officer)


def test_what_is_decided_anew_or_withdrawn_shows_no_words() -> None:
    officer = somebody()
    reference = picked(officer)
    one = select(Feedback.id).where(Feedback.reference == reference).scalar_subquery()
    superseded = update(Decision).where(Decision.feedback_id == one)
    db.session.execute(superseded.values(status=DecisionStatus.SUPERSEDED))
    db.session.commit()
    assert listed(officer).quotes == ()


def test_somebody_who_keeps_away_reads_and_picks_nothing() -> None:
    officer, near = somebody(), somebody()
    reference = picked(officer)
    note_conflict(reference, somebody(Role.SUPERVISOR), near.id, named=False, reason="They are neighbours.")
    assert listed(near).quotes == ()
    for verb in (
        lambda: quotes.pick_quote(reference, near, PICKED, checked=True),
        lambda: quotes.drop_quote(reference, near),
        lambda: quotes.read_picking(reference, near),
    ):
        with pytest.raises(ConflictOfInterest):
            verb()
    with pytest.raises(NotAllowed):
        listed(somebody(Role.STAFF))


def test_thirty_quotes_come_25_at_a_time_in_three_queries(count_queries: Callable[[], Any]) -> None:
    officer = somebody()
    db.session.rollback()
    template = db.session.scalars(select(Feedback).where(Feedback.reference == picked(officer))).one()
    fixed = {c.key: getattr(template, c.key) for c in Feedback.__table__.columns if c.key != "id"}
    for n in range(29):
        changed = {"reference": f"ZZ-{n}", "submission_id": f"z{n}", "code_hash": None}
        other = Feedback(**(fixed | changed | {"received_on": today() - timedelta(days=n % 7)}))
        db.session.add(other)
        db.session.flush()
        decision = {"status": DecisionStatus.IN_FORCE, "proposed_by_id": officer.id, "proposed_at": now()}
        db.session.add(Decision(feedback_id=other.id, route="compliment_accepted", facts={}, **decision))
        words = Seal.of(other.data_key_id).close(f"compliment_quote.words:{other.id}", f"Words {n}")
        picked_by = {"picked_at": now(), "picked_by_id": officer.id}
        db.session.add(ComplimentQuote(feedback_id=other.id, words=words, **picked_by))
    db.session.commit()
    with count_queries() as queries:
        first = listed(officer)
    second = listed(officer, first.next_cursor)
    assert queries.count <= 2
    assert (len(first.quotes), len(second.quotes), second.next_cursor) == (25, 5, None)
    assert len({quote.reference for quote in (*first.quotes, *second.quotes)}) == 30


def test_showing_words_to_whom_they_thank_and_printing_them_are_two_questions() -> None:
    officer = somebody()
    shown = accepted(officer, quote="No")
    assert read_sharing(shown, officer).may_show
    assert not quotes.read_picking(shown, officer).may_show
    with pytest.raises(MoveNotPossible, match="May we print"):
        quotes.pick_quote(shown, officer, PICKED, checked=True)
    printed = accepted(officer, tell="No, please don’t")
    assert not read_sharing(printed, officer).may_show
    quotes.pick_quote(printed, officer, PICKED, checked=True)
