"""What is looked at again and by whom not; and letting somebody back where nobody else is left."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.permissions import Permission
from portal.domain.vocabulary import EventName, Kind
from portal.domain.workflow import BEING_SCREENED
from portal.extensions import db
from portal.models.dealings import DecidedBefore
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open, require
from portal.services.reach import find_reach, find_reaches

SHOWN = 25
SOMEBODY_IS_LEFT = "Somebody else is left who can read this. Hand it to them."


@dataclass(frozen=True, slots=True)
class ThirdPerson:
    """Who decided an item before, by number and name, and what nobody else is left to do: screen, sign."""

    decided: tuple[tuple[int, str], ...] = ()
    mine: bool = False
    lacking: tuple[Permission, ...] = ()


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """An item that nobody left may screen, or sign: an administrator has to make an account."""

    reference: str
    kind: Kind
    lacking: tuple[Permission, ...]


def find_third_person(feedback: Feedback, names: Mapping[int, str], officer_id: int) -> ThirdPerson:
    """Return who decided it before and whether anybody else is left; one query."""
    reach = find_reach(feedback.id)
    decided = tuple((number, names.get(number, "")) for number in reach.decided_before)
    lacking = reach.lacking if feedback.status in BEING_SCREENED else ()
    return ThirdPerson(decided, officer_id in reach.decided_before, lacking)


def let_decide_again(reference: str, supervisor: StaffMember, account_id: int | None, reason: str) -> None:
    """Let somebody decide again what they decided before, because nobody else is left. Commits.

    Raises Incomplete with "reason" or "who", MoveNotPossible while somebody else is left, and what
    ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, supervisor, Permission.SUPERVISE)
        known = db.session.get(DecidedBefore, (feedback.id, account_id)) if account_id else None
        lacking = tuple(code for code, given in (("who", known), ("reason", reason.strip())) if not given)
        if lacking or known is None:
            raise Incomplete(lacking)
        if not find_reach(feedback.id).lacking:
            raise MoveNotPossible(SOMEBODY_IS_LEFT)
        db.session.delete(known)
        write_event(
            feedback, EventName.THIRD_PERSON_LIFTED, by=supervisor.id, reason=reason, account=account_id
        )


def list_out_of_reach(supervisor: StaffMember) -> tuple[OutOfReach, ...]:
    """Return what waits and nobody left may screen or sign, the most urgent first; two queries."""
    require(supervisor, Permission.SUPERVISE)
    left_open = select(Event.feedback_id).where(Event.name == EventName.CONFLICT_LEFT_OPEN)
    before = select(DecidedBefore.feedback_id)
    rows = db.session.execute(
        select(Feedback.id, Feedback.reference, Feedback.kind)
        .where(
            Feedback.status.in_(BEING_SCREENED),
            Feedback.id.in_(left_open.union(before)),
            ~in_conflict(supervisor.id),
        )
        .order_by(Feedback.act_by, Feedback.id)
        .limit(SHOWN)
    ).all()
    reaches = find_reaches([row.id for row in rows])
    return tuple(
        OutOfReach(row.reference, row.kind, reaches[row.id].lacking)
        for row in rows
        if reaches[row.id].lacking
    )
