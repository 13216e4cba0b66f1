"""One conversation for both sides: by time, for whom it is, answered once, told as was chosen."""

from typing import Any

import pytest
from sqlalchemy import func, select, update

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Audience, FeedbackStatus, Holder, PartyRole, Role, Scope, Way
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.contact_task import ContactTask
from portal.models.event import Event
from portal.models.feedback import AddedWords, Feedback
from portal.models.message import Message
from portal.models.outbox import OutboxMail
from portal.services import (
    claims,
    conversation,
    looking_again,
    messages,
    page_keys,
    private_page,
    private_page_changes,
    reading,
)
from portal.services.accounts import StaffMember
from portal.services.intake import PartySent, SafeContact
from portal.services.messages import ForWhom
from tests.databases import at_once
from tests.factories import MadeFeedback, make_feedback
from tests.services.screening_steps import somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
ASKS = ForWhom(asks="is_this_right")
KIM = PartySent(
    PartyRole.SENDER,
    "parent",
    name="Kim Sender",
    email="kim@mail.example",
    phone="01632 960100",
    address="1 High Street",
)


def held(officer: StaffMember, **overrides: Any) -> MadeFeedback:
    made = make_feedback(**overrides)
    claims.claim(made.reference, officer)
    return made


def asked(**overrides: Any) -> tuple[MadeFeedback, int]:
    """A question under a message."""
    officer = somebody()
    made = held(officer, **overrides)
    return made, messages.send_message(made.reference, officer, "Three visits were moved.", whom=ASKS)


def count(model: Any, feedback_id: int, **more: Any) -> int:
    db.session.expire_all()
    wanted = select(func.count()).select_from(model).filter_by(feedback_id=feedback_id, **more)
    return db.session.scalar(wanted) or 0


def texts(made: MadeFeedback, holder: Holder = Holder.SENDER) -> list[str]:
    page = private_page.read_page(made.id, holder)
    turns = conversation.as_turns(page.messages, page.added)
    return [(turn.message or turn.added).text.splitlines()[0] for turn in turns]


def test_both_sides_stand_in_one_conversation(clock):
    officer = somebody()
    made = held(officer)
    private_page_changes.add_words(made.id, "They moved it again.")
    clock.forward(minutes=5)
    sent = messages.send_message(made.reference, officer, "When was that?")
    clock.forward(minutes=5)
    private_page_changes.add_words(made.id, "On Friday.", message_id=sent)
    assert texts(made) == ["On Friday.", "When was that?", "They moved it again."]
    spoken = reading.read_item(made.reference, officer).conversation.spoken
    assert [one.text.splitlines()[0] for one in spoken] == list(reversed(texts(made)))
    assert [one.answers for one in spoken] == [None, None, sent]
    assert spoken[1].by == officer.name


def test_words_that_answer_somebody_elses_message_are_kept_and_answer_nothing():
    made, _ = asked()
    _, elsewhere = asked()
    private_page_changes.add_words(made.id, "On Friday.", message_id=elsewhere)
    (added,) = private_page.read_page(made.id).added
    assert (added.text, added.answers) == ("On Friday.", None)


def test_a_message_is_new_until_the_code_is_typed_again(clock):
    made, _ = asked()
    private_page_changes.mark_read(made.id)
    for _ in range(2):
        assert [each.is_new for each in private_page.read_page(made.id).messages] == [True]
    clock.forward(minutes=1)
    private_page_changes.mark_read(made.id)
    assert [each.is_new for each in private_page.read_page(made.id).messages] == [False]


def test_opening_the_page_makes_no_version_so_an_officer_can_still_save():
    made, _ = asked()
    before = db.session.get_one(Feedback, made.id).version
    private_page_changes.mark_read(made.id)
    db.session.expire_all()
    assert db.session.get_one(Feedback, made.id).version == before


def test_a_message_for_one_reader_is_opened_by_that_one_alone():
    officer = somebody()
    made = held(officer, audience=Audience.ADVOCATE)
    page_keys.give_key(made.reference, officer, Holder.CHILD)
    assert dict(reading.read_item(made.reference, officer).conversation.readers) == {
        Holder.SENDER: "advocate",
        Holder.CHILD: "young_person",
    }
    sent = messages.send_message(
        made.reference, officer, "Only for you.", whom=ForWhom(to=Holder.CHILD, shares=Scope.LETTERS)
    )
    assert texts(made) == []
    assert texts(made, Holder.CHILD) == ["Only for you."]
    private_page_changes.mark_read(made.id)
    db.session.expire_all()
    assert db.session.get_one(Message, sent).read_at is None
    private_page_changes.mark_read(made.id, Holder.CHILD)
    db.session.expire_all()
    assert db.session.get_one(Message, sent).read_at is not None


