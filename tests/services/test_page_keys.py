"""Each person in it has six words of their own, and the young person's can switch the others' off."""

import pytest
from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest as KeepAway
from portal.domain.errors import MoveNotPossible, NotAllowed, WrongCode
from portal.domain.event_names import EventName
from portal.domain.vocabulary import AuthorityBasis, FeedbackStatus, Holder, Role, Scope
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.page_key import PageKey
from portal.services import page_keys, private_page, safe_words, visits
from portal.services.authorities import may_share
from portal.services.private_page import open_code
from portal.services.private_page_changes import withdraw
from portal.services.sealing import Seal
from tests.factories import make_feedback
from tests.services.advocate_steps import asked, jo_says_yes, sent_by_jo, sent_for_jo
from tests.services.screening_steps import kept_away, somebody

pytestmark = pytest.mark.usefixtures("app_context")
HERE = "192.0.2.31"


def jos_key(sent):
    return page_keys.give_key(sent.reference, somebody(), Holder.CHILD)


def opened_by(code):
    found = open_code(code, HERE)
    return found.feedback_id, found.holder


def test_both_codes_open_the_page_each_for_its_own_holder():
    sent = sent_for_jo()
    code = jos_key(sent)
    assert opened_by(code) == (sent.id, Holder.CHILD)
    assert opened_by(sent.code) == (sent.id, Holder.SENDER)
    given = db.session.scalar(select(Event.facts).where(Event.name == EventName.OWN_CODE_GIVEN))
    assert given == {"holder": "child", "where": "desk"}


def test_a_new_key_ends_the_one_before():
    sent = sent_for_jo()
    first, second = jos_key(sent), jos_key(sent)
    assert opened_by(second) == (sent.id, Holder.CHILD)
    with pytest.raises(WrongCode):
        open_code(first, HERE)


def test_a_key_changed_by_its_holder_is_shown_to_them_until_it_is_kept():
    sent = sent_for_jo()
    given = jos_key(sent)
    assert private_page.read_page(sent.id, Holder.CHILD).code is None  # what the officer passed on
    changed = page_keys.change_key(sent.id, Holder.CHILD)
    assert private_page.read_page(sent.id, Holder.CHILD).code == changed != given
    assert private_page.read_page(sent.id).code != changed
    page_keys.keep_key(sent.id, Holder.CHILD)
    assert private_page.read_page(sent.id, Holder.CHILD).code is None
    assert opened_by(changed) == (sent.id, Holder.CHILD)


def test_the_work_is_the_same_for_every_code(count_queries):
    sent = sent_for_jo()
    code = jos_key(sent)
    wrong = " ".join(reversed(code.split()))
    with pytest.raises(WrongCode):
        open_code(wrong, HERE)  # makes the row that counts failures
    db.session.expire_all()
    counts = []
    for tried in (sent.code, code):
        with count_queries() as queries:
            open_code(tried, HERE)
        counts.append(queries.count)
        db.session.expire_all()
    assert len(set(counts)) == 1


def test_the_young_person_switches_the_advocates_code_off_and_their_page_closes():
    sent, officer = sent_for_jo(), somebody()
    jos_key(sent)
    jo_says_yes(sent, officer)
    token = visits.open_visit()
    visit = visits.find_visit(token)
    visits.open_page(visit.id, sent.id)
    page_keys.switch_off(sent.id, Holder.CHILD, Holder.SENDER)
    assert visits.find_visit(token).open_feedback_id is None
    with pytest.raises(WrongCode):
        open_code(sent.code, HERE)
    assert not may_share(sent.id, Holder.SENDER, Scope.PROGRESS)
    feedback = db.session.get(Feedback, sent.id)
    assert page_keys.is_switched_off(feedback)
    assert not feedback.mail_allowed
    assert not private_page.read_page(sent.id, Holder.CHILD).sender_can_open
    event = db.session.scalar(select(Event.facts).where(Event.name == EventName.CODE_SWITCHED_OFF))
    assert event == {"holder": "sender", "by_person": True}


def test_whoever_was_shut_out_gets_no_new_words_from_the_desk_either():
    sent = sent_for_jo()
    page_keys.switch_off(sent.id, Holder.CHILD, Holder.SENDER)
    with pytest.raises(MoveNotPossible, match="shut out"):
        safe_words.give_new_code(sent.reference, somebody())


