"""What must never be: a piece of feedback that nobody left may screen, sign, or answer the alert of."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, exists, select, true
from sqlalchemy.orm import aliased

from portal.domain.errors import MoveNotPossible
from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import DecisionStatus
from portal.extensions import db
from portal.models.account import Account
from portal.models.alert import DutyAlert
from portal.models.dealings import DecidedBefore
from portal.models.feedback import ConflictOfInterest, Feedback
from portal.models.screening import Decision

NOBODY_LEFT = {
    Permission.SCREEN: "Nobody would be left who may screen this. Ask an administrator for an account first.",
    Permission.SIGN: "Nobody would be left who may sign this. Ask an administrator for an account first.",
    Permission.ACKNOWLEDGE_ALERT: "Nobody would be left who may answer its alert. "
    "Wait until the duty team has it, or ask an administrator for an account first.",
}


@dataclass(frozen=True, slots=True)
class Reach:
    """What of an item nobody left may do, and who is kept from it because they decided it before."""

    lacking: tuple[Permission, ...] = ()
    decided_before: tuple[int, ...] = ()


def require_reach(feedback_id: int) -> None:
    """Raise MoveNotPossible where nobody is left for something it needs; doesn't commit."""
    for permission in find_reach(feedback_id).lacking:
        raise MoveNotPossible(NOBODY_LEFT[permission])


def find_reach(feedback_id: int) -> Reach:
    """Return what is lacking for one item; one query."""
    return find_reaches([feedback_id]).get(feedback_id, Reach())


def find_reaches(feedback_ids: Sequence[int]) -> dict[int, Reach]:
    """Return what is lacking for each of several items; one query."""
    rows = db.session.execute(_everybody(feedback_ids)).all()
    return {number: _reach(list(people)) for number, people in groupby(rows, key=lambda row: row.feedback_id)}


def find_proposer(feedback_id: int) -> int | None:
    """Return who proposed the decision that waits for a signature, or None."""
    waiting = select(Decision.proposed_by_id).where(
        Decision.feedback_id == feedback_id, Decision.status == DecisionStatus.PROPOSED
    )
    return db.session.scalar(waiting.order_by(Decision.id.desc()).limit(1))


def _everybody(feedback_ids: Sequence[int]) -> Select[Any]:
    """Return the query for every account beside each item, ended ones too: they may have a line manager."""
    noted, before, waiting = aliased(ConflictOfInterest), aliased(DecidedBefore), aliased(Decision)
    proposer = (
        select(waiting.proposed_by_id)
        .where(waiting.feedback_id == Feedback.id, waiting.status == DecisionStatus.PROPOSED)
        .order_by(waiting.id.desc())
        .limit(1)
        .correlate(Feedback)
    )
    return (
        select(
            Feedback.id.label("feedback_id"),
            Account.id,
            Account.role,
            Account.line_manager_id,
            Account.ended_at,
            noted.account_id.label("noted"),
            noted.named,
            before.account_id.label("before"),
            proposer.scalar_subquery().label("proposer"),
            _has_open_alert().label("alert_open"),
        )
        .select_from(Feedback)
        .join(Account, true())
        .outerjoin(noted, and_(noted.feedback_id == Feedback.id, noted.account_id == Account.id))
        .outerjoin(before, and_(before.feedback_id == Feedback.id, before.account_id == Account.id))
        .where(Feedback.id.in_(feedback_ids))
        .order_by(Feedback.id, Account.id)
    )


def _reach(people: Sequence[Any]) -> Reach:
    above = {one.line_manager_id for one in people if one.named}
    left = [one for one in people if one.ended_at is None and one.noted is None and one.id not in above]

    def able(permission: Permission, *, fresh: bool = True) -> set[int]:
        may = (one for one in left if permission in permissions_of(one.role))
        return {one.id for one in may if not (fresh and one.before)}

    screening = able(Permission.SCREEN)
    signing = able(Permission.SIGN) - {people[0].proposer}
    alone = signing == screening and len(signing) == 1 and people[0].proposer is None
    holds = {
        Permission.SCREEN: bool(screening),
        Permission.SIGN: bool(signing) and not alone,
        Permission.ACKNOWLEDGE_ALERT: not people[0].alert_open
        or bool(able(Permission.ACKNOWLEDGE_ALERT, fresh=False)),
    }
    lacking = tuple(permission for permission, held in holds.items() if not held)
    return Reach(lacking, tuple(one.id for one in people if one.before))


def _has_open_alert() -> Any:
    return exists().where(DutyAlert.feedback_id == Feedback.id, DutyAlert.acknowledged_at.is_(None))
