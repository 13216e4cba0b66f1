"""What officers asked of, confirmed with or told the service (S3 duty matters: verify, then inform)."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class PractitionerContactShown:
    """One contact with somebody of the service."""

    id: int


def list_practitioner_contacts(
    feedback_id: int, seal: Seal, names: Mapping[int, str]
) -> tuple[PractitionerContactShown, ...]:
    """Return those of an item, the oldest first."""
    return ()
