"""What a route is recorded with is asked for by the service, whatever the way there, and kept sealed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.route_details import as_kept, as_read
from portal.domain.vocabulary import FeedbackStatus, Kind, Role, Route, Urgency
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.models.screening import DecisionWords
from portal.services import alert_page, alerts, decisions, reading
from portal.services.now import today
from portal.services.route_details import note_answered
from tests.services.screening_steps import REASON, decided, particulars, screened, signed, somebody

pytestmark = pytest.mark.usefixtures("app_context", "clock")
WORDS = ("Because it is so.", "Dear you, this is what we do.")


def test_a_duty_matter_needs_who_confirmed_the_facts_and_when() -> None:
    officer = somebody()
    reference = screened(officer, answers={"subject": "information"})
    with pytest.raises(Incomplete) as missing:
        decisions.decide(reference, officer, Route.DUTY_MATTER, *WORDS)
    wanted = {"details.category", "details.confirmed_by", "details.confirmed_on", "details.goes_to"}
    assert set(missing.value.missing) == wanted
    whole = particulars(reference, Route.DUTY_MATTER)
    late = as_read(whole.details) | {"confirmed_on": (today() + timedelta(days=1)).isoformat()}
    part = decisions.Part(category=whole.category, details=as_kept(late))
    with pytest.raises(Incomplete) as wrong:
        decisions.decide(reference, officer, Route.DUTY_MATTER, *WORDS, part=part)
    assert wrong.value.missing == ("details.confirmed_on",)


def test_the_words_are_sealed_and_history_holds_the_code_alone() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = screened(officer, answers={"subject": "information"})
    done = decided(reference, officer, Route.DUTY_MATTER)
    signed(done.decision_id, reference, supervisor)
    kept = db.session.get_one(DecisionWords, done.decision_id).details
    assert kept
    assert b"Alex Doe" not in kept
    event = db.session.scalars(select(Event).where(Event.name == EventName.ROUTE_DECIDED)).one()
    assert event.facts["category"] == "request"
    shown = dict(reading.read_item(reference, officer).decisions[0].particulars)
    assert shown["What is it about?"] == "Request for a service"
    assert shown["Who in the service confirmed the facts?"] == "Alex Doe of the team"


def test_a_referral_takes_effect_at_once_and_leaves_everything_to_be_decided() -> None:
    officer, duty = somebody(), somebody(Role.DUTY)
    reference = screened(officer)
    done = decided(reference, officer, Route.SAFEGUARDING_REFERRAL)
    assert (done.in_force, done.points_left, done.next_reference) == (True, 1, reference)
    feedback = db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
    assert feedback.status is FeedbackStatus.RECEIVED
    assert feedback.claimed_by_id == officer.id
    alert = db.session.scalars(select(DutyAlert).where(DutyAlert.feedback_id == feedback.id)).one()
    assert alert.urgency is Urgency.REFERRED
    alert_id = alert.id
    page = alert_page.read_alert(alert_id, duty)
    assert page.referred[0].answer == REASON
    alerts.acknowledge(alert_id, duty)
    decided(reference, officer, Route.STATUTORY)
    record = db.session.scalars(select(Record).where(Record.reference == reference)).one()
    assert (record.record_type, record.procedure) == ("complaint", "statutory")


def test_an_answer_is_noted_once_on_a_day_that_can_be() -> None:
    officer = somebody()
    reference = screened(officer, Kind.COMMENT)
    decided(reference, officer, Route.COMMENT)
    for day in (today() + timedelta(days=1), today() - timedelta(days=400)):
        with pytest.raises(Incomplete):
            note_answered(reference, officer, day)
    assert note_answered(reference, officer, today()) == reference
    with pytest.raises(MoveNotPossible):
        note_answered(reference, officer, today())
    formal = screened(officer)
    with pytest.raises(MoveNotPossible):
        note_answered(formal, officer, today())
