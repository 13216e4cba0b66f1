"""Saying it instead of writing it, with a microphone that the browser pretends to have."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from sqlalchemy import select

from portal.extensions import db
from portal.models.attachment import Attachment
from tests.journeys.conftest import CHROMIUM_SWITCHES
from tests.journeys.looking import WIDE
from tests.journeys.serving import LiveServer
from tests.journeys.walking import until
from tests.journeys.watching import Watch

YOUNG = "/young-people/under-12"
PRETENDING = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
KEPT = "We have kept it"
RUNNING = re.compile(r"0:0[1-9] of 5:00")
HELD = """() => [...document.querySelectorAll("audio")].length"""
# Every microphone that was ever given, so that a test can ask whether it was let go.
REMEMBER = """
    window.given = [];
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await ask(wanted);
        window.given.push(...stream.getTracks());
        return stream;
    };
    // One second would be over before a slow machine presses "Stop playing".
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () { this.playbackRate = 0.1; return play.call(this); };
    window.blobs = new Set();
    const made = URL.createObjectURL.bind(URL), gone = URL.revokeObjectURL.bind(URL);
    URL.createObjectURL = (blob) => { const url = made(blob); window.blobs.add(url); return url; };
    URL.revokeObjectURL = (url) => { window.blobs.delete(url); gone(url); };
"""


@pytest.fixture(scope="module")
def with_microphone(playwright: Playwright, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser that has a microphone and says yes for the person."""
    options = {**browser_type_launch_args, "args": [*CHROMIUM_SWITCHES, *PRETENDING]}
    browser = playwright.chromium.launch(**options)
    yield browser
    browser.close()


@pytest.fixture
def at_the_page(with_microphone: Browser, base_url: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Return a function that begins and comes to the page that offers to speak."""
    opened: list[BrowserContext] = []

    def come(*, allowed: bool = True, script: bool = True) -> Page:
        permissions = ["microphone"] if allowed else []
        context = with_microphone.new_context(
            base_url=base_url, viewport=WIDE, permissions=permissions, java_script_enabled=script
        )
        opened.append(watch.over(context))
        page = context.new_page()
        page.add_init_script(REMEMBER)
        page.goto(YOUNG)
        page.locator("main form button").first.click()
        page.goto(f"{YOUNG}/what-happened")
        return page

    yield come
    for context in opened:
        context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def record(page: Page) -> None:
    """Record for a moment."""
    press(page, "Record")
    expect(page.locator("[data-time]")).to_contain_text(RUNNING)
    press(page, "Stop")
    expect(page.locator("[data-said]")).to_contain_text("Do you want to keep it?")


def lets_go(page: Page) -> bool:
    return bool(
        page.evaluate("window.given.length > 0 && window.given.every((t) => t.readyState === 'ended')")
    )


def test_it_is_recorded_listened_to_only_when_pressed_and_kept(
    at_the_page: Callable[..., Page], live_server: LiveServer
) -> None:
    page = at_the_page()
    record(page)
    until(page, lambda: lets_go(page))
    assert page.evaluate("window.blobs.size") == 0  # nothing plays by itself
    press(page, "Listen")
    press(page, "Stop playing")
    assert page.evaluate("window.blobs.size") == 0
    press(page, "Keep it")
    expect(page.locator("[data-said]")).to_contain_text(KEPT)
    page.reload()
    expect(page.get_by_text("Your recording")).to_be_visible()
    assert page.evaluate(HELD) == 0
    with live_server.app.app_context():
        added = db.session.scalars(select(Attachment).order_by(Attachment.id.desc()).limit(1)).one()
        assert added.media == "audio/webm"
        assert 1 <= (added.seconds or 0) <= 10
        assert added.size > 200
        db.session.rollback()


def test_what_was_just_kept_is_heard_again_only_when_pressed_and_not_by_who_looks_on(
    at_the_page: Callable[..., Page],
) -> None:
    page = at_the_page()
    record(page)
    press(page, "Keep it")
    expect(page.locator("[data-said]")).to_contain_text(KEPT)
    assert page.evaluate("window.blobs.size") == 0
    press(page, "Listen again")
    expect(page.locator("[data-kept] li")).to_have_count(1)
    page.goto(f"{YOUNG}/with-you")
    page.get_by_role("radio", name="Somebody is with me").check()
    press(page, "Next")
    page.goto(f"{YOUNG}/what-happened")
    record(page)
    press(page, "Keep it")
    expect(page.locator("[data-said]")).to_contain_text(KEPT)
    expect(page.get_by_role("button", name="Listen again")).to_have_count(0)


def test_the_check_page_says_how_long_a_recording_is(at_the_page: Callable[..., Page]) -> None:
    page = at_the_page()
    record(page)
    press(page, "Keep it")
    expect(page.locator("[data-said]")).to_contain_text(KEPT)
    page.goto(f"{YOUNG}/check")
    expect(page.get_by_text(re.compile(r"A recording, about \d+ seconds?"))).to_be_visible()


def test_whoever_goes_on_without_pressing_keep_has_still_said_it(at_the_page: Callable[..., Page]) -> None:
    page = at_the_page()
    record(page)
    press(page, "Next")
    expect(page.locator("h1")).not_to_have_text("What happened?")
    page.goto(f"{YOUNG}/what-happened")
    expect(page.get_by_text("Your recording")).to_be_visible()


def test_thrown_away_is_gone_and_taken_out_is_gone(at_the_page: Callable[..., Page]) -> None:
    page = at_the_page()
    record(page)
    press(page, "Throw it away")
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_visible()
    record(page)
    press(page, "Keep it")
    expect(page.locator("[data-said]")).to_contain_text(KEPT)
    press(page, "Take it out")
    expect(page.get_by_text("Your recording")).to_have_count(0)


def test_leaving_lets_go_of_the_microphone_at_once(at_the_page: Callable[..., Page]) -> None:
    page = at_the_page()
    press(page, "Record")
    expect(page.locator("[data-time]")).to_contain_text(RUNNING)
    page.evaluate("document.dispatchEvent(new CustomEvent('portal:leaving'))")
    assert lets_go(page)
    expect(page.locator("[data-said]")).to_have_text("")


def test_a_connection_that_breaks_keeps_the_recording_on_the_page(
    at_the_page: Callable[..., Page], watch: Watch
) -> None:
    watch.expected.append("net::ERR_FAILED")
    page = at_the_page()
    record(page)
    page.route("**/recording", lambda route: route.abort())
    press(page, "Keep it")
    expect(page.locator("[data-said]")).to_contain_text("We could not keep it yet")
    page.unroute("**/recording")
    press(page, "Keep it")
    expect(page.locator("[data-said]")).to_contain_text(KEPT)


def test_without_a_script_nothing_is_offered(at_the_page: Callable[..., Page]) -> None:
    page = at_the_page(script=False)
    expect(page.locator("#recorder")).to_be_hidden()
    expect(page.get_by_role("textbox").first).to_be_visible()
