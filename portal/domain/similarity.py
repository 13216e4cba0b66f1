"""How alike two letters are: the share of their telling words, and pairs of these, that both of them hold."""

import re
from dataclasses import dataclass

READ_AT_MOST = 3_000
STEM = 6
SHORTEST = 3
ALIKE, NEARLY_THE_SAME = 0.12, 0.6
SHOWN_WORDS = 6
# Words that stand in every letter tell nothing of what it is about.
COMMON_WORDS = """
    about after again all also and any are asked ask because been before being but can could did
    didn does doing don down each ever every for from get getting going got had has have her here
    him his how into its just know like made make may more most much must never nobody not now off
    one only other our out over own please said same say she should since some somebody still such
    than that the their them then there these they thing things this those told too until very want
    wanted was were what when where which while who why will with without would you your
"""
COMMON = frozenset(COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Telling:
    """What a letter comes to for comparing: its telling words, by their beginnings, and what follows what."""

    marks: frozenset[str]
    words: frozenset[str]


def telling(text: str) -> Telling:
    """Return what is compared of a text: its first 3,000 characters, without capitals and common words."""
    found = re.findall(r"[^\W_]+", text[:READ_AT_MOST].casefold())
    words = [word for word in found if len(word) >= SHORTEST and word not in COMMON]
    stems = [word[:STEM] for word in words]
    pairs = (f"{one} {next_one}" for one, next_one in zip(stems, stems[1:], strict=False))
    return Telling(frozenset(stems) | frozenset(pairs), frozenset(words))


def likeness(one: Telling, other: Telling) -> float:
    """Return how alike two letters are, from 0 (nothing in common, or nothing said) to 1 (the same)."""
    either = one.marks | other.marks
    return len(one.marks & other.marks) / len(either) if either else 0.0


def words_in_both(one: Telling, other: Telling) -> tuple[str, ...]:
    """Return the longest words that stand in both, by the alphabet, to say why they are alike."""
    longest = sorted(one.words & other.words, key=lambda word: (-len(word), word))
    return tuple(sorted(longest[:SHOWN_WORDS]))
