"""The next date the person who wrote can count on, with its day-by-day working."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.domain.clocks import Clock, due_date, working_days_between
from portal.domain.event_names import EventName
from portal.domain.vocabulary import CaseStatus, Kind, Route, StageStatus
from portal.domain.workflow import BEING_SCREENED
from portal.domain.workingdays import Calendar, london_date
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.screening import Screening
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.now import today
from portal.services.procedures import PROCEDURE_OF

BACK = (EventName.REOPENED, EventName.RESTORED, EventName.ESCALATED)


@dataclass(frozen=True, slots=True)
class NextDate:
    """A date and its working; ``what`` it is for is route, answer or reply.

    ``asked`` says what the person asked for since it was settled: "again", "formal", or nothing of these.
    ``reply_by`` is the day of a reply that stays owed while it is read again.
    """

    what: str
    clock: Clock
    late: bool
    asked: str = ""
    reply_by: date | None = None

    @property
    def reply_late(self) -> bool:
        """Whether the reply that stays owed should be there already."""
        return self.reply_by is not None and today() > self.reply_by


def find_next_date(feedback: Feedback, route: Route | None) -> NextDate | None:
    """Return the next date owed, or None where nothing is; at most two queries."""
    what, clock, asked, reply_by = "", None, "", None
    if feedback.status in BEING_SCREENED:
        what, (clock, asked) = "route", _screening_clock(feedback)
        reply_by = _reply_kept(feedback) if asked == "again" else None
    elif route in PROCEDURE_OF:
        what, clock = "answer", _stage_clock(feedback.id)
    elif route is not None:
        what, clock = _reply_clock(feedback, route)
    return NextDate(what, clock, today() > clock.due_on, asked, reply_by) if clock else None


def _screening_clock(feedback: Feedback) -> tuple[Clock, str]:
    """Return the clock of screening, begun anew where it came back to the desk, and what the person asked."""
    last = db.session.execute(
        select(Event.name, Event.happened_at, Event.account_id)
        .where(Event.feedback_id == feedback.id, Event.name.in_((*BACK, EventName.WITHDRAWN)))
        .order_by(Event.id.desc())
        .limit(2)
    ).all()
    again = next((event for event in last if event.name in BACK), None)
    start = london_date(again.happened_at) if again else feedback.received_on
    clock = due_date(start, current_council().kinds[feedback.sent_as].screen_days, current_calendar())
    if again is None or again.name == EventName.ESCALATED:
        return clock, "formal" if again else ""
    went_on = any(event.name == EventName.WITHDRAWN for event in last)
    return clock, "again" if again.account_id is None and not went_on else ""


def _reply_kept(feedback: Feedback) -> date | None:
    """Return the day of the reply to an enquiry, which counts from its receipt however often it is read."""
    if feedback.sent_as is not Kind.ENQUIRY:
        return None
    _what, clock = _reply_clock(feedback, Route.ENQUIRY)
    return clock.due_on if clock else None


def _stage_clock(feedback_id: int) -> Clock | None:
    """Return the clock of the stage that runs, by the days it began with or was given since."""
    found = db.session.execute(
        select(Stage, Case.procedure)
        .join(Case, Case.id == Stage.case_id)
        .where(
            Case.feedback_id == feedback_id,
            Case.status == CaseStatus.OPEN,
            Stage.status == StageStatus.RUNNING,
        )
        .order_by(Stage.due_on, Stage.id)
        .limit(1)
    ).first()
    if found is None:
        return None
    stage, procedure = found
    calendar, closures = current_calendar(), current_council().procedures[procedure].closures_count
    clock = _count(stage.started_on, stage.days, calendar, closures)
    if clock.due_on == stage.due_on:
        return clock
    days = working_days_between(clock.day_zero, stage.due_on, calendar, with_closures=closures)
    return _count(stage.started_on, max(days, 1), calendar, closures)


def _count(started_on: date, days: int, calendar: Calendar, closures: bool) -> Clock:
    deemed = current_council().deemed_receipt
    return due_date(started_on, days, calendar, with_closures=closures, deemed_receipt=deemed)


def _reply_clock(feedback: Feedback, route: Route) -> tuple[str, Clock | None]:
    """Return the clock of a route that has no stages; a comment that needs no reply has none."""
    council = current_council()
    what, days = {
        Route.EARLY_RESOLUTION: ("answer", council.early_resolution.days),
        Route.ENQUIRY: ("reply", council.kinds["enquiry"].reply_days),
        Route.COMMENT: ("reply", council.kinds["comment"].reply_days),
    }.get(route, ("", None))
    if route is Route.COMMENT:
        answers = db.session.scalar(select(Screening.answers).where(Screening.feedback_id == feedback.id))
        days = None if answers and answers.get("reply_needed") == "no" else days
    return what, due_date(feedback.received_on, days, current_calendar()) if days else None
