"""Loading a piece of feedback to change it: who may, who holds it, and is the page they saw still true."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from portal.domain.errors import (
    AlreadyClaimed,
    ConflictOfInterest,
    MoveNotPossible,
    NotAllowed,
    NotClaimed,
    NotFound,
    StaleVersion,
)
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Kind
from portal.domain.workflow import IN_THE_QUEUE
from portal.extensions import db
from portal.models.account import Account
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.screening import Screening
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.decided_before import require_fresh
from portal.services.now import now

CLAIM_LASTS = timedelta(minutes=60)


def require(officer: StaffMember, permission: Permission) -> None:
    """Raise NotAllowed where the role lacks a permission."""
    if not officer.may(permission):
        raise NotAllowed("Your role doesn't do this.")


def load_open(reference: str, officer: StaffMember, permission: Permission) -> Feedback:
    """Return a piece of feedback, locked; raises NotAllowed, NotFound or ConflictOfInterest."""
    require(officer, permission)
    found = db.session.execute(
        select(Feedback, in_conflict(officer.id))
        .where(Feedback.reference == reference)
        .with_for_update(of=Feedback)
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound("There is no such item.")
    feedback, keep_away = found
    if keep_away:
        raise ConflictOfInterest("You must keep away from this item.")
    return feedback


def load_held(reference: str, officer: StaffMember, version: int | None = None) -> Feedback:
    """Return a piece of feedback the officer holds, locked, and renew the claim.

    Raises MoveNotPossible once it has left the desk, AlreadyDecided, AlreadyClaimed or NotClaimed,
    StaleVersion where it changed since ``version``, and what ``load_open`` raises.
    """
    feedback = load_open(reference, officer, Permission.SCREEN)
    if feedback.status not in IN_THE_QUEUE:
        raise MoveNotPossible("This item has left the desk.")
    require_fresh(feedback.id, officer.id)
    require_held(feedback, officer)
    if version is not None and feedback.version != version:
        raise StaleVersion(_last_changed_by(feedback.id, officer.id))
    feedback.claim_ends_at = now() + CLAIM_LASTS
    flag_modified(feedback, "claim_ends_at")  # every save makes a new version, even within one instant
    return feedback


def require_held(feedback: Feedback, officer: StaffMember) -> None:
    """Raise AlreadyClaimed or NotClaimed where the officer doesn't hold it."""
    if feedback.claimed_by_id != officer.id:
        holder = holder_of(feedback)
        raise AlreadyClaimed(holder) if holder else NotClaimed("Claim this item first.")


def require_known_office(feedback: Feedback, screening: Screening | None) -> None:
    """Keep anything about a child from an office whose address isn't known; raises MoveNotPossible.

    An answer may name a child, so the officer first settles that the address is the office's own.
    """
    answers = screening.answers if screening else {}
    if feedback.kind is Kind.ENQUIRY and answers.get("office_known") != "yes":
        raise MoveNotPossible(
            "Nothing goes to this office until its address is known. Ring it on a number that you have from "
            "elsewhere, then answer the question about its address with Yes."
        )


def holder_of(feedback: Feedback) -> str | None:
    """Return the name of whoever holds it now, or None."""
    if feedback.claimed_by_id is None or feedback.claim_ends_at is None or feedback.claim_ends_at <= now():
        return None
    return db.session.scalar(select(Account.name).where(Account.id == feedback.claimed_by_id))


def let_go(feedback: Feedback) -> None:
    """End the claim, as when the item leaves the desk."""
    feedback.claimed_by_id = feedback.claimed_at = feedback.claim_ends_at = None


def _last_changed_by(feedback_id: int, officer_id: int) -> str | None:
    """Return who else of the staff wrote history last, or None."""
    return db.session.scalar(
        select(Account.name)
        .join(Event, Event.account_id == Account.id)
        .where(Event.feedback_id == feedback_id, Event.account_id != officer_id)
        .order_by(Event.id.desc())
        .limit(1)
    )
