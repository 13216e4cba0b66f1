"""What may be shown of the equality counters: bases, response rate, and small numbers hidden (DOMAIN 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.domain.equality import FORM, KEYED, OFFERED, QUESTIONS, RETURNED, UNDER_TWELVE, Question
from portal.domain.vocabulary import Kind

LEAST_SHOWN = 5
LEAST_BASE = 10

Counts = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How often one answer was given."""

    code: str
    label: str
    times: int


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """One question's answers; ``base`` is how many answered it, "prefer not to say" among them."""

    code: str
    text: str
    base: int
    answers: tuple[AnswerCount, ...]

    def shown(self) -> tuple[int | None, ...] | None:
        """Return each number, None where it must be hidden; None for all of them where the base is small."""
        if self.base < LEAST_BASE:
            return None
        return hide_small([answer.times for answer in self.answers])


@dataclass(frozen=True, slots=True)
class EqualityTable:
    """The answers of some quarters (their first days) and of one kind, or of every kind for None.

    ``returns`` were given on the website, ``on_paper`` came by post and were keyed in.
    """

    kind: Kind | None
    quarters: tuple[date, ...]
    offers: int
    returns: int
    on_paper: int
    questions: tuple[QuestionCounts, ...]

    @property
    def base(self) -> int:
        """Return how many people answered at least one question."""
        return self.returns + self.on_paper

    @property
    def response_rate(self) -> Fraction | None:
        """Return returns over offers, or None where nothing was offered.

        Paper counts on neither side: nobody knows how many printed it.
        """
        return Fraction(self.returns, self.offers) if self.offers else None


def make_table(
    counts: Mapping[tuple[str, str], int], quarters: tuple[date, ...], kind: Kind | None
) -> EqualityTable:
    """Return a table of counters, by question and answer; one that is missing is nought."""
    return EqualityTable(
        kind=kind,
        quarters=quarters,
        offers=counts.get((FORM, OFFERED), 0),
        returns=counts.get((FORM, RETURNED), 0),
        on_paper=counts.get((FORM, KEYED), 0),
        questions=tuple(_counted(question, counts) for question in QUESTIONS),
    )


def _counted(question: Question, counts: Mapping[tuple[str, str], int]) -> QuestionCounts:
    answers = tuple(
        AnswerCount(option.code, option.label, counts.get((question.code, option.code), 0))
        for option in question.options
        if option.code != UNDER_TWELVE
    )
    return QuestionCounts(question.code, question.text, sum(answer.times for answer in answers), answers)


def hide_small(numbers: Sequence[int]) -> tuple[int | None, ...]:
    """Return the numbers with 1 to 4 hidden, and with others hidden until the base gives none of them back.

    What is hidden must be two numbers at least, and come to ``LEAST_SHOWN`` together; the smallest go first.
    """
    hidden = {place for place, number in enumerate(numbers) if 0 < number < LEAST_SHOWN}
    rest = sorted(set(range(len(numbers))) - hidden, key=lambda place: (numbers[place] == 0, numbers[place]))
    while hidden and rest and (len(hidden) < 2 or sum(numbers[place] for place in hidden) < LEAST_SHOWN):
        hidden.add(rest.pop(0))
    return tuple(None if place in hidden else number for place, number in enumerate(numbers))
