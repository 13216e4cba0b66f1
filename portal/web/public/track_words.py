"""What the private page says of where things stand, in plain words, for adults and for young people."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.clocks import in_words
from portal.domain.council import Council
from portal.domain.vocabulary import Audience, FeedbackStatus, Kind, Route, Scope
from portal.services.private_page import PrivatePage
from portal.web.public.sharing_words import OTHERS_WORDS

YOUNG = frozenset({Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER})
WITH_OMBUDSMAN = frozenset({Kind.COMPLAINT, Kind.NOT_SURE})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands: the heading, which the browser's history shows too, and a sentence or two."""

    heading: str
    text: str


WAITING = Standing(
    "We have it",
    "It is safe with us, and we are working on it. We are waiting for the young person to say yes before we "
    "tell you more. This does not hold up our work.",
)
AGREED_IN_PART = (
    "It is safe with us, and we are working on it. The young person has said yes to {agreed}. "
    "Not to how it is going."
)
PASSED_ON = Standing(
    "We have passed on your request",
    "It is with an advocacy service, which is independent of the council. How far it is stands below.",
)
YOUNG_PASSED_ON = Standing("We passed on what you want", "We asked for an advocate for you. Look below.")
BEING_READ = "Somebody is reading it now"
STOPPED = "You asked us to stop"
ASIDE = "We have put this to one side"
DECIDED = "We have decided what happens next"
_S = FeedbackStatus
_R = Route

ADULT: Mapping[str, Standing] = {
    "received": Standing("We have it", "It is safe with us. {team} will read it next."),
    "being_read": Standing(
        BEING_READ,
        "An officer of {team} has opened it and is working out the right way to deal with it.",
    ),
    _S.AWAITING_SIGNATURE: Standing(
        BEING_READ,
        "We have written down what should happen next. A second person must agree before it counts.",
    ),
    _S.RETURNED: Standing(
        BEING_READ,
        "A second person asked us to look at one thing again before we decide what happens next.",
    ),
    _S.WITHDRAWN: Standing(
        STOPPED,
        "We have stopped, as you asked. Nothing is held against you. You can change your mind.",
    ),
    _S.SET_ASIDE: Standing(
        ASIDE,
        "We think that there is nothing in it for us to answer: it may be empty, a test, or the same as "
        "something sent before. We may be wrong, and we are sorry if we are. We have kept it. Tell us here "
        "what you need and we will read it again. You can also ask the {ombudsman} to look at what we did. "
        "It is free, and it is not part of the council. Ring {phone}.",
    ),
}

YOUNG_WORDS: Mapping[str, Standing] = {
    "received": Standing("We have it", "It is safe with us. We will read it soon."),
    "being_read": Standing(BEING_READ, "They are thinking about how to help."),
    _S.AWAITING_SIGNATURE: Standing(BEING_READ, "Two people must agree on what happens next."),
    _S.RETURNED: Standing(BEING_READ, "Two people must agree on what happens next."),
    _S.WITHDRAWN: Standing(STOPPED, "We have stopped. You are not in trouble. You can start again."),
    _S.SET_ASIDE: Standing(
        ASIDE,
        "We could not see what we should do. You are not in trouble, and we have kept it. "
        "Did we get it wrong? Tell us here and we will read it again. "
        "You can also ask the Ombudsman to check us. It is free. They do not work for us. Ring {phone}.",
    ),
}

AGAIN: Mapping[str, Standing] = {
    "again": Standing("We look at it again", "You asked us to look again. Somebody else reads it, by {day}."),
    "formal": Standing(
        "It goes the formal way", "Your complaint goes the formal way. Somebody decides it by {day}."
    ),
}
# The day has passed, so it promises none; when it should have been stands below.
AGAIN_LATE: Mapping[str, Standing] = {
    "again": Standing(AGAIN["again"].heading, "You asked us to look again. Somebody else reads it."),
    "formal": Standing(AGAIN["formal"].heading, "Your complaint goes the formal way. Somebody decides it."),
}
YOUNG_AGAIN: Mapping[str, Standing] = {
    "again": Standing(AGAIN["again"].heading, "You asked us to look again. Somebody else reads it by {day}."),
    "formal": Standing(
        "We look into it fully", "You asked us to look into it fully. Somebody decides how by {day}."
    ),
}
YOUNG_AGAIN_LATE: Mapping[str, Standing] = {
    "again": Standing(AGAIN["again"].heading, "You asked us to look again. Somebody else reads it."),
    "formal": Standing(YOUNG_AGAIN["formal"].heading, "You asked us to look into it fully. We decide how."),
}
UNSIGNED = frozenset({FeedbackStatus.AWAITING_SIGNATURE, FeedbackStatus.RETURNED})

