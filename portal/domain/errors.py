"""What can go wrong, said as facts; pages turn each into a clear message and an honest status code."""


class PortalError(Exception):
    """The root of every error of this product; ``str()`` is fit to show to staff."""


class NotFound(PortalError):
    """There is no such thing, or it is not for this person to know that there is."""


class NotAllowed(PortalError):
    """The person may not do this to this piece of feedback."""


class ConflictOfInterest(NotAllowed):
    """Nobody complained about, nor their manager, opens, claims or signs it (DESIGN 4)."""


class AlreadyClaimed(PortalError):
    """Somebody else holds the item."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"{holder} has this item.")
        self.holder = holder


class NotClaimed(PortalError):
    """The item has to be claimed before it can be changed."""


class StaleVersion(PortalError):
    """The record changed since the page was opened."""

    def __init__(self, changed_by: str | None = None) -> None:
        who = changed_by or "Somebody"
        super().__init__(f"{who} changed this after you opened it.")
        self.changed_by = changed_by


class MoveNotPossible(PortalError):
    """The workflow table has no such move from where the record stands."""


class AlreadyDecided(MoveNotPossible):
    """Whoever settled it before reads what the person says we missed, and somebody else decides it."""


class NotYet(MoveNotPossible):
    """It was done a moment ago; ``str()`` says when it can be done again, and is fit to show to anybody."""


class Incomplete(PortalError):
    """Something has to be answered first; ``missing`` holds the codes of what is."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__("Some questions have not been answered yet.")
        self.missing = missing


class SignatureOwed(PortalError):
    """A second person must sign before this takes effect."""


class OwnDecision(NotAllowed):
    """The person who proposed a decision can't be the one who signs it."""


class TooManyTries(PortalError):
    """A throttle is closed for now."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"Too many tries. Try again in {minutes} minutes.")
        self.minutes = minutes


class WrongCode(PortalError):
    """The private code opens nothing; the same words and work whatever the cause."""


class SealBroken(PortalError):
    """Sealed words could not be opened: wrong key, wrong place or changed bytes."""


class RefusedToStart(PortalError):
    """The settings would run the portal insecurely; ``str()`` says what to change."""
