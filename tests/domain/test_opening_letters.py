"""Every first message states what the person may do next, in words that fit who reads it."""

import re
from dataclasses import replace
from datetime import date

import pytest

from portal.domain import opening_letter_texts as texts
from portal.domain.letter_blanks import blanks_in
from portal.domain.letter_days import past_days
from portal.domain.opening_letters import (
    GET_LESS,
    PROCEDURES,
    SENT_TWICE,
    WITHDRAWN,
    LetterFacts,
    about_points,
    opening_message,
    with_fixed_lines,
    with_rights,
)
from portal.domain.vocabulary import Audience, Route

FACTS = LetterFacts(
    reference="CF-7K3M-92QX",
    council="Exbourne Council",
    team="Children's Feedback Team",
    ombudsman="Local Government and Social Care Ombudsman",
    ombudsman_phone="0300 061 0614",
    ombudsman_website="https://www.lgo.org.uk",
    reply_by=date(2026, 3, 24),
    advocate="Your Side Advocacy",
    points={1: "Nobody told us why the plan changed.", 3: "The taxi did not come."},
    procedure="Children Act complaints procedure",
    received_on=date(2026, 3, 10),
    request_days=20,
)
ABOUT = (*Route, SENT_TWICE, WITHDRAWN)
AUDIENCES = (Audience.ADULT, Audience.TWELVE_AND_OVER, Audience.UNDER_TWELVE, Audience.ADVOCATE)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("about", ABOUT)
def test_no_place_is_left_that_the_portal_could_fill(about: Route | str, audience: Audience) -> None:
    draft = opening_message(about, audience, FACTS)
    assert "{" not in draft
    assert "Exbourne Council" in draft


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    "route", [Route.COMPLIMENT_ACCEPTED, Route.COMPLIMENT_NOT_ACCEPTED, Route.COMMENT, Route.DUTY_MATTER]
)
def test_nothing_is_said_to_have_happened_before_it_has(route: Route, audience: Audience) -> None:
    draft = opening_message(route, audience, FACTS)
    for claimed in ("made their day", "We passed", "We have passed", "and passed it", "We told"):
        assert claimed not in draft
    assert "We will " in draft


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("route", sorted(PROCEDURES))
def test_an_accepted_complaint_is_told_its_stage_its_date_and_the_next_step(
    route: Route, audience: Audience
) -> None:
    draft = opening_message(route, audience, FACTS)
    for stated in ("stage 1", "Tuesday 24 March 2026", "stage 2", "0300 061 0614"):
        assert stated in draft


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("about", sorted(GET_LESS))
def test_whoever_gets_less_is_told_of_the_ombudsman_and_how_to_answer_back(
    about: Route | str, audience: Audience
) -> None:
    draft = opening_message(about, audience, FACTS)
    assert "0300 061 0614" in draft
    assert "what we missed" in draft


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("about", sorted(GET_LESS | PROCEDURES))
def test_rights_are_put_back_whatever_the_officer_writes(about: Route | str, audience: Audience) -> None:
    bare = with_rights("No.", about, audience, FACTS)
    assert "0300 061 0614" in bare
    assert ("stage 2" if about in PROCEDURES else "what we missed") in bare
    full = opening_message(about, audience, FACTS)
    assert with_rights(full, about, audience, FACTS) == full


@pytest.mark.parametrize("about", sorted(GET_LESS | PROCEDURES | {Route.EARLY_RESOLUTION}))
def test_a_child_is_told_of_an_advocate_through_whichever_door(about: Route | str) -> None:
    for_child = LetterFacts(**{name: getattr(FACTS, name) for name in FACTS.__slots__} | {"for_child": True})
    assert "Your Side Advocacy" in opening_message(about, Audience.ADULT, for_child)
    assert "Your Side Advocacy" in opening_message(about, Audience.TWELVE_AND_OVER, FACTS)
    assert "Your Side Advocacy" not in opening_message(about, Audience.ADULT, FACTS)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_early_resolution_keeps_the_formal_procedure_open(audience: Audience) -> None:
    assert "formal complaint" in opening_message(Route.EARLY_RESOLUTION, audience, FACTS)
    assert "formal complaint" in with_rights("We will ring you.", Route.EARLY_RESOLUTION, audience, FACTS)


def test_what_waits_for_a_court_may_come_back() -> None:
    held = LetterFacts(**{n: getattr(FACTS, n) for n in FACTS.__slots__} | {"grounds": ("proceedings",)})
    assert "come back" in opening_message(Route.REFUSED, Audience.ADULT, held)
    assert "come back" not in opening_message(Route.REFUSED, Audience.ADULT, FACTS)


def test_a_refusal_can_not_go_out_without_its_reason() -> None:
    assert blanks_in(opening_message(Route.REFUSED, Audience.ADULT, FACTS))
    assert not blanks_in(opening_message(Route.STATUTORY, Audience.ADULT, FACTS))


def test_young_people_read_short_sentences() -> None:
    for paragraph in _paragraphs(1):
        for sentence in re.split(r"[.!?\]]+(?:\s|$)", paragraph):
            assert len(sentence.split()) <= 10, sentence


@pytest.mark.parametrize(("variant", "reading_age"), [(0, 11), (1, 7)])
def test_messages_keep_to_the_reading_age_of_who_gets_them(variant: int, reading_age: int) -> None:
    assert _grade(" ".join(_paragraphs(variant))) + 5 <= reading_age


