"""The private page opens by its code alone, says where things stand, and lets its owner change them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.errors import MoveNotPossible, NotFound, TooManyTries, WrongCode
from portal.domain.event_names import EventName
from portal.domain.private_code import CodeNotUnderstood
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind, PartyRole
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services import drafts, private_page, private_page_changes
from portal.services.intake import Answer, PartySent, SafeContact, Submission, submit_feedback
from portal.services.now import today
from tests.factories import make_feedback

pytestmark = pytest.mark.usefixtures("app_context")
HERE = "192.0.2.20"


@pytest.fixture
def sent():
    submission = Submission(
        submission_id="mine",
        kind=Kind.COMPLAINT,
        audience=Audience.ADULT,
        channel=Channel.WEB,
        journey="complaint",
        journey_version=1,
        said=(Answer("what-happened", "what", "What happened?", "The visit was moved"),),
        parties=(PartySent(PartyRole.SENDER, "parent", email="kim@mail.example"),),
        safe_contact=SafeContact(("email", "phone"), "mornings"),
    )
    return submit_feedback(submission)


def events_of(feedback_id):
    return list(
        db.session.scalars(select(Event.name).where(Event.feedback_id == feedback_id).order_by(Event.id))
    )


def test_the_code_opens_the_page_and_a_drafts_code_its_draft(sent):
    assert private_page.open_code(sent.code.upper(), HERE).feedback_id == sent.feedback_id
    draft = drafts.start_draft("complaint", 28)
    assert private_page.open_code(draft.code, HERE).draft_id == draft.id


def test_wrong_codes_are_told_nothing_and_misspelt_words_are_named(sent):
    wrong = " ".join(reversed(sent.code.split()))
    with pytest.raises(WrongCode):
        private_page.open_code(wrong, HERE)
    with pytest.raises(CodeNotUnderstood, match="qqqq"):
        private_page.open_code("qqqq " + " ".join(sent.code.split()[1:]), HERE)


def test_a_hundred_wrong_codes_close_the_door_for_a_while(sent, clock):
    wrong = " ".join(reversed(sent.code.split()))
    for _ in range(100):
        with pytest.raises(WrongCode):
            private_page.open_code(wrong, HERE)
    with pytest.raises(TooManyTries):
        private_page.open_code(sent.code, HERE)
    assert private_page.open_code(sent.code, "198.51.100.9").feedback_id == sent.feedback_id
    clock.forward(minutes=16)
    assert private_page.open_code(sent.code, HERE).feedback_id == sent.feedback_id


def test_it_opens_on_where_it_stands_and_the_next_date(clock, sent):
    page = private_page.read_page(sent.feedback_id)
    assert (page.step, page.who_has_it, page.next_date.what) == ("received", "screening_officer", "route")
    assert not page.next_date.late
    assert page.safe_contact == SafeContact(("email", "phone"), "mornings")


@pytest.mark.usefixtures("clock")
def test_the_next_date_is_the_one_promised_when_it_was_sent():
    feedback = make_feedback(received_on=date(2026, 3, 10))
    assert private_page.read_page(feedback.id).next_date.clock.due_on > date(2026, 3, 10)


def test_late_says_so(clock, sent):
    clock.forward(days=4000)
    feedback = make_feedback(received_on=date(2026, 1, 5))
    assert private_page.read_page(feedback.id).next_date.late


def test_the_words_sent_are_read_exactly_as_sent(sent):
    assert [row["answer"] for row in private_page.read_said(sent.feedback_id)] == ["The visit was moved"]


def test_a_new_code_opens_and_the_old_one_does_not(sent):
    new = private_page_changes.change_code(sent.feedback_id)
    assert private_page.open_code(new, HERE).feedback_id == sent.feedback_id
    with pytest.raises(WrongCode):
        private_page.open_code(sent.code, HERE)


def test_stopping_mail_keeps_the_other_safe_ways(sent):
    private_page_changes.stop_mail(sent.feedback_id)
    page = private_page.read_page(sent.feedback_id)
    assert (page.mail_allowed, page.safe_contact.how) == (False, ("phone",))


def test_safe_contact_can_be_changed_with_another_address(sent):
    contact = SafeContact(("email",), "evenings", "everybody")
    private_page_changes.change_safe_contact(
        sent.feedback_id, contact, private_page_changes.Ways(email="new@mail.example")
    )
    page = private_page.read_page(sent.feedback_id)
    assert (page.safe_contact, page.mail_allowed) == (contact, True)


def test_somebody_who_gave_no_address_can_add_one():
    feedback = make_feedback()
    private_page_changes.change_safe_contact(
        feedback.id, SafeContact(("email",)), private_page_changes.Ways(email="new@mail.example")
    )
    assert private_page.read_page(feedback.id).mail_allowed


def test_more_words_reach_the_page_and_the_history(sent):
    private_page_changes.add_words(sent.feedback_id, "They rang today")
    page = private_page.read_page(sent.feedback_id)
    assert [added.text for added in page.added] == ["They rang today"]
    assert EventName.WORDS_ADDED in events_of(sent.feedback_id)


def test_danger_said_later_alerts_the_duty_team_too(sent):
    private_page_changes.add_words(sent.feedback_id, "He is outside", danger=True)
    alerts = select(DutyAlert.id).where(DutyAlert.feedback_id == sent.feedback_id)
    assert len(list(db.session.scalars(alerts))) == 1


def test_withdrawing_is_counted_and_can_be_done_once(sent):
    private_page_changes.withdraw(sent.feedback_id, "It was sorted out")
    assert db.session.get(Feedback, sent.feedback_id).status is FeedbackStatus.WITHDRAWN
    outcome = select(Record.outcome).where(Record.feedback_id == sent.feedback_id)
    assert db.session.scalar(outcome) == "Withdrawn"
    with pytest.raises(MoveNotPossible):
        private_page_changes.withdraw(sent.feedback_id, "again")


def test_no_page_where_there_is_no_feedback():
    with pytest.raises(NotFound):
        private_page.read_page(999_999)


def test_reading_takes_the_same_queries_however_much_there_is(app, sent, count_queries):
    with count_queries() as few:
        private_page.read_page(sent.feedback_id)
    for number in range(10):
        private_page_changes.add_words(sent.feedback_id, f"more {number}")
    db.session.expire_all()
    with count_queries() as many:
        private_page.read_page(sent.feedback_id)
    assert many.count <= few.count


def test_what_is_about_to_happen_stands_on_the_page_until_its_day_is_past():
    day = today()
    soon, past = (make_feedback(about_to_happen_on=day + timedelta(days=number)) for number in (2, -2))
    shown = private_page.read_page(soon.id)
    assert (shown.is_coming, shown.coming_on) == (True, day + timedelta(days=2))
    assert not private_page.read_page(past.id).is_coming
    assert not private_page.read_page(make_feedback().id).is_coming
