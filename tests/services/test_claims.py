"""One officer at a time holds an item, and what they saved outlives the claim."""

import threading
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.errors import (
    AlreadyClaimed,
    ConflictOfInterest,
    Incomplete,
    MoveNotPossible,
    NotAllowed,
    NotClaimed,
    NotFound,
    StaleVersion,
)
from portal.domain.event_names import EventName
from portal.domain.vocabulary import FeedbackStatus, Kind, Role
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services import claims, reading, screening
from portal.services.accounts import StaffMember
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import CHILD_COMPLAINT, somebody
from tests.services.screening_steps import kept_away as keep_away

RACERS = 200
THREADS = 20


def test_a_claim_is_seen_by_everybody(app_context: Flask, clock: Clock) -> None:
    officer, other = somebody(), somebody()
    reference = factories.make_feedback().reference

    claims.claim(reference, officer)

    shown = reading.read_item(reference, other).claim
    assert shown is not None
    assert (shown.holder, shown.mine) == (officer.name, False)
    with pytest.raises(AlreadyClaimed) as refused:
        claims.claim(reference, other)
    assert refused.value.holder == officer.name


def test_claiming_again_renews_and_says_so_once_only(app_context: Flask, clock: Clock) -> None:
    officer = somebody()
    made = factories.make_feedback()
    first = claims.claim(made.reference, officer)
    clock.forward(minutes=30)
    second = claims.claim(made.reference, officer)
    assert second.until > first.until
    assert _events(made.id)[EventName.CLAIMED] == 1


def test_saving_renews_the_claim(app_context: Flask, clock: Clock) -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    clock.forward(minutes=50)
    screening.save_safeguarding(reference, officer, "none")
    clock.forward(minutes=50)
    assert claims.expire_claims() == 0


def test_an_hour_without_saving_releases_the_claim_and_keeps_the_work(
    app_context: Flask, clock: Clock
) -> None:
    officer, other = somebody(), somebody()
    made = factories.make_feedback()
    claims.claim(made.reference, officer)
    screening.save_safeguarding(made.reference, officer, "none")
    screening.save_checklist(made.reference, officer, {"who": "parent"})
    clock.forward(minutes=61)

    assert claims.expire_claims() == 1

    assert _events(made.id)[EventName.CLAIM_EXPIRED] == 1
    claims.claim(made.reference, other)
    assert reading.read_item(made.reference, other).screening.answers == {"who": "parent"}
    with pytest.raises(AlreadyClaimed):
        screening.save_checklist(made.reference, officer, CHILD_COMPLAINT)


def test_a_claim_that_ran_out_may_be_taken_before_anything_tidies_up(
    app_context: Flask, clock: Clock
) -> None:
    officer, other = somebody(), somebody()
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    clock.forward(minutes=61)
    assert reading.read_item(reference, other).claim is None
    claims.claim(reference, other)


def test_a_release_gives_it_back(app_context: Flask, clock: Clock) -> None:
    officer, other = somebody(), somebody()
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    with pytest.raises(NotClaimed):
        claims.release(reference, other)
    claims.release(reference, officer)
    claims.claim(reference, other)
    claims.release(reference, somebody(Role.SUPERVISOR))
    with pytest.raises(NotClaimed):
        screening.save_safeguarding(reference, other, "none")


def test_a_supervisor_takes_over_with_a_reason(app_context: Flask, clock: Clock) -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    with pytest.raises(NotAllowed):
        claims.take_over(reference, somebody(), "I want it")

    with pytest.raises(Incomplete):
        claims.take_over(reference, supervisor, " ")
    claims.take_over(reference, supervisor, "Gone home ill")

    line = reading.read_item(reference, supervisor).history[0]
    assert line.text == f"Took it over from {officer.name}"
    assert line.reason == "Gone home ill"
    with pytest.raises(AlreadyClaimed):
        screening.save_safeguarding(reference, officer, "none")


def test_a_page_left_open_can_not_overwrite_what_was_saved_since(app_context: Flask, clock: Clock) -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    claims.claim(reference, officer)
    opened = reading.read_item(reference, officer).version
    saved = screening.save_safeguarding(reference, officer, "none", version=opened)
    with pytest.raises(StaleVersion):
        screening.save_checklist(reference, officer, {"who": "parent"}, version=opened)
    screening.save_checklist(reference, officer, {"who": "parent"}, version=saved.version)


