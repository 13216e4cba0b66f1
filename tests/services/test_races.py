"""A thousand presses at once over twenty items: exactly one takes effect on each, and wholly."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from portal.domain.errors import AlreadyClaimed, MoveNotPossible, NotClaimed, StaleVersion
from portal.domain.event_names import EventName
from portal.domain.vocabulary import DecisionStatus, FeedbackStatus, Role, Route
from portal.extensions import db
from portal.models.account import Account
from portal.models.case import Case, Stage
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.message import Message
from portal.models.record import Record
from portal.models.screening import Decision, DecisionWords
from portal.services import claims, decisions
from portal.services.accounts import StaffMember
from tests import factories
from tests.services.screening_steps import decided, particulars, screened, somebody, weighed

ITEMS = 20
RACERS = 1_000
THREADS = 12
LOST = (AlreadyClaimed, MoveNotPossible, NotClaimed, StaleVersion)
WHY = "Because of what they say about it."
LETTER = "Dear you, this is what we do."


def race(app: Flask, presses: Iterable[Callable[[], Any]]) -> list[Any]:
    """Let a dozen threads press in mixed order, each press in a context of its own; return the outcomes."""
    mixed = list(presses)
    random.Random(4).shuffle(mixed)

    def press(act: Callable[[], Any]) -> Any:
        with app.app_context():
            try:
                return act()
            except LOST as lost:
                return lost

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(press, mixed))


def officers(number: int) -> list[StaffMember]:
    return [somebody() for _ in range(number)]


def ids_of(references: list[str]) -> list[int]:
    return list(db.session.scalars(select(Feedback.id).where(Feedback.reference.in_(references))))


def per_item(model: Any, ids: list[int], *conditions: Any) -> set[int]:
    """Return how many rows each item has, as the set of the numbers that occur."""
    counted = select(model.feedback_id, func.count()).where(model.feedback_id.in_(ids), *conditions)
    found: dict[int, int] = dict(db.session.execute(counted.group_by(model.feedback_id)).all())
    return {found.get(one, 0) for one in ids}


def events_of(ids: list[int]) -> Counter[EventName]:
    return Counter(db.session.scalars(select(Event.name).where(Event.feedback_id.in_(ids))))


def test_of_a_thousand_claims_over_twenty_items_one_each_takes_effect(app: Flask) -> None:
    with app.app_context():
        references = [factories.make_feedback().reference for _ in range(ITEMS)]
        who = officers(RACERS // ITEMS)

    def take(reference: str, officer: StaffMember) -> tuple[str, str]:
        return claims.claim(reference, officer).reference, officer.name

    outcomes = race(app, [partial(take, *pair) for pair in product(references, who)])

    won = dict(one for one in outcomes if isinstance(one, tuple))
    assert Counter(type(one) for one in outcomes) == {tuple: ITEMS, AlreadyClaimed: RACERS - ITEMS}
    with app.app_context():
        holds = select(Feedback.reference, Account.name).join(Account, Account.id == Feedback.claimed_by_id)
        stored = db.session.execute(holds.where(Feedback.reference.in_(references))).all()
        assert dict(stored) == won
        assert set(won) == set(references)
        assert per_item(Event, ids_of(references), Event.name == EventName.CLAIMED) == {1}


def test_of_a_thousand_decisions_over_twenty_items_one_each_takes_effect(app: Flask) -> None:
    """The holder has each open on many screens and presses two routes; others, who hold none, press too."""
    with app.app_context():
        officer, others = somebody(), officers(2)
        references = [screened(officer) for _ in range(ITEMS)]
        opened = select(Feedback.reference, Feedback.version).where(Feedback.reference.in_(references))
        version = dict(db.session.execute(opened).all())
        ids = ids_of(references)
        before = events_of(ids)
        parts = {one: particulars(references[0], one) for one in (Route.STATUTORY, Route.SIGNPOSTED)}
    each = RACERS // ITEMS
    routes = [Route.STATUTORY, Route.SIGNPOSTED] * (each // 2)
    pressed = [
        partial(decisions.decide, reference, who, route, WHY, LETTER, version[reference], parts[route])
        for reference in references
        for route, who in zip(routes, [*others, *[officer] * (each - 2)], strict=True)
    ]
    outcomes = race(app, pressed)

    took = [one for one in outcomes if isinstance(one, decisions.Decided)]
    assert (len(outcomes), len(took)) == (RACERS, ITEMS)
    with app.app_context():
        assert per_item(Decision, ids) == per_item(DecisionWords, ids) == {1}
        assert per_item(Record, ids) == {1}
        assert_whole(references)
        wrote = events_of(ids) - before
        assert wrote[EventName.ROUTE_DECIDED] + wrote[EventName.ROUTE_PROPOSED] == ITEMS


def assert_whole(references: list[str]) -> None:
    """Hold that what is in force has its case, stage and message, and that what waits has none of them."""
    for reference in references:
        feedback = db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
        decision = db.session.scalars(select(Decision).where(Decision.feedback_id == feedback.id)).one()
        in_force = decision.route is Route.STATUTORY
        stages = select(func.count(Stage.id)).join(Case, Case.id == Stage.case_id)
        assert (decision.status is DecisionStatus.IN_FORCE) is in_force
        assert (feedback.status is FeedbackStatus.DECIDED) is in_force
        assert (feedback.status is FeedbackStatus.AWAITING_SIGNATURE) is not in_force
        assert feedback.claimed_by_id is None
        assert per_item(Case, [feedback.id]) == per_item(Message, [feedback.id]) == {int(in_force)}
        assert db.session.scalar(stages.where(Case.feedback_id == feedback.id)) == int(in_force)


def test_of_many_signatures_and_returns_one_each_takes_effect(app: Flask) -> None:
    with app.app_context():
        officer, signers = somebody(), [somebody(Role.SUPERVISOR) for _ in range(3)]
        references = [screened(officer) for _ in range(ITEMS)]
        proposed = [decided(reference, officer, Route.SIGNPOSTED).decision_id for reference in references]
        for reference, signer in product(references, signers):
            weighed(reference, signer)
        ids = ids_of(references)
    pressed: list[Callable[[], Any]] = []
    for decision_id, signer in product(proposed, signers):
        pressed += [partial(decisions.sign, decision_id, signer)] * 2
        pressed += [partial(decisions.return_decision, decision_id, signer, "Not so.")]
    outcomes = race(app, pressed)

    assert Counter(isinstance(one, str) for one in outcomes) == {True: ITEMS, False: len(pressed) - ITEMS}
    with app.app_context():
        wrote = events_of(ids)
        stored = select(Decision.feedback_id).where(Decision.feedback_id.in_(ids))
        signed = set(db.session.scalars(stored.where(Decision.status == DecisionStatus.IN_FORCE)))
        returned = set(db.session.scalars(stored.where(Decision.status == DecisionStatus.RETURNED)))
        assert signed | returned == set(ids)
        assert wrote[EventName.DECISION_SIGNED] == wrote[EventName.ROUTE_DECIDED] == len(signed)
        assert wrote[EventName.DECISION_RETURNED] == len(returned)
        assert per_item(Message, list(signed)) <= {1}
        assert per_item(Message, list(returned)) <= {0}
        assert per_item(Record, ids) == {1}
