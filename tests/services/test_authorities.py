"""What an advocate sees waits for two people's yes; what the council does waits for nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.domain.errors import ConflictOfInterest as KeepAway
from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import AuthorityBasis, FeedbackStatus, Holder, PartyRole, Role, Scope
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.message import Message
from portal.models.outbox import OutboxMail
from portal.services import authority_changes, private_page, private_page_changes, representatives
from portal.services.authorities import list_authorities, may_share
from portal.services.copies import read_copy
from portal.services.item_words import list_history, list_parties
from portal.services.messages import ForWhom
from portal.services.now import today
from portal.services.page_keys import give_key
from portal.services.representatives import Judgement
from portal.services.sealing import Seal
from tests.services.advocate_steps import asked, authority_of, jo_says_yes, sent_by_jo, sent_for_jo, written
from tests.services.screening_steps import decided, kept_away, screened, somebody

pytestmark = pytest.mark.usefixtures("app_context")
BEGINS = "We begin on Monday"


def page_of(feedback, holder=Holder.SENDER):
    return private_page.read_page(feedback.id, holder)


def events_of(feedback_id, name):
    return list(db.session.scalars(select(Event).where(Event.feedback_id == feedback_id, Event.name == name)))


def test_until_the_young_person_says_yes_the_advocate_sees_only_their_own():
    sent = sent_for_jo()
    written(sent, BEGINS)
    private_page_changes.add_words(sent.id, "She rang me again")
    page = page_of(sent)
    assert (page.step, page.next_date, page.who_has_it, page.route) == ("waiting", None, "", None)
    assert (page.messages, page.withheld, page.waits) == ((), 1, True)
    assert [added.text for added in page.added] == ["She rang me again"]
    assert page.safe_contact.how == ("email",)
    assert len(private_page.read_said(sent.id)) == 2


def test_once_both_have_said_yes_they_see_what_was_agreed_and_no_more():
    sent, officer = sent_for_jo(authorities=(asked(scopes=(Scope.LETTERS,)),)), somebody()
    written(sent, BEGINS)
    written(sent, "About where Jo lives", ForWhom(shares=Scope.PERSONAL_INFORMATION))
    jo_says_yes(sent, officer)
    page = page_of(sent)
    assert [message.text for message in page.messages] == [BEGINS]
    assert (page.withheld, page.waits, page.step) == (1, True, "waiting")


def test_a_yes_of_one_of_the_two_shares_nothing():
    sent, officer = sent_for_jo(authorities=(asked(named_confirms=False),)), somebody()
    jo_says_yes(sent, officer)
    assert not may_share(sent.id, Holder.SENDER, Scope.PROGRESS)
    authority_changes.confirm_by_named(sent.reference, officer, authority_of(sent), "spoke")
    assert may_share(sent.id, Holder.SENDER, Scope.PROGRESS)
    assert not may_share(sent.id, Holder.SENDER, Scope.MEETINGS)
    assert not may_share(sent.id, Holder.SENDER, Scope.PROGRESS, today() - timedelta(days=1))


def test_waiting_holds_up_neither_receipt_nor_clock_nor_safety_nor_screening():
    sent = sent_for_jo(danger=True)
    plain = sent_by_jo()
    waiting, other = db.session.get(Feedback, sent.id), db.session.get(Feedback, plain.id)
    assert (waiting.received_on, waiting.route_known_by) == (other.received_on, other.route_known_by)
    alerts = select(func.count()).select_from(DutyAlert).where(DutyAlert.feedback_id == sent.id)
    assert db.session.scalar(alerts) == 1
    db.session.rollback()
    officer = somebody()
    fields = {"audience": "advocate", "authorities": (asked(),)}
    reference = screened(officer, **fields)
    done = decided(reference, officer, private_page.Route.STATUTORY)
    assert done.in_force
    status = db.session.scalar(select(Feedback.status).where(Feedback.reference == reference))
    assert status is FeedbackStatus.DECIDED


def test_a_decision_is_not_told_to_an_advocate_who_still_waits():
    officer = somebody()
    reference = screened(officer, audience="advocate", authorities=(asked(),))
    decided(reference, officer, private_page.Route.STATUTORY)
    feedback_id = db.session.scalar(select(Feedback.id).where(Feedback.reference == reference))
    page = private_page.read_page(feedback_id)
    assert (page.status, page.route, page.may_withdraw) == (FeedbackStatus.RECEIVED, None, False)
    assert page.withheld == 1


def test_no_mail_goes_out_about_a_message_that_the_advocate_may_not_read():
    sent, officer = sent_for_jo(), somebody()

    def news():
        queued = select(func.count()).select_from(OutboxMail).where(OutboxMail.template == "news")
        return db.session.scalar(queued)

    written(sent, BEGINS)
    assert news() == 0
    jo_says_yes(sent, officer)
    written(sent, "We have met")
    assert news() == 1


def test_opening_the_page_leaves_unread_what_the_advocate_may_not_read():
    sent = sent_for_jo()
    number = written(sent, BEGINS)
    private_page_changes.mark_read(sent.id, Holder.SENDER)
    assert db.session.get_one(Message, number).read_at is None


def test_somebody_in_their_own_right_waits_for_nobody_and_gets_no_personal_information():
    own = asked(basis=AuthorityBasis.OWN_RIGHT, scopes=tuple(Scope), named_confirms=False)
    sent = sent_for_jo(authorities=(own,))
    assert may_share(sent.id, Holder.SENDER, Scope.LETTERS)
    assert not may_share(sent.id, Holder.SENDER, Scope.PERSONAL_INFORMATION)
    assert page_of(sent).step == "received"


def test_a_message_with_no_name_on_it_reaches_both_once_agreed():
    sent, officer = sent_for_jo(), somebody()
    give_key(sent.reference, officer, Holder.CHILD)
    written(sent, BEGINS)
    written(sent, "For Jo alone", ForWhom(to=Holder.CHILD))
    assert [m.text for m in page_of(sent, Holder.CHILD).messages] == ["For Jo alone", BEGINS]
    assert page_of(sent).messages == ()
    jo_says_yes(sent, officer)
    assert [m.text for m in page_of(sent).messages] == [BEGINS]


def test_a_copy_holds_what_its_holder_said_and_never_what_the_young_person_added():
    sent = sent_for_jo()
    private_page_changes.add_words(sent.id, "From Nadia")
    private_page_changes.add_words(sent.id, "From Jo", holder=Holder.CHILD)
    own, jos, carers = (read_copy(sent.id, holder) for holder in Holder)
    assert [added.text for added in own.added] == ["From Nadia"]
    assert [added.text for added in jos.added] == ["From Jo"]
    assert [answer["answer"] for answer in jos.said] == ["They moved me twice"]
    assert (carers.said, carers.added) == ((), ())


def test_the_young_person_says_yes_and_no_on_their_own_page():
    sent = sent_for_jo()
    number = authority_of(sent)
    with pytest.raises(NotAllowed):
        authority_changes.confirm_as_child(sent.id, Holder.SENDER, number)
    authority_changes.confirm_as_child(sent.id, Holder.CHILD, number)
    assert may_share(sent.id, Holder.SENDER, Scope.PROGRESS)
    with pytest.raises(MoveNotPossible):
        authority_changes.confirm_as_child(sent.id, Holder.CHILD, number)
    authority_changes.revoke_as_child(sent.id, Holder.CHILD, number)
    assert not may_share(sent.id, Holder.SENDER, Scope.PROGRESS)
    (ended,) = events_of(sent.id, EventName.AUTHORITY_ENDED)
    assert (ended.facts["how"], ended.account_id) == ("own_code", None)


def test_an_authority_of_another_item_is_not_found():
    sent, other = sent_for_jo(), sent_for_jo()
    with pytest.raises(NotFound):
        authority_changes.revoke_as_child(sent.id, Holder.CHILD, authority_of(other))


def test_a_narrower_one_keeps_the_yes_and_a_wider_one_asks_again():
    sent, officer = sent_for_jo(), somebody()
    jo_says_yes(sent, officer)
    days = (today(), today() + timedelta(days=30))
    authority_changes.change(sent.reference, officer, authority_of(sent), (Scope.PROGRESS,), days)
    assert may_share(sent.id, Holder.SENDER, Scope.PROGRESS)
    assert not may_share(sent.id, Holder.SENDER, Scope.LETTERS)
    assert not may_share(sent.id, Holder.SENDER, Scope.PROGRESS, today() + timedelta(days=31))
    authority_changes.change(sent.reference, officer, authority_of(sent), tuple(Scope), days)
    assert not may_share(sent.id, Holder.SENDER, Scope.PROGRESS)
    ended = [event.facts["how"] for event in events_of(sent.id, EventName.AUTHORITY_ENDED)]
    assert ended == ["replaced", "replaced"]


def test_days_the_wrong_way_round_and_an_authority_for_nothing_are_refused():
    sent, officer = sent_for_jo(), somebody()
    days, number = (today(), today() - timedelta(days=1)), authority_of(sent)
    with pytest.raises(Incomplete) as problem:
        authority_changes.change(sent.reference, officer, number, (), days)
    assert problem.value.missing == ("scopes", "to_on")


def test_a_personal_adviser_named_later_is_told_nothing_until_both_agree():
    sent, officer = sent_by_jo(), somebody()
    named = {"name": "Pat Adviser", "relation": "personal adviser", "reach": "01632 960123"}
    authority_changes.add(sent.reference, officer, named, (Scope.LETTERS,), (today(), None))
    with pytest.raises(MoveNotPossible):
        give_key(sent.reference, officer, Holder.ADVOCATE)
    authority_changes.confirm_as_child(sent.id, Holder.SENDER, authority_of(sent))
    authority_changes.confirm_by_named(sent.reference, officer, authority_of(sent), "letter")
    code = give_key(sent.reference, officer, Holder.ADVOCATE)
    assert private_page.open_code(code, "192.0.2.9").holder is Holder.ADVOCATE
    written(sent, BEGINS)
    page = page_of(sent, Holder.ADVOCATE)
    assert [message.text for message in page.messages] == [BEGINS]
    assert (page.step, page.may_withdraw, page.safe_contact.how) == ("waiting", False, ())
    assert private_page.read_said(sent.id, Holder.ADVOCATE) == ()


@pytest.mark.parametrize("who", ["child", "named"])
def test_a_no_ends_it_with_who_said_it(who):
    sent, officer = sent_for_jo(), somebody()
    authority_changes.refuse(sent.reference, officer, authority_of(sent), who, "Jo rang")
    db.session.rollback()
    seal = Seal.of(db.session.get(Feedback, sent.id).data_key_id)
    (shown,) = list_authorities(sent.id, seal)
    assert (shown.ended_how, shown.holds, shown.name) == (f"refused_by_{who}", False, "Nadia Friend")
    with pytest.raises(MoveNotPossible):
        authority_changes.revoke(sent.reference, officer, shown.id, "Jo rang again")


def test_who_is_not_suitable_is_told_no_more_and_who_decided_is_kept():
    sent, officer = sent_for_jo(), somebody()
    jo_says_yes(sent, officer)
    with pytest.raises(Incomplete) as problem:
        representatives.decide(sent.reference, officer, Judgement(False, "", "", " "))
    assert problem.value.missing == ("reason", "understands", "child_agrees")
    judged = Judgement(False, "yes", "no", "Jo does not know her")
    representatives.decide(sent.reference, officer, judged)
    assert not may_share(sent.id, Holder.SENDER, Scope.PROGRESS)
    feedback = db.session.get(Feedback, sent.id)
    shown = representatives.find_suitability(sent.id, Seal.of(feedback.data_key_id))
    assert (shown.suitable, shown.reason, shown.decided_by_id) == (False, judged.reason, officer.id)
    assert len(events_of(sent.id, EventName.UNDERSTANDING_JUDGED)) == 1


def test_a_complaint_in_the_wrong_name_is_put_right_and_the_name_before_is_kept():
    sent, officer = sent_for_jo(), somebody()
    representatives.correct_sender(sent.reference, officer, "Nasreen Friend", "relative", "We misread it")
    feedback = db.session.get(Feedback, sent.id)
    seal = Seal.of(feedback.data_key_id)
    sender = next(p for p in list_parties(sent.id, seal) if p.role is PartyRole.SENDER)
    assert (sender.name, sender.capacity, sender.email) == (
        "Nasreen Friend",
        "relative",
        "nadia@your-side.example",
    )
    line = next(one for one in list_history(sent.id, seal, {}, 0) if "Nadia Friend" in one.reason)
    assert "We misread it" in line.reason


def test_only_who_screens_and_is_not_too_near_changes_an_authority():
    sent, near = sent_for_jo(), somebody()
    number = authority_of(sent)
    for role in (Role.STAFF, Role.MANAGER, Role.DUTY, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            authority_changes.confirm_by_child(sent.reference, somebody(role), number, "spoke")
    kept_away(sent.reference, near)
    with pytest.raises(KeepAway):
        authority_changes.confirm_by_child(sent.reference, near, number, "spoke")


def test_the_page_takes_the_same_queries_however_much_was_agreed(count_queries):
    sent, officer = sent_for_jo(), somebody()
    with count_queries() as few:
        page_of(sent)
    for _ in range(4):
        authority_changes.add(sent.reference, officer, {"name": "Pat"}, (Scope.LETTERS,), (today(), None))
        written(sent, BEGINS)
    db.session.expire_all()
    with count_queries() as many:
        page_of(sent)
    assert many.count <= few.count
