"""Who settled what a person asks us to look at again: they may read it, and somebody else decides it."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.errors import AlreadyDecided
from portal.domain.event_names import EventName
from portal.domain.third_person import is_read_by_a_third
from portal.domain.vocabulary import DecisionStatus
from portal.extensions import db
from portal.models.dealings import DecidedBefore
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.events import write_event
from portal.services.now import now
from portal.services.reach import find_reach

DECIDED_BEFORE = "You decided this before. Somebody else reads what the person says we missed."


def decided_before(account_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition on Feedback that this account, or each of a query, settled it before."""
    return exists(
        select(1)
        .select_from(DecidedBefore)
        .where(DecidedBefore.feedback_id == Feedback.id, DecidedBefore.account_id == account_id)
        .correlate_except(DecidedBefore)
    )


def require_fresh(feedback_id: int, account_id: int) -> None:
    """Raise AlreadyDecided for whoever settled an item that is now looked at again."""
    if not is_fresh(feedback_id, account_id):
        raise AlreadyDecided(DECIDED_BEFORE)


def is_fresh(feedback_id: int, account_id: int) -> bool:
    """Whether this account settled nothing of an item that is now looked at again; one query."""
    return db.session.get(DecidedBefore, (feedback_id, account_id)) is None


def owe_third_person(feedback: Feedback, by: int | None) -> None:
    """Note who settled it, while that is still in force, so that others read it now; doesn't commit.

    Where nobody else is left the event says for what, and a supervisor may let somebody back.
    """
    rows = db.session.execute(
        select(Decision.route, Decision.facts, Decision.proposed_by_id, Decision.signed_by_id).where(
            Decision.feedback_id == feedback.id, Decision.status == DecisionStatus.IN_FORCE
        )
    ).all()
    settled = [row for row in rows if is_read_by_a_third(row.route, row.facts.get("second_person") or ())]
    who = {one for row in settled for one in (row.proposed_by_id, row.signed_by_id) if one}
    if not rows and feedback.set_aside_as is not None:
        who |= _who_set_aside(feedback.id)
    if who:
        _note(feedback, who, by)


def _who_set_aside(feedback_id: int) -> set[int]:
    """Return who took it out of the queue alone, at the last time."""
    last = select(Event.account_id).where(Event.feedback_id == feedback_id, Event.name == EventName.SET_ASIDE)
    found = db.session.scalar(last.order_by(Event.id.desc()).limit(1))
    return {found} if found else set()


def _note(feedback: Feedback, who: Iterable[int], by: int | None) -> None:
    known = set(
        db.session.scalars(select(DecidedBefore.account_id).where(DecidedBefore.feedback_id == feedback.id))
    )
    new = sorted(set(who) - known)
    db.session.add_all(DecidedBefore(feedback_id=feedback.id, account_id=one, noted_at=now()) for one in new)
    db.session.flush()
    # What they missed is read by somebody else too; a reader is set past the session, so past it again.
    theirs = update(Feedback).where(Feedback.id == feedback.id, Feedback.reader_id.in_(known | set(new)))
    db.session.execute(theirs.values(reader_id=None), execution_options={"synchronize_session": False})
    lacking = [permission.value for permission in find_reach(feedback.id).lacking]
    write_event(feedback, EventName.THIRD_PERSON_OWED, by=by, accounts=sorted(who), lacking=lacking or None)
