"""The front page: every door is there, opens, and whom to ring comes first."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.services.council import load_council, shipped_profiles
from tests.pages import PageClient

DOORS = {
    "Make a complaint": "/complaint",
    "Not sure? Just tell us": "/not-sure",
    "Ask us to ring you": "/ring-me",
    "Say thank you": "/compliment",
    "Make a comment": "/comment",
    "I am a child or young person": "/young-people",
    "I act for a young person": "/advocates",
    "I am an MP or a councillor": "/enquiry",
    "Go on with something you began": "/resume",
}


@pytest.mark.parametrize(("words", "path"), DOORS.items())
def test_a_door_leads_to_a_page_that_answers(client: PageClient, words: str, path: str) -> None:
    home = client.get_page("/")

    assert home.link(words).href == path
    assert client.get_page(path).status == 200


def test_what_happened_to_mine_is_one_press_away(client: PageClient) -> None:
    assert client.get_page("/").link("See what happened to mine").href == "/track"


def test_whom_to_ring_comes_before_the_doors_and_again_in_full(client: PageClient) -> None:
    home = client.get_page("/")
    hrefs = [link.href for link in home.links]

    assert hrefs.index("tel:999") < hrefs.index("/complaint")
    assert {"tel:01632960111", "tel:01632960999"} <= set(hrefs)
    assert "Nobody watches this website day and night" in home.main_text


def test_each_language_of_the_profile_has_its_line_marked_as_such(client: PageClient) -> None:
    home = client.get_page("/")
    spoken = {e.get("lang"): e for e in home.document.all("li") if e.get("lang")}

    assert set(spoken) == {"pl", "ro", "uk", "ar", "ur"}
    assert {code for code, e in spoken.items() if e.get("dir") == "rtl"} == {"ar", "ur"}


@pytest.mark.parametrize("name", shipped_profiles())
def test_the_front_page_is_each_councils_own(app: Flask, client: PageClient, name: str) -> None:
    app.extensions["portal.council"] = council = load_council(name)

    home = client.get_page("/")

    assert home.title.endswith(f"{council.service_name} – {council.name}")
    assert "None" not in home.text


def test_the_front_page_sets_no_cookie_for_a_visitor_and_asks_for_little(
    client: PageClient, count_queries: Callable[[], Any]
) -> None:
    with count_queries() as queries:
        response = client.get("/")

    assert "Set-Cookie" not in response.headers
    assert queries.count <= 1
