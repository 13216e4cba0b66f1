"""Speaking with the child, or their advocate, before anything is refused, sent elsewhere or closed."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class ChildContactShown:
    """One talk, or one try."""

    id: int


def list_child_contacts(
    feedback_id: int, seal: Seal, names: Mapping[int, str]
) -> tuple[ChildContactShown, ...]:
    """Return those of an item, the oldest first."""
    return ()
