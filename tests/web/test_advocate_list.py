"""An advocate's list: opened by its own code, by initials, and only while a young person's yes lasts."""

import os
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.private_code import mint
from portal.extensions import db
from portal.models.address_check import AddressCheck
from portal.models.authority import Authority, KnownAdvocate
from portal.models.draft import Draft
from portal.models.feedback import Feedback
from portal.models.visit import Visit
from portal.services.database import writing
from portal.services.drafts import load_draft
from portal.services.known_advocates import NOTHING_OPENED, prove
from portal.services.now import now
from portal.web.advocates.list_routes import CLOSED
from tests.pages import Page, PageClient
from tests.web.walking import Typed, send, step_name

PATH, LIST = "/advocates/complaint", "/advocates/list"
ADDRESS = "morwenna@your-side.example"
TITLE, BOX = "The young people you act for", "See the young people you act for"
TYPED: Typed = {
    "you": {"who": "advocate", "name": "Morwenna Tregear", "organisation": "Your Side"},
    "young-person": {"name": "Lacie Pascoe", "age": "14", "agreement": "agreed"},
    "what-happened": {"young_words": "they moved my dog away"},
    "sharing": {"scopes": ["progress", "letters"]},
    "reach-them": {"how": "at school", "must_not_know": "her uncle"},
    "safe-contact": {"how": ["email"], "email": ADDRESS, "when": "mornings", "must_not_know": "her uncle"},
}


def send_one(app: Flask, client: PageClient, *, agreed: bool = True) -> tuple[Page, str | None]:
    """Send a complaint, press its link, and let the young person say yes; return it and a new list code."""
    sent = send(client, PATH, TYPED)
    with app.app_context(), writing():
        feedback = next(f for f in db.session.scalars(select(Feedback)) if f.reference in sent.main_text)
        check = db.session.scalars(select(AddressCheck).where(AddressCheck.feedback_id == feedback.id)).one()
        code = prove(feedback, check.known_advocate_id)
        if agreed:
            authority = db.session.scalars(
                select(Authority).where(Authority.feedback_id == feedback.id)
            ).one()
            authority.child_confirmed_at = now()
    return sent, code


def open_it(client: PageClient, code: str | None) -> Page:
    """Type a list code into its box."""
    return client.submit(client.get_page(LIST), {"code": code}, "Open my list")


def change(app: Flask, **values: object) -> None:
    """Change every authority there is."""
    with app.app_context(), writing():
        for authority in db.session.scalars(
            select(Authority).where(Authority.known_advocate_id.is_not(None))
        ):
            for name, value in values.items():
                setattr(authority, name, value)


def test_the_list_shows_initials_and_date_and_no_name(app: Flask, client: PageClient) -> None:
    sent, code = send_one(app, client)

    listed = open_it(client, code)

    assert listed.h1 == TITLE
    assert "LP" in listed.main_text
    for word in ("Lacie", "Pascoe", "dog", "Morwenna"):
        assert word not in listed.html, word
    assert "Your Side Advocacy" in listed.main_text
    assert sent.url.endswith("/sent")


def test_an_item_opens_the_private_page_of_whoever_sent_it(app: Flask, client: PageClient) -> None:
    sent, code = send_one(app, client)
    listed = open_it(client, code)

    opened = _press_open(client, listed)

    assert opened.url.endswith("/track")
    reference = next(word for word in opened.main_text.split() if word.startswith("CF-")).strip(".")
    assert reference in sent.main_text


def _press_open(client: PageClient, listed: Page) -> Page:
    button = next(button for button in listed.buttons if button.startswith("Open"))
    return client.submit(listed, button=button)


def test_who_has_not_said_yes_is_counted_and_not_shown(app: Flask, client: PageClient) -> None:
    _sent, code = send_one(app, client, agreed=False)

    listed = open_it(client, code)

    assert "One young person has not said yes to us yet" in listed.main_text
    assert "LP" not in listed.main_text


@pytest.mark.parametrize("ending", ["ended_at", "to_on"])
def test_a_yes_that_is_over_takes_the_item_off_and_shuts_its_door(
    app: Flask, client: PageClient, ending: str
) -> None:
    _sent, code = send_one(app, client)
    listed = open_it(client, code)
    with app.app_context():
        over = now() if ending == "ended_at" else now().date() - timedelta(days=1)
    change(app, **{ending: over, "from_on": now_minus(app, 5)})

    refused = _press_open(client, listed)

    assert refused.h1 == TITLE
    assert "does not stand on your list any more" in refused.text
    assert "LP" not in client.get_page(LIST).main_text


def now_minus(app: Flask, days: int) -> object:
    """Return the day so many days ago."""
    with app.app_context():
        return now().date() - timedelta(days=days)


def test_another_advocates_item_does_not_open(app: Flask, client: PageClient) -> None:
    _sent, code = send_one(app, client)
    listed = open_it(client, code)
    with app.app_context(), writing():
        theirs = db.session.scalars(select(Authority).where(Authority.known_advocate_id.is_not(None))).one()
        theirs.known_advocate_id = None

    assert _press_open(client, listed).h1 == TITLE


@pytest.mark.parametrize("typed", ["", "apple", "not words of ours at all here"])
def test_a_box_that_holds_no_code_says_so_and_keeps_it(client: PageClient, typed: str) -> None:
    refused = open_it(client, typed)

    assert refused.status == 422
    assert refused.errors
    assert refused.field("code") == typed


def test_a_private_code_opens_no_list_and_is_told_what_a_wrong_one_is_told(
    app: Flask, client: PageClient
) -> None:
    sent, _code = send_one(app, client)
    own = sent.find("code-box__words")[0].text

    refused = open_it(client, own)

    assert (refused.status, refused.errors) == (422, [NOTHING_OPENED])


def test_too_many_wrong_codes_have_to_wait(client: PageClient) -> None:
    for _ in range(200):
        page = open_it(client, mint(os.urandom))
        if page.status == 429:
            return
    raise AssertionError(f"never: {page.errors}")


def test_closing_and_idling_close_the_list(app: Flask, client: PageClient) -> None:
    _sent, code = send_one(app, client)
    listed = open_it(client, code)

    closed = client.submit(listed, button="Close this list")
    assert closed.h1 == BOX
    assert CLOSED in closed.text

    open_it(client, code)
    with app.app_context(), writing():
        for visit in db.session.scalars(select(Visit)):
            visit.advocate_until = now() - timedelta(seconds=1)
    assert client.get_page(LIST).h1 == BOX


def test_a_list_that_we_ended_says_so(app: Flask, client: PageClient) -> None:
    _sent, code = send_one(app, client)
    open_it(client, code)
    with app.app_context(), writing():
        for known in db.session.scalars(select(KnownAdvocate)):
            known.ended_at = now()

    page = client.get_page(LIST)

    assert page.h1 == BOX
    assert "This list is closed" in page.main_text


def test_another_young_person_from_the_list_keeps_only_the_advocates_details(
    app: Flask, client: PageClient
) -> None:
    _sent, code = send_one(app, client)
    listed = open_it(client, code)

    page = client.submit(listed, button="Complain for another young person")

    assert step_name(page) == "danger"
    with app.app_context():
        newest = db.session.scalars(select(Draft.id).order_by(Draft.id.desc()).limit(1)).one()
        answers = load_draft(newest).answers
    assert answers == {
        "you": {"who": ["advocate"], "name": ["Morwenna Tregear"], "organisation": ["Your Side"]},
        "safe-contact": {"how": ["email"], "email": [ADDRESS], "when": ["mornings"]},
    }
