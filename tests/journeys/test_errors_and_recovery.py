"""What goes wrong on the way: every word stays, the problem is said first, and one goes on from there."""

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import Visitor, begin_complaint

QUESTION = "What happened, in your own words"
WORDS = "Nobody came.\n\n  Not on Monday, not on Tuesday: “tomorrow”, they said."
TOO_LONG = "word " * 6_001
DATE = "On which day will it happen, if you know?"


@pytest.fixture
def writing(visitor: Visitor) -> Visitor:
    """Somebody who has come to the question that needs an answer."""
    begin_complaint(visitor)
    visitor.page.goto("/complaint/what-happened")
    return visitor


def test_an_empty_answer_is_asked_for_and_then_taken(writing: Visitor) -> None:
    writing.write(QUESTION, "   ")
    writing.press("Continue")
    link = writing.meets_error("Tell us what happened. A few words are enough.")
    expect(writing.page).to_have_title("Error: What happened? – Children's feedback – Exbourne Council")
    link.click()
    expect(writing.page.get_by_role("textbox", name=QUESTION)).to_be_focused()
    writing.write(QUESTION, WORDS)
    writing.go_on("Do you have photos or papers to show us?")
    writing.go_on("When did it start?")


def test_sending_without_the_needed_answer_leads_to_its_question(writing: Visitor) -> None:
    writing.open("/complaint/check", "Check what you are about to send")
    writing.press("Send")
    writing.meets_error("Tell us what happened. A few words are enough.")
    writing.write(QUESTION, WORDS)
    writing.press("Continue")
    expect(writing.page.locator("h1")).not_to_have_text("What happened?")


def test_an_impossible_date_stays_as_typed_and_is_mended(writing: Visitor) -> None:
    writing.write(QUESTION, WORDS)
    writing.go_on("Do you have photos or papers to show us?")
    writing.go_on("When did it start?")
    writing.page.goto("/complaint/about-to-happen")
    for part, number in {"Day": "31", "Month": "2", "Year": "2027"}.items():
        writing.write(part, number)
    writing.write("What should we know about what is coming?", WORDS)
    writing.press("Continue")
    writing.meets_error("The day must be a real date: that month has fewer days").click()
    day = writing.page.get_by_role("group", name=DATE).get_by_role("textbox", name="Day")
    expect(day).to_be_focused()
    expect(day).to_have_value("31")
    expect(writing.page.get_by_label("What should we know about what is coming?")).to_have_value(WORDS)
    day.fill("28")
    writing.go_on("What would put it right?")


def test_too_many_words_stay_and_are_made_fewer(writing: Visitor) -> None:
    writing.write(QUESTION, TOO_LONG)
    writing.press("Continue")
    writing.meets_error("There is room here for 30,000 characters and you have written 30,005.")
    expect(writing.page.get_by_label(QUESTION)).to_have_value(TOO_LONG)
    writing.write(QUESTION, TOO_LONG[:30_000])
    writing.press("Continue")
    expect(writing.page.locator("h1")).to_have_text("Do you have photos or papers to show us?")


@pytest.mark.parametrize("how", ["cookie gone", "token forged"])
def test_an_old_page_keeps_the_words_and_the_next_press_takes_them(writing: Visitor, how: str) -> None:
    writing.write(QUESTION, WORDS)
    if how == "cookie gone":
        writing.page.context.clear_cookies(name="form")
    else:
        writing.page.locator("form [name=csrf_token]").first.evaluate("token => { token.value += 'x'; }")
    writing.press("Continue")
    writing.meets_error("This page had been open too long")
    expect(writing.page.get_by_label(QUESTION)).to_have_value(WORDS)
    writing.go_on("Do you have photos or papers to show us?")
    writing.go_on("When did it start?")
    writing.page.goto("/complaint/what-happened")
    expect(writing.page.get_by_label(QUESTION)).to_have_value(WORDS)


def test_a_browser_that_was_forgotten_keeps_the_words_and_begins_again(writing: Visitor) -> None:
    writing.write(QUESTION, WORDS)
    writing.page.context.clear_cookies(name="visit")
    writing.press("Continue")
    writing.meets_error("This browser no longer has the rest of what you began")
    expect(writing.page.get_by_label(QUESTION)).to_have_value(WORDS)
    writing.go_on("Is anybody in danger now?")
    writing.page.goto("/complaint/what-happened")
    expect(writing.page.get_by_label(QUESTION)).to_have_value(WORDS)


def test_an_old_check_page_sends_nothing_until_it_is_pressed_again(writing: Visitor) -> None:
    writing.write(QUESTION, WORDS)
    writing.go_on("Do you have photos or papers to show us?")
    writing.go_on("When did it start?")
    writing.open("/complaint/check", "Check what you are about to send")
    writing.page.context.clear_cookies(name="form")
    writing.press("Send")
    writing.meets_error("This page had been open too long, so nothing was sent.")
    writing.press("Send", "You have sent it")


def test_lost_pages_say_where_to_go(visitor: Visitor) -> None:
    visitor.open("/complaint/what-happened", "Page")
    begin_complaint(visitor)
    visitor.open("/comment/you", "We can’t find what you began")
    visitor.press("Go on with something you saved", "Go on with what you saved")
    visitor.open("/complaint/sent", "This page is closed")
    visitor.open("/complaint/no-such-page", "There is no page here")
