"""After a complaint was sent for a young person: their own six words, and another young person."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.errors import MoveNotPossible
from portal.domain.vocabulary import Holder
from portal.extensions import db
from portal.models.authority import Authority
from portal.models.draft import Draft
from portal.models.feedback import Feedback
from portal.models.page_key import PageKey
from portal.services.authority_changes import confirm_as_child
from portal.services.drafts import load_draft
from portal.services.page_keys import give_key
from portal.services.private_page import open_code
from portal.services.young_persons_code import ALREADY
from tests.pages import Page, PageClient
from tests.services.screening_steps import somebody
from tests.web.test_advocate_list import PATH, TYPED
from tests.web.walking import STEP, begin, send, step_name

CODE_PAGE = "/advocates/young-persons-code"
MAKE = "They are with me: show their six words"
ANOTHER = "Complain for another young person"


def words_on(page: Page) -> str:
    """Return the six words on a page."""
    return str(page.find("code-box__words")[0].text)


def test_the_young_person_gets_six_words_that_open_the_page_as_themselves(
    app: Flask, client: PageClient
) -> None:
    sent = send(client, PATH, TYPED)

    shown = client.submit(client.get_page(CODE_PAGE), button=MAKE)

    assert words_on(shown) != words_on(sent)
    with app.app_context():
        feedback = next(f for f in db.session.scalars(select(Feedback)) if f.reference in sent.main_text)
        opened = open_code(words_on(shown), "192.0.2.9")
        assert (opened.feedback_id, opened.holder) == (feedback.id, Holder.CHILD)
        assert open_code(words_on(sent), "192.0.2.9").holder is Holder.SENDER


def test_the_words_are_shown_until_they_are_kept_and_never_again(app: Flask, client: PageClient) -> None:
    send(client, PATH, TYPED)
    shown = client.submit(client.get_page(CODE_PAGE), button=MAKE)
    assert words_on(client.get_page(CODE_PAGE)) == words_on(shown)

    client.submit(shown, button="They have kept it")

    again = client.get_page(CODE_PAGE)
    assert not again.find("code-box__words")
    assert MAKE not in again.buttons


def test_the_words_cannot_be_made_a_second_time(app: Flask, client: PageClient) -> None:
    send(client, PATH, TYPED)
    page = client.get_page(CODE_PAGE)
    client.submit(page, button=MAKE)

    second = client.submit(page, button=MAKE)

    assert ALREADY in second.text
    with app.app_context():
        assert len(db.session.scalars(select(PageKey)).all()) == 1


def test_the_code_page_is_closed_to_whoever_sent_nothing_or_something_else(client: PageClient) -> None:
    assert client.get_page(CODE_PAGE).status == 404

    send(client, "/comment", {"what-happened": {"words": "An idea"}})
    assert client.get_page(CODE_PAGE).status == 404

    send(client, PATH, {**TYPED})
    assert client.get_page(CODE_PAGE).status == 200


def test_another_young_person_takes_nothing_of_the_first_along(app: Flask, client: PageClient) -> None:
    sent = send(client, PATH, TYPED)
    asked = client.submit(sent, button=ANOTHER)
    assert words_on(asked) == words_on(sent)

    page = client.submit(asked, button="I have kept it, go on")

    assert step_name(page) == "danger"
    you = client.submit(page, {}, STEP)
    assert you.field("name") == "Morwenna Tregear"
    with app.app_context():
        newest = db.session.scalars(select(Draft.id).order_by(Draft.id.desc()).limit(1)).one()
        kept = load_draft(newest).answers
    assert set(kept) == {"danger", "you", "safe-contact"}
    assert "her uncle" not in str(kept)


def test_what_was_begun_is_not_put_away_unasked(client: PageClient) -> None:
    sent = send(client, PATH, TYPED)
    sent = client.submit(sent, button="I have kept it")
    client.submit(begin(client, "/comment"), {"words": "An idea"}, STEP)

    asked = client.submit(sent, button=ANOTHER)

    assert asked.h1 == "You have begun something else"
    assert step_name(client.submit(asked, button="Begin something new")) == "danger"


def test_another_without_anything_sent_is_closed(client: PageClient) -> None:
    sent = send(client, PATH, TYPED)
    closed = client.submit(client.submit(sent, button="I have kept it"), button="Close this page")
    assert closed.status == 200

    assert client.submit(sent, button=ANOTHER).status == 404


def test_words_that_only_stood_in_the_advocates_browser_say_no_yes(app: Flask, client: PageClient) -> None:
    sent = send(client, PATH, TYPED)
    shown = client.submit(client.get_page(CODE_PAGE), button=MAKE)
    with app.app_context():
        feedback = next(f for f in db.session.scalars(select(Feedback)) if f.reference in sent.main_text)
        asked = select(Authority.id).where(Authority.feedback_id == feedback.id)
        number, item, reference = db.session.scalars(asked).one(), feedback.id, feedback.reference
        with pytest.raises(MoveNotPossible):
            confirm_as_child(item, Holder.CHILD, number)

    advocate = app.test_client()
    assert isinstance(advocate, PageClient)
    own = advocate.submit(advocate.get_page("/track"), {"code": words_on(shown)}, "Open my page")
    offered = choices_on(advocate)
    assert own.status == 200
    assert [words for words in offered if words.startswith("No, do not tell Morwenna")]
    assert not [words for words in offered if words.startswith("Yes")]

    with app.app_context():
        give_key(reference, somebody(), Holder.CHILD)
        confirm_as_child(item, Holder.CHILD, number)


def choices_on(client: PageClient) -> list[str]:
    """Return what a young person may choose on who may know."""
    page = client.get_page("/track/sharing")
    return [(label.text or "").strip() for label in page.document.all("label")]
