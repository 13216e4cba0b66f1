"""Steps that tests of the complaint share."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.extensions import db
from portal.models.feedback import Feedback, FeedbackWords
from portal.services.intake import Answer
from portal.services.sealing import Seal
from tests.pages import Page, PageClient

WORDS = "They moved the meeting three times.\n\n<Nobody> rang & nobody said why."
STEP = "Continue"
ENOUGH = {"who": {"who": "parent"}, "what-happened": {"words": WORDS}}


def name_of(page: Page) -> str:
    """Return which page of the journey this is."""
    return page.url.partition("?")[0].rpartition("/")[2]


def begin(client: PageClient) -> Page:
    """Go past the start page to the first question."""
    return client.submit(client.get_page("/complaint"))


def walk(client: PageClient, answers: dict[str, dict[str, Any]], until: str = "check") -> Page:
    """Begin, answer each page by its name, and stop at one."""
    page = begin(client)
    for _ in range(30):
        name = name_of(page)
        if name == until:
            return page
        page = client.submit(page, answers.get(name, {}), "I have kept it" if name == "code" else STEP)
        assert page.status == 200, page.errors
    raise AssertionError(f"Never reached {until}")


def newest(app: Flask) -> Feedback:
    """Return the newest piece of feedback."""
    found = db.session.scalars(select(Feedback).order_by(Feedback.id.desc()).limit(1)).one()
    assert found is not None
    return found


def said_in(feedback: Feedback) -> list[Answer]:
    """Return what was said, unsealed."""
    words = db.session.get(FeedbackWords, feedback.id)
    assert words is not None
    opened = Seal.of(feedback.data_key_id).open(f"feedback_words.said:{feedback.id}", words.said)
    return [Answer(**said) for said in opened]


def visited(client: PageClient, answers: dict[str, dict[str, Any]]) -> list[str]:
    """Return the names of the pages these answers lead through."""
    page, names = begin(client), []
    while (name := name_of(page)) != "check":
        assert name not in names, page.errors
        names.append(name)
        page = client.submit(page, answers.get(name, {}), "I have kept it" if name == "code" else STEP)
    return names
