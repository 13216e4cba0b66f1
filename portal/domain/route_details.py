"""Which particulars each route is recorded with: a category off a closed list, and a few sealed answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.repeats import EARLIER
from portal.domain.vocabulary import Kind, Route

CATEGORY = "category"
# What was said stays on the desk beside it, to be decided by another route: it takes no second person.
SETTLES_NOTHING = frozenset({Route.SAFEGUARDING_REFERRAL})
YES = "yes"


class Shape(StrEnum):
    """How an answer is given."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Particular:
    """One thing that is written down; ``missing`` is what is said without it, and empty where it may lack.

    ``unsound`` is what is said of one that may lack, where the answers make it needed.
    """

    code: str
    label: str
    missing: str = ""
    hint: str = ""
    shape: Shape = Shape.LINE
    legend: str = ""
    unsound: str = ""


@dataclass(frozen=True, slots=True)
class RouteDetails:
    """What one route asks; ``category`` is the question whose answer sorts its register, or empty."""

    category: str = ""
    categories: tuple[tuple[str, str], ...] = ()
    asked: tuple[Particular, ...] = ()
    category_missing: str = ""

    @property
    def nothing(self) -> bool:
        """Whether the route is recorded with nothing of its own."""
        return not self.category and not self.asked


NONE = RouteDetails()
OTHER = "other"
ELSEWHERE = (
    ("school", "School governing body"),
    ("councillor", "Councillor conduct (monitoring officer)"),
    ("court", "Court"),
    ("tribunal", "Tribunal (SEND)"),
    ("police", "Police"),
    ("service", "Another service of the council"),
    ("ofsted", "Ofsted"),
    ("housing", "Housing"),
    ("health", "Health"),
    (OTHER, "Somebody else"),
)
PASSED_ON = (("passed_on", "Passed on by us"), ("person_told", "The person was told how"))
ENQUIRIES = (
    ("background", "Background information"),
    ("reasons", "The reasons for a decision"),
    ("service", "A service for somebody"),
    ("review", "A review of something already answered"),
)
_DUTY = (
    Particular(
        "confirmed_by",
        "Who in the service confirmed the facts?",
        "Write who confirmed the facts",
        "So that the decision rests on what is right and up to date.",
    ),
    Particular("confirmed_on", "When did they?", "Write the day they confirmed them", shape=Shape.DAY),
    Particular(
        "goes_to",
        "Who deals with it now?",
        "Write which team or body deals with it",
        "The team it is passed to, or where the person is sent.",
    ),
    Particular(
        "team_told", "The staff concerned were told of the decision", shape=Shape.TICK, legend="The team"
    ),
)
_ELSEWHERE = (
    Particular("who", "Who exactly?", "Write who they are sent to", "For example the name of the school."),
    Particular("reach", "How do they reach them?", "Write how the person reaches them", shape=Shape.TEXT),
)
_AUTHORITY = (
    Particular("which", "Which one?", "Write which authority or body it is"),
    Particular(
        "how",
        "How did it go there, or what was the person told?",
        "Write how it was passed on, or what the person was told",
        "Pass it on only where the person agrees.",
        Shape.TEXT,
    ),
)
_EARLY = (
    Particular("who", "Who tries to put it right?", "Write who tries to put it right"),
    Particular("what", "What will they do?", "Write what they will do", shape=Shape.TEXT),
    Particular("by", "By when?", "Write by when", shape=Shape.DAY),
    Particular(
        "rights_told",
        "The person was told of the complaints procedure and of their right to it at any time",
        "Tell them of their rights first, then tick this",
        shape=Shape.TICK,
        legend="Their rights",
    ),
)
_RESOLVED = (
    Particular("done", "What was done?", "Write what was done", shape=Shape.TEXT),
    Particular(
        "says_so",
        "The person says that it is put right",
        "Ask the person first. It is resolved when they say so",
        shape=Shape.TICK,
        legend="Do they say so?",
    ),
)
_ENQUIRY = (
    Particular("for_young", "A child or young person asked the office", shape=Shape.TICK, legend="For whom?"),
    Particular(
        "complaint",
        "Reference of a complaint about the same matter",
        hint="The two stay apart. Leave it empty where there is none.",
    ),
)
_REFUSED = (
    Particular(
        EARLIER,
        "Where we answered it before: its reference, or the day and what it was about",
        hint="Only where that is why you refuse it. Otherwise leave it empty.",
        shape=Shape.TEXT,
        unsound="Write its reference, or the day with its year and what it was about",
    ),
)
_REFERRAL = (
    Particular("told", "Who was told?", "Write who was told", "A name and a team."),
    Particular("told_on", "Which day?", "Write the day they were told", shape=Shape.DAY),
)


