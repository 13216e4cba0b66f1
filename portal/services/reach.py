"""What must never be: a piece of feedback that nobody left may screen, sign, or answer the alert of."""

from sqlalchemy import exists, select

from portal.domain.errors import MoveNotPossible
from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import DecisionStatus, Role
from portal.extensions import db
from portal.models.account import Account
from portal.models.alert import DutyAlert
from portal.models.feedback import ConflictOfInterest
from portal.models.screening import Decision

NOBODY_LEFT = {
    Permission.SCREEN: "Nobody would be left who may screen this. Ask an administrator for an account first.",
    Permission.SIGN: "Nobody would be left who may sign this. Ask an administrator for an account first.",
    Permission.ACKNOWLEDGE_ALERT: "Nobody would be left who may answer its alert. "
    "Wait until the duty team has it, or ask an administrator for an account first.",
}


def require_reach(feedback_id: int) -> None:
    """Raise MoveNotPossible where the conflicts noted leave nobody for something it needs; doesn't commit."""
    left = _who_is_left(feedback_id)
    proposer = find_proposer(feedback_id)
    needed = [Permission.SCREEN, Permission.SIGN]
    if _has_open_alert(feedback_id):
        needed.append(Permission.ACKNOWLEDGE_ALERT)
    for permission in needed:
        able = {number for number, role in left.items() if permission in permissions_of(role)}
        if permission is Permission.SIGN:
            able.discard(proposer or 0)
        if not able:
            raise MoveNotPossible(NOBODY_LEFT[permission])


def find_proposer(feedback_id: int) -> int | None:
    """Return who proposed the decision that waits for a signature, or None."""
    waiting = select(Decision.proposed_by_id).where(
        Decision.feedback_id == feedback_id, Decision.status == DecisionStatus.PROPOSED
    )
    return db.session.scalar(waiting.order_by(Decision.id.desc()).limit(1))


def _who_is_left(feedback_id: int) -> dict[int, Role]:
    """Return every account in use that may open it, with its role."""
    rows = db.session.execute(
        select(ConflictOfInterest.account_id, ConflictOfInterest.named).where(
            ConflictOfInterest.feedback_id == feedback_id
        )
    )
    noted = {row.account_id: row.named for row in rows}
    accounts = db.session.execute(
        select(Account.id, Account.role, Account.line_manager_id, Account.ended_at)
    ).all()
    above = {account.line_manager_id for account in accounts if noted.get(account.id)}
    return {
        account.id: account.role
        for account in accounts
        if account.ended_at is None and account.id not in noted and account.id not in above
    }


def _has_open_alert(feedback_id: int) -> bool:
    waiting = exists().where(DutyAlert.feedback_id == feedback_id, DutyAlert.acknowledged_at.is_(None))
    return bool(db.session.scalar(select(waiting)))
