"""The days before the next stage of a procedure: until when it is asked for, and from when its clock runs."""

from dataclasses import dataclass
from datetime import date

from portal.domain.clocks import due_date, working_days_between
from portal.domain.council_parts import Procedure, Stage2ClockStart, StageRule
from portal.domain.vocabulary import Procedure as ProcedureCode
from portal.domain.vocabulary import StageRequestStatus
from portal.domain.workflow import StageRequestAction
from portal.domain.workingdays import ONE_DAY, Calendar

SECOND = 2
WANTED = "I want the next stage."  # how the person's own words begin who asks for it on their page
OPEN = frozenset({StageRequestStatus.ASKED, StageRequestStatus.OFFERED})
# The one way in which a request ends or goes on is what the person themselves said.
# What the office noted that they said is signed by somebody else before it ends anything.
SIGNED_AS = {
    StageRequestAction.ACCEPT: StageRequestAction.SIGN_SETTLED,
    StageRequestAction.WITHDRAW: StageRequestAction.SIGN_WITHDRAWN,
}
CHOICES = (StageRequestAction.ACCEPT, StageRequestAction.GO_ON, StageRequestAction.WITHDRAW)


@dataclass(frozen=True, slots=True)
class StageClock:
    """How the days of the next stage stand; ``starts_on`` is None until the statement of complaint is agreed.

    ``used`` are working days since the request, whatever is tried meanwhile, and ``due_on`` ends ``days``.
    """

    starts_on: date | None
    days: int
    used: int
    due_on: date | None


def ask_by(answered_on: date | None, rule: StageRule, calendar: Calendar, *, closures: bool) -> date | None:
    """Return the last day on which a request is in time, or None where nothing was answered or set."""
    if answered_on is None or rule.request_days is None:
        return None
    return due_date(answered_on, rule.request_days, calendar, with_closures=closures).due_on


def next_rule(rules: Procedure, reached: int) -> StageRule | None:
    """Return the rule of the stage after the one that was reached, or None after the last."""
    return rules.stage(reached + 1)


def stage_clock(
    asked_on: date,
    today: date,
    rule: StageRule,
    start: Stage2ClockStart,
    calendar: Calendar,
    *,
    closures: bool,
) -> StageClock:
    """Return the clock of a stage that was asked for; trying to settle it stops nothing."""
    used = max(0, working_days_between(asked_on, today, calendar, with_closures=closures))
    if start is not Stage2ClockStart.REQUEST:
        return StageClock(None, rule.days, used, None)
    due_on = due_date(asked_on, rule.days, calendar, with_closures=closures).due_on
    return StageClock(asked_on, rule.days, used, due_on)


def clock_start(procedure: ProcedureCode, number: int, council_says: Stage2ClockStart) -> Stage2ClockStart:
    """Return from which day a stage counts: the council's choice is about the statutory stage 2 alone."""
    statutory_second = procedure is ProcedureCode.STATUTORY and number == SECOND
    return council_says if statutory_second else Stage2ClockStart.REQUEST


def meeting_due(received_on: date, opened_on: date, days: int, calendar: Calendar) -> tuple[date, bool]:
    """Return by when a meeting with the service is owed, and whether the target from receipt was past then.

    No meeting is owed before the case was opened: where the target was past, it is the next working day.
    """
    target = due_date(received_on, days, calendar).due_on
    if target >= opened_on:
        return target, False
    return calendar.next_working(opened_on + ONE_DAY), True
