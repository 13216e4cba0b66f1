"""Making a comment, from the start page to the reference."""

from flask import Flask

from portal.domain.vocabulary import Kind
from tests.pages import PageClient
from tests.web.walking import STEP, person, send, stored, walk

WORDS = "The waiting room has no toys."


def test_a_comment_says_whether_it_wants_an_answer(app: Flask, client: PageClient) -> None:
    typed = {
        "what-happened": {"words": WORDS, "team": "front-door"},
        "answer": {"reply": "yes"},
        "you": {"who": "parent", "name": "Ines"},
        "safe-contact": {"how": ["phone"], "phone": "01632 960123"},
    }

    kept = stored(app, send(client, "/comment", typed))

    assert (kept["kind"], kept["team"]) == (Kind.COMMENT, "front-door")
    assert person(kept, "sender") == {"name": "Ines", "phone": "01632 960123", "reply_wanted": "yes"}
    assert kept["safe_contact"]["how"] == ["phone"]
    assert kept["said"][("answer", "reply")] == "Yes, please answer me"


def test_a_comment_alone_is_enough_and_can_be_sent_early(app: Flask, client: PageClient) -> None:
    page = walk(client, "/comment", {"what-happened": {"words": WORDS}}, until="you")

    sent = client.submit(page, button="Send now, add the rest later")

    assert sent.url == "/comment/sent"
    assert stored(app, sent)["said"] == {("what-happened", "words"): WORDS}


def test_an_empty_comment_is_refused(client: PageClient) -> None:
    page = walk(client, "/comment", {}, until="what-happened")

    refused = client.submit(page, {"words": ""}, STEP)

    assert refused.errors == ["Write your comment. A few words are enough."]


def test_too_long_a_comment_is_refused_and_kept(client: PageClient) -> None:
    page = walk(client, "/comment", {}, until="what-happened")

    refused = client.submit(page, {"words": "x" * 10_001}, STEP)

    assert refused.status == 422
    assert "10,000" in refused.errors[0]
    assert refused.field("words") == "x" * 10_001


def test_the_start_page_leads_the_unhappy_to_the_complaint(client: PageClient) -> None:
    assert client.get_page("/comment").link("make a complaint").href == "/complaint"
