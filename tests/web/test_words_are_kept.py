"""Whatever goes wrong on the page with the long answer, every word stays on it."""

import pytest

from tests.pages import PageClient
from tests.web.walking import begin, step_on, walk

WORDS = "Line one\n\n  line <b>two</b> & \u2019three\u2019"
SHORT_JOURNEYS = (
    "/compliment",
    "/comment",
    "/not-sure",
    "/enquiry",
    "/young-people/under-12",
    "/young-people/12-and-over",
    "/advocates/complaint",
    "/advocates/request",
)
ANSWERS = {"reply-to": {"email": "casework@exbourne-north-mp.example"}}


@pytest.mark.parametrize("path", SHORT_JOURNEYS)
def test_a_stale_token_keeps_the_words_and_stores_nothing(client: PageClient, path: str) -> None:
    page = walk(client, path, ANSWERS, until="what-happened")

    refused = client.submit(page, {"words": WORDS, "csrf_token": "old"}, step_on(page))

    assert refused.status == 400
    assert refused.field("words") == WORDS
    assert client.get_page(f"{path}/what-happened").field("words") == ""


@pytest.mark.parametrize("path", SHORT_JOURNEYS)
def test_words_that_came_after_sending_stay_on_the_page(client: PageClient, path: str) -> None:
    page = walk(client, path, ANSWERS, until="what-happened")
    client.submit(client.submit(page, {"words": "First."}, "Save and come back later"), button="Leave")

    late = client.submit(page, {"words": WORDS}, step_on(page))

    assert late.status == 409
    assert late.field("words") == WORDS


@pytest.mark.parametrize("path", SHORT_JOURNEYS)
def test_saving_gives_the_code_and_the_words_come_back(client: PageClient, path: str) -> None:
    page = walk(client, path, ANSWERS, until="what-happened")

    saved = client.submit(page, {"words": WORDS}, "Save and come back later")

    assert saved.find("code-box__words")
    assert client.get_page(f"{path}/what-happened").field("words") == WORDS


@pytest.mark.parametrize("path", [*SHORT_JOURNEYS, "/ring-me"])
def test_an_address_in_the_middle_says_kindly_that_nothing_was_begun(client: PageClient, path: str) -> None:
    page = client.get_page(f"{path}/check")

    assert page.status == 404
    assert begin(client, path).status == 200
