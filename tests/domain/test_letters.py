"""No letter lacks a right, a point or its stage, whoever it is for and whatever an officer writes."""

import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain import opening_letter_texts as texts
from portal.domain.letter import Block, Letter, blocks_of, inert, kept_letter
from portal.domain.letter_blanks import blanks_in
from portal.domain.opening_letters import (
    GET_LESS,
    PROCEDURES,
    SENT_TWICE,
    WITHDRAWN,
    LetterFacts,
    fill,
    opening_message,
    style_for,
    with_rights,
)
from portal.domain.vocabulary import Audience, LetterStyle, Route
from tests.reading import reading_age, sentences

LABEL = "Children Act complaints procedure"
FACTS = LetterFacts(
    reference="CF-7K3M-92QX",
    council="Exbourne Council",
    team="Children's Feedback Team",
    ombudsman="Local Government and Social Care Ombudsman",
    ombudsman_phone="0300 061 0614",
    ombudsman_website="https://www.lgo.org.uk",
    reply_by=date(2026, 3, 24),
    advocate="Your Side Advocacy",
    points={1: "Nobody told us why.", 3: "The taxi\n did not come."},
    procedure=LABEL,
    days=10,
    received_on=date(2026, 3, 10),
    answered_by="Service Manager",
    request_days=20,
    for_child=True,
)
ABOUT = (*Route, SENT_TWICE, WITHDRAWN)
EVERY_LETTER = tuple(product(ABOUT, Audience, LetterStyle))
LISTED = ("1. Nobody told us why.", "3. The taxi did not come.")
# Reading ages of DESIGN 5, and the most words in a sentence.
READERS = {LetterStyle.ADULT: (11, 40), LetterStyle.YOUNG_PERSON: (9, 14), LetterStyle.EASY_READ: (7, 10)}


def _lacks(letter: str, about: Route | str, facts: LetterFacts = FACTS) -> list[str]:
    """Return what a letter ought to state and doesn't."""
    needed = [*LISTED] if facts.points else []
    if about in PROCEDURES:
        needed += ["stage 1", LABEL, "Tuesday 24 March 2026", "Tuesday 10 March 2026", "10 working days"]
        needed += ["0300 061 0614", "stage 2" if facts.stages > 1 else "happy with the answer"]
        needed += ["this wrong"] if facts.points else []
    if about in GET_LESS:
        needed += ["what we missed", "0300 061 0614"]
    if about is Route.EARLY_RESOLUTION:
        needed.append("formal complaint")
    if about in {*PROCEDURES, *GET_LESS, Route.EARLY_RESOLUTION}:
        needed.append("Your Side Advocacy")
    return [one for one in needed if one.casefold() not in letter.casefold()]


@pytest.mark.parametrize(("about", "audience", "style"), EVERY_LETTER)
def test_every_letter_states_its_stage_the_next_step_and_the_ombudsman_where_due(
    about: Route | str, audience: Audience, style: LetterStyle
) -> None:
    draft = opening_message(about, audience, FACTS, style)
    assert _lacks(draft, about) == []
    assert with_rights(draft, about, audience, FACTS, style) == draft


@pytest.mark.parametrize(("about", "audience", "style"), EVERY_LETTER)
def test_a_letter_that_an_officer_wrote_anew_still_states_them(
    about: Route | str, audience: Audience, style: LetterStyle
) -> None:
    sent = with_rights("We are sorry.", about, audience, FACTS, style)
    assert sent.startswith("We are sorry.")
    assert _lacks(sent, about) == []


@given(
    about=st.sampled_from(ABOUT),
    audience=st.sampled_from(list(Audience)),
    style=st.sampled_from(list(LetterStyle)),
    cut=st.sets(st.integers(0, 20)),
    added=st.text(max_size=80),
)
def test_whatever_is_cut_out_of_a_draft_comes_back(
    about: Route | str, audience: Audience, style: LetterStyle, cut: set[int], added: str
) -> None:
    lines = opening_message(about, audience, FACTS, style).split("\n")
    kept = [line for number, line in enumerate(lines) if number not in cut]
    sent = with_rights("\n".join([added, *kept]), about, audience, FACTS, style)
    assert _lacks(sent, about) == []
    assert with_rights(sent, about, audience, FACTS, style) == sent


def test_a_point_that_was_deleted_or_worded_otherwise_in_the_letter_is_put_back_as_defined() -> None:
    draft = opening_message(Route.STATUTORY, Audience.ADULT, FACTS)
    shorter = draft.replace("1. Nobody told us why.\n", "").replace("did not come", "was late")
    assert with_rights(shorter, Route.STATUTORY, Audience.ADULT, FACTS) == draft


def test_only_the_points_that_are_decided_stand_in_the_letter() -> None:
    draft = opening_message(Route.STATUTORY, Audience.ADULT, FACTS)
    sent = with_rights(draft, Route.STATUTORY, Audience.ADULT, replace(FACTS, points={3: FACTS.points[3]}))
    assert LISTED[0] not in sent
    assert LISTED[1] in sent


def test_what_a_point_says_is_no_right_that_is_stated() -> None:
    sly = replace(FACTS, points={1: "You said stage 2, 0300 061 0614 and advocate, stage 1, got this wrong"})
    listed = f"Hello.\n\n{texts.POINTS[0]}\n1. {sly.points[1]}"
    sent = with_rights(listed, Route.STATUTORY, Audience.ADULT, sly)
    assert fill(texts.STAGE_2[0], sly, 0) in sent
    assert fill(texts.OMBUDSMAN_LATER[0], sly, 0) in sent
    assert fill(texts.ADVOCATE_HELPS[0], sly, 0) in sent
    assert texts.CORRECT[0] in sent


