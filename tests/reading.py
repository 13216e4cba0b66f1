"""Reading age as DESIGN 5 measures it: Flesch-Kincaid grade + 5, over prose, names left out."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from xml.etree.ElementTree import Element

import pyphen

PROSE = {"p", "li", "dd", "dt", "label", "legend", "summary", "h1", "h2", "h3", "button"}
SKIPPED = {"script", "svg", "textarea", "select", "option"}
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\b(?:www\.)?\w+(?:\.\w+)+\b|\b\d[\d ]+\d\b")
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[’'-][A-Za-zÀ-ÿ]+)*")
SENTENCE = re.compile(r"(?<=[.!?:;])[\s”’)]+")
VOWELS = re.compile(r"[aeiouyà-ÿ]+")


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


@cache
def syllables(word: str) -> int:
    """Return how many syllables a word has: the greater of two counts, as hyphens are too few."""
    small = word.lower()
    broken = len(_hyphens().positions(small)) + 1
    spoken = len(VOWELS.findall(small))
    if small.endswith("e") and not small.endswith("le") and spoken > 1:
        spoken -= 1
    return max(1, broken, spoken)


def sentences(blocks: Iterable[str]) -> Iterator[list[str]]:
    """Yield each sentence as its words; a block ends one."""
    for block in blocks:
        for part in SENTENCE.split(ADDRESS.sub(" ", block)):
            words = WORD.findall(part)
            if words:
                yield words


def reading_age(found: list[list[str]]) -> float:
    """Return the Flesch-Kincaid grade + 5 of these sentences."""
    words = [word for sentence in found for word in sentence]
    per_word = sum(syllables(word) for word in words) / len(words)
    return 0.39 * len(words) / len(found) + 11.8 * per_word - 15.59 + 5


def blocks(main: Element, names: Iterable[str]) -> Iterator[str]:
    """Yield the words of each paragraph, entry, heading, label and button, with names left out."""
    longest_first = sorted((name for name in names if name), key=len, reverse=True)
    for element in _outermost(main):
        text = " ".join(_words_of(element).split())
        for name in longest_first:
            text = text.replace(name, "")
        if text.strip():
            yield text


def _outermost(element: Element) -> Iterator[Element]:
    for each in element:
        if not isinstance(each.tag, str) or each.tag in SKIPPED or each.get("lang"):
            continue
        if each.tag in PROSE or "govuk-hint" in each.get("class", ""):
            yield each
        else:
            yield from _outermost(each)


def _words_of(element: Element) -> str:
    if element.tag in SKIPPED or element.get("lang"):
        return ""
    inner = "".join(_words_of(each) + (each.tail or "") for each in element if isinstance(each.tag, str))
    end = ". " if element.tag in {"p", "li", "summary"} else " "
    return (element.text or "") + inner + end
