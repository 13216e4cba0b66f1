"""Saying thank you, from the start page to the reference."""

from flask import Flask

from portal.domain.vocabulary import Audience, Kind
from tests.pages import PageClient
from tests.web.walking import STEP, person, send, stored, walk

WORDS = "Femi rang back every time.\n\nNobody did that before."
TYPED = {
    "who-to-thank": {"worker": "Femi", "team": "fostering"},
    "what-happened": {"words": WORDS},
    "you": {"who": "foster_carer", "name": "Ola"},
    "passing-on": {"tell": "without_name", "quote": "no"},
    "safe-contact": {"how": ["email"], "email": "ola@mail.example"},
}


def test_a_thank_you_becomes_a_compliment_with_whom_it_is_for(app: Flask, client: PageClient) -> None:
    sent = send(client, "/compliment", TYPED)

    kept = stored(app, sent)
    assert sent.url == "/compliment/sent"
    assert (kept["kind"], kept["audience"], kept["team"]) == (Kind.COMPLIMENT, Audience.ADULT, "fostering")
    assert kept["said"][("what-happened", "words")] == WORDS
    assert kept["said"][("passing-on", "tell")] == "Yes, without my name"
    assert person(kept, "worker_named") == {"name": "Femi"}
    assert person(kept, "sender") == {"name": "Ola", "email": "ola@mail.example"}
    assert kept["mail_allowed"]


def test_only_what_they_did_has_to_be_answered(app: Flask, client: PageClient) -> None:
    sent = send(client, "/compliment", {"what-happened": {"words": "She listened."}})

    kept = stored(app, sent)
    assert list(kept["said"]) == [("what-happened", "words")]
    assert kept["people"] == [("sender", "not_said", {})]
    assert kept["team"] is None
    assert not kept["mail_allowed"]


def test_the_confirmation_gives_a_real_date_and_promises_no_more_than_was_allowed(client: PageClient) -> None:
    sent = send(client, "/compliment", TYPED)

    assert "only as far as you allowed" in sent.main_text
    assert "Keep your private code" in sent.main_text


def test_nothing_typed_is_said_kindly_and_leads_to_the_box(client: PageClient) -> None:
    page = walk(client, "/compliment", {}, until="what-happened")

    refused = client.submit(page, {"words": " "}, STEP)

    assert (refused.status, refused.errors) == (422, ["Tell us what they did. A few words are enough."])
    assert refused.link("Tell us what they did").href == "#words"


def test_a_way_of_contact_needs_its_address(client: PageClient) -> None:
    page = walk(client, "/compliment", {"what-happened": {"words": WORDS}}, until="safe-contact")

    refused = client.submit(page, {"how": ["email", "phone", "letter"]}, STEP)

    assert refused.errors == [
        "Fill in “Your e-mail address”, or take the tick away above it",
        "Fill in “Your telephone number”, or take the tick away above it",
        "Fill in “Your postal address”, or take the tick away above it",
    ]


def test_a_wrong_address_and_too_long_a_name_are_refused_with_every_word_kept(client: PageClient) -> None:
    page = walk(client, "/compliment", {"what-happened": {"words": WORDS}}, until="safe-contact")

    refused = client.submit(page, {"how": ["email"], "email": "ola at mail", "phone": "12"}, STEP)

    assert refused.status == 422
    assert refused.field("email") == "ola at mail"
    assert len(refused.errors) == 2


def test_the_criteria_of_the_council_stand_on_the_start_page(client: PageClient) -> None:
    assert "freely given" in client.get_page("/compliment").main_text


def test_the_start_page_promises_to_show_a_thank_you_only_to_those_allowed(client: PageClient) -> None:
    said = client.get_page("/compliment").main_text
    assert "we will tell them" not in said
    assert "only if you say so" in said
