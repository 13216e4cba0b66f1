"""What comes up again and again: complaints about one team, and themes that rise (S0 3.10, 4.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

OFTEN = 3
MONTHS_BEFORE = 3


def repeats(counts: tuple[int, ...]) -> tuple[bool, ...]:
    """Return for each month after the first whether it repeats: often by itself, or with the month before.

    ``counts`` begin one month early, so that the first month shown is judged by the same rule. Two months
    running repeat where each has one and both together come often.
    """
    pairs = zip(counts, counts[1:], strict=False)
    return tuple(is_repeat(before, number) for before, number in pairs)


def is_repeat(before: int, number: int) -> bool:
    """Whether a month's complaints about a team are repeated ones, the month before being known."""
    return number >= OFTEN or (before > 0 and number > 0 and before + number >= OFTEN)


@dataclass(frozen=True, slots=True)
class Rise:
    """How often a theme came this month, and in each of the months before it, the oldest first."""

    theme: str
    number: int
    before: tuple[int, ...]

    @property
    def mean(self) -> Fraction:
        """The mean of the months before."""
        return Fraction(sum(self.before), len(self.before))


def rising(counts: Mapping[str, tuple[int, ...]]) -> tuple[Rise, ...]:
    """Return the themes that came more often in the last month than in the mean of those before.

    ``counts`` hold the months before and the month itself; the steepest comes first.
    """
    all_of_them = (Rise(theme, numbers[-1], numbers[:-1]) for theme, numbers in counts.items())
    risen = (one for one in all_of_them if one.number > one.mean)
    return tuple(sorted(risen, key=lambda one: (one.mean - one.number, one.theme)))
