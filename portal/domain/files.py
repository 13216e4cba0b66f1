"""Which files people may add, how many and how large, what they are called, and who may open which."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.errors import PortalError
from portal.domain.vocabulary import FileStatus

MEGABYTE = 1024 * 1024
MOST_BYTES = 15 * MEGABYTE
MOST_FILES = 10
MOST_IN_ALL = 60 * MEGABYTE
MOST_IN_REQUEST = (
    10 * MOST_BYTES + MEGABYTE
)  # any ten files that may be chosen, so that each gets its own answer
MOST_SECONDS = 300
LONGEST_NAME = 80
NAMELESS = "A file without a name"


class Refusal(StrEnum):
    """Why a file was not added; each has its own words for each audience."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    OTHER_KIND = "other_kind"
    LOCKED = "locked"
    MACROS = "macros"
    TWO_IN_ONE = "two_in_one"
    BURSTS = "bursts"
    NO_ROOM = "no_room"


class FileRefused(PortalError):
    """A file was not added."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"This file was not added: {refusal.value}.")
        self.refusal = refusal


class Seen(StrEnum):
    """How an officer gets to see a kind of file without opening what was sent."""

    PICTURE = "picture"
    PAGES = "pages"
    SOUND = "sound"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: what its bytes are, the end of our own name for it, and the words for it."""

    media: str
    suffix: str
    called: str
    label: str
    seen: Seen = Seen.NOTHING


KINDS = {
    kind.media: kind
    for kind in (
        FileKind("image/jpeg", "jpg", "photo", "JPEG picture", Seen.PICTURE),
        FileKind("image/png", "png", "photo", "PNG picture", Seen.PICTURE),
        FileKind("image/heic", "heic", "photo", "HEIC picture", Seen.PICTURE),
        FileKind("image/webp", "webp", "photo", "WebP picture", Seen.PICTURE),
        FileKind("image/gif", "gif", "photo", "GIF picture", Seen.PICTURE),
        FileKind("application/pdf", "pdf", "paper", "PDF", Seen.PAGES),
        FileKind(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            "paper",
            "Word document",
        ),
        FileKind("application/vnd.oasis.opendocument.text", "odt", "paper", "OpenDocument text"),
        FileKind("text/plain", "txt", "paper", "Plain text"),
        FileKind("audio/webm", "webm", "recording", "Recording", Seen.SOUND),
        FileKind("audio/ogg", "ogg", "recording", "Recording", Seen.SOUND),
        FileKind("audio/mp4", "m4a", "recording", "Recording", Seen.SOUND),
    )
}
RECORDINGS = frozenset(media for media, kind in KINDS.items() if kind.seen is Seen.SOUND)
CHOSEN = frozenset(KINDS) - RECORDINGS
# What a file chooser offers first; what a file is, only its bytes say.
ACCEPT = ",".join(f".{kind.suffix}" for kind in KINDS.values() if kind.media in CHOSEN) + ",.jpeg,.heif"


@dataclass(frozen=True, slots=True)
class Held:
    """How much a draft or a piece of feedback holds already, in files and bytes."""

    count: int
    size: int


def refuse_over_limits(size: int, held: Held) -> None:
    """Raise FileRefused for a file that is too large, or one more than fits beside the others."""
    if size == 0:
        raise FileRefused(Refusal.EMPTY)
    if size > MOST_BYTES:
        raise FileRefused(Refusal.TOO_LARGE)
    if held.count >= MOST_FILES:
        raise FileRefused(Refusal.TOO_MANY)
    if held.size + size > MOST_IN_ALL:
        raise FileRefused(Refusal.TOO_MUCH)


def shown_name(typed: str | None) -> str:
    """Return the name a file came with as one harmless line: no folders, controls or turned letters."""
    last = re.split(r"[/\\]", typed or "")[-1]
    plain = "".join(" " if letter.isspace() else letter for letter in last)
    kept = "".join(letter for letter in plain if unicodedata.category(letter) not in _NEVER_SHOWN)
    name = " ".join(unicodedata.normalize("NFC", kept).split()).strip(". ")
    return _shortened(name) or NAMELESS


_NEVER_SHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def _shortened(name: str) -> str:
    """Return a long name with its middle left out, so that how it ends still shows."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 20]}…{name[-19:]}"


def own_names(media: Sequence[str]) -> tuple[str, ...]:
    """Return our own neutral names for files in order, such as photo-1.jpg; nothing of the sender's name."""
    counts: dict[str, int] = {}
    names = []
    for each in media:
        kind = KINDS[each]
        counts[kind.called] = counts.get(kind.called, 0) + 1
        names.append(f"{kind.called}-{counts[kind.called]}.{kind.suffix}")
    return tuple(names)


def size_in_words(size: int) -> str:
    """Return a size as people say it: kilobytes, or megabytes with one decimal."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".0 ", " ")


def length_in_words(seconds: int) -> str:
    """Return the length of a recording in words."""
    minutes, rest = divmod(max(0, seconds), 60)
    parts = []
    if minutes:
        parts.append("1 minute" if minutes == 1 else f"{minutes} minutes")
    if rest or not minutes:
        parts.append("1 second" if rest == 1 else f"{rest} seconds")
    return " ".join(parts)


class Opening(StrEnum):
    """What somebody wants to open: the copy that is safe to look at, the sound, or what was sent."""

    VIEW = "view"
    SOUND = "sound"
    ORIGINAL = "original"


def may_open(opening: Opening, status: FileStatus, seen: Seen, *, is_lead: bool) -> bool:
    """Whether a file may be opened: nothing before the scan, nothing infected, a locked one by its lead only.

    A file that nobody scans may be looked at in its safe copy, and downloaded after a warning.
    """
    if status in (FileStatus.WAITING, FileStatus.INFECTED):
        return False
    if status is FileStatus.LOCKED:
        return is_lead and opening is Opening.ORIGINAL
    if opening is Opening.VIEW:
        return seen in (Seen.PICTURE, Seen.PAGES)
    return opening is Opening.ORIGINAL or seen is Seen.SOUND
