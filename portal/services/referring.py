"""Referring something to the duty team so that somebody is kept safe, at once and beside any decision."""

from portal.domain.event_names import EventName
from portal.domain.vocabulary import Urgency
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.alerts import raise_alert
from portal.services.events import write_event
from portal.services.in_force import mark_in_force
from portal.services.proposing import Proposal, require_words, store
from portal.services.telling import tell


def refer(feedback: Feedback, officer: StaffMember, proposal: Proposal) -> Decision:
    """Put an item on the duty board with who was told and why; doesn't commit.

    It takes effect on one person's word, because somebody may be at risk. So that no complaint is lost by it,
    it settles no point and moves nothing: the item stays on the desk with its officer, its clock runs, and it
    is decided by another route as it would have been. The duty team acknowledges it on its board.
    """
    require_words(reason=proposal.reason)
    decision = store(feedback, officer, _alone(proposal))
    mark_in_force(decision)
    raise_alert(feedback, Urgency.REFERRED)
    write_event(feedback, EventName.REFERRED_TO_DUTY, by=officer.id, decision=decision.id)
    tell(feedback, decision, str(proposal.route))
    return decision


def _alone(proposal: Proposal) -> Proposal:
    return Proposal(
        proposal.reason,
        proposal.message,
        proposal.route,
        proposal.suggested,
        details=proposal.details,
        letter_style=proposal.letter_style,
    )
