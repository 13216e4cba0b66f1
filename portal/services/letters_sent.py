"""The letters that went out about an item, with what proves that they did."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class LetterShown:
    """One letter, and how it reached the person."""

    id: int


def list_letters(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[LetterShown, ...]:
    """Return those of an item, the oldest first."""
    return ()
