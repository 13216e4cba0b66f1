"""Opening a procedure: a case, its first stage, and the clock it runs by."""

from datetime import date

from sqlalchemy import exists, select, update

from portal.domain.clocks import Clock, due_date
from portal.domain.event_names import EventName
from portal.domain.vocabulary import CaseStatus, Procedure, Route, StageStatus
from portal.domain.workingdays import Calendar
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.feedback import Feedback
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.events import write_event
from portal.services.now import now
from portal.services.owed_meetings import drop_owed_meeting, owe_meeting

PROCEDURE_OF = {Route.STATUTORY: Procedure.STATUTORY, Route.CORPORATE: Procedure.CORPORATE}
FIRST_STAGE = 1


def open_case(feedback: Feedback, decision_id: int, procedure: Procedure, by: int) -> tuple[int, date]:
    """Open a case at its first stage and return its id and when the answer is due; doesn't commit.

    The clock starts on the day of receipt: time spent screening counts. Where the same procedure is open for
    other points of the letter, these join it.
    """
    running = _running(feedback.id, procedure)
    if running is not None:
        return running
    at = now()
    case = Case(
        feedback_id=feedback.id,
        decision_id=decision_id,
        procedure=procedure,
        status=CaseStatus.OPEN,
        opened_at=at,
    )
    db.session.add(case)
    db.session.flush()
    clock = first_stage_clock(feedback.received_on, procedure, current_calendar())
    db.session.add(
        Stage(
            case_id=case.id,
            number=FIRST_STAGE,
            status=StageStatus.RUNNING,
            started_on=feedback.received_on,
            days=clock.days,
            first_due_on=clock.due_on,
            due_on=clock.due_on,
        )
    )
    write_event(
        feedback, EventName.CASE_OPENED, by=by, case=case.id, procedure=procedure, due_on=clock.due_on
    )
    owe_meeting(feedback, case, by)
    return case.id, clock.due_on


def _running(feedback_id: int, procedure: Procedure) -> tuple[int, date] | None:
    found = db.session.execute(
        select(Case.id, Stage.due_on)
        .join(Stage, Stage.case_id == Case.id)
        .where(
            Case.feedback_id == feedback_id,
            Case.procedure == procedure,
            Case.status == CaseStatus.OPEN,
            Stage.status == StageStatus.RUNNING,
        )
        .order_by(Stage.number.desc())
        .limit(1)
    ).first()
    return (found.id, found.due_on) if found else None


def close_cases(feedback: Feedback, by: int | None) -> None:
    """Close every procedure that is open and stop the stages that run; doesn't commit. None is the person."""
    opened = select(Case).where(Case.feedback_id == feedback.id, Case.status == CaseStatus.OPEN)
    for case in db.session.scalars(opened).all():
        running = update(Stage).where(Stage.case_id == case.id, Stage.status == StageStatus.RUNNING)
        db.session.execute(running.values(status=StageStatus.STOPPED))
        case.status = CaseStatus.CLOSED
        write_event(feedback, EventName.CASE_CLOSED, by=by, case=case.id, procedure=case.procedure)
        drop_owed_meeting(feedback, case.id, by)


def has_open_case(feedback_id: int) -> bool:
    """Whether a procedure is open."""
    found = exists().where(Case.feedback_id == feedback_id, Case.status == CaseStatus.OPEN)
    return bool(db.session.scalar(select(found)))


def first_stage_clock(received_on: date, procedure: Procedure, calendar: Calendar) -> Clock:
    """Return the clock of stage 1, in the profile's working days from receipt."""
    council = current_council()
    rules = council.procedures[procedure]
    stage = rules.stage(FIRST_STAGE)
    assert stage is not None  # the profile check refuses a procedure without it
    return due_date(
        received_on,
        stage.days,
        calendar,
        with_closures=rules.closures_count,
        deemed_receipt=council.deemed_receipt,
    )


def reply_due(
    route: Route, received_on: date, calendar: Calendar, *, reply_needed: bool = True
) -> date | None:
    """Return by when the person hears from us on a route, or None where nothing is promised."""
    if route in PROCEDURE_OF:
        return first_stage_clock(received_on, PROCEDURE_OF[route], calendar).due_on
    council = current_council()
    days = {
        Route.EARLY_RESOLUTION: council.early_resolution.days,
        Route.ENQUIRY: council.kinds["enquiry"].reply_days,
        Route.COMMENT: council.kinds["comment"].reply_days if reply_needed else None,
    }.get(route)
    return due_date(received_on, days, calendar).due_on if days else None
