"""The history of two people in past-tense words: who was asked to sign, what was late, who reads it anew."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.domain.event_names import EventName
from portal.domain.vocabulary import Spoken

Facts = Mapping[str, Any]
Names = Mapping[int, str]

SPOKEN = {
    Spoken.WITH_CHILD: "Spoke with the child",
    Spoken.WITH_ADVOCATE: "Spoke with the child’s advocate",
    Spoken.CHILD_DECLINED: "Asked the child, who did not want to talk",
    Spoken.NO_ANSWER: "Tried to speak with the child: no answer",
    Spoken.NOT_SAFE_TO_TRY: "Did not try to speak with the child: no way is safe",
}


def _named(facts: Facts, names: Names) -> str:
    asked = names.get(facts.get("signer") or 0, "somebody")
    before = names.get(facts.get("before") or 0)
    return f"Passed the signature from {before} to {asked}" if before else f"Asked {asked} to sign"


def _overdue(_facts: Facts, _names: Names) -> str:
    return "Nobody signed in time: told the supervisors"


def _returned(facts: Facts, _names: Names) -> str:
    return "Took back what they had proposed" if facts.get("own") else "Returned by a second person"


def _spoken(facts: Facts, _names: Names) -> str:
    known = facts.get("spoken")
    return SPOKEN[Spoken(known)] if known in set(Spoken) else "Noted a talk with the child"


def _third(facts: Facts, names: Names) -> str:
    who = " and ".join(names.get(one, "somebody") for one in facts.get("accounts") or ())
    said = f"Decided before by {who or 'somebody'}: others read it now"
    return f"{said}. Nobody is left: ask an administrator for an account" if facts.get("lacking") else said


def _lifted(facts: Facts, names: Names) -> str:
    return f"Let {names.get(facts.get('account') or 0, 'somebody')} decide it again, for nobody else is left"


def _left_open(facts: Facts, names: Names) -> str:
    who = names.get(facts.get("account") or 0, "somebody")
    return f"{who} is named in it and could not be kept away: nobody else would be left"


OF_SIGNING: dict[EventName, Callable[[Facts, Names], str]] = {
    EventName.SIGNER_NAMED: _named,
    EventName.SIGNATURE_OVERDUE: _overdue,
    EventName.DECISION_RETURNED: _returned,
    EventName.SPOKEN_WITH_CHILD: _spoken,
    EventName.CHILD_TRIED: _spoken,
    EventName.THIRD_PERSON_OWED: _third,
    EventName.THIRD_PERSON_LIFTED: _lifted,
    EventName.CONFLICT_LEFT_OPEN: _left_open,
}
