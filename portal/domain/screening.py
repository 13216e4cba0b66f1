"""The rules of screening: which questions fit, which routes are open, and which one is suggested, and why.

The rules suggest with reasons and never choose.
"""

from portal.domain import complaint_checklist as complaint
from portal.domain.checklist import Answers, Question, about_other_kinds, asked, missing_of
from portal.domain.complaint_routes import is_statutory, suggest_for_complaint
from portal.domain.suggestion import ScreeningFacts, Suggestion
from portal.domain.vocabulary import Kind, Route

ROUTES_BY_KIND: dict[Kind, tuple[Route, ...]] = {
    Kind.COMPLAINT: (
        Route.STATUTORY,
        Route.CORPORATE,
        Route.EARLY_RESOLUTION,
        Route.RESOLVED_AT_FIRST_CONTACT,
        Route.DUTY_MATTER,
        Route.SIGNPOSTED,
        Route.OTHER_AUTHORITY,
        Route.SAFEGUARDING_REFERRAL,
        Route.REFUSED,
    ),
    Kind.COMPLIMENT: (Route.COMPLIMENT_ACCEPTED, Route.COMPLIMENT_NOT_ACCEPTED, Route.SAFEGUARDING_REFERRAL),
    Kind.COMMENT: (
        Route.COMMENT,
        Route.DUTY_MATTER,
        Route.SIGNPOSTED,
        Route.OTHER_AUTHORITY,
        Route.SAFEGUARDING_REFERRAL,
    ),
    Kind.ENQUIRY: (Route.ENQUIRY, Route.SIGNPOSTED, Route.OTHER_AUTHORITY, Route.SAFEGUARDING_REFERRAL),
    Kind.NOT_SURE: (),
    Kind.ADVOCATE_REQUEST: (Route.DUTY_MATTER, Route.SAFEGUARDING_REFERRAL),
}


INFORMAL = frozenset({Route.EARLY_RESOLUTION, Route.RESOLVED_AT_FIRST_CONTACT})


def checklist_for(kind: Kind) -> tuple[Question, ...]:
    """Return every question of a kind's checklist, those that only sometimes apply too."""
    return complaint.COMPLAINT if kind is Kind.COMPLAINT else about_other_kinds(kind)


def questions_asked(kind: Kind, answers: Answers) -> tuple[Question, ...]:
    """Return the questions that apply, given what is answered so far."""
    return asked(checklist_for(kind), answers)


def missing(kind: Kind, answers: Answers) -> tuple[str, ...]:
    """Return the codes of what still has to be answered before a route can be chosen, safeguarding apart."""
    return missing_of(checklist_for(kind), answers)


def relevant(kind: Kind, answers: Answers) -> dict[str, str]:
    """Return the answers on the path taken, without those left over from another."""
    codes = [question.code for question in questions_asked(kind, answers)]
    return {code: answers[code] for code in codes if code in answers}


def routes_for(kind: Kind) -> tuple[Route, ...]:
    """Return the routes a kind can take, the one with most rights first."""
    return ROUTES_BY_KIND[kind]


def is_open_to(route: Route, answers: Answers, facts: ScreeningFacts) -> bool:
    """Whether a route can be taken at all: it fits the kind, and the council allows it.

    Early resolution of what isn't statutory is closed where the council keeps to the Complaint Handling Code
    5.2: no stage before stage 1. Whoever asked for the formal way is offered nothing informal again.
    """
    if route not in ROUTES_BY_KIND[facts.kind]:
        return False
    if facts.formal_asked and route in INFORMAL:
        return False
    return route is not Route.EARLY_RESOLUTION or is_statutory(answers) or facts.early_for_corporate


def suggest(kind: Kind, answers: Answers, facts: ScreeningFacts) -> Suggestion:
    """Return the suggested route with its reasons; the checklist has to be complete."""
    answers = relevant(kind, answers)
    if kind is Kind.COMPLAINT:
        return suggest_for_complaint(answers, facts)
    if kind is Kind.NOT_SURE:
        return _about_unsure(answers)
    if answers.get("hidden_complaint") == "yes" and kind is not Kind.ENQUIRY:
        return _hidden_complaint(kind)
    return _about_the_rest(kind, answers)


def _hidden_complaint(kind: Kind) -> Suggestion:
    kept = {
        Kind.COMPLIMENT: "Thank the person all the same, and pass the kind words on.",
        Kind.COMMENT: "Answer the rest of the comment in the same letter.",
        Kind.ADVOCATE_REQUEST: "The request for an advocate goes on beside it.",
    }
    return Suggestion(
        None,
        ("There is a complaint inside it. Change the kind to complaint.", kept[kind]),
        "A complaint is any unhappiness about a service, whatever the person calls it.",
        Kind.COMPLAINT,
    )


def _about_unsure(answers: Answers) -> Suggestion:
    kind = Kind(answers["really_is"])
    return Suggestion(
        None,
        (f"Change the kind to {kind.value}. The questions that fit come next.",),
        "The door never decides. Screening says what it is.",
        kind,
    )


def _about_the_rest(kind: Kind, answers: Answers) -> Suggestion:
    if kind is Kind.COMPLIMENT and answers["criteria"] == "no":
        return Suggestion(
            Route.COMPLIMENT_NOT_ACCEPTED,
            ("It doesn't meet the council's criteria, so it is not counted.",),
            "The criteria of the council's profile. The person is thanked all the same.",
        )
    if kind is Kind.COMPLIMENT:
        return Suggestion(
            Route.COMPLIMENT_ACCEPTED,
            ("It meets the council's criteria.",),
            "The criteria of the council's profile.",
        )
    if kind is Kind.ENQUIRY:
        test = "An enquiry doesn't replace the right to complain."
        return Suggestion(Route.ENQUIRY, _enquiry_reasons(answers), test)
    if kind is Kind.COMMENT:
        reply = "It needs a reply." if answers["reply_needed"] == "yes" else "It needs no reply."
        test = "Representations may be remarks or ideas as well as complaints."
        return Suggestion(Route.COMMENT, (reply,), test)
    return Suggestion(
        Route.DUTY_MATTER,
        ("The request goes to the advocacy service.",),
        "Children Act 1989 s26A: help for children and care leavers who make or wish to make a complaint.",
    )


def _enquiry_reasons(answers: Answers) -> tuple[str, ...]:
    reasons = ["It is from the office of an MP or councillor."]
    if answers["office_known"] == "no":
        reasons.append("The address is not known: nothing about a child leaves until it is.")
    if answers["enquiry_kind"] == "review":
        reasons.append("It asks about something we answered: link the two, and say what the next stage is.")
    if answers["agreement"] != "yes":
        reasons.append("Without agreement we answer in general only.")
    if answers["hidden_complaint"] == "yes":
        reasons.append("There is a complaint inside it: tell the person how to make one, or key it in.")
    return tuple(reasons)