def _paragraphs(variant: int) -> list[str]:
    pairs = [
        texts.HELLO,
        texts.MISSED,
        texts.OMBUDSMAN,
        texts.OMBUDSMAN_LATER,
        texts.STAGE_2,
        texts.STILL_FORMAL,
        texts.ADVOCATE_HELPS,
        texts.COME_BACK,
        texts.CHILD_CAN,
    ]
    whole = texts.YOUNG if variant else texts.ADULT
    found = [pair[variant] for pair in pairs] + [line for lines in whole.values() for line in lines]
    return [re.sub(r"\{reason\}", "", line) for line in found]


def _grade(text: str) -> float:
    """Return the Flesch-Kincaid grade, counting a syllable for each run of vowels; names are left out."""
    plain = re.sub(r"\{\w+\}|Ombudsman|Children Act", "X", text)
    sentences = [part for part in re.split(r"[.!?]+(?:\s|$)", plain) if part.strip()]
    words = re.findall(r"[A-Za-z']+", plain)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize("audience", [Audience.ADULT, Audience.UNDER_TWELVE, Audience.ADVOCATE])
def test_whoever_wants_an_advocate_is_not_told_that_it_is_no_complaint(audience: Audience) -> None:
    wants = replace(FACTS, wants_advocate=True)
    draft = opening_message(Route.DUTY_MATTER, audience, wants)
    assert "You asked for an advocate." in draft
    assert "not taking it as a complaint" not in draft
    assert "You asked for an advocate." not in opening_message(Route.DUTY_MATTER, audience, FACTS)
    assert opening_message(Route.REFUSED, audience, wants) == opening_message(Route.REFUSED, audience, FACTS)


LATE_ROUTES = (*sorted(PROCEDURES), Route.EARLY_RESOLUTION, Route.ENQUIRY, Route.COMMENT)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("route", LATE_ROUTES)
def test_no_draft_promises_a_day_that_is_past(route: Route, audience: Audience) -> None:
    after, before = date(2026, 3, 25), date(2026, 3, 24)
    late = opening_message(route, audience, replace(FACTS, late=True))
    assert not past_days(late, after)
    assert "should have" in late
    assert "sorry" in late
    assert "as we can" in late
    in_time = opening_message(route, audience, FACTS)
    assert bool(past_days(in_time, after)) is (route is not Route.COMMENT)
    assert not past_days(in_time, before)
    assert "sorry" not in in_time


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("route", sorted(PROCEDURES))
def test_a_draft_of_before_that_day_is_put_right_when_it_goes_out_after(
    route: Route, audience: Audience
) -> None:
    late = replace(FACTS, late=True)
    assert with_rights(opening_message(route, audience, FACTS), route, audience, late) == opening_message(
        route, audience, late
    )


@pytest.mark.parametrize(("variant", "reading_age"), [(0, 11), (1, 7)])
def test_what_is_late_is_said_in_plain_words(variant: int, reading_age: int) -> None:
    told = [pair[variant] for pair in (*texts.LATE.values(), texts.OTHER_POINTS)]
    assert _grade(" ".join(told)) + 5 <= reading_age


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("route", [*sorted(PROCEDURES), Route.REFUSED, Route.EARLY_RESOLUTION])
def test_a_letter_about_some_points_says_that_others_are_written_about(
    route: Route, audience: Audience
) -> None:
    more = replace(FACTS, other_points=True)
    draft = opening_message(route, audience, more)
    assert draft.count("the other points") == 1
    assert with_rights("We are sorry.", route, audience, more).count("the other points") == 1
    assert with_rights(draft, route, audience, more) == draft
    assert with_rights(draft, route, audience, FACTS) == opening_message(route, audience, FACTS)


@pytest.mark.parametrize(
    "own",
    [
        "You can go to the Ombudsman. Ring 03000 610614.",
        "You can go to the Ombudsman: www.lgo.org.uk",
    ],
)
def test_the_ombudsman_stands_once_however_the_officer_wrote_it(own: str) -> None:
    assert with_rights(own, Route.REFUSED, Audience.ADULT, FACTS).count("Ombudsman") == 1
    assert with_fixed_lines(own, Audience.ADULT, FACTS).count("Ombudsman") == 1
    draft = opening_message(Route.REFUSED, Audience.ADULT, FACTS)
    assert with_fixed_lines(draft, Audience.ADULT, FACTS).count(FACTS.ombudsman) == 1


def test_the_ombudsman_is_put_in_where_only_named_or_only_a_number_stands_there() -> None:
    for own in ("You can go to the Ombudsman.", "Ring 0300 061 0614."):
        assert "https://www.lgo.org.uk" in with_rights(own, Route.REFUSED, Audience.ADULT, FACTS)


def test_whoever_has_no_page_is_told_how_to_answer_back() -> None:
    reach = replace(FACTS, team_phone="01632 960100", team_address=("1 Market Square", "Exbourne"))
    adult = opening_message(Route.REFUSED, Audience.ADULT, reach)
    assert "page, by telephone on 01632 960100 or by post to 1 Market Square, Exbourne." in adult
    assert "01632 960100" in opening_message(Route.REFUSED, Audience.UNDER_TWELVE, reach)
    assert "on your private page." in opening_message(Route.REFUSED, Audience.ADULT, FACTS)


def test_which_points_a_letter_is_about_is_said_in_its_title() -> None:
    assert about_points([2]) == "about point 2"
    assert about_points([4, 2, 3]) == "about points 2, 3 and 4"
