"""The private page: opened by six words alone, it says where things stand and lets its owner change them."""

import pytest

from tests.factories import make_feedback
from tests.pages import Page, PageClient

pytestmark = pytest.mark.usefixtures("clock")
WORDS = "The visit was moved on the day"


@pytest.fixture
def mine(app):
    with app.app_context():
        return make_feedback(WORDS)


def open_with(client: PageClient, code: str) -> Page:
    return client.submit(client.get_page("/track"), {"code": code})


def test_six_words_open_the_page_on_where_it_stands(client, mine):
    page = open_with(client, mine.code)
    assert (page.url, page.h1) == ("/track", "We have it")
