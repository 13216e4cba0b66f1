"""Going on with something saved: the same six words, on any phone or computer."""

import pytest
from sqlalchemy import select

from portal.domain.vocabulary import FeedbackStatus
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.drafts import save_page, start_draft
from tests.factories import make_feedback
from tests.pages import Page, PageClient

pytestmark = pytest.mark.usefixtures("clock")
WORDS = "Nobody came to the meeting"


@pytest.fixture
def begun(app):
    with app.app_context():
        draft = start_draft("complaint", 28)
        save_page(draft.id, "danger", {"danger": ["no"]})
        save_page(draft.id, "what-happened", {"words": [WORDS], "what": [WORDS]})
        return draft


def type_code(client: PageClient, code: str, at: str = "/resume") -> Page:
    return client.submit(client.get_page(at), {"code": code})


def test_the_six_words_lead_to_the_page_that_was_written_last(client, begun):
    page = type_code(client, begun.code)
    assert (page.status, page.url) == (200, "/complaint/what-happened")
    assert page.field("words") == WORDS


def test_a_page_that_asks_nothing_leads_on_to_the_first_without_an_answer(app, client, begun):
    with app.app_context():
        save_page(begun.id, "code", {})
    assert type_code(client, begun.code).url == "/complaint/who"


def test_a_page_the_answers_no_longer_lead_to_is_not_gone_on_with(app, client, begun):
    with app.app_context():
        save_page(begun.id, "why-now", {"words": [WORDS]})
    assert type_code(client, begun.code).url == "/complaint/who"


def test_nothing_typed_stands_in_the_address(client, begun):
    page = type_code(client, begun.code)
    assert begun.code.split()[0] not in page.url
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_saved_code_at_the_other_door_offers_to_go_on(client, begun):
    offer = type_code(client, begun.code, at="/track")
    assert offer.url == "/resume"
    assert "You have something here that you have not sent yet" in offer.main_text
    assert "Tuesday 7 April 2026" in offer.main_text
    assert client.follow(offer, "Go on writing").url == "/complaint/what-happened"


def test_a_sent_code_at_this_door_opens_the_private_page(app, client):
    with app.app_context():
        sent = make_feedback(WORDS)
    page = type_code(client, sent.code)
    assert (page.url, page.h1) == ("/track", "We have it")


def test_after_its_last_day_the_code_opens_nothing(client, begun, clock):
    clock.forward(days=29)
    page = type_code(client, begun.code)
    assert page.status == 422
    assert "Check the words and their order" in page.errors[0]


def test_opening_a_draft_sends_nothing(app, client, begun):
    type_code(client, begun.code)
    with app.app_context():
        sent = select(Feedback.id).where(Feedback.submission_id == begun.submission_id)
        assert db.session.scalar(sent) is None


def test_the_words_are_there_in_a_second_browser_and_in_no_third(app, client, begun):
    type_code(client, begun.code)
    assert WORDS in client.get_page("/complaint/check").main_text
    third: PageClient = app.test_client()
    assert WORDS not in third.get_page("/complaint/check").text


def test_a_private_page_and_a_draft_can_be_open_side_by_side(app, client, begun):
    with app.app_context():
        sent = make_feedback("Another matter", status=FeedbackStatus.RECEIVED)
    type_code(client, begun.code)
    type_code(client, sent.code, at="/track")
    assert client.get_page("/track").h1 == "We have it"
    assert WORDS in client.get_page("/complaint/check").main_text


def test_an_empty_box_and_an_old_token_are_said_at_the_box(client, begun):
    page = client.get_page("/resume")
    assert client.submit(page, {"code": ""}).status == 422
    again = client.submit(page, {"code": begun.code, "csrf_token": "forged"})
    assert (again.status, again.field("code")) == (400, begun.code)
    assert client.submit(again).url == "/complaint/what-happened"


def test_opening_another_draft_asks_before_it_puts_one_away(app, client, begun):
    with app.app_context():
        other = start_draft("comment", 28)
        save_page(other.id, "what-happened", {"words": ["An idea"]})
    type_code(client, begun.code)
    asked = type_code(client, other.code)
    assert (asked.status, asked.h1) == (200, "You have begun something else")
    assert begun.code in asked.main_text
    assert client.follow(asked, "Go on with it").field("words") == WORDS
    opened = client.submit(asked, {}, "Open the other one")
    assert (opened.url, opened.field("words")) == ("/comment/what-happened", "An idea")


def test_typing_the_code_of_what_is_open_asks_nothing(client, begun):
    type_code(client, begun.code)
    assert type_code(client, begun.code).url == "/complaint/what-happened"


@pytest.mark.parametrize("start", ["/complaint", "/not-sure", "/easy-read/complaint", "/own-language"])
def test_the_code_is_there_from_the_first_page_on_so_that_an_idle_hour_loses_nothing(client, clock, start):
    first = client.submit(client.get_page(start))
    code = first.find("code-box__words")[0].text or ""
    typed = client.submit(first, {"danger": "no", "words": WORDS}, "Continue")
    assert code in typed.main_text
    clock.forward(minutes=61)
    assert WORDS not in client.get_page(f"{start}/danger").main_text
    found = type_code(client, code)
    assert found.status == 200
    assert client.get_page(f"{start}/danger").field("words") == WORDS


def test_a_child_is_shown_no_code_where_somebody_may_look_on(client):
    first = client.submit(client.get_page("/young-people/under-12"))
    assert not first.find("code-box__words")
