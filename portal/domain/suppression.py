"""Numbers about few people, of which none may be found out from the others (S3 7)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from portal.domain.equality_table import LEAST_SHOWN


@dataclass(frozen=True, slots=True)
class Suppressed:
    """One division of a group: each number, and how many there are; None where it must be hidden.

    A hidden number is never said to be small: some are hidden only for the sake of another. A group that is
    hidden whole has no lines either, for their number would say something.
    """

    numbers: tuple[tuple[str, int | None], ...]
    total: int | None

    @property
    def hides(self) -> bool:
        """Whether anything is hidden."""
        return self.total is None or any(number is None for _, number in self.numbers)


def suppress(counts: Mapping[str, int]) -> Suppressed:
    """Return what may be shown of a group divided once; of a group below ``LEAST_SHOWN``, nothing.

    Who knows the total and this very rule finds no hidden number: what is hidden differs among itself, and
    would be hidden in any other order too. One group must be divided only once on a page.
    """
    total = sum(counts.values())
    if 0 < total < LEAST_SHOWN:
        return Suppressed((), None)
    highest = _highest_hidden([number for number in counts.values() if number])
    if highest is None:
        return Suppressed((), None)
    shown = {name: None if 0 < number <= highest else number for name, number in counts.items()}
    return Suppressed(tuple(shown.items()), total)


def _highest_hidden(numbers: Collection[int]) -> int | None:
    """Return up to which number all are hidden; None where that gives no cover, however high it is."""
    steps = (LEAST_SHOWN - 1, *sorted(number for number in numbers if number >= LEAST_SHOWN))
    return next((step for step in steps if _covers([one for one in numbers if one <= step])), None)


def _covers(hidden: Collection[int]) -> bool:
    """Whether nothing is hidden, or none of it follows from its sum, which may be known."""
    return not hidden or (sum(hidden) >= LEAST_SHOWN and len(set(hidden)) > 1)
