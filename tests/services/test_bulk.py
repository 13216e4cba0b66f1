"""Several at once, each by its ordinary verb: nothing in bulk goes around a second person."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.domain.errors import Incomplete, NotAllowed
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, PartyRole, Role, SetAsideAs
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services import bulk, claims, desk, private_page_changes, reading, screening
from portal.services.accounts import StaffMember
from portal.services.intake import PartySent
from tests import factories
from tests.conftest import Clock
from tests.services.screening_steps import kept_away, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
CHILD = PartySent(PartyRole.CHILD, "child", name="Jem Quill")


def ready(officer: StaffMember, **overrides: Any) -> factories.MadeFeedback:
    """Store an item, claim it, say that nobody is at risk, and open it."""
    made = factories.make_feedback(**overrides)
    claims.claim(made.reference, officer)
    screening.save_safeguarding(made.reference, officer, "none")
    reading.read_item(made.reference, officer)
    return made


def status_of(reference: str) -> FeedbackStatus:
    return db.session.scalars(select(Feedback.status).where(Feedback.reference == reference)).one()


def said(results: tuple[bulk.Result, ...]) -> list[str]:
    return [result.left_out for result in results]


def test_each_is_claimed_or_left_and_told_by_itself() -> None:
    officer, other = somebody(), somebody()
    mine, theirs, near = (factories.make_feedback().reference for _ in range(3))
    claims.claim(theirs, other)
    kept_away(near, officer)
    results = bulk.claim_all((mine, theirs, near, "CF-NONE", mine), officer)
    assert [result.reference for result in results] == [mine, theirs, near, "CF-NONE"]
    assert said(results) == ["", f"{other.name} has it", bulk.NOT_THERE, bulk.NOT_THERE]
    assert said(bulk.release_all((mine, theirs), officer)) == ["", bulk.NOT_HELD]


def test_a_team_is_set_on_what_the_officer_holds() -> None:
    officer = somebody()
    held, free = ready(officer).reference, factories.make_feedback().reference
    assert said(bulk.change_team_of_all((held, free), officer, "fostering")) == ["", bulk.NOT_HELD]
    assert said(bulk.change_team_of_all((held,), officer, "no such")) == [bulk.SAYS["team"]]
    team = db.session.scalars(select(Feedback.team).where(Feedback.reference == held)).one()
    assert team == "fostering"


def test_spam_that_one_person_may_judge_and_has_read_goes() -> None:
    officer = somebody()
    made = ready(officer).reference
    assert said(bulk.set_aside_spam((made,), officer, "Adverts.")) == [""]
    feedback = db.session.scalars(select(Feedback).where(Feedback.reference == made)).one()
    assert (feedback.status, feedback.set_aside_as) == (FeedbackStatus.SET_ASIDE, SetAsideAs.SPAM)


@pytest.mark.parametrize(
    "overrides",
    [
        {"audience": Audience.UNDER_TWELVE},
        {"audience": Audience.TWELVE_AND_OVER},
        {"audience": Audience.ADVOCATE},
        {"channel": Channel.ADVOCATE},
        {"parties": (CHILD,)},
        {"danger": True},
    ],
    ids=str,
)
@pytest.mark.parametrize("role", [Role.SCREENING_OFFICER, Role.SUPERVISOR])
def test_bulk_never_goes_around_a_second_person(overrides: dict[str, Any], role: Role) -> None:
    officer = somebody(role)
    made, plain = ready(officer, **overrides).reference, ready(officer).reference
    before = db.session.scalar(select(func.count(Decision.id)))
    left, out = bulk.set_aside_spam((made, plain), officer, "Adverts.")
    assert left.left_out
    assert not out.left_out
    assert status_of(made) is FeedbackStatus.RECEIVED
    assert db.session.scalar(select(func.count(Decision.id))) == before


def test_what_nobody_opened_or_read_stays(clock: Clock) -> None:
    officer, other = somebody(), somebody()
    unopened = factories.make_feedback().reference
    claims.claim(unopened, officer)
    screening.save_safeguarding(unopened, officer, "none")
    reading.read_item(unopened, other)
    written = ready(officer)
    clock.forward(minutes=1)
    private_page_changes.add_words(written.id, "And please ring.")
    assert said(bulk.set_aside_spam((unopened, written.reference), officer, "Adverts.")) == [
        bulk.NOT_OPENED,
        bulk.NOT_OPENED,
    ]
    reading.read_item(written.reference, officer)
    assert said(bulk.set_aside_spam((written.reference,), officer, "Adverts.")) == [bulk.UNREAD]
    assert {status_of(unopened), status_of(written.reference)} == {FeedbackStatus.RECEIVED}


def test_spam_is_judged_by_who_holds_it_after_the_question_of_risk() -> None:
    officer, other = somebody(), somebody()
    theirs, unasked = ready(other).reference, factories.make_feedback().reference
    claims.claim(unasked, officer)
    for reference in (theirs, unasked):
        reading.read_item(reference, officer)
    results = bulk.set_aside_spam((theirs, unasked), officer, "Adverts.")
    assert said(results) == [f"{other.name} has it", bulk.SAYS["safeguarding"]]
    with pytest.raises(Incomplete):
        bulk.set_aside_spam((theirs,), officer, " ")


def test_a_supervisor_hands_several_over_whoever_holds_them() -> None:
    boss, before, after = somebody(Role.SUPERVISOR), somebody(), somebody()
    held, free = ready(before).reference, factories.make_feedback().reference
    gone = factories.make_feedback(status=FeedbackStatus.DECIDED).reference
    results = bulk.hand_over_all((held, free, gone), boss, after.id, "She is ill.")
    assert said(results) == ["", "", "this item has left the desk"]
    holders = db.session.scalars(select(Feedback.claimed_by_id).where(Feedback.reference.in_((held, free))))
    assert set(holders) == {after.id}
    only = bulk.hand_over_all((held,), boss, before.id, "Back again.", from_id=before.id)
    assert only[0].left_out
    with pytest.raises(NotAllowed):
        bulk.hand_over_all((held,), after, before.id, "Take it.")
    with pytest.raises(Incomplete):
        bulk.hand_over_all((held,), boss, somebody(Role.MANAGER).id, "Why not.")


def test_no_more_than_fifty_are_touched_at_once(count_queries: Callable[[], Any]) -> None:
    officer = somebody()
    results = bulk.claim_all([f"CF-{number}" for number in range(80)], officer)
    assert len(results) == bulk.AT_ONCE


def test_everything_is_handed_over_however_much_and_what_can_not_be_is_told() -> None:
    boss, ill, well = somebody(Role.SUPERVISOR), somebody(), somebody()
    with pytest.raises(Incomplete):
        bulk.hand_over_everything(boss, ill.id, well.id, "She is ill.")
    held = [factories.make_feedback().reference for _ in range(bulk.AT_ONCE + 3)]
    for reference in held:
        claims.claim(reference, ill)
    kept_away(held[0], well)
    results = bulk.hand_over_everything(boss, ill.id, well.id, "She is ill.")
    assert {result.reference for result in results} == set(held)
    assert [result.reference for result in results if result.left_out] == held[:1]
    assert len(desk.list_held(boss, well.id)) == bulk.AT_ONCE + 2
