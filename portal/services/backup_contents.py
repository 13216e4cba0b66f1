"""What a backup holds, read without putting it in place; and whether the keys to hand open it."""

from collections import Counter
from dataclasses import dataclass

from portal.domain.errors import SealBroken
from portal.models.data_key import DataKey
from portal.services.sealing import Seal, fingerprint, keyring

COUNTED = ("feedback", "record", "event", "draft", "account")
SAMPLES_AT_EACH_END = 20


class BackupProblem(Exception):
    """A backup can't be made, read or put in place; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class SealedSample:
    """The words of one piece of feedback as they lie in the copy, and the wrapped key that opens them."""

    feedback_id: int
    said: bytes
    wrapped: bytes
    wrapped_by: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What was found in a copy; ``wrapped_by`` counts data keys by the fingerprint of the key around them.

    ``started_with`` is the fingerprint of the key that a start is checked against.
    """

    revision: str | None
    mode: str
    council: str
    counts: dict[str, int]
    wrapped_by: Counter[str]
    started_with: str | None
    sample: tuple[SealedSample, ...]

    @property
    def lacking(self) -> dict[str, int]:
        """Return the fingerprints that PORTAL_DATA_KEYS lacks, each with how many data keys need it."""
        known = {fingerprint(key) for key in keyring().data_keys}
        needed = {self.started_with: 0} if self.started_with else {}
        needed |= self.wrapped_by
        return {name: count for name, count in sorted(needed.items()) if name not in known}


def ends_of(ids: list[int]) -> set[int]:
    """Return the ids to look into: the oldest and the newest."""
    return set(ids[:SAMPLES_AT_EACH_END]) | set(ids[-SAMPLES_AT_EACH_END:])


def count_opened(sample: tuple[SealedSample, ...]) -> int:
    """Return how many samples the keys to hand open."""
    return sum(_opens(sealed) for sealed in sample)


def _opens(sealed: SealedSample) -> bool:
    try:
        seal = Seal(DataKey(wrapped=sealed.wrapped, wrapped_by=sealed.wrapped_by))
        seal.open(f"feedback_words.said:{sealed.feedback_id}", sealed.said)
    except SealBroken:
        return False
    return True
