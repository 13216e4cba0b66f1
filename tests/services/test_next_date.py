"""The next date is the one that was promised, shows its working and knows when it is late."""

from datetime import date

import pytest

from portal.domain.clocks import due_date
from portal.domain.vocabulary import (
    CaseStatus,
    DecisionStatus,
    FeedbackStatus,
    Kind,
    Procedure,
    Role,
    Route,
    StageStatus,
)
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.feedback import Feedback
from portal.models.screening import Decision, Screening
from portal.services.calendar import current_calendar
from portal.services.next_date import find_next_date
from portal.services.now import now
from portal.services.private_page import read_page
from tests.factories import make_account, make_feedback

pytestmark = pytest.mark.usefixtures("app_context", "clock")


def decided(route: Route, **columns) -> Feedback:
    made = make_feedback(status=FeedbackStatus.DECIDED, **columns)
    author = make_account(Role.SCREENING_OFFICER).id
    decision = Decision(
        feedback_id=made.id,
        status=DecisionStatus.IN_FORCE,
        route=route,
        facts={},
        proposed_by_id=author,
        proposed_at=now(),
    )
    db.session.add(decision)
    db.session.commit()
    return db.session.get(Feedback, made.id)


def run_stage(feedback: Feedback, procedure: Procedure, days: int, due_on: date | None = None) -> None:
    decision = db.session.query(Decision).filter_by(feedback_id=feedback.id).one()
    case = Case(
        feedback_id=feedback.id,
        decision_id=decision.id,
        procedure=procedure,
        status=CaseStatus.OPEN,
        opened_at=now(),
    )
    db.session.add(case)
    db.session.flush()
    first = due_date(feedback.received_on, days, current_calendar()).due_on
    stage = Stage(
        case_id=case.id,
        number=1,
        status=StageStatus.RUNNING,
        started_on=feedback.received_on,
        days=days,
        first_due_on=first,
        due_on=due_on or first,
    )
    db.session.add(stage)
    db.session.commit()


def test_before_a_decision_it_is_the_day_the_route_is_known_by():
    sent = make_feedback()
    found = read_page(sent.id).next_date
    assert (found.what, found.clock.due_on, found.late) == ("route", date(2026, 3, 12), False)


def test_in_a_procedure_it_is_the_day_the_stage_is_due():
    feedback = decided(Route.STATUTORY)
    run_stage(feedback, Procedure.STATUTORY, 10)
    found = find_next_date(feedback, Route.STATUTORY)
    assert (found.what, found.clock.due_on, found.clock.days) == ("answer", date(2026, 3, 24), 10)


def test_a_stage_that_was_given_more_days_shows_them_all():
    feedback = decided(Route.CORPORATE)
    run_stage(feedback, Procedure.CORPORATE, 10, due_on=date(2026, 4, 9))
    found = find_next_date(feedback, Route.CORPORATE)
    assert (found.clock.due_on, found.clock.days) == (date(2026, 4, 9), 20)
    skipped = [day.on for day in found.clock.shown if day.number is None]
    assert date(2026, 4, 3) in skipped


def test_it_is_late_the_day_after_and_not_on_the_day(clock):
    feedback = decided(Route.EARLY_RESOLUTION)
    clock.forward(days=3)
    assert not find_next_date(feedback, Route.EARLY_RESOLUTION).late
    clock.forward(days=1)
    assert find_next_date(feedback, Route.EARLY_RESOLUTION).late


@pytest.mark.parametrize("route", [Route.REFUSED, Route.SIGNPOSTED, Route.COMPLIMENT_ACCEPTED])
def test_nothing_more_is_promised_where_it_ends(route):
    assert find_next_date(decided(route), route) is None


def test_a_comment_is_answered_unless_it_needs_no_reply():
    feedback = decided(Route.COMMENT, kind=Kind.COMMENT)
    assert find_next_date(feedback, Route.COMMENT).clock.days == 15
    db.session.add(Screening(feedback_id=feedback.id, answers={"reply_needed": "no"}, saved_at=now()))
    db.session.commit()
    assert find_next_date(feedback, Route.COMMENT) is None


def test_a_procedure_that_has_ended_promises_nothing():
    assert find_next_date(decided(Route.STATUTORY), Route.STATUTORY) is None
