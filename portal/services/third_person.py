"""What is looked at again and by whom not; and letting somebody back where nobody else is left."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission, permissions_of
from portal.domain.substance import is_of_substance
from portal.domain.vocabulary import Kind
from portal.domain.workflow import BEING_SCREENED
from portal.extensions import db
from portal.models.account import Account
from portal.models.dealings import DecidedBefore
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open, require
from portal.services.reach import Reach, find_reach, find_reaches

SHOWN = 25
SOMEBODY_IS_LEFT = "Somebody else is left who can read this. Hand it to them."
NOT_FOR_YOURSELF = (
    "You decided this before, so you can’t let yourself decide it again. Ask another supervisor."
)
NOT_THE_LAST = "They settled it last. Choose somebody who decided it earlier."
NEEDED = frozenset({Permission.SCREEN, Permission.SIGN})


@dataclass(frozen=True, slots=True)
class ThirdPerson:
    """Who decided an item before, by number and name, and what nobody else is left to do: screen, sign.

    ``back`` are those of them whom this officer, as a supervisor, may let decide it again.
    """

    decided: tuple[tuple[int, str], ...] = ()
    mine: bool = False
    lacking: tuple[Permission, ...] = ()
    back: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """An item that nobody left may screen, or sign: an administrator has to make an account."""

    reference: str
    kind: Kind
    lacking: tuple[Permission, ...]


def find_third_person(feedback: Feedback, names: Mapping[int, str], officer_id: int) -> ThirdPerson:
    """Return who decided it before and whether anybody else is left; one query, three where not."""
    reach = find_reach(feedback.id)
    decided = tuple((number, names.get(number, "")) for number in reach.decided_before)
    lacking = reach.lacking if feedback.status in BEING_SCREENED else ()
    may_come = _who_may_come_back(feedback.id, reach, officer_id) if lacking else frozenset()
    back = tuple(one for one in decided if one[0] in may_come)
    return ThirdPerson(decided, officer_id in reach.decided_before, lacking, back)


def let_decide_again(reference: str, supervisor: StaffMember, account_id: int | None, reason: str) -> None:
    """Let somebody decide again what they decided before, because nobody else is left. Commits.

    Never for oneself, nor for whoever settled it last while somebody who did so earlier could. Raises
    Incomplete with "reason" (it has to say something) or "who", MoveNotPossible while somebody else is left
    or for those it is never for, and what ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, supervisor, Permission.SUPERVISE)
        known = db.session.get(DecidedBefore, (feedback.id, account_id)) if account_id else None
        given = (("who", known), ("reason", is_of_substance(reason)))
        lacking = tuple(code for code, there in given if not there)
        if lacking or known is None:
            raise Incomplete(lacking)
        _require_may_come_back(feedback.id, known.account_id, supervisor.id)
        db.session.delete(known)
        write_event(
            feedback, EventName.THIRD_PERSON_LIFTED, by=supervisor.id, reason=reason, account=account_id
        )


def _require_may_come_back(feedback_id: int, account_id: int, supervisor_id: int) -> None:
    reach = find_reach(feedback_id)
    if not reach.lacking:
        raise MoveNotPossible(SOMEBODY_IS_LEFT)
    if account_id == supervisor_id:
        raise MoveNotPossible(NOT_FOR_YOURSELF)
    if account_id not in _who_may_come_back(feedback_id, reach, supervisor_id):
        raise MoveNotPossible(NOT_THE_LAST)


def _who_may_come_back(feedback_id: int, reach: Reach, supervisor_id: int) -> frozenset[int]:
    """Return whom this supervisor may let back, the last only where no other could; two queries."""
    others = set(reach.decided_before) - {supervisor_id}
    if not others:
        return frozenset()
    rows = db.session.execute(
        select(Account.id, Account.role)
        .join(Feedback, Feedback.id == feedback_id)
        .where(Account.id.in_(others), Account.ended_at.is_(None), ~in_conflict(Account.id))
    )
    can = {row.id: NEEDED & permissions_of(row.role) for row in rows}
    last = _who_settled_last(feedback_id)
    earlier = [able for number, able in can.items() if number not in last]
    return frozenset(
        number
        for number, able in can.items()
        if able and not (number in last and any(able <= theirs for theirs in earlier))
    )


def _who_settled_last(feedback_id: int) -> frozenset[int]:
    """Return who proposed and who signed what the person last said that we missed."""
    owed = select(Event.facts).where(
        Event.feedback_id == feedback_id, Event.name == EventName.THIRD_PERSON_OWED
    )
    facts = db.session.scalar(owed.order_by(Event.id.desc()).limit(1))
    return frozenset(facts["accounts"]) if facts else frozenset()


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