def test_words_of_a_point_are_filled_in_nowhere() -> None:
    sly = replace(FACTS, points={1: "They wrote {phone} and [Say why] to me"})
    draft = opening_message(Route.STATUTORY, Audience.ADULT, sly)
    assert "1. They wrote {phone} and [Say why] to me" in draft
    assert not blanks_in(draft)


@pytest.mark.parametrize("style", LetterStyle)
def test_nobody_is_promised_a_second_stage_that_the_procedure_lacks(style: LetterStyle) -> None:
    alone = replace(FACTS, stages=1, request_days=None)
    draft = opening_message(Route.CORPORATE, Audience.ADULT, alone, style)
    assert "stage 2" not in draft
    assert _lacks(draft, Route.CORPORATE, alone) == []


@pytest.mark.parametrize("style", LetterStyle)
def test_letters_keep_to_the_reading_age_and_the_sentences_of_who_gets_them(style: LetterStyle) -> None:
    age, longest = READERS[style]
    told = []
    for about, audience in product(ABOUT, (Audience.ADULT, Audience.TWELVE_AND_OVER, Audience.UNDER_TWELVE)):
        facts = replace(FACTS, points={})
        told += _paragraphs(opening_message(about, audience, facts, style))
    found = list(sentences(told))
    assert len(found) > 100
    assert reading_age(found) <= age
    too_long = {" ".join(words) for words in found if len(words) > longest}
    assert too_long == set()


def _paragraphs(message: str) -> list[str]:
    """Return the paragraphs, with names, dates and what the officer fills left out."""
    plain = re.sub(
        r"\[[^]]*\]|" + "|".join(map(re.escape, (LABEL, FACTS.ombudsman, FACTS.advocate))), "", message
    )
    plain = re.sub(r"Tuesday \d+ March 2026|Ombudsman|Children Act|CF-7K3M-92QX", "", plain)
    return plain.removesuffix(f"{FACTS.team}\n{FACTS.council}").split("\n\n")


@pytest.mark.parametrize(
    ("audience", "journey", "style"),
    [
        (Audience.ADULT, "complaint", LetterStyle.ADULT),
        (Audience.ADULT, "easy-read-complaint", LetterStyle.EASY_READ),
        (Audience.UNDER_TWELVE, "under-twelve", LetterStyle.EASY_READ),
        (Audience.TWELVE_AND_OVER, "twelve-and-over", LetterStyle.YOUNG_PERSON),
        (Audience.ADVOCATE, "advocate", LetterStyle.ADULT),
        (Audience.STAFF, "staff", LetterStyle.ADULT),
    ],
)
def test_the_door_says_how_a_letter_is_set(audience: Audience, journey: str, style: LetterStyle) -> None:
    assert style_for(audience, journey) is style


def _letter(message: str, style: LetterStyle = LetterStyle.ADULT, rights: tuple[str, ...] = ()) -> Letter:
    body, stated = blocks_of(message, rights, "Team\nCouncil", style)
    return Letter(
        council="Exbourne Council",
        address=("1 Market Square",),
        reach=("Telephone: 01632 960100",),
        dated=date(2026, 3, 11),
        reference="CF-7K3M-92QX",
        to="For you",
        heading="What happens now",
        body=body,
        rights_heading="What you can do",
        rights=stated,
        sign_off=("Team", "Council"),
        style=style,
    )


def test_a_message_becomes_paragraphs_points_rights_and_a_signature() -> None:
    message = "Hello.\n\nWe look into:\n1. One.\n3. Three.\nThat is all.\n\nA right.\n\nTeam\nCouncil"
    letter = _letter(message, rights=("A right.",))
    listed = Block(("We look into:",), ((1, "One."), (3, "Three.")), ("That is all.",))
    assert letter.body == (Block(("Hello.",)), listed)
    assert letter.rights == (Block(("A right.",)),)
    assert list(letter.words())[-4:] == ["What you can do", "A right.", "Team", "Council"]


def test_easy_read_says_one_idea_a_line_beside_a_drawing() -> None:
    letter = _letter("You can ask for stage 2. It is free. Ring 0300 061 0614.", LetterStyle.EASY_READ)
    lines = ("You can ask for stage 2.", "It is free.", "Ring 0300 061 0614.")
    assert letter.body == (Block(lines, drawing="decide"),)


@given(message=st.text(max_size=300), style=st.sampled_from(list(LetterStyle)))
def test_a_letter_is_read_as_it_was_kept(message: str, style: LetterStyle) -> None:
    letter = _letter(message, style)
    assert kept_letter(letter.as_kept()) == letter


@given(message=st.text(max_size=300), style=st.sampled_from(list(LetterStyle)))
def test_no_word_of_a_message_is_lost_in_its_letter(message: str, style: LetterStyle) -> None:
    kept = "".join(_letter(message, style).words()).split()
    for word in re.sub(r"(?m)^\s*\d+[.)]\s", "", inert(message)).split():
        assert word in "".join(kept)


@given(st.text())
def test_nothing_turns_the_words_beside_it_around_or_breaks_a_document(text: str) -> None:
    made = inert(f"\u202e{text}\u2066\x0b\ufffe\x00")
    assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x0b\x00\ufffe")
