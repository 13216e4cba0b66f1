"""Who may decide whether something is held: managers and supervisors, not in conflict, who did not ask."""

from sqlalchemy import select, true
from sqlalchemy.orm import aliased

from portal.domain.freezes import Decider
from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.services.conflicts import in_conflict

DECIDERS = tuple(role for role in Role if Permission.DECIDE_FREEZE in permissions_of(role))


def list_deciders(feedback_id: int, asked_by_id: int | None) -> tuple[Decider, ...]:
    """Return everybody who may decide a request of this item that ``asked_by_id`` made; two queries."""
    above = db.session.scalar(select(Account.line_manager_id).where(Account.id == asked_by_id))
    somebody = aliased(Account)
    rows = db.session.execute(
        select(somebody.id, somebody.role, somebody.team, Feedback.team.label("of_item"))
        .join(Feedback, true())
        .where(
            Feedback.id == feedback_id,
            somebody.role.in_(DECIDERS),
            somebody.ended_at.is_(None),
            somebody.id != (asked_by_id or 0),
            ~in_conflict(somebody.id),
        )
        .order_by(somebody.id)
    )
    return tuple(
        Decider(row.id, row.role, bool(row.team) and row.team == row.of_item, row.id == above) for row in rows
    )
