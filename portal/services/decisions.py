"""Deciding a route: at once where one person may, otherwise read and signed by a second (DESIGN 4)."""

from dataclasses import dataclass, replace

from sqlalchemy import exists, select

from portal.domain.errors import Incomplete, MoveNotPossible, NotFound, OwnDecision
from portal.domain.event_names import EventName
from portal.domain.letter_days import past_days
from portal.domain.opening_letters import WITHDRAWN
from portal.domain.permissions import Permission
from portal.domain.points import Weighed, answers_of, most_rights, weigh
from portal.domain.route_details import SETTLES_NOTHING
from portal.domain.screening import is_open_to
from portal.domain.signatures import WITHDRAWAL, WITHDRAWN_FOR_THEM, fewer_rights, needs_second_person
from portal.domain.suggestion import ScreeningFacts
from portal.domain.vocabulary import DecisionStatus, LetterStyle, Route, SetAsideAs
from portal.domain.workflow import BEING_SCREENED, IN_THE_QUEUE, FeedbackAction, move
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.point import Point
from portal.models.screening import Decision, DecisionWords, Screening
from portal.services.accounts import StaffMember
from portal.services.child_contacts import What, require_spoken
from portal.services.claims import next_for
from portal.services.database import writing
from portal.services.decided_before import require_fresh
from portal.services.events import write_event
from portal.services.holding import load_held, load_open, require, require_known_office
from portal.services.in_force import bring_into_force
from portal.services.letters import LetterWish, finish_message, other_style
from portal.services.now import now, today
from portal.services.points import is_settled, points_of, undecided_points
from portal.services.procedures import PROCEDURE_OF
from portal.services.proposing import Proposal, propose, require_substance, require_words, store
from portal.services.read_first import READ, WEIGHED, has_read_all, has_weighed, require_words_read
from portal.services.referring import refer
from portal.services.refusing import require_earlier, shared_grounds
from portal.services.route_details import day_of, require_particulars
from portal.services.screening import facts_of, require_safeguarding, require_safeguarding_again
from portal.services.sealing import Seal
from portal.services.telling import proposed_message
from portal.services.twins import require_no_hold

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
    points_left: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What of the item is decided, by numbers of points (none means all that are left); how it is sorted.

    ``style`` is how its letter is worded and set, where not as the person's own.
    """

    points: tuple[int, ...] = ()
    category: str | None = None
    details: str = ""
    style: LetterStyle | None = None

    def wish(self, route: Route) -> LetterWish:
        """Return how the letter is wanted: early resolution names the day that is recorded with it."""
        return LetterWish(self.style, day_of(self.details) if route is Route.EARLY_RESOLUTION else None)


ALL_THAT_IS_LEFT = Part()


def decide(
    reference: str,
    officer: StaffMember,
    route: Route,
    reason: str,
    message: str,
    version: int | None = None,
    part: Part = ALL_THAT_IS_LEFT,
    signer_id: int | None = None,
) -> Decided:
    """Settle a route for some or all points, with a written reason and the exact message. Commits.

    While points are left the item stays with the officer; a referral to keep somebody safe settles none.
    ``signer_id`` is asked to sign, where that is owed. Raises Incomplete with what is missing ("ground." and
    a point's number, "details." and a code among it), MoveNotPossible, and what ``load_held`` raises.
    """
    with writing():
        feedback = load_held(reference, officer, version)
        screening = db.session.get(Screening, feedback.id)
        open_points = undecided_points(feedback.id)
        if not open_points and route not in SETTLES_NOTHING:
            _require_something_left(feedback)
        chosen = _chosen(open_points, part.points)
        proposal = _proposal(feedback, screening, (route, reason, message), chosen, part)
        proposal = replace(proposal, details=part.details, signer_id=signer_id)
        require_particulars(feedback.kind, route, part.category, part.details)
        require_earlier(proposal.grounds, part.details)
        if route in SETTLES_NOTHING:
            referred = refer(feedback, officer, proposal)
            return Decided(referred.id, True, (), reference, len(open_points))
        left = len(open_points) - len(chosen)
        if proposal.second_person:
            decision = propose(feedback, officer, proposal, leaves=not left)
        else:
            decision = _decide_alone(feedback, officer, proposal, left)
        decision_id = decision.id
        after = reference if left else next_for(officer.id)
    return Decided(decision_id, not proposal.second_person, proposal.second_person, after, left)


def propose_withdrawal(
    reference: str,
    officer: StaffMember,
    reason: str,
    message: str,
    version: int | None = None,
    signer_id: int | None = None,
) -> Decided:
    """Propose to close an item for a person who withdrew it by word or letter; a second signs. Commits.

    Raises Incomplete as ``decide`` does: a child's is closed only once somebody spoke with them.
    """
    with writing():
        feedback = load_held(reference, officer, version)
        screening = db.session.get(Screening, feedback.id)
        require_safeguarding(screening)
        assert screening is not None
        require_safeguarding_again(feedback.id, screening)
        require_words(reason=reason, message=message)
        require_words_read(feedback.id)
        finished = finish_message(feedback, WITHDRAWN, {}, message)
        require_spoken(feedback.id, WITHDRAWAL, facts_of(feedback, screening), [screening.answers])
        proposal = Proposal(reason, finished, second_person=(WITHDRAWN_FOR_THEM,), signer_id=signer_id)
        decision_id = propose(feedback, officer, proposal).id
        after = next_for(officer.id)
    return Decided(decision_id, False, proposal.second_person, after)


def sign(decision_id: int, signer: StaffMember) -> str:
    """Bring a proposed decision into force exactly as proposed and return the item's reference. Commits.

    Raises OwnDecision, Incomplete(("read",)) and Incomplete(("weigh",)) until the signer has opened the
    person's words, all that came since among them, and then the proposal; Incomplete(("spoken",)) as
    ``decide`` does; Incomplete(("past_day",)) while its letter promises a day that is past; AlreadyDecided,
    MoveNotPossible where it no longer waits, NotAllowed, NotFound or ConflictOfInterest.
    """
    with writing():
        feedback, decision = _load_proposed(decision_id, signer)
        if not has_weighed(decision, signer.id):
            raise Incomplete((WEIGHED,))
        _require_spoken_still(feedback, decision)
        if past_days(proposed_message(feedback, decision), today()):
            raise Incomplete(("past_day",))
        if decision.facts.get("set_aside_as") == SetAsideAs.SENT_TWICE:
            require_no_hold(feedback.id)
        feedback.status = move(feedback.status, _action_of(feedback, decision))
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


def _require_something_left(feedback: Feedback) -> None:
    if is_settled(feedback.id):
        raise MoveNotPossible("Nothing is left to decide: every point is settled.")


def _chosen(open_points: list[Point], numbers: tuple[int, ...]) -> tuple[Point, ...]:
    """Return the points that are decided: those named, or all that are left; raises Incomplete."""
    if not numbers:
        return tuple(open_points)
    chosen = tuple(point for point in open_points if point.number in numbers)
    if len(chosen) != len(set(numbers)):
        raise Incomplete(("points_gone",))
    return chosen


def _proposal(
    feedback: Feedback,
    screening: Screening | None,
    words: tuple[Route, str, str],
    points: tuple[Point, ...],
    part: Part,
) -> Proposal:
    """Check everything that has to be there first, and say whether two people are needed."""
    route, reason, message = words
    require_safeguarding(screening)
    assert screening is not None
    require_safeguarding_again(feedback.id, screening)
    facts = facts_of(feedback, screening, points)
    each = _weigh_each(feedback, screening, points, facts)
    _require_what_the_route_needs(feedback, screening, route, reason, message)
    if route not in PROCEDURE_OF and route not in SETTLES_NOTHING:
        require_words_read(feedback.id)
    if not all(is_open_to(route, one.answers, facts) for one in each):
        raise MoveNotPossible("That route isn't open to this kind of feedback in this council.")
    wish = part.wish(route)
    finished = finish_message(feedback, route, each[0].answers, message, points=points, wish=wish)
    if route in PROCEDURE_OF and not points:
        raise Incomplete(("points",))
    require_spoken(feedback.id, route, facts, [one.answers for one in each])
    why, suggested = _weighed_together(route, each, facts)
    loses = route is Route.REFUSED or (suggested is not None and fewer_rights(route, suggested))
    if why and loses:
        require_substance(reason=reason)
    grounds = shared_grounds(each, _numbers_of(points)) if route is Route.REFUSED else ()
    return Proposal(
        reason,
        finished,
        route,
        suggested,
        why,
        grounds,
        points=points,
        category=part.category,
        letter_style=other_style(feedback, part.style),
    )


def _numbers_of(points: tuple[Point, ...]) -> list[int]:
    return [point.number for point in points] or [0]


def _weigh_each(
    feedback: Feedback, screening: Screening, points: tuple[Point, ...], facts: ScreeningFacts
) -> list[Weighed]:
    """Return what the rules make of each point, or of the whole; raises Incomplete for what is missing."""
    every = [point.answers for point in points] or [{}]
    each = [weigh(feedback.kind, screening.answers, own, facts) for own in every]
    lacking = tuple(dict.fromkeys(code for one in each for code in one.missing))
    if lacking:
        raise Incomplete(lacking)
    return each


def _weighed_together(
    route: Route, each: list[Weighed], facts: ScreeningFacts
) -> tuple[tuple[str, ...], Route | None]:
    """Return why a second person signs for any of the points, and what was suggested."""
    why: dict[str, None] = {}
    for one in each:
        suggested = one.suggestion.route if one.suggestion else None
        why |= dict.fromkeys(needs_second_person(route, suggested, one.answers, facts))
    best = most_rights(one.suggestion for one in each if one.suggestion)
    return tuple(why), best.route if best else None


def _require_what_the_route_needs(
    feedback: Feedback,
    screening: Screening,
    route: Route,
    reason: str,
    message: str,
) -> None:
    """Raise Incomplete for a missing reason or message, and MoveNotPossible for an unknown office."""
    require_words(reason=reason)
    if route not in MAY_STAY_SILENT:
        require_words(message=message)
    if route is Route.ENQUIRY:
        require_known_office(feedback, screening)


def _decide_alone(feedback: Feedback, officer: StaffMember, proposal: Proposal, left: int) -> Decision:
    assert not proposal.second_person
    if left:
        action = FeedbackAction.SETTLE_PART
    else:
        action = FeedbackAction.PROPOSE if waits_for_signature(feedback.id) else FeedbackAction.DECIDE
    feedback.status = move(feedback.status, action)
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
    if decision.status is not DecisionStatus.PROPOSED or feedback.status not in BEING_SCREENED:
        raise MoveNotPossible("This decision no longer waits for a signature.")
    if decision.proposed_by_id == signer.id:
        raise OwnDecision("Somebody else has to sign what you proposed.")
    require_fresh(feedback.id, signer.id)
    if not has_read_all(decision, signer.id):
        raise Incomplete((READ,))
    return feedback, decision


def _require_spoken_still(feedback: Feedback, decision: Decision) -> None:
    """Ask again when it is signed: what was answered, or what it is, may have changed since."""
    screening = db.session.get(Screening, feedback.id)
    answers = screening.answers if screening else {}
    own = [point.answers for point in points_of(decision.id)] or [{}]
    aside = decision.facts.get("set_aside_as")
    what: What = decision.route or (SetAsideAs(aside) if aside else WITHDRAWAL)
    facts = facts_of(feedback, screening)
    require_spoken(feedback.id, what, facts, [answers_of(answers, one) for one in own])


def waits_for_signature(feedback_id: int, besides: int | None = None) -> bool:
    """Whether a decision about an item waits for a second person, one of them left out of account."""
    waiting = exists().where(
        Decision.feedback_id == feedback_id,
        Decision.status == DecisionStatus.PROPOSED,
        Decision.id != (besides or 0),
    )
    return bool(db.session.scalar(select(waiting)))


def _action_of(feedback: Feedback, decision: Decision) -> FeedbackAction:
    if decision.route is not None:
        more = feedback.status in IN_THE_QUEUE or waits_for_signature(feedback.id, besides=decision.id)
        return FeedbackAction.SIGN_PART if more else FeedbackAction.SIGN
    return FeedbackAction.SET_ASIDE if decision.facts.get("set_aside_as") else FeedbackAction.WITHDRAW
