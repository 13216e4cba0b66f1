"""Danger told in a complaint never waits, and safe contact is what was said to be safe."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.web.answers import Answers
from portal.web.public.complaint_facts import complaint_submission
from tests.pages import PageClient
from tests.web.complaint_steps import ENOUGH, STEP, WORDS, begin, name_of, newest, said_in, walk
from tests.web.walking import person, stored


def test_danger_alone_is_sent_with_one_press(app: Flask, client: PageClient) -> None:
    page = begin(client)
    sent = client.submit(page, {"danger": "yes", "words": "He is outside."}, "Send just this now")
    assert "put an alert in front of" in sent.main_text
    with app.app_context():
        feedback = newest(app)
        assert feedback.danger
        alerts = select(DutyAlert).where(DutyAlert.feedback_id == feedback.id)
        assert db.session.scalars(alerts).one().acknowledged_at is None


def test_somebody_not_safe_is_danger_too(app: Flask, client: PageClient) -> None:
    client.submit(walk(client, {**ENOUGH, "danger": {"danger": "unsafe"}}), button="Send")
    with app.app_context():
        assert newest(app).danger


def test_danger_alone_takes_along_what_was_already_written(app: Flask, client: PageClient) -> None:
    walk(client, ENOUGH, until="affected")
    page = client.get_page("/complaint/danger")
    client.submit(page, {"danger": "yes"}, "Send just this now")
    with app.app_context():
        assert WORDS in [said.answer for said in said_in(newest(app))]


def test_sending_just_this_without_danger_asks_again(client: PageClient) -> None:
    refused = client.submit(begin(client), {"danger": "no", "words": "Kept."}, "Send just this now")
    assert refused.status == 422
    assert refused.field("words") == "Kept."


def test_what_could_not_be_sent_is_mended_and_leads_back_to_check(client: PageClient) -> None:
    walk(client, ENOUGH)
    client.submit(client.get_page("/complaint/details"), {"email": "nope"}, "Save and come back later")
    refused = client.submit(client.get_page("/complaint/check"), button="Send")
    assert (refused.status, refused.h1) == (422, "Your name and how to reach you")
    assert client.submit(refused, {"email": "jo@mail.example"}, STEP).url == "/complaint/check"


@pytest.mark.parametrize(
    ("way", "field", "typed"),
    [
        ("email", "email", "jo@mail.example"),
        ("phone", "phone", "01632 960100"),
        ("letter", "address", "1 Road"),
    ],
)
def test_a_way_of_contact_without_what_it_takes_is_said_at_the_field(
    client: PageClient, way: str, field: str, typed: str
) -> None:
    page = walk(client, {**ENOUGH, "safe-contact": {"how": [way]}}, until="details")
    refused = client.submit(page, {}, STEP)
    assert (refused.status, len(refused.errors)) == (422, 1)
    assert refused.link(refused.errors[0]).href == f"#{field}"
    assert "take the tick away" in refused.errors[0]
    assert name_of(client.submit(refused, {field: typed}, STEP)) == "check"


def test_sending_now_says_so_too_and_the_tick_can_be_taken_away(app: Flask, client: PageClient) -> None:
    page = walk(client, ENOUGH, until="safe-contact")
    refused = client.submit(page, {"how": ["email"]}, "Send now, add the rest later")
    assert (refused.status, refused.h1) == (422, "Your name and how to reach you")
    assert "By e-mail" in refused.errors[0]
    back = client.submit(refused, {"name": "Jo"}, "Change how we reach you")
    assert back.url == "/complaint/safe-contact?change=1"
    check = client.submit(back, {"how": []}, STEP)
    sent = client.submit(check, button="Send")
    assert (name_of(check), person(stored(app, sent), "sender")["name"]) == ("check", "Jo")


def test_danger_waits_for_no_address(client: PageClient) -> None:
    walk(client, {**ENOUGH, "safe-contact": {"how": ["email"]}}, until="details")
    sent = client.submit(client.get_page("/complaint/danger"), {"danger": "yes"}, "Send just this now")
    assert sent.url == "/complaint/sent"


def test_a_number_given_for_danger_is_kept_as_the_senders(app: Flask, client: PageClient) -> None:
    sent = client.submit(
        begin(client), {"danger": "yes", "phone": "01632 960111, ask for Jo"}, "Send just this now"
    )
    kept = stored(app, sent)
    assert person(kept, "sender")["phone"] == "01632 960111, ask for Jo"
    assert kept["safe_contact"]["how"] == ["phone"]
    assert ("danger", "phone") in kept["said"]


def test_what_was_said_of_safe_contact_and_details_counts_more_than_the_number_for_danger() -> None:
    danger = {"danger": ["yes"], "phone": ["01632 960111"]}
    own = complaint_submission(Answers({"danger": danger, "details": {"phone": ["01632 960222"]}}))
    assert (own.parties[0].phone, own.safe_contact.how) == ("01632 960222", ())
    page_only = {"danger": danger, "safe-contact": {"how": ["private_page"]}}
    assert complaint_submission(Answers(page_only)).safe_contact.how == ("private_page",)


def test_after_danger_the_confirmation_says_first_who_was_told_and_what_happens_now(
    client: PageClient,
) -> None:
    sent = client.submit(begin(client), {"danger": "yes"}, "Send just this now")
    said = sent.main_text
    order = ["put an alert in front of", "What happens now", "Keep your private code",
             "What happens to the rest of what you sent", "Ombudsman"]  # fmt: skip
    assert sorted(order, key=said.index) == order
    assert sent.find("govuk-details")
