"""Deciding a route: at once where one person may, otherwise read and signed by a second (DESIGN 4)."""

from dataclasses import dataclass

from sqlalchemy import exists, select

from portal.domain.complaint_routes import refusal_grounds
from portal.domain.errors import Incomplete, MoveNotPossible, NotFound, OwnDecision
from portal.domain.opening_letters import WITHDRAWN
from portal.domain.permissions import Permission
from portal.domain.screening import is_open_to, missing, relevant, suggest
from portal.domain.signatures import WITHDRAWN_FOR_THEM, needs_second_person
from portal.domain.vocabulary import DecisionStatus, EventName, FeedbackStatus, Route
from portal.domain.workflow import FeedbackAction, move
from portal.extensions import db
from portal.models.event import AccessLog
from portal.models.feedback import Feedback
from portal.models.screening import Decision, DecisionWords, Screening
from portal.services.accounts import StaffMember
from portal.services.claims import next_for
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_held, load_open, require, require_known_office
from portal.services.in_force import bring_into_force
from portal.services.letters import finish_message
from portal.services.now import now
from portal.services.proposing import Proposal, propose, require_words, store
from portal.services.screening import facts_of, require_safeguarding
from portal.services.sealing import Seal

READ = "read"
WEIGHED = "weigh"
MAY_STAY_SILENT = frozenset(
    {
        Route.SAFEGUARDING_REFERRAL,
        Route.COMMENT,
        Route.COMPLIMENT_ACCEPTED,
        Route.COMPLIMENT_NOT_ACCEPTED,
    }
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a decision: in force at once, or waiting for a second person and why."""

    decision_id: int
    in_force: bool
    second_person: tuple[str, ...]
    next_reference: str | None


def decide(
    reference: str, officer: StaffMember, route: Route, reason: str, message: str, version: int | None = None
) -> Decided:
    """Settle a route with a written reason and the exact message to the person. Commits.

    Raises Incomplete with the codes of what is missing, MoveNotPossible for a route the kind can't take, and
    what ``load_held`` raises.
    """
    with writing():
        feedback = load_held(reference, officer, version)
        screening = db.session.get(Screening, feedback.id)
        proposal = _proposal(feedback, screening, route, reason, message)
        if proposal.second_person:
            decision = propose(feedback, officer, proposal)
        else:
            decision = _decide_alone(feedback, officer, proposal)
        decision_id = decision.id
        after = next_for(officer.id)
    return Decided(decision_id, not proposal.second_person, proposal.second_person, after)


def propose_withdrawal(
    reference: str, officer: StaffMember, reason: str, message: str, version: int | None = None
) -> Decided:
    """Propose to close an item for a person who withdrew it by word or letter; a second signs. Commits."""
    with writing():
        feedback = load_held(reference, officer, version)
        require_safeguarding(db.session.get(Screening, feedback.id))
        require_words(reason=reason, message=message)
        finished = finish_message(feedback, WITHDRAWN, {}, message)
        proposal = Proposal(reason, finished, second_person=(WITHDRAWN_FOR_THEM,))
        decision_id = propose(feedback, officer, proposal).id
        after = next_for(officer.id)
    return Decided(decision_id, False, proposal.second_person, after)


def sign(decision_id: int, signer: StaffMember) -> str:
    """Bring a proposed decision into force exactly as proposed and return the item's reference. Commits.

    Raises OwnDecision, Incomplete(("read",)) and Incomplete(("weigh",)) until the signer has opened the
    person's words and then the proposal since it was made, MoveNotPossible where it no longer waits,
    NotAllowed, NotFound or ConflictOfInterest.
    """
    with writing():
        feedback, decision = _load_proposed(decision_id, signer)
        if not has_opened_since(decision, signer.id, WEIGHED):
            raise Incomplete((WEIGHED,))
        action = _action_of(decision)
        feedback.status = move(feedback.status, action)
        decision.signed_by_id, decision.signed_at = signer.id, now()
        write_event(feedback, EventName.DECISION_SIGNED, by=signer.id, decision=decision.id)
        bring_into_force(feedback, decision, by=signer.id)
        return feedback.reference


def return_decision(decision_id: int, signer: StaffMember, reason: str) -> str:
    """Send a proposed decision back to the desk with a written reason; return the reference. Commits."""
    require_words(reason=reason)
    with writing():
        feedback, decision = _load_proposed(decision_id, signer)
        feedback.status = move(feedback.status, FeedbackAction.RETURN)
        decision.status = DecisionStatus.RETURNED
        decision.returned_by_id, decision.returned_at = signer.id, now()
        words = db.session.get_one(DecisionWords, decision.id)
        seal = Seal.of(feedback.data_key_id)
        words.returned = seal.close(f"decision_words.returned:{decision.id}", reason)
        write_event(feedback, EventName.DECISION_RETURNED, by=signer.id, decision=decision.id)
        return feedback.reference


def next_item(officer: StaffMember) -> str | None:
    """Return the reference of what the officer should open next: their own first, then the most urgent."""
    require(officer, Permission.SCREEN)
    return next_for(officer.id)


def _proposal(
    feedback: Feedback, screening: Screening | None, route: Route, reason: str, message: str
) -> Proposal:
    """Check everything that has to be there first, and say whether two people are needed."""
    require_safeguarding(screening)
    assert screening is not None
    lacking = missing(feedback.kind, screening.answers)
    if lacking:
        raise Incomplete(lacking)
    require_words(reason=reason)
    if route not in MAY_STAY_SILENT:
        require_words(message=message)
    if route is Route.ENQUIRY:
        require_known_office(feedback, screening)
    answers, facts = relevant(feedback.kind, screening.answers), facts_of(feedback, screening)
    if not is_open_to(route, answers, facts):
        raise MoveNotPossible("That route isn't open to this kind of feedback in this council.")
    suggested = suggest(feedback.kind, answers, facts).route
    why = needs_second_person(route, suggested, answers, facts)
    finished = finish_message(feedback, route, answers, message)
    grounds = tuple(code for code, _ in refusal_grounds(answers)) if route is Route.REFUSED else ()
    return Proposal(reason, finished, route, suggested, why, grounds)


def _decide_alone(feedback: Feedback, officer: StaffMember, proposal: Proposal) -> Decision:
    assert not proposal.second_person
    feedback.status = move(feedback.status, FeedbackAction.DECIDE)
    decision = store(feedback, officer, proposal)
    bring_into_force(feedback, decision, by=officer.id)
    return decision


def _load_proposed(decision_id: int, signer: StaffMember) -> tuple[Feedback, Decision]:
    """Return an item and its decision, both locked, for a second person who has read the words first."""
    require(signer, Permission.SIGN)
    reference = db.session.scalar(
        select(Feedback.reference)
        .join(Decision, Decision.feedback_id == Feedback.id)
        .where(Decision.id == decision_id)
    )
    if reference is None:
        raise NotFound("There is no such decision.")
    feedback = load_open(reference, signer, Permission.SIGN)
    decision = db.session.get_one(Decision, decision_id, with_for_update=True)
    if (
        decision.status is not DecisionStatus.PROPOSED
        or feedback.status is not FeedbackStatus.AWAITING_SIGNATURE
    ):
        raise MoveNotPossible("This decision no longer waits for a signature.")
    if decision.proposed_by_id == signer.id:
        raise OwnDecision("Somebody else has to sign what you proposed.")
    if not has_opened_since(decision, signer.id, READ):
        raise Incomplete((READ,))
    return feedback, decision


def has_opened_since(decision: Decision, account_id: int, what: str) -> bool:
    """Whether somebody opened the person's words (READ), or the proposal (WEIGHED), after it was proposed."""
    opened = exists().where(
        AccessLog.feedback_id == decision.feedback_id,
        AccessLog.account_id == account_id,
        AccessLog.action == what,
        AccessLog.happened_at >= decision.proposed_at,
    )
    return bool(db.session.scalar(select(opened)))


def _action_of(decision: Decision) -> FeedbackAction:
    if decision.route is not None:
        return FeedbackAction.SIGN
    return FeedbackAction.SET_ASIDE if decision.facts.get("set_aside_as") else FeedbackAction.WITHDRAW
