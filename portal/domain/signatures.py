"""Where two people are needed (DESIGN 4), and where somebody has to speak with the child first.

Both guard every way to give somebody fewer rights than they might have.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

from portal.domain.checklist import Answers
from portal.domain.complaint_checklist import CHILD_SENDS
from portal.domain.complaint_routes import refusal_grounds
from portal.domain.route_details import SETTLES_NOTHING
from portal.domain.suggestion import YOUNG_AUDIENCES, ScreeningFacts
from portal.domain.vocabulary import Audience, Channel, Kind, Route, SetAsideAs, Spoken

# How much a person can do next: the next stage, a promised reply, a reply, nothing.
RIGHTS: dict[Route, int] = {
    Route.STATUTORY: 6,
    Route.CORPORATE: 5,
    Route.EARLY_RESOLUTION: 4,
    Route.ENQUIRY: 3,
    Route.COMMENT: 3,
    Route.RESOLVED_AT_FIRST_CONTACT: 2,
    Route.DUTY_MATTER: 2,
    Route.SAFEGUARDING_REFERRAL: 2,
    Route.COMPLIMENT_ACCEPTED: 2,
    Route.SIGNPOSTED: 1,
    Route.OTHER_AUTHORITY: 1,
    Route.COMPLIMENT_NOT_ACCEPTED: 1,
    Route.REFUSED: 0,
}

ALWAYS_SIGNED: dict[Route, str] = {
    Route.REFUSED: "It is refused.",
    Route.OTHER_AUTHORITY: "It is sent to another authority.",
    Route.SIGNPOSTED: "The person is sent elsewhere.",
    Route.DUTY_MATTER: "It is taken as a duty matter and not as a complaint.",
    Route.EARLY_RESOLUTION: "It stays outside the formal procedure for now.",
    Route.RESOLVED_AT_FIRST_CONTACT: "It ends without the formal procedure.",
}
COMPLAINT_PROCEDURES = frozenset({Route.STATUTORY, Route.CORPORATE})
WITHDRAWAL: Final = "withdrawn"
# Each leaves a complaint unanswered; a referral to keep somebody safe waits for nobody.
NO_COMPLAINT = frozenset(
    {Route.COMMENT, Route.COMPLIMENT_ACCEPTED, Route.COMPLIMENT_NOT_ACCEPTED, Route.ENQUIRY}
)
FOR_A_CHILD = frozenset({"confirmed", "not_asked", "not_their_view"})
SPOKEN_ENOUGH = frozenset(
    {Spoken.WITH_CHILD, Spoken.WITH_ADVOCATE, Spoken.CHILD_DECLINED, Spoken.NOT_SAFE_TO_TRY}
)
TRIES = 2  # on different days
NO_INTEREST = "It is settled that the person has no sufficient interest."
NO_LONGER_COMPLAINT = "It was a complaint and would no longer be one."
HIDDEN_COMPLAINT = "There is a complaint inside it."
WITHDRAWN_FOR_THEM = "The person did not withdraw it on their own page."
SENT_TWICE = "It closes as sent twice."
FROM_YOUNG = "It is from a child or young person, or from an advocate."
ABOUT_CHILD = "A child is named in it."
SPOKE_OF_DANGER = "It said that somebody may not be safe."
CHILDS_COMPLAINT = "It is a child's or care leaver's complaint and would not go the Children Act way."
CHILD_UNSURE = "A child wasn't sure what to call it, and it would not be taken as a complaint."
WRONG_PROCEDURE = "The Ombudsman finds fault where a Children Act complaint goes the council's own way."
FORMAL_ASKED = "The person asked for the formal way."
SENT_BACK = "A second person sent it back before."
REWORDED = "Its words were changed after a second person sent it back."
REFUSED_STAGE = "They ask for the next stage of what we answered, which is theirs by right."


def fewer_rights(route: Route, than: Route) -> bool:
    """Whether one route leaves a person with fewer rights than another."""
    return RIGHTS[route] < RIGHTS[than]


def needs_second_person(
    route: Route, suggested: Route | None, answers: Answers, facts: ScreeningFacts | None = None
) -> tuple[str, ...]:
    """Return why a second person has to sign, in plain words; nothing where one person may decide.

    A route that settles nothing leaves the complaint on the desk, and so takes nobody's rights.
    """
    if route in SETTLES_NOTHING:
        return ()
    reasons = []
    if route in ALWAYS_SIGNED:
        reasons.append(ALWAYS_SIGNED[route])
    if route is Route.REFUSED:
        reasons += [words for _, words in refusal_grounds(answers)]
    if answers.get("sufficient_interest") == "no" and answers.get("who") == "other":
        reasons.append(NO_INTEREST)
    reasons += _because_of_suggested(route, suggested)
    if route not in COMPLAINT_PROCEDURES:
        reasons += _because_it_ends(answers)
    if facts is not None:
        reasons += _because_of_before(route, facts)
    if _is_childs_complaint(answers, facts) and route is not Route.STATUTORY:
        reasons.append(CHILDS_COMPLAINT)
    return tuple(dict.fromkeys(reasons))


def set_aside_needs_second_person(
    as_: SetAsideAs,
    audience: Audience,
    channel: Channel,
    *,
    about_child: bool,
    danger: bool,
    child_sends: bool = False,
) -> tuple[str, ...]:
    """Return why a second person has to sign before it leaves the queue; nothing where one person may.

    ``child_sends`` as ``is_of_a_child`` says: a child or care leaver may use the adults’ door, or ring.
    """
    through = audience in {*YOUNG_AUDIENCES, Audience.ADVOCATE} or channel is Channel.ADVOCATE
    young = child_sends or through
    reasons = (
        (as_ is SetAsideAs.SENT_TWICE, SENT_TWICE),
        (young, FROM_YOUNG),
        (about_child, ABOUT_CHILD),
        (danger, SPOKE_OF_DANGER),
    )
    return tuple(words for holds, words in reasons if holds)


def _is_childs_complaint(answers: Answers, facts: ScreeningFacts | None) -> bool:
    """Whether a child or care leaver complains, by the door it came through or by what was answered."""
    young = facts is not None and facts.kind is Kind.COMPLAINT and (facts.young or facts.by_advocate)
    return young or answers.get("who") in CHILD_SENDS


def _because_of_suggested(route: Route, suggested: Route | None) -> list[str]:
    if suggested is None or not fewer_rights(route, suggested):
        return []
    wrong = [WRONG_PROCEDURE] if (suggested, route) == (Route.STATUTORY, Route.CORPORATE) else []
    return ["It gives fewer rights than the route that was suggested.", *wrong]


def _because_it_ends(answers: Answers) -> list[str]:
    """Return what of the answers speaks against any route but a complaints procedure."""
    reasons = []
    if answers.get("hidden_complaint") == "yes":
        reasons.append(HIDDEN_COMPLAINT)
    if answers.get("before") == "next_stage":
        reasons.append(REFUSED_STAGE)
    return reasons


def _because_of_before(route: Route, facts: ScreeningFacts) -> list[str]:
    reasons = []
    if facts.formal_asked and route not in COMPLAINT_PROCEDURES:
        reasons.append(FORMAL_ASKED)
    if facts.was_ever_complaint and facts.kind is not Kind.COMPLAINT:
        reasons.append(NO_LONGER_COMPLAINT)
    unsure = facts.sent_as is Kind.NOT_SURE and facts.kind is not Kind.COMPLAINT
    if unsure and (facts.young or facts.by_advocate):
        reasons.append(CHILD_UNSURE)
    if any(fewer_rights(route, earlier) for earlier in facts.earlier_routes):
        reasons.append("It gives fewer rights than an earlier decision did.")
    if any(fewer_rights(route, earlier) for earlier in facts.earlier_suggested):
        reasons.append("It gives fewer rights than what was suggested earlier.")
    if facts.returned and route is not Route.STATUTORY:
        reasons.append(SENT_BACK)
    if facts.returned and facts.reworded:
        reasons.append(REWORDED)
    return reasons


def must_be_spoken_with(
    what: Route | SetAsideAs | Literal["withdrawn"], facts: ScreeningFacts, answers: Answers
) -> bool:
    """Whether somebody has to speak with the child or their advocate first: never refused, diverted or closed
    before.

    ``what`` is a route, why it would be set aside, or WITHDRAWAL where somebody else says that they withdrew.
    An advocate who is asked for and comes is what the child wanted, so that waits for nobody.
    """
    if not is_of_a_child(facts, answers):
        return False
    if isinstance(what, SetAsideAs) or what == WITHDRAWAL:
        return True
    unheard = facts.may_have_been_complaint or answers.get("hidden_complaint") == "yes"
    if what in NO_COMPLAINT:
        return unheard
    if what is Route.DUTY_MATTER and facts.kind is Kind.ADVOCATE_REQUEST:
        return unheard
    return what in ALWAYS_SIGNED


def is_of_a_child(facts: ScreeningFacts, answers: Answers) -> bool:
    """Whether a child or care leaver speaks in it: by door, sender, advocate, or what was answered."""
    if facts.young or facts.by_advocate:
        return True
    return answers.get("who") in CHILD_SENDS or answers.get("behalf") in FOR_A_CHILD


def enough_tries(contacts: Iterable[tuple[Spoken, date]]) -> bool:
    """Whether somebody spoke with the child or advocate, or did what was safe: each as (how, day).

    One talk is enough, or the child's wish not to talk, or that no try is safe; else no answer on two days.
    """
    tried = tuple(contacts)
    if any(spoken in SPOKEN_ENOUGH for spoken, _ in tried):
        return True
    return len({day for spoken, day in tried if spoken is Spoken.NO_ANSWER}) >= TRIES
