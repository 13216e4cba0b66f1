"""The written cases of ``screening_cases.md``, each held against the rules; what fails names its row."""

from itertools import pairwise
from pathlib import Path

import pytest

from portal.domain.complaint_checklist import SUFFICIENT_INTEREST_FACTS
from portal.domain.route_labels import ROUTE_LABELS
from portal.domain.screening import checklist_for, missing, relevant, routes_for, suggest
from portal.domain.signatures import must_be_spoken_with, needs_second_person
from portal.domain.suggestion import ScreeningFacts, Suggestion
from portal.domain.vocabulary import Audience, Kind, Route
from tests.domain.screening_phrases import ABOUT, CAME_AS, CAME_FROM, KNOWN, USUAL, Told
from tests.reading import reading_age, sentences

Row = dict[str, str]
ROUTES = {label: route for route, (label, _) in ROUTE_LABELS.items()}
TAKES = "The officer takes"
ADULTS_READ = 11


def read_cases() -> list[Row]:
    """Return every row of every table, each cell under the heading of its column."""
    rows, heads = [], []
    for line in Path(__file__).with_name("screening_cases.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if cells[:1] == ["No"]:
            heads = cells
        elif cells and set(cells[0]) != {"-"}:
            assert len(cells) == len(heads), f"row {cells[0]} has {len(cells)} cells, and not {len(heads)}"
            rows.append(dict(zip(heads, cells, strict=True)))
    return rows


def in_full(row: Row) -> Told:
    """Return what the rules are told of a row: the usual, changed by each of its phrases."""
    kind = CAME_AS[row["as a"]]
    meanings = [
        CAME_FROM[row["It came from"]],
        *(KNOWN[said] for said in row["What else is known"].split("; ")),
    ]
    answers, facts = dict(USUAL[kind]), {"sent_as": kind, "audience": Audience.ADULT}
    if row["It is about"] != "-":
        answers["subject"] = ABOUT[row["It is about"]]
    for meaning in meanings:
        answers |= meaning.answers
        facts |= meaning.facts
    if facts.pop("earlier", False):
        facts["earlier_routes"] = frozenset({Route.STATUTORY})
    assert missing(kind, answers) == (), f"row {row['No']} leaves a question of the checklist open"
    return Told(kind, relevant(kind, answers), ScreeningFacts(kind=kind, **facts))


def suggested_in_words(suggestion: Suggestion) -> str:
    """Return a suggestion as the table calls it."""
    if suggestion.route is None:
        return f"Change it to {'an' if suggestion.kind is Kind.ENQUIRY else 'a'} {suggestion.kind}"
    return ROUTE_LABELS[suggestion.route][0]


def who_signs(told: Told, route: Route, suggestion: Suggestion) -> tuple[str, tuple[str, ...]]:
    """Return who signs for a route, as the table calls it, and why two."""
    why = needs_second_person(route, suggestion.route, told.answers, told.facts)
    talk = ", after a talk" if must_be_spoken_with(route, told.facts, told.answers) else ""
    left_so = " to leave it so" if suggestion.route is None and route in routes_for(told.kind)[:1] else ""
    return (f"two people{left_so}" if why else "one person") + talk, why


CASES = read_cases()
SUGGESTED = [row for row in CASES if TAKES not in row]
TAKEN = [row for row in CASES if TAKES in row]


def name_of(row: Row) -> str:
    """Return what a failing test calls a row."""
    return f"{row['No']} {row['It came from']}: {row['What they wrote']}"


@pytest.mark.parametrize("row", CASES, ids=name_of)
def test_the_rules_suggest_what_the_table_says(row: Row) -> None:
    told = in_full(row)
    suggestion = suggest(told.kind, told.answers, told.facts)
    assert suggested_in_words(suggestion) == row["Suggested"]
    said = " ".join((*suggestion.reasons, suggestion.test)).casefold()
    for words in row.get("Its reasons say", "").casefold().split(" / "):
        assert words in said


@pytest.mark.parametrize("row", SUGGESTED, ids=name_of)
def test_as_many_sign_what_is_suggested_as_the_table_says(row: Row) -> None:
    told = in_full(row)
    suggestion = suggest(told.kind, told.answers, told.facts)
    routes = (suggestion.route,) if suggestion.route else routes_for(told.kind)[:1]
    signing = [who_signs(told, route, suggestion)[0] for route in routes] or ["nobody yet"]
    assert signing == [row["Who signs"]]


@pytest.mark.parametrize("row", TAKEN, ids=name_of)
def test_another_way_is_signed_by_as_many_and_for_the_reasons_the_table_gives(row: Row) -> None:
    told = in_full(row)
    signing, why = who_signs(told, ROUTES[row[TAKES]], suggest(told.kind, told.answers, told.facts))
    assert signing == row["Who signs"]
    for words in () if row["Because"] == "-" else row["Because"].casefold().split(" / "):
        assert words in " ".join(why).casefold()


def test_what_the_rules_say_can_be_read_out_to_an_adult() -> None:
    said: set[str] = set()
    for told in map(in_full, CASES):
        suggestion = suggest(told.kind, told.answers, told.facts)
        said |= {*suggestion.reasons, *needs_second_person(Route.REFUSED, None, told.answers, told.facts)}
    assert [words for words in said if not (words[0].isupper() and words.endswith("."))] == []
    assert reading_age(list(sentences(sorted(said)))) <= ADULTS_READ


def test_the_table_has_enough_cases_each_with_its_own_number() -> None:
    assert len(CASES) >= 70
    numbers = [int(row["No"]) for row in CASES]
    assert all(after == before + 1 for before, after in pairwise(numbers))
    assert len({row["What they wrote"] for row in SUGGESTED}) == len(SUGGESTED)


def test_every_route_door_and_kind_is_in_the_table() -> None:
    told = [in_full(row) for row in CASES]
    named = {
        ROUTES[row[column]] for row in CASES for column in ("Suggested", TAKES) if row.get(column) in ROUTES
    }
    assert named == set(Route)
    assert {one.facts.audience for one in told} == set(Audience)
    assert {one.kind for one in told} == set(Kind)


# Beside another answer to the same question, these change nothing of what is suggested or signed.
LEFT_OUT = {
    "advocate": {"asked_for", "declined"},
    "agreement": {"unknown"},
    "passed_on": {"no"},
    **{code: {"unknown"} for code, _ in SUFFICIENT_INTEREST_FACTS},
}


def test_every_person_subject_and_answer_of_the_checklists_is_in_the_table() -> None:
    told = [in_full(row) for row in CASES]
    for kind in Kind:
        given = {(code, answer) for one in told if one.kind is kind for code, answer in one.answers.items()}
        for question in checklist_for(kind):
            wanted = question.codes - LEFT_OUT.get(question.code, set())
            lacking = {answer for answer in wanted if (question.code, answer) not in given}
            assert not lacking, f"no {kind} has {question.code} answered as {lacking}"


def test_no_phrase_is_explained_that_no_case_uses() -> None:
    used = {said for row in CASES for said in row["What else is known"].split("; ")}
    assert used == set(KNOWN)
    assert {row["It came from"] for row in CASES} == set(CAME_FROM)
    assert {row["It is about"] for row in CASES} - {"-"} == set(ABOUT)
