"""Waiting for the person's answer, or the service's; the clocks run on."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class WaitingShown:
    """For whose answer an item waits, and since when."""

    id: int


def list_waiting(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[WaitingShown, ...]:
    """Return those of an item, the oldest first."""
    return ()
