"""From claim to acknowledgement in few loads, each with as many queries however much is stored."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import FeedbackStatus, LetterKind
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.letter import Letter
from tests.desk_walk import from_claim_to_acknowledgement
from tests.factories import make_feedback
from tests.pages import PageClient

MOST_LOADS = 8


def walked(officer: PageClient, reference: str, count_queries: Callable[[], Any]) -> dict[str, int]:
    """Return how many queries each load took."""
    counted, way = {}, from_claim_to_acknowledgement(officer, reference)
    while True:
        with count_queries() as queries:
            step = next(way, None)
        if step is None:
            return counted
        assert step[1].status == 200, step[0]
        counted[step[0]] = queries.count


def test_the_way_to_the_acknowledgement_is_short_and_costs_the_same_however_much_there_is(
    app: Flask, signed_in: Callable[..., PageClient], count_queries: Callable[[], Any]
) -> None:
    officer = signed_in()
    with app.app_context():
        first = make_feedback()
    few = walked(officer, first.reference, count_queries)
    with app.app_context():
        second, *_others = [make_feedback() for _ in range(30)]
    many = walked(officer, second.reference, count_queries)
    assert len(few) <= MOST_LOADS
    assert few == many
    with app.app_context():
        for made in (first, second):
            feedback = db.session.get_one(Feedback, made.id)
            letters = db.session.scalars(select(Letter.kind).where(Letter.feedback_id == made.id)).all()
            assert feedback.status is FeedbackStatus.DECIDED
            assert feedback.acknowledged_at is not None
            assert letters == [LetterKind.ACKNOWLEDGEMENT]
