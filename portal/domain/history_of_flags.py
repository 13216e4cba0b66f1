"""The history of flags and of requests to hold something, in past-tense words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from portal.domain.clocks import in_words
from portal.domain.event_names import EventName
from portal.domain.vocabulary import FlagKind, FreezeStatus

Facts = Mapping[str, Any]
Names = Mapping[int, str]

_KINDS = {
    FlagKind.SUBJECT_ACCESS: "a request for records",
    FlagKind.DATA_BREACH: "a possible data breach",
    FlagKind.UNREASONABLE_BEHAVIOUR: "unreasonable behaviour",
}
_STEPS = {
    "passed_on": "Noted who has",
    "advice": "Recorded advice on",
    "restriction": "Decided how contact goes after",
}
_OUTCOMES = {
    FreezeStatus.HELD: "it is held",
    FreezeStatus.HELD_IN_PART: "part of it is held",
    FreezeStatus.GOES_AHEAD: "it goes ahead",
    FreezeStatus.NO_LONGER_NEEDED: "it is held no longer",
}


def _kind(facts: Facts) -> str:
    return _KINDS.get(facts.get("kind", ""), "something to mind")


def _raised(facts: Facts, _names: Names) -> str:
    due = facts.get("due_on")
    return f"Flagged {_kind(facts)}{f', due on {in_words(date.fromisoformat(due))}' if due else ''}"


def _changed(facts: Facts, _names: Names) -> str:
    return f"{_STEPS.get(facts.get('step', ''), 'Changed')} {_kind(facts)}"


def _ended(facts: Facts, _names: Names) -> str:
    return f"Ended the flag on {_kind(facts)}"


def _asked(facts: Facts, names: Names) -> str:
    named, by = names.get(facts.get("manager") or 0, "a manager"), facts.get("decide_by")
    return f"Asked {named} to hold something{f', by {in_words(date.fromisoformat(by))}' if by else ''}"


def _decided(facts: Facts, _names: Names) -> str:
    return f"Decided on what was to be held: {_OUTCOMES.get(facts.get('status', ''), 'settled')}"


OF_FLAGS: dict[EventName, Callable[[Facts, Names], str]] = {
    EventName.FLAG_RAISED: _raised,
    EventName.FLAG_CHANGED: _changed,
    EventName.FLAG_ENDED: _ended,
    EventName.FREEZE_ASKED: _asked,
    EventName.FREEZE_DECIDED: _decided,
}
