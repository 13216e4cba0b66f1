"""Not sure, just tell us: one big box."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import Audience, Kind, LetterStyle
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.letters import style_of
from tests.pages import PageClient
from tests.web.walking import STEP, begin, person, send, stored, walk

WORDS = "Something is not right, and I do not know whom to ask."


def test_one_box_is_enough(app: Flask, client: PageClient) -> None:
    kept = stored(app, send(client, "/not-sure", {"what-happened": {"words": WORDS}}))

    assert kept["kind"] == Kind.NOT_SURE
    assert kept["said"] == {("what-happened", "words"): WORDS}
    assert not kept["danger"]


def test_who_and_whom_and_safe_contact_are_kept(app: Flask, client: PageClient) -> None:
    typed = {
        "what-happened": {"words": WORDS},
        "you": {"who": "relative", "name": "Nan", "child": "Theo, 6"},
        "safe-contact": {"how": ["private_page"], "when": "Mornings", "must_not_know": "My son"},
    }

    kept = stored(app, send(client, "/not-sure", typed))

    assert person(kept, "child") == {"name": "Theo, 6"}
    assert kept["safe_contact"] == {"how": ["private_page"], "when": "Mornings", "must_not_know": "My son"}


def test_a_young_person_at_this_door_is_a_young_person_to_the_desk(app: Flask, client: PageClient) -> None:
    send(client, "/not-sure", {"what-happened": {"words": WORDS}, "you": {"who": "young_person"}})
    with app.app_context():
        item = db.session.scalars(select(Feedback).order_by(Feedback.id.desc())).first()
        assert item is not None
        assert item.audience is Audience.TWELVE_AND_OVER
        assert style_of(item) is LetterStyle.YOUNG_PERSON


def test_danger_alone_is_sent_with_one_press(app: Flask, client: PageClient) -> None:
    page = begin(client, "/not-sure")

    sent = client.submit(page, {"danger": "yes", "words": "He is at the door."}, "Send just this now")

    assert sent.h1 == "We have your words"
    assert stored(app, sent)["danger"]


def test_just_this_is_not_sent_where_nobody_is_in_danger(client: PageClient) -> None:
    page = begin(client, "/not-sure")

    refused = client.submit(page, {"danger": "no"}, "Send just this now")

    assert refused.status == 422
    assert "Choose" in refused.errors[0]


def test_an_empty_box_is_refused(client: PageClient) -> None:
    page = walk(client, "/not-sure", {}, until="what-happened")

    refused = client.submit(page, {"words": "\n"}, STEP)

    assert refused.errors == ["Tell us what is on your mind. A few words are enough."]


def test_a_check_page_asks_the_database_no_more_for_more_answers(
    client: PageClient, count_queries: Callable[[], Any]
) -> None:
    counts = []
    for you in ({}, {"who": "relative", "name": "Nan", "child": "Theo, 6"}):
        walk(client, "/not-sure", {"what-happened": {"words": WORDS}, "you": you})
        with count_queries() as queries:
            client.get_page("/not-sure/check")
        counts.append(queries.count)

    assert counts[0] == counts[1]


def test_the_private_code_can_be_kept_before_writing(client: PageClient) -> None:
    page = walk(client, "/not-sure", {}, until="what-happened")

    assert len(page.find("code-box__words")[0].text.split()) == 6
