"""Beside an onlooker a child gives nothing away, can be found and can always send; alone they are helped."""

import re
from dataclasses import astuple

import pytest
from flask import Flask

from portal.web.journey_words import YOUNG
from portal.web.young_people.journeys import NOT_ALONE, NOTHING_SAID
from tests.pages import Page, PageClient
from tests.reading import sentences
from tests.web.walking import begin, step_name, step_on, stored, walk

UNDER, OVER = "/young-people/under-12", "/young-people/12-and-over"
BOTH = pytest.mark.parametrize("path", [UNDER, OVER])
WITH = {"with-you": {"company": "somebody"}}
ALONE = {"with-you": {"company": "nobody"}}
UNSAFE = {"danger": {"danger": "yes"}}
CODES = re.compile(r"six words|private code|See what happened|something you saved", re.IGNORECASE)
FOUND = "We try to find you, in the way you told us."
NOT_FOUND = "We do not know how to find you."
SAVE = "Save and come back later"


def after_danger(client: PageClient, path: str, typed: dict[str, dict[str, object]]) -> Page:
    """Answer up to the page about danger and press Next there."""
    page = walk(client, path, typed, until="danger")
    return client.submit(page, typed.get("danger", {}), "Next")


@BOTH
def test_no_page_speaks_of_codes_while_somebody_looks_on(client: PageClient, path: str) -> None:
    page = begin(client, path)
    met = [page]
    while step_name(page) != "check":
        page = client.submit(page, {**WITH, **UNSAFE}.get(step_name(page), {}), step_on(page))
        met.append(page)
    for stop in ("", "/save", "/discard"):
        met.append(client.get_page(path + stop))
    met.append(client.submit(page, button="Send"))
    met.append(client.get_page(f"{path}/what-happened"))

    for each in met:
        words = each.html.replace("On my private page here", "").replace("Opened with your six words", "")
        assert not CODES.search(words), each.url


@BOTH
def test_saving_looks_the_same_for_all_and_shows_a_code_only_alone(
    app: Flask, client: PageClient, path: str
) -> None:
    other = app.test_client()
    assert isinstance(other, PageClient)
    assert SAVE not in begin(other, path).buttons
    seen, alone = walk(client, path, WITH, until="feeling"), walk(other, path, ALONE, until="feeling")

    assert seen.buttons == alone.buttons
    assert "Come back on this phone." in client.submit(seen, button=SAVE).main_text
    assert "code-box__words" in other.submit(alone, button=SAVE).html


@BOTH
def test_alone_and_not_safe_the_next_page_opens_with_help_and_sends_at_once(
    app: Flask, client: PageClient, path: str
) -> None:
    page = after_danger(client, path, {**ALONE, **UNSAFE})

    assert page.main_text.index("Ring 999") < page.main_text.index("We have not seen this yet.")
    assert page.main_text.index("We have not seen this yet.") < page.main_text.index(page.h1)
    assert "We have not seen this yet." in client.get_page(f"{path}/check").main_text
    assert stored(app, client.submit(page, button="Send just this now"))["danger"]


@BOTH
def test_the_next_page_looks_the_same_whatever_was_answered_while_somebody_looks_on(
    app: Flask, client: PageClient, path: str
) -> None:
    other = app.test_client()
    assert isinstance(other, PageClient)
    unsafe = after_danger(client, path, {**WITH, **UNSAFE})
    safe = after_danger(other, path, {**WITH, "danger": {"danger": "no"}})

    assert (unsafe.main_text, unsafe.buttons) == (safe.main_text, safe.buttons)
    assert {"Send", "Send now"} & set(unsafe.buttons)


@BOTH
def test_a_page_opened_again_shows_no_tick_to_an_onlooker_and_keeps_it(
    app: Flask, client: PageClient, path: str
) -> None:
    after_danger(client, path, {**WITH, **UNSAFE})

    again = client.get_page(f"{path}/danger")
    assert again.field("danger") == ""
    onward = client.submit(again, button="Next")

    assert stored(app, client.submit(client.get_page(f"{path}/check"), button="Send"))["danger"]
    assert onward.status == 200


def test_just_this_can_say_where_a_child_is(app: Flask, client: PageClient) -> None:
    page = walk(client, UNDER, WITH, until="danger")

    sent = client.submit(page, {"danger": "yes", "where": "Hill School"}, "Send just this now")

    assert FOUND in sent.main_text
    assert NOT_FOUND not in sent.main_text
    assert stored(app, sent)["safe_contact"]["when"] == "Meet them: Hill School"


@BOTH
def test_nobody_is_told_that_we_find_them_who_gave_no_way(client: PageClient, path: str) -> None:
    page = walk(client, path, WITH, until="danger")

    sent = client.submit(page, UNSAFE["danger"], "Send just this now")

    assert FOUND not in sent.main_text
    assert NOT_FOUND in sent.main_text


@BOTH
def test_alone_the_six_words_come_first_and_only_the_unsafe_are_told_who_knows(
    app: Flask, client: PageClient, path: str
) -> None:
    unsafe = client.submit(after_danger(client, path, {**ALONE, **UNSAFE}), button="Send just this now")
    other = app.test_client()
    assert isinstance(other, PageClient)
    fine = other.submit(
        walk(other, path, {**ALONE, "feeling": {"face": ["sad"]}}, until="what-happened"), button="Send now"
    )

    for sent in (unsafe, fine):
        assert sent.main_text.index("Your own page") < sent.main_text.index("What comes next")
    assert "We have told our safety team" in unsafe.main_text
    assert "safety team" not in fine.main_text


def test_each_number_stands_beside_its_hours(client: PageClient) -> None:
    said = client.get_page(UNDER).main_text

    assert "You can ring at any time" not in said
    assert "Any time, day or night" in said
    assert said.index("Childline") < said.index("At night and weekends") < said.index("Monday to Friday")


def test_what_a_child_is_told_when_a_page_comes_again_is_short_and_names_no_code() -> None:
    for words in (*astuple(YOUNG), NOT_ALONE, NOTHING_SAID):
        assert not CODES.search(words)
        for sentence in sentences([words]):
            assert len(sentence) <= 10, sentence
