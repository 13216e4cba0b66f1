"""What the history says of decisions, of links between items, and of the choice before the next stage."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from portal.domain.event_names import EventName
from portal.domain.route_labels import ROUTE_LABELS
from portal.domain.vocabulary import LinkKind, Route, SetAsideAs
from portal.domain.workflow import StageRequestAction

Facts = Mapping[str, Any]
Names = Mapping[int, str]
LINKS = {
    LinkKind.REPEAT: "one repeats the other",
    LinkKind.SIBLING: "about brothers or sisters",
    LinkKind.RESPONSE_TO: "one answers the other",
    LinkKind.ESCALATED_FROM: "one takes the other further",
    LinkKind.CODE_LOST: "the same person, who lost the words",
    LinkKind.BEGUN_FROM: "one was begun from the other",
}
READ_FIRST = "; a second person reads that first"
CHOICES = {
    StageRequestAction.ACCEPT: f"Noted that the person settled it{READ_FIRST}",
    StageRequestAction.WITHDRAW: f"Noted that the person withdraws the request{READ_FIRST}",
    StageRequestAction.SIGN_SETTLED: "Agreed, as the second person, that it is settled",
    StageRequestAction.SIGN_WITHDRAWN: "Agreed, as the second person, that the request is withdrawn",
    StageRequestAction.SEND_BACK: "Did not agree, as the second person, that the request ends",
}


def _proposed(facts: Facts, _names: Names) -> str:
    if facts.get("set_aside_as") == SetAsideAs.SENT_TWICE:
        return "Proposed to close it as sent twice"
    if facts.get("set_aside_as"):
        return f"Proposed to set it aside: {str(facts['set_aside_as']).replace('_', ' ')}"
    if facts.get("route"):
        return f"Proposed the route {_route(facts['route'])}"
    return "Proposed to close it as withdrawn"


def _decided(facts: Facts, _names: Names) -> str:
    category = str(facts.get("category") or "").replace("_", " ").replace("-", " ")
    return f"Decided{_of_points(facts.get('points'))}: {_route(facts.get('route'))}" + (
        f" ({category})" if category else ""
    )


def _of_points(numbers: object) -> str:
    """Return which points a decision settled; nothing where it settled the whole."""
    if not isinstance(numbers, Sequence) or isinstance(numbers, str) or not numbers:
        return ""
    return (" point " if len(numbers) == 1 else " points ") + ", ".join(str(number) for number in numbers)


def _route(code: object) -> str:
    return ROUTE_LABELS[Route(str(code))][0] if code in set(Route) else str(code or "nothing")


def _linked(words: str) -> Callable[[Facts, Names], str]:
    def told(facts: Facts, _names: Names) -> str:
        kind = facts.get("kind")
        return f"{words}: {LINKS[LinkKind(str(kind))]}" if kind in set(LinkKind) else words

    return told


def _chose(facts: Facts, _names: Names) -> str:
    what = facts.get("what")
    if what in CHOICES:
        return CHOICES[StageRequestAction(str(what))]
    return "The person goes on to the next stage"


OF_DECISIONS: Mapping[EventName, Callable[[Facts, Names], str]] = {
    EventName.ROUTE_PROPOSED: _proposed,
    EventName.ROUTE_DECIDED: _decided,
    EventName.LINKED: _linked("Noted that it belongs with another item"),
    EventName.UNLINKED: _linked("Took back that it belongs with another item"),
    EventName.RESOLUTION_ANSWERED: _chose,
}
