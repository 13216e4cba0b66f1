"""What is no feedback leaves the queue, can come back, is looked over, and twins take two people."""

import pytest
from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed
from portal.domain.vocabulary import FeedbackStatus, Role, SetAsideAs
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services import claims, desk, reading, set_aside
from tests import factories
from tests.services.screening_steps import screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
ALONE = [as_ for as_ in SetAsideAs if as_ is not SetAsideAs.SENT_TWICE]


@pytest.mark.parametrize("as_", ALONE)
def test_one_officer_sets_aside_and_any_other_brings_back(as_: SetAsideAs) -> None:
    officer, other = somebody(), somebody()
    reference = screened(officer)
    before = _feedback(reference).act_by

    assert set_aside.set_aside(reference, officer, as_, reason="Nobody wrote it.")

    assert _feedback(reference).status is FeedbackStatus.SET_ASIDE
    assert _record(reference).record_type == "set_aside"
    set_aside.restore(reference, other, "Somebody did.")
    restored = _feedback(reference)
    assert (restored.status, restored.set_aside_as, restored.act_by) == (
        FeedbackStatus.RECEIVED,
        None,
        before,
    )
    assert _record(reference).record_type == "complaint"


def test_a_supervisor_looks_over_what_others_set_aside() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    own, spam, kept = screened(supervisor), screened(officer), screened(officer)
    set_aside.set_aside(own, supervisor, SetAsideAs.TEST, reason="Mine.")
    set_aside.set_aside(spam, officer, SetAsideAs.SPAM, reason="An advertisement.")
    set_aside.set_aside(kept, officer, SetAsideAs.EMPTY, reason="Nothing in it.")

    sampled = set_aside.list_sampled(supervisor)
    assert [(line.reference, line.set_aside_as) for line in sampled] == [
        (kept, SetAsideAs.EMPTY),
        (spam, SetAsideAs.SPAM),
    ]
    set_aside.mark_sampled(spam, supervisor)
    set_aside.restore(kept, supervisor, "There is something.")
    assert set_aside.list_sampled(supervisor) == ()
    with pytest.raises(NotAllowed):
        set_aside.list_sampled(officer)


def test_what_is_set_aside_again_is_looked_over_again() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer)
    for _ in range(2):
        set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")
        assert len(set_aside.list_sampled(supervisor)) == 1
        set_aside.mark_sampled(reference, supervisor)
        set_aside.restore(reference, officer, "Or not.")
        claims.claim(reference, officer)


def test_something_sent_twice_takes_two_people_and_keeps_the_link() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    first = factories.make_feedback()
    reference = screened(officer)

    out = set_aside.set_aside(
        reference, officer, SetAsideAs.SENT_TWICE, first.reference.lower(), "The same.", "We joined them."
    )

    assert not out
    (line,) = desk.list_to_sign(supervisor)
    assert (line.set_aside_as, line.route) == (SetAsideAs.SENT_TWICE, None)
    page = reading.read_item(reference, supervisor)
    assert page.pending is not None
    assert page.pending.same_as == first.reference
    signed(line.decision_id, reference, supervisor)
    closed = _feedback(reference)
    assert (closed.status, closed.same_as_id) == (FeedbackStatus.SET_ASIDE, first.id)
    assert "We joined them." in reading.read_item(reference, officer).messages[0].text
    assert set_aside.list_sampled(supervisor) == ()


def test_a_twin_is_another_item_that_is_there() -> None:
    officer = somebody()
    reference = screened(officer)
    gone = factories.make_feedback(status=FeedbackStatus.SET_ASIDE).reference
    for twin in (None, "", reference):
        with pytest.raises(Incomplete):
            set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, twin, "The same.", "Joined.")
    with pytest.raises(MoveNotPossible):
        set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, gone, "The same.", "Joined.")


def test_nothing_the_duty_team_has_not_seen_is_set_aside() -> None:
    officer = somebody()
    reference = screened(officer, danger=True)
    with pytest.raises(MoveNotPossible):
        set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")


def test_a_reason_is_written_each_time() -> None:
    officer = somebody()
    reference = screened(officer)
    with pytest.raises(Incomplete):
        set_aside.set_aside(reference, officer, SetAsideAs.SPAM)
    set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason="An advertisement.")
    with pytest.raises(Incomplete):
        set_aside.restore(reference, officer, " ")


def _feedback(reference: str) -> Feedback:
    return db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()


def _record(reference: str) -> Record:
    return db.session.scalars(select(Record).where(Record.reference == reference)).one()


def test_two_items_can_not_close_each_other() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    one, other = screened(officer), screened(officer)
    for reference, twin in ((one, other), (other, one)):
        set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, twin, "The same.", "Joined.")
    first, second = (line.decision_id for line in desk.list_to_sign(supervisor))
    signed(first, one, supervisor)
    with pytest.raises(MoveNotPossible):
        signed(second, other, supervisor)


def test_what_another_item_leans_on_stays() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    kept, reference = screened(officer), screened(officer)
    set_aside.set_aside(reference, officer, SetAsideAs.SENT_TWICE, kept, "The same.", "Joined.")
    (line,) = desk.list_to_sign(supervisor)
    signed(line.decision_id, reference, supervisor)
    with pytest.raises(MoveNotPossible):
        set_aside.set_aside(kept, officer, SetAsideAs.SPAM, reason="An advertisement.")
