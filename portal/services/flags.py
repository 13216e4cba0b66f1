"""Flags: a request for one's own records, a possible data breach, a hard manner; each with its day."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class FlagShown:
    """One flag."""

    id: int


def list_flags(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[FlagShown, ...]:
    """Return those of an item, the oldest first."""
    return ()
