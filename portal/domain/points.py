"""A complaint is decided point by point: what the checklist says of one, and what the rules suggest for it.

Who complains, and for whom, is the same for the whole letter; subject, time and what else goes on may differ
from point to point (LGSCO fact sheet: where only part is statutory, say how each part is answered).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.checklist import Answers, Question
from portal.domain.complaint_checklist import COMPLAINT
from portal.domain.screening import missing, relevant, suggest
from portal.domain.signatures import RIGHTS
from portal.domain.suggestion import ScreeningFacts, Suggestion
from portal.domain.vocabulary import Kind

OF_A_POINT = ("subject", "in_time", "late_reasonable", "late_fair", "before", "proceedings", "settled")


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rules make of one point: its answers on the path taken, and the suggestion once complete."""

    answers: dict[str, str]
    missing: tuple[str, ...]
    suggestion: Suggestion | None


def questions_of_a_point() -> tuple[Question, ...]:
    """Return the questions whose answer may differ from point to point."""
    return tuple(question for question in COMPLAINT if question.code in OF_A_POINT)


def answers_of(item: Answers, own: Answers) -> dict[str, str]:
    """Return the answers that hold for a point: its own before those of the whole.

    An answer left over from a path the whole no longer takes holds for no point that takes that path.
    """
    live = relevant(Kind.COMPLAINT, item)
    whole = {code: answer for code, answer in item.items() if code in live or code not in OF_A_POINT}
    return whole | {code: answer for code, answer in own.items() if code in OF_A_POINT and answer}


def weigh(kind: Kind, item: Answers, own: Answers, facts: ScreeningFacts) -> Weighed:
    """Return what the rules make of one point."""
    merged = answers_of(item, own)
    lacking = missing(kind, merged)
    answers = relevant(kind, merged)
    return Weighed(answers, lacking, None if lacking else suggest(kind, answers, facts))


def most_rights(suggestions: Iterable[Suggestion]) -> Suggestion | None:
    """Return the suggestion that gives the person most: a decision over several points is held against it."""
    with_route = [one for one in suggestions if one.route is not None]
    return max(with_route, key=lambda one: RIGHTS[one.route] if one.route else -1, default=None)
