"""An adult's complaint, page by page, as somebody without JavaScript meets it."""

from typing import Any

import pytest
from flask import Flask

from tests.pages import Page, PageClient

WORDS = "They moved the meeting three times.\nNobody rang."


def begin(client: PageClient) -> Page:
    """Go past the start page to the first question."""
    return client.submit(client.get_page("/complaint"))


def walk(client: PageClient, page: Page, answers: dict[str, dict[str, Any]], until: str) -> Page:
    """Answer each page in turn, by the last part of its address, until one is reached."""
    for _ in range(40):
        name = page.url.partition("?")[0].rpartition("/")[2]
        if name == until:
            return page
        page = client.submit(page, answers.get(name, {}), "later" if name == "code" else "Continue")
        assert page.status == 200, page.errors
    raise AssertionError(f"Never reached {until}")


def test_a_parent_goes_from_the_front_door_to_a_reference(client: PageClient) -> None:
    answers = {"who": {"who": "parent"}, "what-happened": {"words": WORDS}}
    check = walk(client, begin(client), answers, "check")
    assert "They moved the meeting three times." in check.main_text
    sent = client.submit(check, button="Send")
    assert sent.url == "/complaint/sent"
    assert "CF-" in sent.main_text
