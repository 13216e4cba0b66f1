"""Taking back what one proposed oneself, while nobody has signed it yet."""

from sqlalchemy import select

from portal.domain.errors import MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import DecisionStatus
from portal.domain.workflow import BEING_SCREENED, FeedbackAction, move
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open

NOT_YOURS = "Only whoever proposed it takes it back. Whoever signs sends it back."


def take_back(reference: str, decision_id: int, officer: StaffMember) -> None:
    """Let nobody sign what this officer proposed, and put the item back on the desk. Commits.

    Raises NotFound, NotAllowed for anybody but the proposer, MoveNotPossible once it no longer waits, and
    what ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        decision = _load(feedback, decision_id)
        if decision.proposed_by_id != officer.id:
            raise NotAllowed(NOT_YOURS)
        if decision.status is not DecisionStatus.PROPOSED or feedback.status not in BEING_SCREENED:
            raise MoveNotPossible("This decision no longer waits for a signature.")
        feedback.status = move(feedback.status, FeedbackAction.RETURN)
        decision.status = DecisionStatus.SUPERSEDED
        write_event(feedback, EventName.DECISION_RETURNED, by=officer.id, decision=decision.id, own=True)


def _load(feedback: Feedback, decision_id: int) -> Decision:
    wanted = select(Decision).where(Decision.id == decision_id, Decision.feedback_id == feedback.id)
    decision = db.session.scalar(wanted.with_for_update())
    if decision is None:
        raise NotFound("There is no such decision.")
    return decision
