"""Numbers about few people, of which none may be found out from the others (S3 7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.equality_table import LEAST_SHOWN, hide_small


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

    Who knows the total, and that what is hidden is one at least, finds no hidden number: there are two at
    least, and they come to more than one each. One group must be divided only once on a page.
    """
    total, numbers = sum(counts.values()), tuple(counts.values())
    if 0 < total < LEAST_SHOWN:
        return Suppressed((), None)
    shown = _without_all_ones(numbers, hide_small(numbers))
    if shown is None:
        return Suppressed((), None)
    return Suppressed(tuple(zip(counts, shown, strict=True)), total)


def _without_all_ones(
    numbers: tuple[int, ...], shown: tuple[int | None, ...]
) -> tuple[int | None, ...] | None:
    """Hide one more, the smallest, where each hidden number is one; None where there is none to hide."""
    hidden = [number for number, seen in zip(numbers, shown, strict=True) if seen is None]
    if not hidden or sum(hidden) > len(hidden):
        return shown
    left = [place for place, seen in enumerate(shown) if seen]
    if not left:
        return None
    also = min(left, key=lambda place: numbers[place])
    return tuple(None if place == also else seen for place, seen in enumerate(shown))
