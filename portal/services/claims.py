"""Claiming: one officer at a time holds an item, by one compare-and-set (DESIGN 4)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.errors import (
    AlreadyClaimed,
    AlreadyDecided,
    ConflictOfInterest,
    Incomplete,
    MoveNotPossible,
    NotClaimed,
    NotFound,
)
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.workflow import IN_THE_QUEUE
from portal.extensions import db
from portal.models.account import Account
from portal.models.alert import DutyAlert
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.decided_before import DECIDED_BEFORE, decided_before, require_fresh
from portal.services.events import write_event
from portal.services.holding import CLAIM_LASTS, let_go, load_open, require
from portal.services.now import now

TRIES = 5
FREE = {"claimed_by_id": None, "claimed_at": None, "claim_ends_at": None}


@dataclass(frozen=True, slots=True)
class Claim:
    """What an officer now holds, and until when."""

    reference: str
    until: datetime


def claim(reference: str, officer: StaffMember) -> Claim:
    """Take an item, or renew it where the officer holds it. Commits.

    Raises AlreadyClaimed with the holder's name, AlreadyDecided, MoveNotPossible where it has left the desk,
    NotFound, NotAllowed or ConflictOfInterest.
    """
    require(officer, Permission.SCREEN)
    with writing():
        taken = _take(Feedback.reference == reference, officer)
        if taken is None:
            raise _why_not(reference, officer)
    return taken


def claim_next(officer: StaffMember) -> Claim | None:
    """Take the unclaimed item that has to be acted on first, or return None where there is none. Commits."""
    require(officer, Permission.SCREEN)
    for _ in range(TRIES):  # each try lost to somebody else names another item
        with writing():
            wanted = next_unclaimed(officer.id).with_for_update(of=Feedback, skip_locked=True)
            feedback_id = db.session.scalar(wanted)
            if feedback_id is None:
                return None
            taken = _take(Feedback.id == feedback_id, officer)
        if taken is not None:
            return taken
    return None


def release(reference: str, officer: StaffMember) -> None:
    """Give an item back; a supervisor may release anybody's. Commits. Raises NotClaimed."""
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        holder = feedback.claimed_by_id
        if holder is None or (holder != officer.id and not officer.may(Permission.SUPERVISE)):
            raise NotClaimed("You don't hold this item.")
        let_go(feedback)
        write_event(feedback, EventName.CLAIM_RELEASED, by=officer.id, holder=holder)


def take_over(reference: str, supervisor: StaffMember, reason: str) -> None:
    """Take an item from whoever holds it, for a written reason. Commits; raises Incomplete without one."""
    if not reason.strip():
        raise Incomplete(("reason",))
    with writing():
        feedback = load_open(reference, supervisor, Permission.SUPERVISE)
        if feedback.status not in IN_THE_QUEUE:
            raise MoveNotPossible("This item has left the desk.")
        require_fresh(feedback.id, supervisor.id)
        holder, at = feedback.claimed_by_id, now()
        feedback.claimed_by_id, feedback.claimed_at = supervisor.id, at
        feedback.claim_ends_at = at + CLAIM_LASTS
        if feedback.unread_since is not None:
            feedback.reader_id = supervisor.id
        write_event(feedback, EventName.CLAIM_TAKEN_OVER, by=supervisor.id, reason=reason, holder=holder)


def expire_claims() -> int:
    """Release what nobody saved for an hour and return how many; what was saved stays. Commits."""
    at = now()
    with writing():
        ended = select(Feedback.id, Feedback.claimed_by_id).where(Feedback.claim_ends_at <= at)
        rows = db.session.execute(ended.with_for_update()).all()
        if rows:
            gone = update(Feedback).where(Feedback.id.in_([row.id for row in rows]))
            db.session.execute(gone.values(FREE), execution_options={"synchronize_session": False})
        db.session.add_all(
            Event(
                feedback_id=row.id,
                name=EventName.CLAIM_EXPIRED,
                happened_at=at,
                facts={"holder": row.claimed_by_id},
            )
            for row in rows
        )
    return len(rows)


def is_free() -> ColumnElement[bool]:
    """Return the condition that nobody holds an item now."""
    return or_(Feedback.claimed_by_id.is_(None), Feedback.claim_ends_at <= now())


def may_take(officer_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition that an officer neither must keep away from an item nor settled it before."""
    return and_(~in_conflict(officer_id), ~decided_before(officer_id))


def has_open_alert() -> ColumnElement[bool]:
    """Return the condition that the duty team has not acknowledged an alert about an item."""
    return Feedback.id.in_(select(DutyAlert.feedback_id).where(DutyAlert.acknowledged_at.is_(None)))


def next_unclaimed(officer_id: int) -> Select[int]:
    """Return the query for the item to take next: safety first, then by the day to act by."""
    return (
        select(Feedback.id)
        .where(Feedback.status.in_(IN_THE_QUEUE), is_free(), may_take(officer_id))
        .order_by(case((has_open_alert(), 0), else_=1), Feedback.act_by, Feedback.id)
        .limit(1)
    )


def _take(which: ColumnElement[bool], officer: StaffMember) -> Claim | None:
    """Claim in one UPDATE; whoever's UPDATE changes the row has won."""
    at = now()
    mine = Feedback.claimed_by_id == officer.id
    won = db.session.execute(
        update(Feedback)
        .where(which, Feedback.status.in_(IN_THE_QUEUE), or_(is_free(), mine), may_take(officer.id))
        .values(
            claimed_by_id=officer.id,
            claimed_at=case((mine, Feedback.claimed_at), else_=at),
            claim_ends_at=at + CLAIM_LASTS,
            reader_id=case((Feedback.unread_since.is_not(None), officer.id), else_=Feedback.reader_id),
        )
        .returning(Feedback.id, Feedback.reference, Feedback.claimed_at, Feedback.claim_ends_at),
        execution_options={"synchronize_session": False},
    ).first()
    if won is None:
        return None
    if won.claimed_at == at:
        event = Event(feedback_id=won.id, name=EventName.CLAIMED, happened_at=at, account_id=officer.id)
        db.session.add(event)
    return Claim(won.reference, won.claim_ends_at)


def _why_not(reference: str, officer: StaffMember) -> Exception:
    found = db.session.execute(
        select(Feedback.status, Account.name, in_conflict(officer.id), decided_before(officer.id))
        .outerjoin(Account, Account.id == Feedback.claimed_by_id)
        .where(Feedback.reference == reference)
    ).first()
    if found is None:
        return NotFound("There is no such item.")
    status, holder, keep_away, before = found
    if keep_away:
        return ConflictOfInterest("You must keep away from this item.")
    if status not in IN_THE_QUEUE:
        return MoveNotPossible("This item has left the desk.")
    if before:
        return AlreadyDecided(DECIDED_BEFORE)
    return AlreadyClaimed(holder or "Somebody")


def next_for(officer_id: int) -> str | None:
    """Return the reference of what an officer should open next: theirs first, then the most urgent."""
    mine = and_(Feedback.claimed_by_id == officer_id, Feedback.claim_ends_at > now())
    return db.session.scalar(
        select(Feedback.reference)
        .where(Feedback.status.in_(IN_THE_QUEUE), or_(mine, is_free()), may_take(officer_id))
        .order_by(
            case((mine, 0), else_=1), case((has_open_alert(), 0), else_=1), Feedback.act_by, Feedback.id
        )
        .limit(1)
    )
