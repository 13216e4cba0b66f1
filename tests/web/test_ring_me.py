"""Ring me: a number, and how it is safe to ring it."""

import pytest
from flask import Flask

from portal.domain.vocabulary import Kind
from portal.web.answers import Answers
from portal.web.public.ring_me import ring_me_submission
from tests.pages import PageClient
from tests.web.walking import STEP, begin, person, send, stored, walk

NUMBER = "01632 960123"


def test_a_number_is_enough_and_nothing_said_means_the_safest(app: Flask, client: PageClient) -> None:
    kept = stored(app, send(client, "/ring-me", {"number": {"phone": NUMBER}}))

    assert kept["kind"] == Kind.NOT_SURE
    assert person(kept, "sender") == {"phone": NUMBER}
    assert kept["safe_contact"]["how"] == ["phone"]
    assert "say nothing, and leave no message" in kept["safe_contact"]["when"]


def test_what_is_safe_reaches_whoever_rings(app: Flask, client: PageClient) -> None:
    typed = {
        "number": {"phone": NUMBER, "name": "Jo"},
        "when": {
            "times": ["morning", "afternoon"],
            "when": "not on Tuesdays",
            "other": "name_only",
            "voicemail": "yes",
            "must_not_know": "My flatmate",
        },
        "about": {"about": "The new worker"},
    }

    kept = stored(app, send(client, "/ring-me", typed))

    assert kept["safe_contact"] == {
        "how": ["phone"],
        "when": "In the morning, in the afternoon. not on Tuesdays. If somebody else answers: ask by name, "
        "do not say who rings. May leave a name and a number, nothing else.",
        "must_not_know": "My flatmate",
    }
    assert person(kept, "sender")["name"] == "Jo"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Write the telephone number that we should ring"),
        ("12", "Write the whole telephone number, like 01632 960100"),
        ("1" * 201, "There is room here for 200 characters"),
    ],
)
def test_a_number_that_cannot_be_rung_is_refused(client: PageClient, typed: str, error: str) -> None:
    page = walk(client, "/ring-me", {}, until="number")

    refused = client.submit(page, {"phone": typed}, STEP)

    assert refused.status == 422
    assert refused.errors[0].startswith(error)
    assert refused.field("phone") == typed


def test_any_time_and_one_time_do_not_go_together(client: PageClient) -> None:
    page = walk(client, "/ring-me", {"number": {"phone": NUMBER}}, until="when")

    refused = client.submit(page, {"times": ["morning", "any"]}, STEP)

    assert refused.errors == ["Choose either the last answer or the others, not both"]


def test_danger_raises_the_alert(app: Flask, client: PageClient) -> None:
    sent = client.submit(
        begin(client, "/ring-me"), {"danger": "unsafe", "words": "Ring 01632 960123"}, "Send just this now"
    )

    assert stored(app, sent)["danger"]


def test_the_confirmation_says_by_when_we_ring(client: PageClient) -> None:
    sent = send(client, "/ring-me", {"number": {"phone": NUMBER}})

    assert "We try to ring you by" in sent.main_text


def test_saying_whom_to_ask_for_does_not_allow_a_message() -> None:
    answers = Answers({"number": {"phone": [NUMBER]}, "when": {"other": ["council"]}})

    assert "Never leave a message" in ring_me_submission(answers).safe_contact.when
