"""What happens to a draft: lost, idle, thrown away, begun anew, sent, closed."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.extensions import db
from portal.models.draft import Draft
from portal.models.feedback import Feedback
from portal.services.intake import find_receipt
from tests.conftest import Clock
from tests.pages import PageClient
from tests.web.journey_steps import ANEW, WORDS, begin, count, draft_answers, go_to


def test_words_that_lost_their_draft_stay_and_begin_again(
    app: Flask, client: PageClient, clock: Clock
) -> None:
    begin(client)
    page = go_to(client, "what-happened")
    with app.app_context():
        db.session.execute(update(Draft).values(expires_at=Draft.created_at))
        db.session.commit()
    lost = client.submit(page, {"words": WORDS}, "Continue")
    assert lost.status == 409
    assert "no longer has the rest" in lost.errors[0]
    again = client.submit(lost, {}, "Continue")
    assert again.url == "/complaint/danger"
    assert go_to(client, "what-happened").field("words") == WORDS.replace("\r\n", "\n")


def test_after_an_idle_hour_words_are_read_here_only_with_the_six_words(
    client: PageClient, clock: Clock
) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    page = go_to(client, "affected")
    clock.forward(minutes=61)
    for address in ("/complaint/what-happened", "/complaint/check", "/complaint/save", "/complaint"):
        closed = client.get_page(address)
        assert "still saved" in closed.main_text, address
        assert closed.link("Go on with your six words").href == "/resume"
        assert "did not come" not in closed.html
    late = client.submit(page, {"words": "He is sad."}, "Continue")
    assert (late.status, late.field("words")) == (409, "He is sad.")
    assert "still saved" in late.errors[0]


def test_saving_while_writing_keeps_a_draft_open(client: PageClient, clock: Clock) -> None:
    page = begin(client)
    form, _ = page.form_for("Continue")
    token = {name: page.field(name) for name in ("csrf_token", "submission_id")}
    for minute in range(3):
        clock.forward(minutes=50)
        typed = {**token, "words": f"Minute {minute}"}
        assert client.post(form.get("data-autosave-url") or "", data=typed).status_code == 200


@pytest.mark.parametrize("address", ["/complaint", "/complaint/save"])
def test_what_was_begun_can_be_thrown_away_after_a_question(
    app: Flask, client: PageClient, address: str
) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    sure = client.follow(client.get_page(address), "Throw it away")
    assert sure.h1 == "Throw away what you have written?"
    with app.app_context():
        before = count(Draft)
    gone = client.submit(sure, button="Yes, throw it away")
    assert gone.url == "/complaint"
    assert "thrown away" in gone.text
    assert go_to(client, "what-happened").status == 404
    with app.app_context():
        assert count(Draft) == before - 1


def test_throwing_away_needs_a_fresh_page(app: Flask, client: PageClient) -> None:
    begin(client)
    sure = go_to(client, "discard")
    refused = client.submit(sure, {"csrf_token": "forged"}, "Yes, throw it away")
    assert (refused.status, refused.h1) == (400, sure.h1)
    assert go_to(client, "danger").status == 200


def test_words_written_after_sending_in_another_window_are_kept(client: PageClient) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    other_window = go_to(client, "affected")
    client.submit(go_to(client, "check"), button="Send")
    late = client.submit(other_window, {"words": "And another thing."}, "Continue")
    assert late.status == 409
    assert "You have sent this already" in late.errors[0]
    assert late.field("words") == "And another thing."


def test_words_never_land_in_another_draft(app: Flask, client: PageClient) -> None:
    client.submit(begin(client), {"danger": "no"}, "Continue")
    first_window = go_to(client, "what-happened")
    begin(client)
    lost = client.submit(first_window, {"words": "Of the first."}, "Continue")
    assert lost.status == 409
    assert draft_answers(app) == {}


@pytest.mark.parametrize(
    ("other", "heading"),
    [("/complaint", "You have begun this already"), ("/comment", "You have begun something else")],
)
def test_beginning_again_asks_first_and_shows_the_words_that_lead_back(
    app: Flask, client: PageClient, other: str, heading: str
) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    asked = client.submit(client.get_page(other))
    code = asked.find("code-box__words")[0].text or ""
    assert (asked.h1, len(code.split())) == (heading, 6)
    assert client.follow(asked, "Go on with it").url.startswith("/complaint/")
    anew = client.submit(asked, button=ANEW)
    assert anew.url.startswith(f"{other}/")
    assert draft_answers(app) == {}
    client.submit(client.get_page("/resume"), {"code": code})
    assert go_to(client, "what-happened").field("words") == WORDS.replace("\r\n", "\n")


def test_a_kept_code_is_not_shown_again_when_beginning_something_else(client: PageClient) -> None:
    begin(client)
    client.submit(go_to(client, "code"), button="I have kept it")
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    asked = client.submit(client.get_page("/comment"))
    assert not asked.find("code-box__words")
    assert "six words" in asked.main_text


def test_beginning_twice_without_a_word_in_between_asks_nothing(app: Flask, client: PageClient) -> None:
    start = client.get_page("/complaint")
    with app.app_context():
        before = count(Draft)
    assert [client.submit(start).url for _ in range(2)] == ["/complaint/danger"] * 2
    with app.app_context():
        assert count(Draft) == before + 1


def test_words_that_lost_their_draft_show_the_code_of_the_one_they_would_replace(client: PageClient) -> None:
    client.submit(begin(client), {"danger": "no"}, "Continue")
    first_window = go_to(client, "what-happened")
    client.submit(begin(client), {"danger": "no"}, "Continue")
    code = go_to(client, "code").find("code-box__words")[0].text or ""
    lost = client.submit(first_window, {"words": "Of the first."}, "Continue")
    assert (lost.status, code in lost.main_text) == (409, True)


def test_sending_twice_gives_one_reference(app: Flask, client: PageClient) -> None:
    with app.app_context():
        before = count(Feedback)
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    check = go_to(client, "check")
    first, second = client.submit(check, button="Send"), client.submit(check, button="Send")
    assert first.url == second.url == "/complaint/sent"
    assert first.main_text == second.main_text
    with app.app_context():
        assert count(Feedback) == before + 1


def test_send_now_pressed_twice_leads_to_the_same_confirmation(client: PageClient) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    page, typed = go_to(client, "affected"), {"words": "It upset him."}
    first = client.submit(page, typed, "Send now, add the rest later")
    second = client.submit(page, typed, "Send now, add the rest later")
    assert first.url == second.url == "/complaint/sent"
    more = client.submit(page, {"words": "It upset him. And me."}, "Send now, add the rest later")
    assert (more.status, more.field("words")) == (409, "It upset him. And me.")


def test_check_leads_to_the_page_that_is_still_missing(client: PageClient) -> None:
    begin(client)
    missing = client.submit(go_to(client, "check"), button="Send")
    assert (missing.status, missing.h1) == (422, "What happened?")
    assert client.submit(missing, {"words": WORDS}, "Continue").status == 200


def test_the_confirmation_can_be_loaded_again_for_an_hour_or_until_closed(
    client: PageClient, clock: Clock
) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    sent = client.submit(go_to(client, "check"), button="Send")
    clock.forward(minutes=59)
    assert client.get_page("/complaint/sent").main_text == sent.main_text
    clock.forward(minutes=2)
    assert client.get_page("/complaint/sent").h1 == "This page is closed"


def test_closing_the_confirmation_closes_it(client: PageClient) -> None:
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    sent = client.submit(go_to(client, "check"), button="Send")
    closed = client.submit(client.submit(sent, button="I have kept it"), button="Close this page")
    assert closed.url == "/"
    assert "reference" not in " ".join(element.text or "" for element in closed.find("notice"))
    assert client.get_page("/complaint/sent").h1 == "This page is closed"


@pytest.mark.parametrize(("press", "is_kept"), [("I have kept it, close", True), ("Close without", False)])
def test_closing_asks_first_while_the_code_is_not_kept(app: Flask, client: PageClient, press: str,
                                                       is_kept: bool) -> None:  # fmt: skip
    begin(client)
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    sent = client.submit(go_to(client, "check"), button="Send")
    code = sent.find("code-box__words")[0].text or ""
    asked = client.submit(sent, button="Close this page")
    assert (asked.h1, code in asked.main_text) == ("Have you kept your six words?", True)
    assert "nobody can open your private page" in asked.main_text
    assert client.get_page("/complaint/sent").status == 200
    assert client.submit(asked, button=press).url == "/"
    assert client.get_page("/complaint/sent").h1 == "This page is closed"
    with app.app_context():
        newest = db.session.scalars(select(Feedback.id).order_by(Feedback.id.desc()).limit(1)).one()
        assert (find_receipt(newest).code is None) is is_kept


def test_the_code_is_shown_until_it_is_kept_and_stays_the_same(client: PageClient) -> None:
    begin(client)
    page = go_to(client, "code")
    code = page.find("code-box__words")[0].text or ""
    assert len(code.split()) == 6
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    sent = client.submit(go_to(client, "check"), button="Send")
    assert code in sent.main_text
    kept = client.submit(sent, button="I have kept it")
    assert kept.url == "/complaint/sent"
    assert code not in kept.main_text


def test_a_code_kept_while_writing_is_shown_no_more(client: PageClient) -> None:
    begin(client)
    page = go_to(client, "code")
    code = page.find("code-box__words")[0].text or ""
    assert client.submit(page, button="I have kept it").url == "/complaint/what-happened"
    for name in ("code", "save"):
        assert code not in go_to(client, name).main_text


def test_save_keeps_even_what_would_be_refused_and_says_until_when(client: PageClient, clock: Clock) -> None:
    begin(client)
    saved = client.submit(go_to(client, "details"), {"email": "not yet"}, "Save and come back later")
    assert saved.url == "/complaint/save"
    assert "Tuesday 7 April 2026" in saved.main_text
    assert go_to(client, "details").field("email") == "not yet"


def test_leaving_forgets_this_browser_and_not_the_words(app: Flask, client: PageClient) -> None:
    page = begin(client)
    saved = client.submit(page, {"danger": "no"}, "Save and come back later")
    left = client.submit(saved, button="Leave, and forget me here")
    assert left.url == "/"
    assert go_to(client, "danger").status == 404
    assert draft_answers(app)["danger"]["danger"] == ["no"]
