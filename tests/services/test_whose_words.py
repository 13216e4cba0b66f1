"""A reply reads only the words of those it reaches, and nothing is written to somebody who was shut out."""

import pytest
from sqlalchemy import select

from portal.domain.errors import MoveNotPossible
from portal.domain.vocabulary import Holder, Role, Route, Scope
from portal.extensions import db
from portal.models.feedback import AddedWords, Feedback
from portal.models.message import Message
from portal.services import (
    claims,
    conversation,
    messages,
    page_keys,
    points,
    private_page,
    private_page_changes,
    reading,
)
from portal.services.messages import ForWhom
from portal.services.submission import Answer
from tests.services.advocate_steps import asked, jo_says_yes, sent_by_jo, sent_for_jo
from tests.services.screening_steps import CHILD_COMPLAINT, complete, decided, somebody

pytestmark = pytest.mark.usefixtures("app_context")
LARGEST = 2**31 - 1


def with_two_who_wrote(**more):
    """Both wrote to us: the advocate, and the young person on a page of their own."""
    sent, officer = sent_for_jo(**more), somebody(Role.SUPERVISOR)
    page_keys.give_key(sent.reference, officer, Holder.CHILD)
    private_page_changes.add_words(sent.id, "She rang me again.")
    private_page_changes.add_words(sent.id, "I am at my gran's.", holder=Holder.CHILD)
    return sent, officer


def unread_of(sent):
    db.session.expire_all()
    rows = select(AddedWords.holder).where(AddedWords.feedback_id == sent.id, AddedWords.read_at.is_(None))
    return set(db.session.scalars(rows))


def replied(sent, officer, whom):
    messages.send_message(sent.reference, officer, "Thank you.", whom=whom, read_up_to=LARGEST)
    return unread_of(sent)


@pytest.mark.parametrize(("reader", "left"), [(Holder.SENDER, Holder.CHILD), (Holder.CHILD, Holder.SENDER)])
def test_a_reply_to_one_reads_only_their_words_and_the_others_still_wait(reader, left):
    sent, officer = with_two_who_wrote()
    assert replied(sent, officer, ForWhom(to=reader)) == {left}
    assert db.session.get_one(Feedback, sent.id).unread_since is not None


def test_a_reply_to_everybody_reads_the_words_of_those_who_may_see_it():
    sent, officer = with_two_who_wrote()
    assert replied(sent, officer, messages.TO_ALL) == {Holder.SENDER}


def test_once_the_young_person_agreed_a_reply_to_everybody_reads_both():
    sent, officer = with_two_who_wrote(authorities=(asked(scopes=(Scope.LETTERS,)),))
    jo_says_yes(sent, officer)
    assert replied(sent, officer, messages.TO_ALL) == set()


def test_nobody_writes_to_whoever_the_young_person_shut_out():
    sent, officer = with_two_who_wrote()
    page_keys.switch_off(sent.id, Holder.CHILD, Holder.SENDER)
    with pytest.raises(MoveNotPossible):
        messages.send_message(sent.reference, officer, "Hello.", whom=ForWhom(to=Holder.SENDER))
    readers = reading.read_item(sent.reference, officer).conversation.readers
    assert readers == ((Holder.CHILD, "young_person"),)
    messages.send_message(sent.reference, officer, "Hello.", whom=ForWhom(to=Holder.CHILD))


def test_nobody_writes_to_somebody_who_has_no_page():
    sent, officer = sent_by_jo(), somebody(Role.SUPERVISOR)
    with pytest.raises(MoveNotPossible):
        messages.send_message(sent.reference, officer, "Hello.", whom=ForWhom(to=Holder.ADVOCATE))


def test_the_desk_is_told_who_was_shut_out_and_when():
    sent, officer = with_two_who_wrote()
    assert reading.read_item(sent.reference, officer).sharing.shut_out == ()
    page_keys.switch_off(sent.id, Holder.CHILD, Holder.SENDER)
    (one,) = reading.read_item(sent.reference, officer).sharing.shut_out
    assert (one.holder, one.name) == (Holder.SENDER, "Nadia Friend")
    assert one.at is not None


def test_what_one_answered_is_not_shown_as_the_others_and_a_no_stands():
    sent, officer = with_two_who_wrote(authorities=(asked(scopes=(Scope.PROGRESS, Scope.LETTERS)),))
    jo_says_yes(sent, officer)
    asks = ForWhom(asks="is_this_right")
    question = messages.send_message(sent.reference, officer, "Three visits were moved.", whom=asks)

    def pressed_by(holder):
        shown = private_page.read_page(sent.id, holder).messages
        return next(one.answer for one in shown if one.id == question)

    conversation.answer_question(sent.id, question, "change", "It was four.", holder=Holder.CHILD)
    assert (pressed_by(Holder.CHILD), pressed_by(Holder.SENDER)) == ("change", "")

    conversation.answer_question(sent.id, question, "right", holder=Holder.SENDER)
    assert (pressed_by(Holder.CHILD), pressed_by(Holder.SENDER)) == ("change", "right")
    assert db.session.get_one(Message, question).answer == "change"


def test_a_young_person_with_a_page_gets_an_accepted_complaint_in_words_of_their_own():
    sent, officer = with_two_who_wrote()
    claims.claim(sent.reference, officer)
    complete(sent.reference, officer, CHILD_COMPLAINT | {"who": "foster_carer"})
    points.define_point(sent.reference, officer, "Two moves in a week.")
    decided(sent.reference, officer, Route.STATUTORY)

    newest = private_page.read_page(sent.id, Holder.CHILD).messages[0]
    assert newest.subject == "A letter for you"
    assert "This letter is for you alone." in newest.text
    assert "1. Two moves in a week." in newest.text
    assert "You have a right to an advocate" in newest.text
    others = private_page.read_page(sent.id, Holder.SENDER)
    assert all(one.subject != newest.subject for one in others.messages)


def test_what_was_chosen_speaks_to_the_young_person_and_what_was_typed_stays():
    chosen = Answer(
        "young-person", "agreement", "Do they know about this, and agree?", "Yes, they have agreed"
    )
    typed = Answer("what-happened", "words", "What you want to add", "They are in care")
    sent = sent_for_jo(said=(chosen, typed))
    page_keys.give_key(sent.reference, somebody(), Holder.CHILD)
    shown = [one["answer"] for one in private_page.read_said(sent.id, Holder.CHILD)]
    assert shown == ["Yes, you have agreed", "They are in care"]
