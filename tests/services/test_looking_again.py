"""What a person says we missed is never lost, and what was settled goes back to the desk."""

import pytest
from sqlalchemy import select

from portal.domain.errors import NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import FeedbackStatus, Kind, SetAsideAs
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services import looking_again, private_page, private_page_changes
from tests.factories import make_feedback

pytestmark = pytest.mark.usefixtures("app_context")


def stored(feedback_id: int) -> Feedback:
    db.session.expire_all()
    return db.session.get(Feedback, feedback_id)


def names_of(feedback_id: int) -> list[str]:
    found = select(Event.name).where(Event.feedback_id == feedback_id).order_by(Event.id)
    return list(db.session.scalars(found))


@pytest.mark.parametrize("status", [FeedbackStatus.DECIDED, FeedbackStatus.WITHDRAWN])
def test_what_was_settled_goes_back_to_the_desk_with_the_words(status):
    settled = make_feedback(status=status)
    assert looking_again.ask_to_look_again(settled.id, "You read the wrong date")
    assert stored(settled.id).status is FeedbackStatus.RECEIVED
    assert names_of(settled.id)[-2:] == [EventName.WORDS_ADDED, EventName.REOPENED]
    added = private_page.read_page(settled.id).added
    assert added[0].text == looking_again.MISSED + "You read the wrong date"


def test_what_was_set_aside_is_counted_again_as_what_it_is():
    aside = make_feedback(status=FeedbackStatus.SET_ASIDE, set_aside_as=SetAsideAs.TEST, kind=Kind.COMMENT)
    assert looking_again.ask_to_look_again(aside.id, "It is no test")
    feedback = stored(aside.id)
    assert (feedback.status, feedback.set_aside_as) == (FeedbackStatus.RECEIVED, None)
    assert db.session.scalar(select(Record.record_type).where(Record.feedback_id == aside.id)) == "comment"


def test_where_nothing_is_settled_the_words_are_added_only():
    waiting = make_feedback()
    assert not looking_again.ask_to_look_again(waiting.id, "One more thing")
    assert stored(waiting.id).status is FeedbackStatus.RECEIVED
    assert len(private_page.read_page(waiting.id).added) == 1


def test_a_withdrawal_is_taken_back_without_a_reason():
    sent = make_feedback()
    private_page_changes.withdraw(sent.id, "")
    assert looking_again.ask_to_go_on(sent.id, "")
    page = private_page.read_page(sent.id)
    assert (page.step, page.added[0].text) == ("received", looking_again.GO_ON.strip())


def test_looking_again_has_its_own_time(clock):
    settled = make_feedback(status=FeedbackStatus.DECIDED)
    clock.forward(days=60)
    looking_again.ask_to_look_again(settled.id, "You read the wrong date")
    assert not private_page.read_page(settled.id).next_date.late


def test_nothing_is_added_where_there_is_no_feedback():
    with pytest.raises(NotFound):
        looking_again.ask_to_look_again(999_999, "words")
