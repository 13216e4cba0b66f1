"""Walking through a short journey as somebody without JavaScript does, and looking at what was stored."""

import json
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.extensions import db
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.party import Party, PartyWords
from portal.services.sealing import Seal
from tests.pages import Page, PageClient

STEP = "Continue"
STEPS = (STEP, "Next", "Look at it first")  # what leads on, as the journeys call it
Typed = dict[str, dict[str, Any]]


def begin(client: PageClient, path: str) -> Page:
    """Press the button of a start page."""
    return client.submit(client.get_page(path))


def step_name(page: Page) -> str:
    """Return the last part of a page's address."""
    return page.url.partition("?")[0].rpartition("/")[2]


def step_on(page: Page) -> str | None:
    """Return the button that leads on, or nothing where the form has another first."""
    return next((button for button in STEPS if button in page.buttons), None)


def walk(client: PageClient, path: str, typed: Typed, until: str = "check") -> Page:
    """Answer page after page until one is reached."""
    page = begin(client, path)
    for _ in range(20):
        if step_name(page) == until:
            return page
        page = client.submit(page, typed.get(step_name(page), {}), step_on(page))
        assert page.status == 200, page.errors
    raise AssertionError(f"{path} never came to {until}")


def send(client: PageClient, path: str, typed: Typed) -> Page:
    """Walk to the end, send, and return the confirmation."""
    return client.submit(walk(client, path, typed), button="Send")


def stored(app: Flask, sent: Page) -> dict[str, Any]:
    """Return what the sending stored: the row, its words and its people, unsealed."""
    with app.app_context():
        feedback = next(f for f in db.session.scalars(select(Feedback)) if f.reference in sent.main_text)
        words = db.session.get(FeedbackWords, feedback.id)
        assert words is not None
        seal = Seal.of(feedback.data_key_id)
        people = db.session.execute(
            select(Party, PartyWords).join(PartyWords).where(Party.feedback_id == feedback.id)
        )
        return {
            "kind": feedback.sent_as,
            "audience": feedback.audience,
            "team": feedback.team,
            "danger": feedback.danger,
            "mail_allowed": feedback.mail_allowed,
            "about_to_happen_on": feedback.about_to_happen_on,
            "said": {
                (each["page"], each["field"]): each["answer"]
                for each in seal.open(f"feedback_words.said:{feedback.id}", words.said)
            },
            "safe_contact": seal.open(f"feedback_words.safe_contact:{feedback.id}", words.safe_contact),
            "people": [
                (party.role.value, party.capacity, _filled(seal, party.id, sealed.words))
                for party, sealed in people
            ],
        }


def nothing_was_sent(app: Flask) -> bool:
    """Whether there is no feedback that a journey of young people sent."""
    with app.app_context():
        young = select(Feedback.id).where(Feedback.journey.in_(("under-twelve", "twelve-and-over")))
        return not db.session.scalars(young).all()


def person(kept: dict[str, Any], role: str) -> dict[str, str]:
    """Return the words of the one person with this role."""
    found = [words for each, _, words in kept["people"] if each == role]
    assert len(found) == 1, json.dumps(kept["people"])
    words: dict[str, str] = found[0]
    return words


def _filled(seal: Seal, party_id: int, sealed: Any) -> dict[str, str]:
    words: dict[str, str] = seal.open(f"party_words.words:{party_id}", sealed)
    return {name: text for name, text in words.items() if text}
