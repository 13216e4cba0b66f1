"""Somebody may not be safe: the duty team is told at once and again, until one of them has it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import permissions_of
from portal.domain.vocabulary import Role, Urgency
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.event import AccessLog, Event, SealedReason
from portal.models.feedback import ConflictOfInterest as Conflict
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.outbox import MailStatus, OutboxMail
from portal.services import alert_page, duty_board, private_page_changes
from portal.services.accounts import StaffMember
from portal.services.alerts import acknowledge, raise_alert, repeat_alerts
from portal.services.now import now
from portal.services.outbox import send_due
from portal.services.sealing import Seal
from tests.conftest import Clock
from tests.factories import MadeAccount, make_account, make_feedback

pytestmark = pytest.mark.usefixtures("app_context", "clock")
WORDS = "He locks the kitchen at night."
ANYBODY = StaffMember(0, "Somebody", "", Role.DUTY, permissions_of(Role.DUTY))


def an_alert(words: str = WORDS, urgency: Urgency = Urgency.NOW) -> DutyAlert:
    """Raise an alert about a new piece of feedback."""
    made = make_feedback(words)
    raise_alert(db.session.get_one(Feedback, made.id), urgency)
    db.session.commit()
    return db.session.scalars(select(DutyAlert).where(DutyAlert.feedback_id == made.id)).one()


def on_duty(role: Role = Role.DUTY) -> StaffMember:
    return member(make_account(role))


def member(made: MadeAccount) -> StaffMember:
    return StaffMember(made.id, made.name, made.email, made.role, permissions_of(made.role))


def mails_about(alert: DutyAlert) -> list[OutboxMail]:
    return list(db.session.scalars(select(OutboxMail).where(OutboxMail.feedback_id == alert.feedback_id)))


def names_of_events(alert: DutyAlert) -> list[EventName]:
    return list(
        db.session.scalars(
            select(Event.name).where(Event.feedback_id == alert.feedback_id).order_by(Event.id)
        )
    )


def test_an_alert_is_on_the_board_and_in_the_outbox_in_one_transaction() -> None:
    made = make_feedback()
    raise_alert(db.session.get_one(Feedback, made.id))
    db.session.rollback()
    assert duty_board.count_open_alerts(ANYBODY) == 0
    alert = an_alert()
    assert duty_board.count_open_alerts(ANYBODY) == 1
    (mail,) = mails_about(alert)
    assert (mail.staff_list, mail.template, mail.address) == ("duty", "duty_alert", None)
    assert names_of_events(alert)[-1] is EventName.DUTY_ALERTED


def test_it_is_told_again_every_ten_minutes_until_somebody_has_it(clock: Clock) -> None:
    alert = an_alert()
    send_due()
    clock.forward(minutes=9)
    assert repeat_alerts() == 0
    clock.forward(minutes=1)
    assert repeat_alerts() == 1
    assert repeat_alerts() == 0
    send_due()
    clock.forward(minutes=10)
    assert repeat_alerts() == 1
    assert (alert.times_told, alert.told_at, len(mails_about(alert))) == (3, now(), 3)
    send_due()
    acknowledge(alert.id, on_duty())
    clock.forward(hours=5)
    assert repeat_alerts() == 0


def test_it_is_not_told_twice_while_the_last_mail_still_waits(clock: Clock) -> None:
    alert = an_alert()
    clock.forward(minutes=30)
    assert repeat_alerts() == 0
    assert len(mails_about(alert)) == 1
    send_due()
    assert repeat_alerts() == 1


def test_whoever_has_it_is_written_down_with_what_they_do_about_it_sealed() -> None:
    alert, staff = an_alert(), on_duty()
    acknowledge(alert.id, staff, "Ringing the grandmother now")
    event = db.session.scalars(
        select(Event).where(
            Event.feedback_id == alert.feedback_id, Event.name == EventName.DUTY_ALERT_ACKNOWLEDGED
        )
    ).one()
    assert (event.account_id, event.facts) == (staff.id, {"alert": alert.id})
    reason = db.session.get_one(SealedReason, event.reason_id)
    assert b"grandmother" not in reason.words
    read = alert_page.read_alert(alert.id, staff)
    assert read.alert.acknowledged_by == staff.name
    assert [(note.text, note.by) for note in read.notes] == [("Ringing the grandmother now", staff.name)]


def test_the_second_of_two_is_told_who_was_first() -> None:
    alert, first = an_alert(), on_duty()
    acknowledge(alert.id, first)
    acknowledge(alert.id, first)
    with pytest.raises(MoveNotPossible, match=first.name):
        acknowledge(alert.id, on_duty())
    assert names_of_events(alert).count(EventName.DUTY_ALERT_ACKNOWLEDGED) == 1


def test_of_many_who_press_at_once_one_is_first(app_context: Flask) -> None:
    alert_id = an_alert().id
    people = [on_duty() for _ in range(6)]
    db.session.rollback()
    together = threading.Barrier(len(people))

    def press(staff: StaffMember) -> bool:
        with app_context.app_context():
            together.wait()
            try:
                acknowledge(alert_id, staff)
            except MoveNotPossible:
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(len(people)) as pool:
        assert sorted(pool.map(press, people)) == [False] * 5 + [True]


def test_nobody_complained_about_nor_their_manager_opens_or_has_it() -> None:
    alert = an_alert()
    manager = make_account(Role.SUPERVISOR)
    named = make_account(Role.DUTY, line_manager=manager.email)
    db.session.add(Conflict(feedback_id=alert.feedback_id, account_id=named.id, named=True, noted_at=now()))
    db.session.commit()
    for person in (member(named), member(manager)):
        with pytest.raises(ConflictOfInterest):
            alert_page.read_alert(alert.id, person)
        with pytest.raises(ConflictOfInterest):
            acknowledge(alert.id, person)
    assert db.session.get_one(DutyAlert, alert.id).acknowledged_at is None


def test_there_is_no_alert_where_there_is_none() -> None:
    with pytest.raises(NotFound):
        alert_page.read_alert(999_999, on_duty())
    with pytest.raises(NotFound):
        acknowledge(999_999, on_duty())


def test_reading_an_alert_shows_danger_first_and_is_written_down() -> None:
    alert, staff = an_alert(), on_duty()
    feedback = db.session.get_one(Feedback, alert.feedback_id)
    words, seal = db.session.get_one(FeedbackWords, feedback.id), Seal.of(feedback.data_key_id)
    said = [
        {"page": "what-happened", "field": "what", "question": "What happened?", "answer": WORDS},
        {"page": "danger", "field": "danger", "question": "Is somebody not safe?", "answer": "Yes"},
    ]
    words.said = seal.close(f"feedback_words.said:{feedback.id}", said)
    contact = {"how": ["phone"], "when": "after nine", "must_not_know": "my husband"}
    words.safe_contact = seal.close(f"feedback_words.safe_contact:{feedback.id}", contact)
    db.session.commit()
    read = alert_page.read_alert(alert.id, staff)
    assert [answer.answer for answer in read.about_danger] == ["Yes"]
    assert [answer.answer for answer in read.said] == [WORDS]
    assert (read.safe_how, read.safe_when, read.must_not_know) == (("phone",), "after nine", "my husband")
    assert [person.facts[0].answer for person in read.people] == [read.people[0].facts[0].answer]
    logged = db.session.scalars(select(AccessLog).where(AccessLog.account_id == staff.id)).all()
    assert [(row.action, row.feedback_id) for row in logged] == [("read-alert", feedback.id)]


def test_the_board_shows_those_waiting_longest_first_25_at_a_time(clock: Clock) -> None:
    raised = []
    for _ in range(27):
        raised.append(an_alert().id)
        clock.forward(minutes=1)
    first = duty_board.list_open_alerts(ANYBODY)
    assert [alert.id for alert in first.shown] == raised[:25]
    assert first.shown[0].minutes_open == 27
    rest = duty_board.list_open_alerts(ANYBODY, first.next_after)
    assert ([alert.id for alert in rest.shown], rest.next_after) == (raised[25:], None)
    assert duty_board.count_new_alerts(ANYBODY, raised[24]) == 2


def test_danger_now_comes_before_everything_that_can_wait_an_hour(clock: Clock) -> None:
    raised = {urgency: [] for urgency in Urgency}
    for number in range(28):
        urgency = Urgency.NOT_SAFE if number < 14 else Urgency.NOW
        raised[urgency].append(an_alert(urgency=urgency).id)
        clock.forward(minutes=1)
    expected = raised[Urgency.NOW] + raised[Urgency.NOT_SAFE]
    first = duty_board.list_open_alerts(ANYBODY)
    assert [alert.id for alert in first.shown] == expected[:25]
    assert [alert.id for alert in duty_board.list_open_alerts(ANYBODY, first.next_after).shown] == expected[
        25:
    ]


@pytest.mark.parametrize(("danger_now", "urgency"), [(True, Urgency.NOW), (False, Urgency.NOT_SAFE)])
def test_what_was_sent_says_how_soon(danger_now: bool, urgency: Urgency) -> None:
    made = make_feedback(WORDS, danger=True, danger_now=danger_now)
    alert = db.session.scalars(select(DutyAlert).where(DutyAlert.feedback_id == made.id)).one()
    assert alert.urgency is urgency


def test_danger_added_later_is_danger_now() -> None:
    made = make_feedback(WORDS)
    private_page_changes.add_words(made.id, "", danger=True)
    assert duty_board.list_open_alerts(ANYBODY).shown[0].urgency is Urgency.NOW


def test_an_alert_is_new_until_somebody_on_duty_has_opened_it() -> None:
    alert, other = an_alert(), an_alert()
    duty, supervisor = on_duty(), on_duty(Role.SUPERVISOR)
    alert_page.read_alert(alert.id, duty)
    alert_page.read_alert(other.id, supervisor)
    assert {one.id: (one.is_new, one.opened_by) for one in duty_board.list_open_alerts(ANYBODY).shown} == {
        alert.id: (False, duty.name),
        other.id: (True, supervisor.name),
    }


def test_alerts_dealt_with_are_listed_latest_first(clock: Clock) -> None:
    staff, raised = on_duty(), []
    for _ in range(26):
        raised.append(an_alert().id)
    for alert_id in reversed(raised):
        acknowledge(alert_id, staff, "Ringing now.")
        clock.forward(minutes=1)
    first = duty_board.list_acknowledged_alerts(ANYBODY)
    assert [alert.id for alert in first.shown] == raised[:25]
    rest = duty_board.list_acknowledged_alerts(ANYBODY, first.next_after)
    assert [alert.id for alert in rest.shown] == raised[25:]
    assert duty_board.list_open_alerts(ANYBODY).shown == ()


def test_the_mail_of_an_alert_holds_no_words() -> None:
    alert = an_alert()
    send_due()
    (mail,) = mails_about(alert)
    assert mail.status is MailStatus.SENT