ROUTES: Mapping[Route, str] = {
    _R.STATUTORY: "It goes through the {statutory}. A manager looks into it and writes to you.",
    _R.CORPORATE: "It goes through the {corporate}. A manager looks into it and writes to you.",
    _R.EARLY_RESOLUTION: "A manager is trying to put it right quickly. You can still ask for more.",
    _R.DUTY_MATTER: "It needs somebody to act now, so it is with the team on duty.",
    _R.SIGNPOSTED: "Somebody else can help you better with this. Our message says who, and how.",
    _R.OTHER_AUTHORITY: "It is for another organisation to answer. Our message says which one.",
    _R.COMMENT: "Your comment goes to the people who can use it.",
    _R.COMPLIMENT_ACCEPTED: "Thank you. What you wrote goes to the people you thank, and to their manager.",
    _R.COMPLIMENT_NOT_ACCEPTED: "Thank you for your kind words. We have read them.",
    _R.ENQUIRY: "The service is answering your enquiry.",
    _R.REFUSED: "We cannot look into this as a complaint. Our message gives the reason. "
    "You can tell us what we missed, and you can ask the Ombudsman.",
    _R.SAFEGUARDING_REFERRAL: "We have passed it to the people whose work is to keep children safe.",
    _R.RESOLVED_AT_FIRST_CONTACT: "We believe it has been put right. If not, tell us and we look again.",
}
YOUNG_ROUTES: Mapping[Route, str] = {
    _R.STATUTORY: "A manager will find out what went wrong. Then they will tell you.",
    _R.CORPORATE: "A manager will find out what went wrong. Then they will tell you.",
    _R.EARLY_RESOLUTION: "A manager is trying to put it right quickly.",
    _R.DUTY_MATTER: "Somebody needs to help now. So it is with the team on duty.",
    _R.SIGNPOSTED: "Somebody else can help you better. Our message says who.",
    _R.OTHER_AUTHORITY: "Other people must answer this. Our message says who.",
    _R.COMMENT: "Your idea goes to the people who can use it.",
    _R.COMPLIMENT_ACCEPTED: "Thank you! Your words go to the people you thank.",
    _R.COMPLIMENT_NOT_ACCEPTED: "Thank you for your kind words. We read them.",
    _R.ENQUIRY: "We are finding out the answer.",
    _R.REFUSED: "We cannot look into this. Our message says why. If we missed something, please tell us.",
    _R.SAFEGUARDING_REFERRAL: "We told the people whose job is to keep children safe.",
    _R.RESOLVED_AT_FIRST_CONTACT: "We think it is put right. If it is not, please tell us.",
}

WHO = {
    "screening_officer": "The people in {team} who read what comes in",
    "supervisor": "A supervisor of {team}, who checks the decision",
    "duty_team": "The team on duty",
    "service_manager": "A manager of the service",
}
YOUNG_WHO = {**WHO, "screening_officer": "Somebody in {team}", "supervisor": "A second person in {team}"}

NEXT = {
    "route": "We tell you what happens next by",
    "answer": "We answer you by",
    "reply": "We reply to you by",
}

WAS_DUE = {
    "route": "We should have told you what happens next by",
    "answer": "We should have answered you by",
    "reply": "We should have replied to you by",
}


def is_young(page: PrivatePage | None) -> bool:
    """Whether the page should speak simply: to the young person, and not to whoever acts for them."""
    return page is not None and page.is_childs


def describe(page: PrivatePage, council: Council) -> Standing:
    """Return where it stands."""
    ombudsman = {"ombudsman": council.ombudsman.name, "phone": council.ombudsman.phone}
    fill = {"team": council.contact.team_name, **ombudsman, **_procedures(council)}
    if page.step == "waiting":
        return _waiting(page)
    if page.kind is Kind.ADVOCATE_REQUEST and page.route is Route.DUTY_MATTER:
        return YOUNG_PASSED_ON if is_young(page) else PASSED_ON
    if page.route is not None:
        return Standing(DECIDED, (YOUNG_ROUTES if is_young(page) else ROUTES)[page.route].format(**fill))
    again = _asked_again(page)
    if again is not None:
        return again
    known = YOUNG_WORDS if is_young(page) else ADULT
    found = known.get(page.status) or known[page.step if page.step in known else "being_read"]
    return Standing(found.heading, found.text.format(**fill))


def _asked_again(page: PrivatePage) -> Standing | None:
    """Return what stands there while what the person asked for since it was settled waits to be read."""
    due = page.next_date
    if due is None or not due.asked or page.status in UNSIGNED:
        return None
    if is_young(page):
        found = (YOUNG_AGAIN_LATE if due.late else YOUNG_AGAIN)[due.asked]
    else:
        found = (AGAIN_LATE if due.late else AGAIN)[due.asked]
    return Standing(found.heading, found.text.format(day=in_words(due.clock.due_on)))


def _waiting(page: PrivatePage) -> Standing:
    """Return what stands there without a yes to how it is going: to nothing, or to other things."""
    if not page.scopes:
        return WAITING
    agreed = " and ".join(OTHERS_WORDS[scope] for scope in Scope if scope in page.scopes)
    return Standing(WAITING.heading, AGREED_IN_PART.format(agreed=agreed))


def who_has_it(page: PrivatePage, council: Council) -> str:
    """Return the role that has it, in words; nothing where nobody needs to."""
    if not page.who_has_it:
        return ""
    words = YOUNG_WHO if is_young(page) else WHO
    return words[page.who_has_it].format(team=council.contact.team_name)


def next_date_words(page: PrivatePage) -> str:
    """Return what the next date is for, or was for where it is past."""
    if page.next_date is None:
        return ""
    return (WAS_DUE if page.next_date.late else NEXT)[page.next_date.what]


def may_go_to_ombudsman(page: PrivatePage) -> bool:
    """Whether the Ombudsman is for this kind of feedback."""
    return page.kind in WITH_OMBUDSMAN


def _procedures(council: Council) -> dict[str, str]:
    return {code: procedure.label for code, procedure in council.procedures.items()}
