"""Who is asked to sign a proposed decision, who signs for them once that is late, and passing it on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from portal.domain.clocks import working_days_left
from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import DecisionStatus, Role
from portal.domain.workflow import BEING_SCREENED
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.decided_before import decided_before
from portal.services.events import write_event
from portal.services.holding import load_open, require
from portal.services.now import today

SIGNING = tuple(role for role in Role if Permission.SIGN in permissions_of(role))
LATE_SHOWN = 50
Signer, Deputy = aliased(Account), aliased(Account)


@dataclass(frozen=True, slots=True)
class SignerChoice:
    """Somebody who may sign, and how many decisions wait for them already."""

    id: int
    name: str
    waiting: int


@dataclass(frozen=True, slots=True)
class AskedToSign:
    """The decision of an item that waits, who is asked, and who else could be."""

    reference: str
    decision_id: int
    signer_id: int | None
    signer: str
    sign_by: date | None
    choices: tuple[SignerChoice, ...]


@dataclass(frozen=True, slots=True)
class LateSignature:
    """A decision that nobody signed in time; ``days_late`` are working days."""

    reference: str
    decision_id: int
    signer: str
    proposed_by: str
    sign_by: date
    days_late: int


def name_first_signer(feedback: Feedback, decision: Decision, wanted: int | None = None) -> None:
    """Ask somebody to sign what was just proposed; doesn't commit. Raises Incomplete for whoever may not.

    Left open, it is the proposer's line manager, else the supervisor with fewest waiting, else a manager.
    """
    able = _who_may_sign(feedback.id, decision.proposed_by_id)
    if wanted is not None and wanted not in {one.id for one in able}:
        raise Incomplete(("signer",))
    decision.signer_id = wanted if wanted is not None else _fitting(able, decision.proposed_by_id)
    if decision.signer_id is not None:
        write_event(
            feedback,
            EventName.SIGNER_NAMED,
            by=decision.proposed_by_id,
            decision=decision.id,
            signer=decision.signer_id,
        )


def list_signers(feedback_id: int, officer: StaffMember) -> tuple[SignerChoice, ...]:
    """Return who may sign what this officer proposes, first whoever is asked where nobody is named."""
    able = _who_may_sign(feedback_id, officer.id)
    first = _fitting(able, officer.id)
    return tuple(sorted(able, key=lambda one: one.id != first))


def find_asked(reference: str, officer: StaffMember, decision_id: int | None = None) -> AskedToSign:
    """Return who is asked to sign what waits, and who could be; for those who may pass it on.

    Raises NotFound, NotAllowed, ConflictOfInterest, or MoveNotPossible where nothing waits.
    """
    feedback = load_open(reference, officer, Permission.SEE_DESK)
    decision = _waiting(feedback, officer, decision_id)
    able = _who_may_sign(feedback.id, decision.proposed_by_id)
    names = {one.id: one.name for one in able}
    signer = names.get(decision.signer_id or 0) or _name_of(decision.signer_id)
    shown = AskedToSign(reference, decision.id, decision.signer_id, signer, decision.sign_by, tuple(able))
    db.session.rollback()
    return shown


def pass_on(reference: str, officer: StaffMember, to: int | None, decision_id: int | None = None) -> None:
    """Ask somebody else to sign; the day to sign by stays. Commits.

    Whoever proposed it, whoever is asked or stands in, and every supervisor may. Raises Incomplete with
    "signer" for whoever may not sign it, and what ``find_asked`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SEE_DESK)
        decision = _waiting(feedback, officer, decision_id)
        if to not in {one.id for one in _who_may_sign(feedback.id, decision.proposed_by_id)}:
            raise Incomplete(("signer",))
        before, decision.signer_id = decision.signer_id, to
        write_event(
            feedback,
            EventName.SIGNER_NAMED,
            by=officer.id,
            decision=decision.id,
            signer=to,
            before=before,
        )


def list_late(officer: StaffMember) -> tuple[LateSignature, ...]:
    """Return what nobody signed in time, the longest waiting first, for supervisors; two queries."""
    require(officer, Permission.SUPERVISE)
    proposer = aliased(Account)
    rows = db.session.execute(
        select(
            Feedback.reference,
            Decision.id,
            Signer.name.label("signer"),
            proposer.name.label("proposed_by"),
            Decision.sign_by,
        )
        .join(Feedback, Feedback.id == Decision.feedback_id)
        .join(proposer, proposer.id == Decision.proposed_by_id)
        .outerjoin(Signer, Signer.id == Decision.signer_id)
        .where(*is_late(), ~in_conflict(officer.id))
        .order_by(Decision.sign_by, Decision.id)
        .limit(LATE_SHOWN)
    )
    calendar, day = current_calendar(), today()
    return tuple(
        LateSignature(
            row.reference,
            row.id,
            row.signer or "",
            row.proposed_by,
            row.sign_by,
            -working_days_left(day, row.sign_by, calendar),
        )
        for row in rows
    )


def waits() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on Decision and Feedback that a signature is waited for."""
    return (Decision.status == DecisionStatus.PROPOSED, Feedback.status.in_(BEING_SCREENED))


def is_late() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that it is waited for past its day."""
    return (*waits(), Decision.sign_by < today())


def may_sign(account_id: int) -> ColumnElement[bool]:
    """Return the condition that an account is free to sign: not its own, no conflict, not decided before."""
    return and_(Decision.proposed_by_id != account_id, ~in_conflict(account_id), ~decided_before(account_id))


def is_asked_of(account_id: int) -> ColumnElement[bool]:
    """Return the condition that it is for this account to sign: named, or standing in for who is.

    From the day after it was due, or once the one named can't sign any more, that is their deputy; where none
    can either, it is everybody.
    """
    can = exists().where(Signer.id == Decision.signer_id, _is_able(Signer))
    stands_in = exists().where(
        Signer.id == Decision.signer_id, Deputy.id == Signer.deputy_id, _is_able(Deputy)
    )
    is_deputy = exists().where(Signer.id == Decision.signer_id, Signer.deputy_id == account_id)
    overdue = or_(Decision.sign_by < today(), ~can)
    return or_(Decision.signer_id == account_id, and_(overdue, or_(is_deputy, ~stands_in)))


def _is_able(who: Any) -> ColumnElement[bool]:
    """Return the condition that an account of the query may sign a decision of it."""
    return and_(
        who.ended_at.is_(None),
        who.role.in_(SIGNING),
        who.id != Decision.proposed_by_id,
        ~in_conflict(who.id),
        ~decided_before(who.id),
    )


def _who_may_sign(feedback_id: int, proposer_id: int) -> Sequence[SignerChoice]:
    """Return everybody who may sign, those with fewest waiting first; one query."""
    other, its = aliased(Decision), aliased(Feedback)
    load = (
        select(func.count(other.id))
        .join(its, its.id == other.feedback_id)
        .where(
            other.signer_id == Signer.id,
            other.status == DecisionStatus.PROPOSED,
            its.status.in_(BEING_SCREENED),
        )
        .correlate(Signer)
        .scalar_subquery()
    )
    wanted: Select[Any] = (
        select(Signer.id, Signer.name, load.label("waiting"))
        .select_from(Signer)
        .join(Feedback, Feedback.id == feedback_id)
        .where(
            Signer.ended_at.is_(None),
            Signer.role.in_(SIGNING),
            Signer.id != proposer_id,
            ~in_conflict(Signer.id),
            ~decided_before(Signer.id),
        )
        .order_by(Signer.role != Role.SUPERVISOR, load, Signer.id)
    )
    return [SignerChoice(row.id, row.name, row.waiting) for row in db.session.execute(wanted)]


def _fitting(able: Sequence[SignerChoice], proposer_id: int) -> int | None:
    above = db.session.scalar(select(Account.line_manager_id).where(Account.id == proposer_id))
    ranked = [one.id for one in able]
    return above if above in ranked else next(iter(ranked), None)


def _waiting(feedback: Feedback, officer: StaffMember, decision_id: int | None) -> Decision:
    """Return the decision that waits, where this officer may say who signs it."""
    wanted = (
        select(Decision, is_asked_of(officer.id).label("asked"))
        .join(Feedback, Feedback.id == Decision.feedback_id)
        .where(Decision.feedback_id == feedback.id, *waits())
        .order_by(Decision.id)
    )
    rows = db.session.execute(wanted).all()
    if decision_id is not None:
        rows = [row for row in rows if row.Decision.id == decision_id]
    if not rows:
        raise MoveNotPossible("This decision no longer waits for a signature.")
    supervises = officer.may(Permission.SUPERVISE)
    for decision, asked in rows:
        if supervises or officer.id in (decision.proposed_by_id, decision.signer_id) or asked:
            found: Decision = decision
            return found
    raise NotAllowed("Whoever proposed it, or is asked to sign, passes it on.")


def _name_of(account_id: int | None) -> str:
    if account_id is None:
        return ""
    name = db.session.scalar(select(Account.name).where(Account.id == account_id))
    if name is None:
        raise NotFound("There is no such person.")
    return name
