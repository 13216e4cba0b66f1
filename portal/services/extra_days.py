"""Days the calendar does not know by itself, and re-counting every open clock when one is added."""

from datetime import date

from sqlalchemy import delete, select

from portal.domain.clocks import due_date
from portal.domain.event_names import EventName
from portal.domain.priority import act_by
from portal.domain.vocabulary import CaseStatus, StageStatus
from portal.domain.workflow import BEING_SCREENED
from portal.domain.workingdays import Calendar
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.extra_day import ExtraDay
from portal.models.feedback import Feedback
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.events import write_event
from portal.services.now import now


def add_day(on: date, label: str, *, closure: bool = False) -> int:
    """Add a day on which no work is done and re-count open clocks; return how many dates moved. Commits.

    A ``closure`` is the council's own: it counts only for clocks that opt in, never for a statutory one.
    """
    db.session.merge(ExtraDay(on=on, label=label, closure=closure, added_at=now()))
    db.session.flush()
    moved = _recount_open_clocks()
    db.session.commit()
    return moved


def remove_day(on: date) -> int:
    """Take an added day away again and re-count; return how many dates moved. Commits."""
    db.session.execute(delete(ExtraDay).where(ExtraDay.on == on))
    moved = _recount_open_clocks()
    db.session.commit()
    return moved


def list_days() -> tuple[tuple[date, str, bool], ...]:
    """Return the added days: date, what it is called, and whether it is a closure of the council's own."""
    rows = db.session.execute(select(ExtraDay.on, ExtraDay.label, ExtraDay.closure).order_by(ExtraDay.on))
    return tuple((row.on, row.label, row.closure) for row in rows)


def recount_open_clocks() -> int:
    """Re-count every open clock, as after an upgrade; return how many dates moved. Commits."""
    moved = _recount_open_clocks()
    db.session.commit()
    return moved


def _recount_open_clocks() -> int:
    calendar = current_calendar()
    waiting = select(Feedback).where(Feedback.status.in_(BEING_SCREENED))
    moved = sum(_recount_screening(feedback, calendar) for feedback in db.session.scalars(waiting))
    running = (
        select(Stage, Case, Feedback)
        .join(Case, Case.id == Stage.case_id)
        .join(Feedback, Feedback.id == Case.feedback_id)
        .where(Stage.status == StageStatus.RUNNING, Case.status == CaseStatus.OPEN)
    )
    rows = db.session.execute(running)
    return moved + sum(_recount_stage(stage, case, of, calendar) for stage, case, of in rows)


def _recount_screening(feedback: Feedback, calendar: Calendar) -> bool:
    days = current_council().kinds[feedback.sent_as].screen_days
    known_by = due_date(feedback.received_on, days, calendar).due_on
    by = act_by(
        feedback.kind,
        feedback.audience,
        feedback.received_on,
        feedback.about_to_happen_on,
        calendar,
        days,
        about_to_happen=feedback.about_to_happen,
    )
    if known_by == feedback.route_known_by:
        return False
    write_event(
        feedback, EventName.CLOCK_RECOMPUTED, clock="screening", was=feedback.route_known_by, now_is=known_by
    )
    feedback.route_known_by, feedback.act_by = known_by, min(by, known_by)
    return True


def _recount_stage(stage: Stage, case: Case, feedback: Feedback, calendar: Calendar) -> bool:
    closures = current_council().procedures[case.procedure].closures_count
    due_on = due_date(stage.started_on, stage.days, calendar, with_closures=closures).due_on
    if due_on == stage.first_due_on:
        return False
    write_event(
        feedback,
        EventName.CLOCK_RECOMPUTED,
        clock=f"stage {stage.number}",
        was=stage.first_due_on,
        now_is=due_on,
    )
    if stage.due_on == stage.first_due_on:
        stage.due_on = due_on
    stage.first_due_on = due_on
    return True
