"""A supervisor hands items over from one officer to another, for a written reason; the move is one UPDATE."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import func, select, update

from portal.domain.errors import AlreadyClaimed, Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import Role
from portal.domain.workflow import IN_THE_QUEUE
from portal.domain.workingdays import LONDON
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.claims import is_free, may_take
from portal.services.conflicts import in_conflict
from portal.services.contact_tasks import next_working_day
from portal.services.database import writing
from portal.services.desk_lines import is_mine
from portal.services.events import write_event
from portal.services.holding import load_open, require
from portal.services.now import now

ENDS_AT = time(18)
AT_MOST = 500
SCREENING_ROLES = tuple(role for role in Role if Permission.SCREEN in permissions_of(role))


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who screens and is still here."""

    id: int
    name: str


def hand_over(
    reference: str, supervisor: StaffMember, to_id: int, reason: str, from_id: int | None = None
) -> datetime:
    """Give an item to an officer until the evening of the next working day, and return until when. Commits.

    ``from_id`` is who held it as the supervisor saw it, or None for nobody: where that changed in between,
    raises AlreadyClaimed. Raises Incomplete with "reason" or "to", MoveNotPossible where they must keep away
    or settled it before, or it has left the desk, and what ``load_open`` raises.
    """
    if not reason.strip():
        raise Incomplete(("reason",))
    with writing():
        feedback = load_open(reference, supervisor, Permission.SUPERVISE)
        if feedback.status not in IN_THE_QUEUE:
            raise MoveNotPossible("This item has left the desk.")
        if from_id == to_id:
            raise MoveNotPossible("They have it already.")
        name = _name_of(to_id)
        until = datetime.combine(next_working_day(), ENDS_AT, LONDON)
        held_as_seen = is_free() if from_id is None else is_mine(from_id)
        moved = db.session.execute(
            update(Feedback)
            .where(Feedback.id == feedback.id, held_as_seen, may_take(to_id))
            .values(
                claimed_by_id=to_id,
                claimed_at=now(),
                claim_ends_at=until,
                reader_id=to_id if feedback.unread_since is not None else Feedback.reader_id,
                version=Feedback.version + 1,
            )
            .returning(Feedback.id),
            execution_options={"synchronize_session": False},
        ).first()
        if moved is None:
            raise _why_not(feedback.id, to_id, name)
        write_event(
            feedback, EventName.HANDED_OVER, by=supervisor.id, reason=reason, holder=from_id, to=to_id
        )
        return until


def list_officers() -> tuple[Officer, ...]:
    """Return everybody who screens and is still here, by name; one query."""
    rows = db.session.execute(
        select(Account.id, Account.name)
        .where(Account.role.in_(SCREENING_ROLES), Account.ended_at.is_(None))
        .order_by(func.lower(Account.name), Account.id)
    )
    return tuple(Officer(row.id, row.name) for row in rows)


def references_held(supervisor: StaffMember, officer_id: int) -> tuple[str, ...]:
    """Return what an officer holds now, by the day to act by, without what is kept from the supervisor."""
    require(supervisor, Permission.SUPERVISE)
    rows = db.session.scalars(
        select(Feedback.reference)
        .where(Feedback.status.in_(IN_THE_QUEUE), is_mine(officer_id), ~in_conflict(supervisor.id))
        .order_by(Feedback.act_by, Feedback.id)
        .limit(AT_MOST)
    )
    return tuple(rows)


def _name_of(to_id: int) -> str:
    able = select(Account.name).where(
        Account.id == to_id, Account.role.in_(SCREENING_ROLES), Account.ended_at.is_(None)
    )
    name = db.session.scalar(able)
    if name is None:
        raise Incomplete(("to",))
    return name


def _why_not(feedback_id: int, to_id: int, name: str) -> Exception:
    wanted = select(Account.name, may_take(to_id)).select_from(Feedback)
    wanted = wanted.outerjoin(Account, Account.id == Feedback.claimed_by_id)
    holder, takes = db.session.execute(wanted.where(Feedback.id == feedback_id)).one()
    if not takes:
        return MoveNotPossible(f"{name} must keep away from it, or settled it before.")
    return AlreadyClaimed(holder or "Nobody")
