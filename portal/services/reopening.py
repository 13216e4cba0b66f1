"""Opening again what was settled: the person tells us what we missed, or an item was withdrawn by mistake."""

from datetime import date

from sqlalchemy import select, update

from portal.domain.clocks import due_date
from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.opened_again import OPENED_AGAIN
from portal.domain.permissions import Permission
from portal.domain.substance import is_of_substance
from portal.domain.vocabulary import DecisionStatus, LetterStyle
from portal.domain.workflow import FeedbackAction, actions_from, move
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.decided_before import owe_third_person
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.letters import finish_other_message, last_style
from portal.services.messages import add_message
from portal.services.now import today
from portal.services.points import unsettle
from portal.services.procedures import close_cases, has_open_case
from portal.services.proposing import require_words
from portal.services.records import RECORD_TYPES, change_record, drop_parts


def reopen(reference: str, why: str, officer: StaffMember | None = None) -> None:
    """Put an item back on the desk because of what the person, or an officer for them, tells us. Commits.

    Where a procedure is open only a supervisor may, for a reason of some words: it closes, the person is told
    so, and another decision is held against the one that stood. Otherwise raises MoveNotPossible: what was
    missed is then added to that. Raises Incomplete for an officer without a reason, or "reason_short".
    """
    with writing():
        if officer is None:
            feedback = _load(reference)
        else:
            require_words(reason=why)
            feedback = load_open(reference, officer, Permission.SCREEN)
            if officer.may(Permission.SUPERVISE) and FeedbackAction.REOPEN in actions_from(feedback.status):
                _close_what_is_open(feedback, officer, why)
        reopen_within(feedback, why, by=officer.id if officer else None)


def reopen_within(feedback: Feedback, why: str, by: int | None = None) -> None:
    """Put a locked item back on the desk, as part of the caller's transaction.

    Where it got less than it might have, a third person reads it: nobody who settled it does so again.
    """
    if has_open_case(feedback.id):
        raise MoveNotPossible("A procedure is open. What you add goes to the people who look into it.")
    feedback.status = move(feedback.status, FeedbackAction.REOPEN)
    feedback.act_by = act_by_from_today(feedback)
    owe_third_person(feedback, by)
    settled = update(Decision).where(
        Decision.feedback_id == feedback.id,
        Decision.status.in_((DecisionStatus.IN_FORCE, DecisionStatus.PROPOSED)),
    )
    db.session.execute(settled.values(status=DecisionStatus.SUPERSEDED))
    unsettle(feedback.id)
    drop_parts(feedback)
    change_record(
        feedback,
        record_type=RECORD_TYPES[feedback.kind],
        procedure=None,
        stage=None,
        outcome=None,
        due_on=None,
        responded_on=None,
    )
    write_event(feedback, EventName.REOPENED, by=by, reason=why)


def _close_what_is_open(feedback: Feedback, supervisor: StaffMember, why: str) -> None:
    """Close the procedures that are open and tell the person, who was promised an answer by a day."""
    if not has_open_case(feedback.id):
        return
    if not is_of_substance(why):
        raise Incomplete(("reason_short",))
    close_cases(feedback, supervisor.id)
    style = last_style(feedback)
    told = OPENED_AGAIN[int(style is not LetterStyle.ADULT)]
    add_message(feedback, finish_other_message(feedback, told, style), about="message", by=supervisor.id)


def _load(reference: str) -> Feedback:
    wanted = select(Feedback).where(Feedback.reference == reference).with_for_update()
    feedback = db.session.scalar(wanted.execution_options(populate_existing=True))
    if feedback is None:
        raise NotFound("There is no such item.")
    return feedback


def act_by_from_today(feedback: Feedback) -> date:
    """Return the day to act by, counted from today: the first reading was in its own time."""
    days = current_council().kinds[feedback.kind].screen_days
    return due_date(today(), days, current_calendar()).due_on
