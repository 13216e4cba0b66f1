"""Who may not touch a piece of feedback: those complained about, and their line managers."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.errors import ConflictOfInterest as KeepAway
from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import PartyRole
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import ConflictOfInterest, Feedback
from portal.models.party import Party
from portal.services.accounts import StaffMember
from portal.services.begun_family import load_family
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.now import now
from portal.services.reach import find_proposer, find_reach, require_reach


def in_conflict(account_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition on Feedback that this account, or each of a query, must keep away from it."""
    return exists(
        select(1)
        .select_from(ConflictOfInterest)
        .join(Account, Account.id == ConflictOfInterest.account_id)
        .where(
            ConflictOfInterest.feedback_id == Feedback.id,
            or_(
                ConflictOfInterest.account_id == account_id,
                and_(ConflictOfInterest.named, Account.line_manager_id == account_id),
            ),
        )
        .correlate_except(ConflictOfInterest, Account)
    )


def is_in_conflict(account_id: int, feedback_id: int) -> bool:
    """Whether somebody is complained about in it, manages somebody who is, or was said to be too near."""
    return bool(db.session.scalar(select(in_conflict(account_id)).where(Feedback.id == feedback_id)))


def note_named_workers(feedback: Feedback) -> None:
    """Note a conflict for every account named as the worker complained about; doesn't commit.

    Whoever can't be kept away because nobody would be left is noted in the history instead: see ``reach``.
    """
    known = select(ConflictOfInterest.account_id).where(ConflictOfInterest.feedback_id == feedback.id)
    named = (
        select(Account.id)
        .join(Party, Party.name_hash == Account.name_hash)
        .where(
            Party.feedback_id == feedback.id,
            Party.role == PartyRole.WORKER_NAMED,
            Account.id.not_in(known),
        )
        .distinct()
    )
    for account_id in db.session.scalars(named.order_by(Account.id)).all():
        _note_where_somebody_is_left(feedback, account_id, named=True)


def note_on_family(feedback: Feedback) -> None:
    """Note whoever keeps away from it on all that it was begun from or with; doesn't commit."""
    its = db.session.scalars(select(ConflictOfInterest).where(ConflictOfInterest.feedback_id == feedback.id))
    kept = its.all()
    for one in load_family(feedback):
        noted = select(ConflictOfInterest.account_id).where(ConflictOfInterest.feedback_id == one.id)
        known = set(db.session.scalars(noted))
        for row in kept:
            if row.account_id not in known:
                _note_where_somebody_is_left(one, row.account_id, named=row.named)
        _let_go(one.id)


def _note_where_somebody_is_left(feedback: Feedback, account_id: int, *, named: bool) -> None:
    noted = ConflictOfInterest(feedback_id=feedback.id, account_id=account_id, named=named, noted_at=now())
    db.session.add(noted)
    db.session.flush()
    if find_reach(feedback.id).lacking:
        db.session.delete(noted)
        write_event(feedback, EventName.CONFLICT_LEFT_OPEN, account=account_id)
    else:
        write_event(feedback, EventName.CONFLICT_NOTED, account=account_id, named=named)


def note_conflict(
    reference: str, officer: StaffMember, account_id: int, *, named: bool, reason: str | None = None
) -> None:
    """Note that somebody must keep away; ``named`` keeps their line manager away too. Commits.

    Whoever screens may say so of themselves alone; of others, or of a line manager, only those who sign, with
    a reason. It is noted on all that was begun from it or with it. Raises MoveNotPossible for who proposed
    what waits, and where nobody would be left to open one; Incomplete, NotAllowed, NotFound or
    ConflictOfInterest.
    """
    if not officer.may(Permission.SIGN):
        _require_own(officer, account_id, named=named)
    elif account_id != officer.id and not (reason or "").strip():
        raise Incomplete(("reason",))
    with writing():
        feedback = _load(reference, officer)
        if db.session.get(Account, account_id) is None:
            raise NotFound("There is no such person.")
        for one in (feedback, *_family_of(feedback, officer)):
            known = db.session.get(ConflictOfInterest, (one.id, account_id))
            if known is None or (named and not known.named):
                _keep_away(one, known, account_id, named=named, by=officer.id, reason=reason)
                db.session.flush()
                require_reach(one.id)
            _let_go(one.id)