def test_the_shut_out_are_told_whom_to_ring_and_nothing_of_the_young_person():
    sent = sent_for_jo()
    page_keys.switch_off(sent.id, Holder.CHILD, Holder.SENDER)
    with pytest.raises(WrongCode, match="This page is closed for these six words") as told:
        open_code(sent.code, HERE)
    assert "01" in str(told.value)
    assert not any(
        word in private_page.CLOSED_TO_YOU.lower() for word in ("young", "child", "shut", "safe to")
    )


def test_a_young_persons_stop_ends_no_complaint_in_a_carers_own_right():
    own = asked(basis=AuthorityBasis.OWN_RIGHT)
    carers, advocates = sent_for_jo(authorities=(own,)), sent_for_jo()

    assert not withdraw(carers.id, "I had enough.", holder=Holder.CHILD)
    assert withdraw(advocates.id, "I had enough.", holder=Holder.CHILD)

    stands = {one: db.session.get_one(Feedback, one.id).status for one in (carers, advocates)}
    assert list(stands.values()) == [FeedbackStatus.RECEIVED, FeedbackStatus.WITHDRAWN]
    assert db.session.get_one(Feedback, carers.id).unread_since is not None
    assert not private_page.read_page(carers.id, Holder.CHILD).stops_all


def test_whoever_shuts_out_a_carer_has_an_officer_look_at_the_carers_own_complaint():
    sent = sent_for_jo(authorities=(asked(basis=AuthorityBasis.OWN_RIGHT),))
    assert page_keys.switch_off(sent.id, Holder.CHILD, Holder.SENDER)
    assert db.session.get_one(Feedback, sent.id).unread_since is not None
    assert not withdraw(sent.id, "", holder=Holder.CHILD)


def test_two_switched_off_do_not_clash():
    for sent in (sent_for_jo(), sent_for_jo()):
        page_keys.switch_off(sent.id, Holder.CHILD, Holder.SENDER)


@pytest.mark.parametrize(
    ("by", "which"),
    [
        (Holder.SENDER, Holder.CHILD),
        (Holder.ADVOCATE, Holder.SENDER),
        (Holder.CHILD, Holder.CHILD),
    ],
)
def test_nobody_else_switches_anybody_off(by, which):
    sent = sent_for_jo()
    code = jos_key(sent)
    with pytest.raises(NotAllowed):
        page_keys.switch_off(sent.id, by, which)
    assert opened_by(code) == (sent.id, Holder.CHILD)


def test_a_young_person_who_sent_it_themselves_needs_no_second_key():
    sent, officer = sent_by_jo(), somebody()
    for holder in (Holder.CHILD, Holder.SENDER):
        with pytest.raises(MoveNotPossible):
            page_keys.give_key(sent.reference, officer, holder)


def test_only_the_officer_who_made_it_sees_it_and_until_it_is_passed_on():
    sent, officer = sent_for_jo(), somebody()
    code = page_keys.give_key(sent.reference, officer, Holder.CHILD)
    seal = Seal.of(db.session.get(Feedback, sent.id).data_key_id)
    assert [key.code for key in page_keys.list_keys(sent.id, seal)] == [code]
    assert code.encode() not in db.session.scalar(select(PageKey.code))
    page_keys.keep_given_key(sent.reference, officer, Holder.CHILD)
    seal = Seal.of(db.session.get(Feedback, sent.id).data_key_id)
    assert [key.code for key in page_keys.list_keys(sent.id, seal)] == [None]


def test_only_who_screens_and_is_not_too_near_gives_a_key():
    sent, near = sent_for_jo(), somebody()
    for role in (Role.STAFF, Role.MANAGER, Role.DUTY, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            page_keys.give_key(sent.reference, somebody(role), Holder.CHILD)
    kept_away(sent.reference, near)
    with pytest.raises(KeepAway):
        page_keys.give_key(sent.reference, near, Holder.CHILD)


def test_an_adults_own_complaint_has_nobody_who_could_shut_them_out():
    sent = make_feedback()
    with pytest.raises(NotAllowed):
        page_keys.switch_off(sent.id, Holder.SENDER, Holder.ADVOCATE)
