"""A bank holiday announced at short notice moves every open clock, with a fact in each history."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.event_names import EventName
from portal.domain.vocabulary import CaseStatus, DecisionStatus, FeedbackStatus, Procedure, Route, StageStatus
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services import extra_days
from portal.services.now import now
from tests.factories import make_account, make_feedback

pytestmark = pytest.mark.usefixtures("clock", "app_context")
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 3, day) for day in (10, 11, 12, 13))


def a_running_stage():
    made = make_feedback(status=FeedbackStatus.DECIDED, received_on=TUESDAY)
    decision = Decision(
        feedback_id=made.id,
        status=DecisionStatus.IN_FORCE,
        route=Route.STATUTORY,
        proposed_by_id=make_account().id,
        proposed_at=now(),
    )
    db.session.add(decision)
    db.session.flush()
    case = Case(
        feedback_id=made.id,
        decision_id=decision.id,
        procedure=Procedure.STATUTORY,
        status=CaseStatus.OPEN,
        opened_at=now(),
    )
    db.session.add(case)
    db.session.flush()
    stage = Stage(
        case_id=case.id,
        number=1,
        status=StageStatus.RUNNING,
        started_on=TUESDAY,
        days=10,
        first_due_on=date(2026, 3, 24),
        due_on=date(2026, 3, 24),
    )
    db.session.add(stage)
    db.session.commit()
    return made, stage


def facts_of(feedback_id):
    query = select(Event).where(Event.feedback_id == feedback_id, Event.name == EventName.CLOCK_RECOMPUTED)
    return [event.facts for event in db.session.scalars(query)]


def test_a_new_bank_holiday_moves_the_date_a_person_was_told():
    made = make_feedback(received_on=TUESDAY, route_known_by=THURSDAY, act_by=THURSDAY)
    assert extra_days.add_day(WEDNESDAY, "A day of thanks") >= 1
    feedback = db.session.get(Feedback, made.id)
    assert (feedback.route_known_by, feedback.act_by) == (FRIDAY, FRIDAY)
    assert facts_of(made.id) == [{"clock": "screening", "was": "2026-03-12", "now_is": "2026-03-13"}]


def test_something_about_to_happen_on_an_unknown_day_stays_in_front():
    made = make_feedback(received_on=TUESDAY, about_to_happen=True)
    extra_days.add_day(THURSDAY, "A day of thanks")
    assert db.session.get(Feedback, made.id).act_by == WEDNESDAY


def test_taking_it_away_moves_the_date_back():
    made = make_feedback(received_on=TUESDAY, route_known_by=THURSDAY, act_by=THURSDAY)
    extra_days.add_day(WEDNESDAY, "A day of thanks")
    extra_days.remove_day(WEDNESDAY)
    assert db.session.get(Feedback, made.id).route_known_by == THURSDAY


def test_a_running_stage_moves_too_and_keeps_the_days_it_began_with():
    made, stage = a_running_stage()
    extra_days.add_day(WEDNESDAY, "A day of thanks")
    db.session.refresh(stage)
    assert (stage.days, stage.first_due_on, stage.due_on) == (10, date(2026, 3, 25), date(2026, 3, 25))
    assert facts_of(made.id)[0]["clock"] == "stage 1"


def test_an_extended_stage_keeps_its_agreed_date():
    _made, stage = a_running_stage()
    stage.due_on = date(2026, 4, 9)
    db.session.commit()
    extra_days.add_day(WEDNESDAY, "A day of thanks")
    db.session.refresh(stage)
    assert (stage.first_due_on, stage.due_on) == (date(2026, 3, 25), date(2026, 4, 9))


def test_a_closure_of_the_councils_own_never_stops_a_statutory_clock():
    made, stage = a_running_stage()
    extra_days.add_day(WEDNESDAY, "Office closed", closure=True)
    db.session.refresh(stage)
    assert stage.due_on == date(2026, 3, 24)
    assert facts_of(made.id) == []


def test_what_is_settled_is_left_alone():
    made = make_feedback(
        received_on=TUESDAY, route_known_by=THURSDAY, act_by=THURSDAY, status=FeedbackStatus.WITHDRAWN
    )
    extra_days.add_day(WEDNESDAY, "A day of thanks")
    assert db.session.get(Feedback, made.id).route_known_by == THURSDAY


def test_the_added_days_are_listed():
    extra_days.add_day(WEDNESDAY, "A day of thanks")
    extra_days.add_day(THURSDAY, "Office closed", closure=True)
    assert extra_days.list_days() == (
        (WEDNESDAY, "A day of thanks", False),
        (THURSDAY, "Office closed", True),
    )
