"""Who something is from, in the few words of a list: the person first, then how it reached us."""

from typing import Protocol

from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Audience, Channel

AUDIENCES = {
    Audience.ADULT: "Adult",
    Audience.TWELVE_AND_OVER: "Young person, 12 or over",
    Audience.UNDER_TWELVE: "Child under 12",
    Audience.ADVOCATE: "Acting for a young person",
    Audience.STAFF: "Somebody",
}
CAPACITIES = {
    "parent": "Parent",
    "relative": "Relative",
    "carer": "Carer",
    "foster_carer": "Foster carer",
    "adopter": "Adopter",
    "special_guardian": "Special guardian",
    "care_leaver": "Care leaver",
    "young_person": "Young person",
    "advocate": "Advocate",
    "professional": "Professional",
    "court": "Judge or court",
    "councillor": "Councillor",
    "mp_office": "MP’s office",
    "someone_else": "Somebody else",
}
HOW = {
    Channel.PHONE: "by phone",
    Channel.LETTER: "by letter",
    Channel.EMAIL: "by email",
    Channel.IN_PERSON: "in person",
    Channel.STAFF: "passed on by a colleague",
}


class Sent(Protocol):
    """A line of any list: the plain facets that tell who it is from."""

    @property
    def audience(self) -> Audience: ...

    @property
    def channel(self) -> Channel: ...

    @property
    def capacity(self) -> str: ...


def sender(piece: Sent) -> str:
    """Return who something is from: ``Parent, by phone``, ``Child under 12, by letter``, ``Adult``."""
    young = piece.audience in YOUNG_AUDIENCES
    who = AUDIENCES[piece.audience] if young else CAPACITIES.get(piece.capacity, AUDIENCES[piece.audience])
    how = HOW.get(piece.channel, "")
    return f"{who}, {how}" if how else who


def keyed_in(piece: Sent) -> bool:
    """Whether a colleague wrote it down: nothing comes by itself from a telephone or on paper."""
    return piece.channel in HOW and piece.channel is not Channel.STAFF


def arrived(channel: Channel) -> str:
    """Return how something reached us, to go on after who it is from: ``by letter``, ``on the web``."""
    return HOW.get(channel, "through an advocate" if channel is Channel.ADVOCATE else "on the web")
