"""The first short ways for young people, and for those who act for them."""

import pytest
from flask import Flask

from portal.domain.vocabulary import Kind
from portal.web.young_people.journeys import NOT_ALONE, NOTHING_SAID
from tests.pages import PageClient
from tests.web.walking import STEP, begin, nothing_was_sent, send, stored, walk

UNDER, OVER = "/young-people/under-12", "/young-people/12-and-over"
WORDS = "my dinosaurs got bent"


@pytest.mark.parametrize("path", [UNDER, OVER])
@pytest.mark.parametrize("answer", ["yes", "unsafe"])
def test_not_safe_is_sent_with_one_press_and_help_is_shown(
    app: Flask, client: PageClient, path: str, answer: str
) -> None:
    page = walk(client, path, {}, until="danger")

    sent = client.submit(page, {"danger": answer}, "Send just this now")

    assert stored(app, sent)["danger"]
    assert "tel:08001111" in {link.href for link in sent.links}
    assert "They may not read it at once" in sent.main_text


@pytest.mark.parametrize("path", [UNDER, OVER])
def test_safe_is_not_sent_as_danger(client: PageClient, path: str) -> None:
    page = walk(client, path, {}, until="danger")

    refused = client.submit(page, {"danger": "no"}, "Send just this now")

    assert refused.errors == [NOT_ALONE]
    assert refused.field("danger") == "no"


@pytest.mark.parametrize(
    ("feeling", "kind"), [("good", Kind.COMPLIMENT), ("bad", Kind.COMPLAINT), ("unsure", Kind.NOT_SURE)]
)
@pytest.mark.parametrize("path", [UNDER, OVER])
def test_they_say_what_kind_of_thing_it_is(
    app: Flask, client: PageClient, path: str, feeling: str, kind: Kind
) -> None:
    kept = stored(app, send(client, path, {"feeling": {"feeling": feeling}}))

    assert kept["kind"] == kind


@pytest.mark.parametrize("path", [UNDER, OVER])
def test_every_page_can_be_skipped_and_then_nothing_is_sent(
    app: Flask, client: PageClient, path: str
) -> None:
    page = begin(client, path)
    while "Skip" in page.buttons:
        page = client.submit(page, button="Skip")
        assert page.status == 200

    refused = client.submit(page, button="Send")

    assert refused.status == 422
    assert refused.errors == [NOTHING_SAID]
    assert refused.h1 == "What happened?"
    assert nothing_was_sent(app)


@pytest.mark.parametrize("path", [UNDER, OVER])
def test_skipping_keeps_what_was_typed(client: PageClient, path: str) -> None:
    page = walk(client, path, {}, until="what-happened")

    client.submit(page, {"words": WORDS}, "Skip")

    assert client.get_page(f"{path}/what-happened").field("words") == WORDS


@pytest.mark.parametrize("path", [UNDER, OVER])
def test_pictures_reach_the_officer_as_the_words_beside_them(
    app: Flask, client: PageClient, path: str
) -> None:
    typed = {"feeling": {"face": ["sad", "mixed"]}, "what-happened": {"what": ["moved", "promise"]}}

    said = stored(app, send(client, path, typed))["said"]

    assert said["feeling", "face"] == "Sad\nMixed up"
    assert said["what-happened", "what"] == "I had to move\nA promise was broken"


@pytest.mark.parametrize("path", [UNDER, OVER])
def test_a_choice_is_a_named_radio_or_box_with_a_drawing_nobody_needs(client: PageClient, path: str) -> None:
    page = walk(client, path, {}, until="feeling")

    pictures = page.find("picture")
    assert len(pictures) > 10
    assert {picture.get("aria-hidden") for picture in pictures} == {"true"}


def test_a_young_person_who_came_to_the_complaint_can_move_over_with_their_words(client: PageClient) -> None:
    page = walk(client, "/complaint", {"who": {"who": "young_person"}}, until="young-pages")

    start = client.submit(page, {"pages": "twelve-and-over"}, STEP)

    assert start.url.startswith(OVER)


@pytest.mark.parametrize("path", ["/young-people", "/advocates"])
def test_the_two_landing_pages_lead_to_what_there_is(client: PageClient, path: str) -> None:
    page = client.get_page(path)

    for link in page.links:
        if link.href.startswith(path + "/"):
            assert client.get_page(link.href).status == 200
