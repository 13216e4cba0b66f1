"""Storing what an officer proposes: a decision without effect until somebody brings it into force."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from portal.domain.clocks import due_date
from portal.domain.errors import Incomplete
from portal.domain.event_names import EventName
from portal.domain.opening_letters import naming_the_other
from portal.domain.substance import is_of_substance
from portal.domain.vocabulary import DecisionStatus, LetterStyle, Route, SetAsideAs
from portal.domain.workflow import FeedbackAction, move
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.point import Point
from portal.models.screening import Decision, DecisionWords
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.events import write_event
from portal.services.holding import let_go
from portal.services.letters import style_of
from portal.services.now import now, today
from portal.services.points import cover
from portal.services.sealing import Seal
from portal.services.signers import name_first_signer

SIGN_WITHIN_DAYS = 1
THIN = "thin."


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an officer wants to happen; ``route`` is None for a withdrawal or for something sent twice."""

    reason: str
    message: str
    route: Route | None = None
    suggested: Route | None = None
    second_person: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    set_aside_as: SetAsideAs | None = None
    same_as_id: int | None = None
    points: tuple[Point, ...] = ()
    category: str | None = None
    details: str = ""
    signer_id: int | None = None
    letter_style: LetterStyle | None = None

    def facts(self) -> dict[str, Any]:
        """Return what is stored beside the codes: no words but the rules' own."""
        return {
            "second_person": list(self.second_person),
            "grounds": list(self.grounds),
            "set_aside_as": self.set_aside_as,
            "same_as": self.same_as_id,
        }


def propose(feedback: Feedback, officer: StaffMember, proposal: Proposal, *, leaves: bool = True) -> Decision:
    """Store a decision that waits for a second person, and ask somebody to sign it; doesn't commit.

    The item leaves the desk, unless ``leaves`` says that points of it are still to be decided.
    """
    feedback.status = move(feedback.status, FeedbackAction.PROPOSE if leaves else FeedbackAction.SETTLE_PART)
    if not proposal.points:
        drop_proposals(feedback.id)
    decision = store(feedback, officer, proposal)
    decision.sign_by = due_date(today(), SIGN_WITHIN_DAYS, current_calendar()).due_on
    if leaves:
        let_go(feedback)
    write_event(
        feedback,
        EventName.ROUTE_PROPOSED,
        by=officer.id,
        decision=decision.id,
        route=proposal.route,
        suggested=proposal.suggested,
        set_aside_as=proposal.set_aside_as,
    )
    name_first_signer(feedback, decision, proposal.signer_id)
    return decision


def drop_proposals(feedback_id: int) -> None:
    """Let nobody sign what was proposed before, as when the person withdrew meanwhile; doesn't commit."""
    waiting = update(Decision).where(
        Decision.feedback_id == feedback_id, Decision.status == DecisionStatus.PROPOSED
    )
    db.session.execute(waiting.values(status=DecisionStatus.SUPERSEDED))


def require_words(**words: str) -> None:
    """Raise Incomplete with the names of what is blank."""
    blank = tuple(name for name, text in words.items() if not text.strip())
    if blank:
        raise Incomplete(blank)


def require_substance(**words: str) -> None:
    """Raise Incomplete, each name begun with "thin.", for what is too short for anybody to understand."""
    thin = tuple(f"{THIN}{name}" for name, text in words.items() if not is_of_substance(text))
    if thin:
        raise Incomplete(thin)


def store(feedback: Feedback, officer: StaffMember, proposal: Proposal) -> Decision:
    """Add the row of a decision with its words sealed; it takes no effect; doesn't commit."""
    decision = Decision(
        feedback_id=feedback.id,
        status=DecisionStatus.PROPOSED,
        route=proposal.route,
        suggested=proposal.suggested,
        facts=proposal.facts(),
        proposed_by_id=officer.id,
        proposed_at=now(),
        category=proposal.category,
        letter_style=proposal.letter_style,
    )
    db.session.add(decision)
    db.session.flush()
    seal = Seal.of(feedback.data_key_id)
    db.session.add(
        DecisionWords(
            decision_id=decision.id,
            feedback_id=feedback.id,
            reason=seal.close(f"decision_words.reason:{decision.id}", proposal.reason.strip()),
            message=seal.close(f"decision_words.message:{decision.id}", _message_of(feedback, proposal)),
            details=_sealed_details(seal, decision.id, proposal.details),
        )
    )
    cover(decision.id, proposal.points)
    return decision


def _message_of(feedback: Feedback, proposal: Proposal) -> str:
    """Return the message as it is kept: of what was sent twice it names the one that is answered."""
    message = proposal.message.strip()
    if proposal.same_as_id is None or not message:
        return message
    other = db.session.get_one(Feedback, proposal.same_as_id).reference
    return naming_the_other(message, other, plain=style_of(feedback) is not LetterStyle.ADULT)


def _sealed_details(seal: Seal, decision_id: int, details: str) -> bytes | None:
    return seal.close(f"decision_words.details:{decision_id}", details.strip()) if details.strip() else None
