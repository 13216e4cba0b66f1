"""Requests to hold what is about to happen: asked by an officer, decided by a named manager in a day."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class FreezeShown:
    """One request to hold something."""

    id: int


def list_freezes(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[FreezeShown, ...]:
    """Return those of an item, the oldest first."""
    return ()
