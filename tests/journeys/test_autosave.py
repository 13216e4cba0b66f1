"""Long answers are kept on the server while they are written; nothing is kept in the browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import Visitor, begin_complaint
from tests.journeys.watching import Watch

pytestmark = pytest.mark.parametrize("javascript", [True], ids=["js"], indirect=True)
QUESTION = "What happened, in your own words"
FIRST, SECOND = "We waited three weeks.", "We waited three weeks.\nThen a letter came – to the old address."
EVERY = 21_000  # milliseconds
SAVED = re.compile(r"^Saved \d\d:\d\d$")
UNSAVED = "Not saved yet. Your words are still on this page."


@pytest.fixture
def writing(visitor: Visitor) -> Visitor:
    """Somebody at the long question, whose time the test turns forward."""
    visitor.page.clock.install()
    begin_complaint(visitor)
    visitor.page.goto("/complaint/what-happened")
    return visitor


def later(visitor: Visitor) -> None:
    """Let a bit more than the time pass after which words are saved."""
    visitor.page.clock.fast_forward(EVERY)


def test_words_are_kept_while_they_are_written(writing: Visitor) -> None:
    status = writing.page.locator("#status")
    later(writing)
    expect(status).to_be_empty()
    writing.write(QUESTION, FIRST)
    later(writing)
    expect(status).to_have_text(SAVED)
    writing.page.reload()
    expect(writing.page.get_by_label(QUESTION)).to_have_value(FIRST)
    writing.arrive("What happened?")


def test_without_signal_words_stay_on_the_page_and_are_kept_once_it_is_back(
    writing: Visitor, watch: Watch
) -> None:
    watch.expected.append("ERR_INTERNET_DISCONNECTED")
    status = writing.page.locator("#status")
    writing.page.context.set_offline(True)
    writing.write(QUESTION, FIRST)
    later(writing)
    expect(status).to_contain_text(UNSAVED)
    expect(writing.page.get_by_label(QUESTION)).to_have_value(FIRST)
    writing.write(QUESTION, SECOND)
    writing.page.context.set_offline(False)
    expect(status).to_have_text(SAVED)
    writing.page.reload()
    expect(writing.page.get_by_label(QUESTION)).to_have_value(SECOND)


def test_a_browser_that_was_forgotten_says_that_nothing_is_kept(writing: Visitor) -> None:
    writing.page.context.clear_cookies(name="visit")
    writing.write(QUESTION, FIRST)
    later(writing)
    expect(writing.page.locator("#status")).to_contain_text(UNSAVED)
    writing.press("Continue")
    writing.meets_error("This browser no longer has the rest of what you began")
    expect(writing.page.get_by_label(QUESTION)).to_have_value(FIRST)


def test_leaving_with_words_that_are_not_kept_is_asked_about(writing: Visitor) -> None:
    asked: list[str] = []
    writing.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    writing.page.get_by_label(QUESTION).click()
    writing.page.keyboard.type(FIRST)
    writing.page.goto("/complaint/started")
    assert asked == ["beforeunload"]
    writing.page.goto("/complaint/what-happened")
    writing.write(QUESTION, FIRST)
    writing.go_on("Do you have photos or papers to show us?")
    writing.go_on("When did it start?")
    assert asked == ["beforeunload"]


def test_another_window_is_never_overwritten_and_this_one_never_in_its_own_way(
    writing: Visitor, watch: Watch
) -> None:
    watch.expected.append("409")
    status = writing.page.locator("#status")
    writing.write(QUESTION, FIRST)
    later(writing)
    expect(status).to_have_text(SAVED)
    other = writing.page.context.new_page()
    other.goto("/complaint/what-happened")
    other.get_by_label(QUESTION).fill("Newer, from the other window.")
    other.get_by_role("button", name="Continue").click()
    expect(other.locator("h1")).to_have_text("Do you have photos or papers to show us?")
    other.close()
    writing.write(QUESTION, SECOND)
    later(writing)
    expect(status).to_contain_text("Not saved: this page was changed elsewhere")
    writing.press("Continue")
    writing.meets_error("This page was changed on another phone or in another window")
    expect(writing.page.get_by_text("Newer, from the other window.")).to_be_visible()
    expect(writing.page.get_by_label(QUESTION)).to_have_value(SECOND)
    writing.write(QUESTION, FIRST)
    later(writing)
    expect(status).to_have_text(SAVED)
    writing.write(QUESTION, SECOND)
    writing.go_on("Do you have photos or papers to show us?")
    writing.go_on("When did it start?")