@pytest.mark.parametrize("status", [s for s in FeedbackStatus if s not in claims.IN_THE_QUEUE])
def test_what_left_the_desk_can_not_be_claimed(
    app_context: Flask, clock: Clock, status: FeedbackStatus
) -> None:
    with pytest.raises(MoveNotPossible):
        claims.claim(factories.make_feedback(status=status).reference, somebody())


def test_a_reference_that_is_not_there_is_not_found(app_context: Flask, clock: Clock) -> None:
    with pytest.raises(NotFound):
        claims.claim("CF-0000-0000", somebody())


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.SCREENING_OFFICER, Role.SUPERVISOR)])
def test_only_those_who_screen_claim(app_context: Flask, clock: Clock, role: Role) -> None:
    with pytest.raises(NotAllowed):
        claims.claim(factories.make_feedback().reference, somebody(role))
    with pytest.raises(NotAllowed):
        claims.claim_next(somebody(role))


def test_the_next_item_is_the_most_urgent_that_nobody_holds(app_context: Flask, clock: Clock) -> None:
    officer = somebody()
    _empty_the_queue()
    later = factories.make_feedback()
    sooner = factories.make_feedback()
    near = factories.make_feedback()
    for made, days in ((later, 9), (sooner, 3), (near, 1)):
        feedback = db.session.get_one(Feedback, made.id)
        feedback.act_by = feedback.received_on.replace(day=10 + days)
    db.session.commit()
    keep_away(near.reference, officer)

    assert [_taken(officer), _taken(officer), _taken(officer)] == [sooner.reference, later.reference, None]


def test_of_two_hundred_claims_one_wins_and_each_loser_is_told_who(app: Flask) -> None:
    with app.app_context():
        officers = [somebody() for _ in range(THREADS)]
        reference = factories.make_feedback().reference
    outcomes = _race(app, officers, lambda officer: claims.claim(reference, officer))
    winners = {officer.name for officer, outcome in outcomes if isinstance(outcome, claims.Claim)}
    assert len(winners) == 1
    holders = {outcome.holder for _, outcome in outcomes if isinstance(outcome, AlreadyClaimed)}
    assert holders == winners
    assert len(outcomes) == RACERS


def test_officers_who_ask_for_the_next_item_together_get_different_ones(app: Flask) -> None:
    with app.app_context():
        officers = [somebody() for _ in range(THREADS)]
        for _ in range(THREADS):
            factories.make_feedback(kind=Kind.COMPLAINT)
    taken = [outcome for _, outcome in _race(app, officers, claims.claim_next, times=1)]
    references = [outcome.reference for outcome in taken if isinstance(outcome, claims.Claim)]
    assert len(references) == len(set(references)) == THREADS


def _race(
    app: Flask, officers: list[StaffMember], step: Any, times: int = RACERS // THREADS
) -> list[tuple[StaffMember, Any]]:
    """Let every officer do the same at once, some times over, each in a thread and context of their own."""
    start, outcomes = threading.Barrier(len(officers)), []

    def run(officer: StaffMember) -> None:
        start.wait()
        for _ in range(times):
            with app.app_context():
                try:
                    outcomes.append((officer, step(officer)))
                except AlreadyClaimed as lost:
                    outcomes.append((officer, lost))

    threads = [threading.Thread(target=run, args=(officer,)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def _taken(officer: StaffMember) -> str | None:
    taken = claims.claim_next(officer)
    return taken.reference if taken else None


def _empty_the_queue() -> None:
    for feedback in db.session.scalars(select(Feedback)):
        feedback.status = FeedbackStatus.DECIDED
    db.session.commit()


def _events(feedback_id: int) -> Counter[EventName]:
    return Counter(db.session.scalars(select(Event.name).where(Event.feedback_id == feedback_id)))


def test_who_must_keep_away_can_not_claim(app_context: Flask, clock: Clock) -> None:
    officer = somebody()
    reference = factories.make_feedback().reference
    keep_away(reference, officer)
    with pytest.raises(ConflictOfInterest):
        claims.claim(reference, officer)