def test_a_yes_is_noted_once_and_waits_to_be_read():
    made, question = asked()
    assert conversation.answer_question(made.id, question, "right")
    assert not conversation.answer_question(made.id, question, "right")
    (message,) = private_page.read_page(made.id).messages
    assert (message.asks, message.answer) == ("is_this_right", "right")
    assert count(Event, made.id, name=EventName.QUESTION_ANSWERED) == 1
    assert texts(made)[0] == "Yes, that is right."
    assert db.session.get_one(Feedback, made.id).unread_since is not None


def test_a_no_says_what_to_change_and_can_become_a_yes():
    made, question = asked()
    conversation.answer_question(made.id, question, "change", "It was four.")
    assert private_page.read_page(made.id).added[0].text == (
        "No, I want to change something.\n\nIt was four."
    )
    assert not conversation.answer_question(made.id, question, "change", "It was four.")
    assert conversation.answer_question(made.id, question, "change", "Or five.")
    assert conversation.answer_question(made.id, question, "right")
    assert private_page.read_page(made.id).messages[0].answer == "right"
    assert count(AddedWords, made.id) == 3


def test_answered_twice_at_once_it_counts_once(app):
    made, question = asked()
    db.session.rollback()
    outcomes = at_once(app, [lambda: conversation.answer_question(made.id, question, "right")] * 4)
    assert sorted(outcomes) == [False, False, False, True]
    assert count(AddedWords, made.id) == 1


def test_what_is_not_asked_is_not_answered():
    made, question = asked()
    officer = somebody(Role.SUPERVISOR)
    plain = messages.send_message(made.reference, officer, "We begin on Monday.")
    _, elsewhere = asked()
    for number, answer in ((plain, "right"), (elsewhere, "right"), (0, "right"), (question, "perhaps")):
        with pytest.raises(MoveNotPossible):
            conversation.answer_question(made.id, number, answer)
    db.session.execute(update(Feedback).where(Feedback.id == made.id).values(status=FeedbackStatus.WITHDRAWN))
    db.session.commit()
    with pytest.raises(MoveNotPossible):
        conversation.answer_question(made.id, question, "right")


def _say(made: MadeFeedback, question: int, box: str) -> None:
    say = {
        "add": lambda: private_page_changes.add_words(made.id, "He is here.", danger=True),
        "answer": lambda: conversation.answer_question(made.id, question, "change", "", danger=True),
        "look again": lambda: looking_again.ask_to_look_again(made.id, "He is here.", danger=True),
        "go on": lambda: looking_again.ask_to_go_on(made.id, "", danger=True),
        "withdraw": lambda: private_page_changes.withdraw(made.id, "", danger=True),
    }
    say[box]()


@pytest.mark.parametrize("box", ["add", "answer", "look again", "go on", "withdraw"])
def test_danger_said_in_any_box_alerts_the_duty_team(box):
    made, question = asked()
    _say(made, question, box)
    assert count(DutyAlert, made.id) == 1
    assert count(Event, made.id, name=EventName.DANGER_FLAGGED) == 1
    assert db.session.get_one(Feedback, made.id).danger


@pytest.mark.parametrize(
    ("how", "mails", "owed"),
    [
        (("email", "phone"), 1, None),
        (("phone", "letter"), 0, Way.PHONE),
        (("letter",), 0, Way.LETTER),
        (("private_page",), 0, None),
        ((), 0, None),
    ],
)
def test_news_is_told_in_the_way_that_was_chosen_and_in_no_other(how, mails, owed):
    officer = somebody()
    made = held(officer, parties=(KIM,), safe_contact=SafeContact(how))
    messages.send_message(made.reference, officer, "We begin on Monday.")
    messages.send_message(made.reference, officer, "One more thing.")
    assert min(count(OutboxMail, made.id, template="news"), 1) == mails
    db.session.expire_all()
    tasks = db.session.scalars(select(ContactTask).filter_by(feedback_id=made.id)).all()
    assert [task.way for task in tasks] == ([owed] if owed else [])
    assert count(Event, made.id, name=EventName.CONTACT_OWED) == len(tasks)


def test_no_call_is_owed_where_there_is_no_number_and_none_for_somebody_elses_news():
    officer = somebody()
    without = held(officer, safe_contact=SafeContact(("phone",)))
    messages.send_message(without.reference, officer, "We begin on Monday.")
    other = held(officer, parties=(KIM,), safe_contact=SafeContact(("phone",)))
    page_keys.give_key(other.reference, officer, Holder.CHILD)
    messages.send_message(other.reference, officer, "For you.", whom=ForWhom(to=Holder.CHILD))
    assert (count(ContactTask, without.id), count(ContactTask, other.id)) == (0, 0)


def test_an_empty_message_marks_nothing_as_read():
    officer = somebody()
    made = held(officer)
    private_page_changes.add_words(made.id, "They moved it again.")
    with pytest.raises(Incomplete):
        messages.send_message(made.reference, officer, " ", read_up_to=10**6)
    assert reading.read_item(made.reference, officer).conversation.unread == 1
