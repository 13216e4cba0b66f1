"""Leaving in a hurry, in a real browser: the Shift key, the button, the link to it, and what Back shows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.walking import Visitor, begin_complaint, until
from tests.journeys.watching import Watch

SAFE = "https://www.bbc.co.uk/weather"
WEATHER = "The weather"
TYPED = "quillwyvern came to the door"
# In one go, for the page is gone afterwards: what listeners heard, and what stood there when it was sent.
PRESS_AND_LOOK = """() => {
    const seen = [];
    const words = () => document.body.innerText.trim();
    document.addEventListener("portal:leaving", (event) => seen.push(words() ? event.type : "too late"));
    navigator.sendBeacon = (address) => {
        seen.push(words() ? "words still there" : "blank", `sent to ${new URL(address).pathname}`);
        return true;
    };
    document.querySelector("#exit-this-page").click();
    return [...seen, document.title];
}"""
VALUES = "all => all.map((field) => field.value)"

# The keyboard's way needs JavaScript; the button's does not.
needs_scripts = pytest.mark.parametrize("javascript", [True], ids=["js"])
pytestmark = pytest.mark.usefixtures("weather")


@pytest.fixture
def weather(watch: Watch) -> None:
    """The harmless site; a test brings it to its own browser with ``let_go``."""
    watch.expected.append("www.bbc.co.uk")


def let_go(context: BrowserContext) -> None:
    context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body=WEATHER))


@pytest.fixture
def writer(visitor: Visitor) -> Visitor:
    """Somebody in the middle of a complaint, with words typed and not yet saved."""
    let_go(visitor.page.context)
    begin_complaint(visitor)
    visitor.page.goto("/complaint/what-happened")
    visitor.page.locator("textarea").fill(TYPED)
    return visitor


def shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def left(page: Page) -> None:
    expect(page.get_by_text(WEATHER)).to_be_visible()


def heard(page: Page) -> None:
    """Wait until the server has answered that somebody left, which takes every cookie away."""
    until(page, lambda: not page.context.cookies())


@needs_scripts
def test_three_shifts_leave_and_say_how_many_are_missing(writer: Visitor) -> None:
    said = writer.page.locator(".exit-page [role=status]")
    shift(writer.page, 1)
    expect(said).to_have_text("Shift: press 2 more times to exit.")
    shift(writer.page, 1)
    expect(said).to_have_text("Shift: press 1 more time to exit.")
    shift(writer.page, 1)
    left(writer.page)


@needs_scripts
def test_three_shifts_count_within_five_seconds_only(writer: Visitor) -> None:
    page = writer.page
    page.clock.install()
    page.reload()
    shift(page, 2)
    page.clock.fast_forward(5_100)
    expect(page.locator(".exit-page [role=status]")).to_have_text("")
    shift(page, 2)
    expect(page.locator("h1")).to_have_text("What happened?")
    page.clock.fast_forward(3_000)
    shift(page, 1)
    left(page)


@needs_scripts
def test_escape_and_capital_letters_never_leave(writer: Visitor) -> None:
    for _ in range(4):
        writer.page.keyboard.press("Escape")
    writer.page.locator("textarea").press_sequentially("ABC DEF")
    for _ in range(4):
        writer.page.keyboard.press("Shift+Tab")
    expect(writer.page.locator("h1")).to_have_text("What happened?")


@needs_scripts
def test_the_page_is_blank_before_anything_is_sent(writer: Visitor) -> None:
    assert writer.page.evaluate(PRESS_AND_LOOK) == ["portal:leaving", "blank", "sent to /exit", "Loading"]


@needs_scripts
def test_other_tabs_leave_too(writer: Visitor) -> None:
    other = writer.page.context.new_page()
    other.goto("/complaint/what-happened")
    shift(writer.page, 3)
    left(writer.page)
    left(other)


def test_the_button_leaves_and_going_back_shows_nothing(writer: Visitor) -> None:
    page = writer.page
    page.get_by_role("button", name="Exit this page").click()
    left(page)
    for _ in range(4):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("quillwyvern")
        assert "quillwyvern" not in "".join(page.locator("textarea, input").evaluate_all(VALUES))


def test_a_tab_that_is_opened_again_shows_nothing(writer: Visitor) -> None:
    page = writer.page
    writer.press("Save and come back later", "Your words are saved")
    code = writer.code
    was_at = page.url
    page.get_by_role("button", name="Exit this page").click()
    left(page)
    again = page.context.new_page()
    for address in (was_at, "/complaint/what-happened", "/complaint/check", "/complaint", "/resume"):
        again.goto(address)
        assert "quillwyvern" not in again.content(), address
        assert code not in again.content(), address


@needs_scripts
def test_words_typed_a_moment_ago_are_not_lost(writer: Visitor) -> None:
    code = writer.page.locator("#code-words").text_content() or ""
    shift(writer.page, 3)
    left(writer.page)
    heard(writer.page)
    writer.open("/resume", "Go on with what you saved")
    writer.write("Your six words", code)
    writer.press("Go on", "What happened?")
    expect(writer.page.locator("textarea")).to_have_value(TYPED)


def test_only_the_six_words_bring_it_back(writer: Visitor, meet: Callable[[], Visitor]) -> None:
    writer.press("Save and come back later", "Your words are saved")
    code = writer.code
    writer.page.get_by_role("button", name="Exit this page").click()
    left(writer.page)
    writer.open("/resume", "Go on with what you saved")
    writer.write("Your six words", code)
    writer.press("Go on", "What happened?")
    expect(writer.page.locator("textarea")).to_have_value(TYPED)


def test_the_second_stop_of_the_keyboard_leads_to_it(visitor: Visitor) -> None:
    let_go(visitor.page.context)
    visitor.open("/not-sure", "Not sure? Just tell us")
    page = visitor.page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to “Exit this page”")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Exit this page")).to_be_focused()
    page.keyboard.press("Enter")
    left(page)


@pytest.mark.parametrize("address", ["/", "/easy-read", "/young-people", "/complaint", "/languages/ar"])
def test_on_a_phone_it_stays_in_reach(visitor: Visitor, address: str) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    button = page.get_by_role("button", name="Exit this page")
    for share in (0, 0.5, 1):
        page.mouse.wheel(0, 100_000 * share)
        expect(button).to_be_in_viewport(ratio=1)
        box = button.bounding_box()
        assert box
        assert min(box["height"], box["width"]) >= 44


def test_back_and_reopened_tabs_do_not_even_say_that_anything_was_begun(writer: Visitor) -> None:
    page, opened = writer.page, ["/complaint/check", "/complaint/save", "/complaint/sent", "/track/said"]
    for name in ("started", "affected", "put-right", "team"):
        opened.append(f"/complaint/{name}")
        page.goto(opened[-1])
    page.get_by_role("button", name="Exit this page").click()
    left(page)
    for _ in range(4):
        page.go_back()
        says_nothing(page)
    for address in opened:
        page.goto(address)
        says_nothing(page)


@needs_scripts
def test_back_shows_nothing_while_the_press_is_still_on_its_way(writer: Visitor) -> None:
    page, held = writer.page, list[Route]()
    page.context.route("**/exit", lambda route: held.append(route))
    page.goto("/complaint/started")
    page.get_by_role("button", name="Exit this page").click()
    left(page)
    page.go_back()
    says_nothing(page)
    assert {cookie.get("name") for cookie in page.context.cookies()} <= {"form"}
    assert len(held) == 1


def says_nothing(page: Page) -> None:
    """See the page that says nothing, and not one of the last that is about to go."""
    expect(page.get_by_text("There is nothing to show here.")).to_be_visible()
    shown = page.content().lower()
    assert not [
        words for words in ("six words", "begun", "exbourne", "complaint", "council") if words in shown
    ]
