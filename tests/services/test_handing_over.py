"""A supervisor hands items from one officer to another: who holds it as seen loses it, and nobody else."""

from datetime import datetime

import pytest
from sqlalchemy import select

from portal.domain.errors import AlreadyClaimed, ConflictOfInterest, Incomplete, MoveNotPossible, NotAllowed
from portal.domain.event_names import EventName
from portal.domain.vocabulary import FeedbackStatus, Role
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services import accounts, claims, desk, handing_over, private_page_changes, screening
from tests import factories
from tests.services.screening_steps import kept_away, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def holder_of(reference: str) -> int | None:
    return db.session.scalar(select(Feedback.claimed_by_id).where(Feedback.reference == reference))


def test_it_moves_with_its_unread_words_until_the_next_evening() -> None:
    boss, before, after = somebody(Role.SUPERVISOR), somebody(), somebody()
    made = factories.make_feedback()
    claims.claim(made.reference, before)
    private_page_changes.add_words(made.id, "More.")
    until = handing_over.hand_over(made.reference, boss, after.id, "She is ill.", before.id)
    assert until == datetime.fromisoformat("2026-03-11T18:00+00:00")
    feedback = db.session.get_one(Feedback, made.id)
    assert (feedback.claimed_by_id, feedback.reader_id) == (after.id, after.id)
    event = db.session.scalars(select(Event).where(Event.name == EventName.HANDED_OVER)).one()
    assert (event.account_id, event.facts) == (boss.id, {"holder": before.id, "to": after.id})
    assert event.reason_id is not None
    assert [line.reference for line in desk.list_mine(after)] == [made.reference]
    screening.save_safeguarding(made.reference, after, "none")


def test_what_changed_hands_in_between_stays_where_it_is() -> None:
    boss, before, quicker, after = somebody(Role.SUPERVISOR), somebody(), somebody(), somebody()
    reference = factories.make_feedback().reference
    claims.claim(reference, quicker)
    for seen in (None, before.id):
        with pytest.raises(AlreadyClaimed) as problem:
            handing_over.hand_over(reference, boss, after.id, "Why not.", seen)
        assert problem.value.holder == quicker.name
    assert holder_of(reference) == quicker.id


def test_nobody_is_given_what_they_must_keep_away_from() -> None:
    boss, near = somebody(Role.SUPERVISOR), somebody()
    reference = factories.make_feedback().reference
    kept_away(reference, near)
    with pytest.raises(MoveNotPossible, match="keep away"):
        handing_over.hand_over(reference, boss, near.id, "Why not.")
    kept_away(reference, boss)
    with pytest.raises(ConflictOfInterest):
        handing_over.hand_over(reference, boss, somebody().id, "Why not.")
    assert holder_of(reference) is None


@pytest.mark.parametrize("role", [Role.STAFF, Role.MANAGER, Role.DUTY, Role.ADMINISTRATOR])
def test_only_who_screens_is_given_anything(role: Role) -> None:
    boss, reference = somebody(Role.SUPERVISOR), factories.make_feedback().reference
    with pytest.raises(Incomplete) as problem:
        handing_over.hand_over(reference, boss, somebody(role).id, "Why not.")
    assert problem.value.missing == ("to",)


def test_it_needs_a_supervisor_a_reason_and_somebody_who_is_still_here() -> None:
    boss, officer, gone = somebody(Role.SUPERVISOR), somebody(), somebody()
    reference = factories.make_feedback().reference
    accounts.end_account(gone.email)
    for to, reason, missing in ((officer.id, " ", "reason"), (gone.id, "Why not.", "to"), (-1, "W", "to")):
        with pytest.raises(Incomplete) as problem:
            handing_over.hand_over(reference, boss, to, reason)
        assert problem.value.missing == (missing,)
    with pytest.raises(NotAllowed):
        handing_over.hand_over(reference, officer, officer.id, "Mine.")
    assert officer.id in {one.id for one in handing_over.list_officers()}
    assert gone.id not in {one.id for one in handing_over.list_officers()}


def test_what_has_left_the_desk_is_handed_to_nobody() -> None:
    boss = somebody(Role.SUPERVISOR)
    reference = factories.make_feedback(status=FeedbackStatus.DECIDED).reference
    with pytest.raises(MoveNotPossible):
        handing_over.hand_over(reference, boss, somebody().id, "Why not.")
