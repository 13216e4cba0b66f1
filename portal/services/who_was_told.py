"""Who was told what about an item, and when, gathered from everything that tells."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class Told:
    """One person or team that was told, how and when."""

    who: str


def list_told(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[Told, ...]:
    """Return those of an item, the oldest first."""
    return ()
