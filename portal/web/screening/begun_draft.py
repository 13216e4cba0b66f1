"""What the message in the box was begun from, so that whatever nobody touched follows what is chosen."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256

SHORT = 8


@dataclass(frozen=True, slots=True)
class Begun:
    """Where a draft goes (route, and points where there are several), its style and its paragraphs."""

    goes: str = ""
    style: str = ""
    marks: tuple[str, ...] = ()

    @classmethod
    def read(cls, written: str | None) -> "Begun":
        """Return what a hidden field says; whatever was not written by us is a draft of nothing."""
        goes, _, rest = (written or "").partition(";")
        style, _, marks = rest.partition(";")
        return cls(goes, style, tuple(filter(None, marks.split("."))))

    def written(self) -> str:
        """Return it as it stands in a hidden field."""
        return f"{self.goes};{self.style};{'.'.join(self.marks)}"

    def is_untouched(self, message: str) -> bool:
        """Whether a message is still the draft it was begun from."""
        return bool(self.marks) and marks_of(message) == self.marks

    def followed(self, message: str, draft: str) -> str:
        """Return a message whose untouched paragraphs say what the draft says now."""
        if not self.marks or self.marks == marks_of(draft):
            return message
        if self.is_untouched(message):
            return draft
        anew = dict(zip(self.marks, _paragraphs(draft), strict=False))
        if len(_paragraphs(draft)) != len(self.marks):
            return message
        kept = [anew.get(_mark(one), one) for one in _paragraphs(message)]
        return message if kept == _paragraphs(message) else "\n\n".join(kept)


@dataclass(frozen=True, slots=True)
class Left:
    """Messages that were left for another route or style, by what each was begun from, to come back there."""

    messages: dict[str, str]

    @classmethod
    def read(cls, written: str | None) -> "Left":
        """Return what a hidden field says; whatever was not written by us is nothing."""
        try:
            found = json.loads(written or "{}")
        except (ValueError, RecursionError):
            found = {}
        known = found.items() if isinstance(found, dict) else ()
        return cls({key: text for key, text in known if isinstance(text, str)})

    def leave(self, begun: Begun, message: str) -> str:
        """Return the field with one message more."""
        return json.dumps({**self.messages, begun.written(): message})

    def back(self, begun: Begun) -> str:
        """Return what was written there before, where its draft says the same still."""
        return self.messages.get(begun.written(), "")


def without(words: str, message: str) -> str:
    """Return words without a message that stands among them."""
    plain, gone = (text.replace("\r\n", "\n") for text in (words, message))
    return re.sub(r"\n{3,}", "\n\n", plain.replace(gone, "")).strip() if gone else words


def marks_of(message: str) -> tuple[str, ...]:
    """Return a mark of each paragraph, by which it is known again."""
    return tuple(_mark(one) for one in _paragraphs(message))


def _paragraphs(message: str) -> list[str]:
    parts = re.split(r"\n[^\S\n]*\n\s*", message.replace("\r\n", "\n").strip())
    return [part for part in parts if part.strip()]


def _mark(paragraph: str) -> str:
    return sha256(" ".join(paragraph.split()).encode()).hexdigest()[:SHORT]
