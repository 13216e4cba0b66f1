"""The points of an item as its page shows them: their words, their place, and what the rules make of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class PointShown:
    """One point as it stands; ``settled`` and ``proposed`` say whether a decision has it."""

    number: int
    words: str


def list_points(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[PointShown, ...]:
    """Return those of an item, the oldest first."""
    return ()
