"""The structure of a letter as it is kept: page, PDF and editable document are made from it alone."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.domain.clocks import in_words
from portal.domain.opening_letters import NUMBERED
from portal.domain.vocabulary import LetterStyle

SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z\[“])")
# What could turn the words beside it around, on a page or in a word processor.
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Which of our drawings stands beside a paragraph in easy read, by words in it; the first that fits.
DRAWINGS = (
    ("ombudsman", "scales"),
    ("advocate", "beside"),
    ("stage 2", "decide"),
    ("stage 1", "path"),
    ("answer by", "answer"),
    ("hear from us", "answer"),
    ("two people", "decide"),
    ("why:", "read"),
    ("fix this", "beside"),
    ("wrong", "pen"),
    ("missed", "pen"),
    ("complaint", "complaint"),
    ("right to complain", "complaint"),
    ("thank you", "thanks"),
    ("look into", "read"),
    ("read ", "read"),
    ("safe", "hands"),
    ("team", "office"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as its lines, or the numbered points with the words above them."""

    lines: tuple[str, ...]
    points: tuple[tuple[int, str], ...] = ()
    after: tuple[str, ...] = ()
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything in one letter; ``to`` names nobody, because the paper may lie about."""

    council: str
    address: tuple[str, ...]
    reach: tuple[str, ...]
    dated: date
    reference: str
    to: str
    heading: str
    body: tuple[Block, ...]
    rights_heading: str
    rights: tuple[Block, ...]
    sign_off: tuple[str, ...]
    style: LetterStyle

    def words(self) -> Iterator[str]:
        """Yield every line of it from top to bottom, as it stands in page, PDF and document."""
        yield from (self.council, *self.address, *self.reach)
        yield from (self.dated_in_words, f"Reference: {self.reference}", self.to, self.heading)
        for block in self.body:
            yield from words_of(block)
        if self.rights:
            yield self.rights_heading
        for block in self.rights:
            yield from words_of(block)
        yield from self.sign_off

    @property
    def dated_in_words(self) -> str:
        """Return the day it is of as people say it."""
        return in_words(self.dated)

    def as_kept(self) -> dict[str, Any]:
        """Return it as plain values, to be sealed."""
        return {**asdict(self), "dated": self.dated.isoformat(), "style": self.style.value}


def words_of(block: Block) -> Iterator[str]:
    """Yield the lines of a block, the points with their numbers."""
    yield from block.lines
    yield from (f"{number}. {words}" for number, words in block.points)
    yield from block.after


def kept_letter(kept: Mapping[str, Any]) -> Letter:
    """Return a letter from what was kept of it."""
    plain = {name: tuple(kept[name]) for name in ("address", "reach", "sign_off")}
    blocks = {name: tuple(_block(block) for block in kept[name]) for name in ("body", "rights")}
    dated, style = date.fromisoformat(kept["dated"]), LetterStyle(kept["style"])
    return Letter(**{**kept, **plain, **blocks, "dated": dated, "style": style})


def _block(kept: Mapping[str, Any]) -> Block:
    points = tuple((int(number), words) for number, words in kept["points"])
    return Block(tuple(kept["lines"]), points, tuple(kept["after"]), kept["drawing"])


def blocks_of(
    message: str, rights: Collection[str], sign_off: str, style: LetterStyle
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return a message as its body and its rights, in their order; what signs it is left out of both."""
    body: list[Block] = []
    stated: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", inert(message).strip()):
        paragraph = paragraph.strip("\n")
        if paragraph.strip() and paragraph != sign_off:
            (stated if paragraph in rights else body).append(_block_of(paragraph, style))
    return tuple(body), tuple(stated)


def inert(text: str) -> str:
    """Return a text without what turns the words beside it around, or that no document may hold."""
    return "".join(letter for letter in text.replace("\r\n", "\n") if _may_stand(letter))


def _may_stand(letter: str) -> bool:
    if letter in TURNS or letter in "\ufffe\uffff":
        return False
    return letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs")


def _block_of(paragraph: str, style: LetterStyle) -> Block:
    lines = paragraph.split("\n")
    easy = style is LetterStyle.EASY_READ
    found = [NUMBERED.match(line) for line in lines]
    at = [number for number, match in enumerate(found) if match]
    drawing = _drawing(paragraph) if easy else ""
    if not at:
        return Block(tuple(_one_idea_a_line(lines) if easy else lines), drawing=drawing)
    points = tuple((int(match[1]), match[2].strip()) for match in found if match)
    after = tuple(line for line in lines[at[0] :] if line.strip() and not NUMBERED.match(line))
    return Block(tuple(lines[: at[0]]), points, after, "complaint" if easy else "")


def _one_idea_a_line(lines: list[str]) -> list[str]:
    return [idea for line in lines for idea in SENTENCE_ENDS.split(line.strip()) if idea]


def _drawing(paragraph: str) -> str:
    small = paragraph.casefold()
    return next((name for words, name in DRAWINGS if words in small), "")
