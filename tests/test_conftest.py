"""The fixtures: every test gets the same migrated tables and rows, and what one test writes no other sees."""

import socket

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.vocabulary import FeedbackStatus, Kind, Role
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.services.now import now, today
from tests.conftest import Clock
from tests.databases import count_queries, on_both_databases
from tests.factories import BACKGROUND_WORDS, make_account, make_feedback

pytestmark = on_both_databases
BACKGROUND = len(Kind) + 3


def stored() -> int:
    """Return how much feedback there is."""
    return db.session.scalar(select(func.count()).select_from(Feedback)) or 0


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_starts_with_the_background_rows_alone(app_context: Flask, turn: int) -> None:
    assert stored() == BACKGROUND
    made = make_feedback(status=FeedbackStatus.RETURNED)
    assert made.id == BACKGROUND + 1
    assert stored() == BACKGROUND + 1


def test_there_is_somebody_of_every_role(app_context: Flask) -> None:
    assert set(db.session.scalars(select(Account.role))) == set(Role)
    assert make_account(Role.DUTY).id > len(Role)


def test_background_words_are_sealed(app_context: Flask) -> None:
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            assert BACKGROUND_WORDS not in str(tuple(row)), table.name


def test_queries_are_counted(app_context: Flask) -> None:
    with count_queries(app_context) as queries:
        stored()
        stored()
    stored()
    assert queries.count == 2, queries


def test_the_clock_stands_still_and_moves_when_told(app_context: Flask, clock: Clock) -> None:
    before = now()
    assert (before, today().isoformat()) == (now(), "2026-03-10")
    clock.forward(days=1, hours=2)
    assert (now() - before).total_seconds() == 26 * 3600
    clock.set(before)
    assert now() == before


def test_nothing_leaves_this_machine(app_context: Flask) -> None:
    with socket.socket() as line, pytest.raises(AssertionError, match="no network"):
        line.connect(("192.0.2.1", 80))
