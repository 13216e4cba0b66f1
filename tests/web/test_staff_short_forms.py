"""Passing on what reached the wrong desk, and recording what was settled directly."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from portal.domain.vocabulary import Audience, Channel, Kind, Role
from portal.extensions import db
from portal.models.attachment import Attachment
from portal.models.feedback import Feedback
from portal.services.now import today
from tests.pages import Page, PageClient
from tests.web.staff_steps import parts
from tests.web.walking import begin, person, stored

SignIn = Callable[..., PageClient]
WORDS = "Nobody came to the meeting.\n<b>Again</b>"
SEND = "Send it to the complaints team"
LETTER: dict[str, Any] = {"came_by": "letter", "giver": "parent", "name": "Mr Ash", "words": WORDS}
SETTLED: dict[str, Any] = {
    "words": WORDS,
    "giver": "parent",
    "came_by": "phone",
    "done": "I said sorry and sent the right date.",
    "settled": "yes",
    "told": "yes",
}


def forward(client: PageClient, **changed: Any) -> Page:
    """Pass something on."""
    answers = {**LETTER, **parts(today() - timedelta(days=3)), **changed}
    return client.submit(begin(client, "/staff/forward"), answers, SEND)


def settle(client: PageClient, **changed: Any) -> Page:
    """Record something settled."""
    return client.submit(begin(client, "/staff/resolved"), {**SETTLED, **changed}, SEND)


def one(app: Flask, journey: str) -> Feedback:
    """Return the one piece of a journey."""
    return db.session.scalars(select(Feedback).where(Feedback.journey == journey)).one()


def test_a_letter_is_passed_on_with_the_team_and_the_day_that_had_it_first(
    app: Flask, signed_in: SignIn
) -> None:
    team = app.extensions["portal.council"].teams_on(today())[0].code
    client = signed_in(Role.STAFF)
    sent = forward(client, team=team)

    assert sent.h1 == "It is with the complaints team"
    assert person(stored(app, sent), "sender")["name"] == "Mr Ash"
    with app.app_context():
        feedback = one(app, "keyed-forward")
        assert feedback.reference in sent.main_text
        assert feedback.forwarded_from == team
        assert feedback.team is None  # who got it is not who it is about
        assert (feedback.kind, feedback.channel) == (Kind.NOT_SURE, Channel.LETTER)
        assert feedback.received_on == feedback.first_received_on == today() - timedelta(days=3)
        assert feedback.keyed_by_id == client.account.id


@pytest.mark.parametrize(
    ("giver", "audience"),
    [
        ("child", Audience.UNDER_TWELVE),
        ("young_person", Audience.TWELVE_AND_OVER),
        ("parent", Audience.ADULT),
    ],
)
def test_a_child_who_wrote_to_the_wrong_desk_is_a_child_on_the_desk(
    app: Flask, signed_in: SignIn, giver: str, audience: Audience
) -> None:
    forward(signed_in(Role.STAFF), giver=giver)

    with app.app_context():
        assert one(app, "keyed-forward").audience is audience


def test_what_they_call_a_complaint_is_sent_as_one(app: Flask, signed_in: SignIn) -> None:
    forward(signed_in(Role.STAFF), kind="complaint")

    with app.app_context():
        assert one(app, "keyed-forward").kind is Kind.COMPLAINT


def test_a_photo_of_the_letter_goes_with_it(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    page = begin(client, "/staff/forward")
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(picture, "JPEG")
    picture.seek(0)
    fields = {
        "csrf_token": page.field("csrf_token"),
        "submission_id": page.field("submission_id"),
        "then": "send",
        "added-files": (picture, "letter.jpg"),
        **LETTER,
        **parts(today()),
    }
    answer = client.post(page.url, data=fields, content_type="multipart/form-data")

    assert answer.status_code == 303, answer.get_data(as_text=True)[:3000]
    with app.app_context():
        feedback = one(app, "keyed-forward")
        assert db.session.scalars(select(Attachment).where(Attachment.feedback_id == feedback.id)).one()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("words", "", "Write what it says"),
        ("came_by", None, "Choose how it came"),
        ("on-day", "", "must include a day"),
        ("on-year", "1999", "more than 5 years ago"),
        ("name", "x" * 201, "There is room here"),
    ],
)
def test_a_faulty_letter_keeps_every_word(
    signed_in: SignIn, field: str, typed: str | None, said: str
) -> None:
    answers = {**LETTER, **parts(today()), field: typed}
    client = signed_in(Role.STAFF)
    again = client.submit(
        begin(client, "/staff/forward"), {k: v for k, v in answers.items() if v is not None}, SEND
    )

    assert again.status == 422
    assert said in again.errors[0]
    for name, value in answers.items():
        assert value is None or again.field(name) == value


def test_what_was_settled_goes_to_screening_and_the_right_to_complain_is_asked_about(
    app: Flask, signed_in: SignIn
) -> None:
    client = signed_in(Role.MANAGER)
    assert "keeps the right to make a formal complaint" in client.get_page("/staff/resolved").main_text
    sent = settle(client)

    kept = stored(app, sent)
    assert kept["said"][("settled", "done")] == SETTLED["done"]
    assert kept["said"][("settled", "settled")] == "Yes, they told me so"
    with app.app_context():
        feedback = one(app, "keyed-resolved")
        assert (feedback.kind, feedback.status, feedback.channel) == ("complaint", "received", Channel.PHONE)


@pytest.mark.parametrize("field", ["words", "giver", "came_by", "done", "settled", "told"])
def test_what_was_settled_needs_all_of_it(app: Flask, signed_in: SignIn, field: str) -> None:
    client = signed_in(Role.STAFF)
    answers = {name: value for name, value in SETTLED.items() if name != field}
    again = client.submit(begin(client, "/staff/resolved"), answers, SEND)

    assert again.status == 422
    assert len(again.errors) == 1
    for name, value in answers.items():
        assert again.field(name) == value


def test_one_begun_form_never_takes_the_words_of_the_other(signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    begin(client, "/staff/forward")
    other = client.submit(client.get_page("/staff/resolved"))

    assert other.h1 == "What was raised, and what did you do?"
    assert client.get_page("/staff/forward/letter").status == 200