def details_of(
    route: Route | None, kind: Kind, duty_categories: tuple[tuple[str, str], ...] = ()
) -> RouteDetails:
    """Return what a route asks; the categories of duty matters are the council's own.

    A request for an advocate goes to the advocacy service, which its own record says, so nothing is asked.
    """
    if route is None or (route is Route.DUTY_MATTER and kind is Kind.ADVOCATE_REQUEST):
        return NONE
    if route is Route.DUTY_MATTER:
        return RouteDetails("What is it about?", duty_categories, _DUTY, "Choose what it is about")
    return _DETAILS.get(route, NONE)


_DETAILS: dict[Route, RouteDetails] = {
    Route.SIGNPOSTED: RouteDetails("Where to?", ELSEWHERE, _ELSEWHERE, "Choose where they are sent"),
    Route.OTHER_AUTHORITY: RouteDetails(
        "How does it get there?", PASSED_ON, _AUTHORITY, "Choose how it gets there"
    ),
    Route.EARLY_RESOLUTION: RouteDetails(asked=_EARLY),
    Route.RESOLVED_AT_FIRST_CONTACT: RouteDetails(asked=_RESOLVED),
    Route.ENQUIRY: RouteDetails(
        "What does the office ask for?", ENQUIRIES, _ENQUIRY, "Choose what the office asks for"
    ),
    Route.SAFEGUARDING_REFERRAL: RouteDetails(asked=_REFERRAL),
    Route.REFUSED: RouteDetails(asked=_REFUSED),
}


def lacking(wanted: RouteDetails, category: str | None, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes of what is missing, or is on no list of the route."""
    codes = {code for code, _ in wanted.categories}
    wrong = [CATEGORY] if (category or None) not in (codes if wanted.category else {None}) else []
    wrong += [one.code for one in wanted.asked if one.missing and not answers.get(one.code, "").strip()]
    wrong += sorted(set(answers) - {one.code for one in wanted.asked})
    return tuple(wrong)


def message_of(wanted: RouteDetails, code: str) -> str:
    """Return what to say at the field of a code."""
    if code == CATEGORY:
        return wanted.category_missing
    return next((one.missing or one.unsound for one in wanted.asked if one.code == code), "")


def as_kept(answers: Mapping[str, str]) -> str:
    """Return the answers as one text, to be sealed; nothing where there are none."""
    given = {code: answer.strip() for code, answer in answers.items() if answer.strip()}
    return json.dumps(given, ensure_ascii=False, sort_keys=True) if given else ""


def as_read(kept: str) -> dict[str, str]:
    """Return the answers again; a text nobody wrote as answers is one, called "note"."""
    try:
        found = json.loads(kept) if kept else {}
    except ValueError:
        found = {"note": kept}
    if not isinstance(found, dict):
        found = {"note": kept}
    return {str(code): str(answer) for code, answer in found.items()}


def as_shown(wanted: RouteDetails, category: str, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return questions and answers in the order of the route, days as they are kept."""
    labels = dict(wanted.categories)
    shown = [(wanted.category, labels.get(category, category))] if category else []
    for one in wanted.asked:
        answer = answers.get(one.code, "")
        if answer:
            shown.append((one.label, "Yes" if one.shape is Shape.TICK else answer))
    if "note" in answers:
        shown.append(("Noted", answers["note"]))
    return tuple(shown)