def lift_conflict(reference: str, signer: StaffMember, account_id: int, reason: str) -> None:
    """Undo a conflict that was noted by mistake, for a written reason. Commits.

    It stays on what was begun from it or with it until it is lifted there too. Raises MoveNotPossible for
    who proposed what waits and where none is noted; NotAllowed, Incomplete, NotFound or ConflictOfInterest.
    """
    if not signer.may(Permission.SIGN):
        raise NotAllowed("Your role doesn't do this.")
    with writing():
        feedback = _load(reference, signer)
        if not reason.strip():
            raise Incomplete(("reason",))
        known = db.session.get(ConflictOfInterest, (feedback.id, account_id))
        if known is None:
            raise MoveNotPossible("Nobody has noted that they must keep away.")
        db.session.delete(known)
        write_event(feedback, EventName.CONFLICT_LIFTED, by=signer.id, reason=reason, account=account_id)


def list_kept_away(feedback_id: int, names: Mapping[int, str]) -> tuple[tuple[int, str], ...]:
    """Return who was noted to keep away, by number and name; one query."""
    noted = select(ConflictOfInterest.account_id).where(ConflictOfInterest.feedback_id == feedback_id)
    numbers = db.session.scalars(noted.order_by(ConflictOfInterest.account_id))
    return tuple((number, names.get(number, "")) for number in numbers)


def _require_own(officer: StaffMember, account_id: int, *, named: bool) -> None:
    """Refuse an officer who speaks for more than herself."""
    if not officer.may(Permission.SCREEN) or account_id != officer.id:
        raise NotAllowed("You can say this of yourself. Tell your supervisor who else must keep away.")
    if named:
        raise MoveNotPossible("A supervisor or manager has to note that your line manager keeps away too.")


def _load(reference: str, officer: StaffMember) -> Feedback:
    """Return a piece of feedback, locked, for somebody who may say who keeps away from it."""
    feedback = db.session.scalar(select(Feedback).where(Feedback.reference == reference).with_for_update())
    if feedback is None:
        raise NotFound("There is no such item.")
    if is_in_conflict(officer.id, feedback.id):
        raise KeepAway("You must keep away from this item.")
    if find_proposer(feedback.id) == officer.id:
        raise MoveNotPossible("You proposed what waits here. Somebody else has to say who keeps away.")
    return feedback


def _family_of(feedback: Feedback, officer: StaffMember) -> tuple[Feedback, ...]:
    """Return what was begun from it or with it, locked; refuses who proposed what waits in one of them."""
    family = load_family(feedback)
    if any(find_proposer(one.id) == officer.id for one in family):
        raise MoveNotPossible(
            "You proposed what waits in an item that was begun from this or with it. Somebody else has to "
            "say who keeps away."
        )
    return family


def _keep_away(
    feedback: Feedback,
    known: ConflictOfInterest | None,
    account_id: int,
    *,
    named: bool,
    by: int | None,
    reason: str | None,
) -> None:
    if known is not None:
        known.named = named
    else:
        db.session.add(
            ConflictOfInterest(feedback_id=feedback.id, account_id=account_id, named=named, noted_at=now())
        )
    write_event(feedback, EventName.CONFLICT_NOTED, by=by, reason=reason, account=account_id, named=named)


def _let_go(feedback_id: int) -> None:
    """Release the claim of whoever now has to keep away."""
    holder = db.session.scalar(select(Feedback.claimed_by_id).where(Feedback.id == feedback_id))
    if holder is not None and is_in_conflict(holder, feedback_id):
        released = update(Feedback).where(Feedback.id == feedback_id)
        db.session.execute(released.values(claimed_by_id=None, claimed_at=None, claim_ends_at=None))
