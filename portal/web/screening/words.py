"""How codes are said on the desk."""

from datetime import date

from portal.domain.route_labels import route_label
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import (
    Audience,
    Channel,
    FeedbackStatus,
    FlagKind,
    FreezeStatus,
    Kind,
    LinkKind,
    Route,
    SetAsideAs,
)
from portal.services.council import current_council
from portal.services.now import today
from portal.services.signing_list import SignLine
from portal.web.from_words import arrived, keyed_in, sender
from portal.web.screening.letter_words import about_points, letter_titled, set_for

__all__ = ["about_points", "arrived", "keyed_in", "letter_titled", "sender", "set_for"]

NEAR_DAYS = 180
KINDS = {
    Kind.COMPLAINT: "Complaint",
    Kind.COMPLIMENT: "Compliment",
    Kind.COMMENT: "Comment",
    Kind.ENQUIRY: "Enquiry",
    Kind.ADVOCATE_REQUEST: "Advocate wanted",
    Kind.NOT_SURE: "Not sure",
}
AUDIENCES = {
    Audience.ADULT: "Adult",
    Audience.TWELVE_AND_OVER: "Young person, 12 or over",
    Audience.UNDER_TWELVE: "Child under 12",
    Audience.ADVOCATE: "Acting for a young person",
    Audience.STAFF: "Staff",
}
YOUNG = YOUNG_AUDIENCES
CHANNELS = {
    Channel.WEB: "Web",
    Channel.PHONE: "Phone",
    Channel.LETTER: "Letter",
    Channel.EMAIL: "Email",
    Channel.IN_PERSON: "In person",
    Channel.ADVOCATE: "Advocate",
    Channel.STAFF: "Staff",
}
STATUSES = {
    FeedbackStatus.RECEIVED: "To be screened",
    FeedbackStatus.RETURNED: "Back on the desk",
    FeedbackStatus.AWAITING_SIGNATURE: "Waiting for a signature",
    FeedbackStatus.DECIDED: "Decided",
    FeedbackStatus.SET_ASIDE: "Set aside",
    FeedbackStatus.WITHDRAWN: "Withdrawn",
}
SET_ASIDE = {
    SetAsideAs.SPAM: "Spam",
    SetAsideAs.TEST: "A test",
    SetAsideAs.EMPTY: "Empty",
    SetAsideAs.SENT_TWICE: "Sent twice",
}
LINKS = {
    LinkKind.CODE_LOST: "The same person, who has lost the six words of the earlier one",
    LinkKind.REPEAT: "The same matter again",
    LinkKind.RESPONSE_TO: "It answers the other",
    LinkKind.SIBLING: "About a brother or sister",
    LinkKind.ESCALATED_FROM: "It takes the other one further",
    LinkKind.BEGUN_FROM: "One is a complaint that was begun from the other",
}
FLAGS = {
    FlagKind.SUBJECT_ACCESS: "Records asked for",
    FlagKind.DATA_BREACH: "Possible data breach",
    FlagKind.UNREASONABLE_BEHAVIOUR: "Unreasonable behaviour",
}
FLAG_DAYS = {
    FlagKind.SUBJECT_ACCESS: "Send the records by",
    FlagKind.DATA_BREACH: "Have advice by",
    FlagKind.UNREASONABLE_BEHAVIOUR: "Look at it again by",
}
FREEZES = {
    FreezeStatus.ASKED: "Waits for a manager",
    FreezeStatus.HELD: "Held",
    FreezeStatus.HELD_IN_PART: "Held in part",
    FreezeStatus.GOES_AHEAD: "Goes ahead",
    FreezeStatus.NO_LONGER_NEEDED: "Held no longer",
}
CONTACT_WAYS = {
    "private_page": "on their private page",
    "email": "by email",
    "phone": "by phone",
    "letter": "by letter",
}


def spoken(ways: tuple[str, ...]) -> str:
    """Return ways of making contact as one phrase: ``by phone or by letter``."""
    said = [CONTACT_WAYS.get(way, way.replace("_", " ")) for way in ways]
    return " or ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def near(day: date) -> str:
    """Return a day in few letters: ``4 Dec``, with its year where that may be doubted."""
    is_near = abs((day - today()).days) < NEAR_DAYS
    return f"{day.day} {day:%b}" if is_near else f"{day.day} {day:%b %Y}"


def how_many(number: int, one: str, many: str) -> str:
    """Return a number with its noun: ``1 item``, ``23 items``."""
    return f"{number} {one if number == 1 else many}"


def route(code: Route) -> str:
    """Return the words for a route, early resolution in the council's own."""
    return route_label(code, current_council().early_resolution.label)


def proposed(waiting: SignLine) -> str:
    """Return what a decision that waits would do."""
    if waiting.route is not None:
        return route(waiting.route)
    if waiting.set_aside_as in (None, SetAsideAs.SENT_TWICE):
        return "Sent twice" if waiting.set_aside_as else "Withdrawn"
    return f"Set aside: {SET_ASIDE[waiting.set_aside_as].lower()}"
