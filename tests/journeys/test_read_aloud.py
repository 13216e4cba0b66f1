"""Reading to a child: only when asked, only with voices of this device, silent at once when it must be."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

UNDER = "/young-people/under-12"
LOCAL = '[{name: "Here", lang: "en-GB", localService: true}]'
AFAR = (
    '[{name: "Afar", lang: "en-GB", localService: false}, {name: "Ici", lang: "fr-FR", localService: true}]'
)
# Says nothing and remembers everything; like a real one, it answers a cancel with an error later on.
FAKE = """
window.spoken = []; window.cancels = 0; let queue = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const fake = Object.assign(new EventTarget(), {
    getVoices: () => window.fakeVoices ?? VOICES,
    speak: (part) => { queue.push(part); window.spoken.push([part.text, part.voice.name]); },
    cancel: () => {
        window.cancels += 1;
        const dropped = queue; queue = [];
        setTimeout(() => dropped.forEach((part) => part.onerror?.({error: "canceled"})), 0);
    },
});
window.finish = () => { const done = queue; queue = []; done.forEach((part) => part.onend?.({})); };
Object.defineProperty(window, "speechSynthesis", {value: fake});
"""
OffersVoices = Callable[[str], Page]


@pytest.fixture
def javascript() -> bool:
    """Reading aloud is a script's work."""
    return True


@pytest.fixture
def open_with(open_browser: Callable[[], BrowserContext]) -> OffersVoices:
    """Return a function that opens a child's page on a device with these voices."""

    def open_page(voices: str, address: str = UNDER) -> Page:
        page = open_browser().new_page()
        page.add_init_script(FAKE.replace("VOICES", voices))
        page.goto(address)
        return page

    return open_page


def spoken(page: Page) -> list[Any]:
    """Return the sentences that were said so far."""
    return [text for text, _ in page.evaluate("window.spoken")]


def test_a_block_is_read_when_asked_and_shown_while_it_is(open_with: OffersVoices) -> None:
    page = open_with(LOCAL)
    assert spoken(page) == []
    page.get_by_role("button", name="Read this to me: Tell us what happened").click()
    assert spoken(page) == [
        "Tell us what happened.",
        "You can tell us how you feel. It can be good or bad.",
        "You will not be in trouble.",
    ]
    expect(page.locator(".being-read")).to_have_count(1)
    expect(page.locator(".being-read h1")).to_be_visible()
    page.evaluate("window.finish()")
    expect(page.locator(".being-read")).to_have_count(0)


def test_every_question_is_read_with_its_choices_and_never_what_was_typed(open_with: OffersVoices) -> None:
    page = open_with(LOCAL)
    page.get_by_role("button", name="Start", exact=True).click()
    for heading in ("Who is with you?", "How are you?"):
        expect(page.locator("h1")).to_have_text(heading)
        page.get_by_role("button", name="Skip").click()
    page.get_by_role("textbox", name="Tell us in your words").fill("a secret")
    page.get_by_role("button", name="Read this to me: What was it?").click()
    assert spoken(page)[:3] == [
        "What was it?",
        "Choose pictures. You can choose more than one.",
        "They do not listen to me.",
    ]
    page.get_by_role("button", name="Read this to me: Tell us in your words").click()
    assert spoken(page)[-2:] == [
        "Tell us in your words.",
        "Spelling does not matter.",
    ]
    assert "secret" not in " ".join(spoken(page))
    blocks = page.locator("main [data-read], main form > .govuk-form-group")
    expect(page.locator(".read-aloud")).to_have_count(blocks.count())


def test_pressing_again_stops_and_another_block_takes_over(open_with: OffersVoices) -> None:
    page = open_with(LOCAL)
    first = page.get_by_role("button", name="Read this to me: Tell us what happened")
    first.click()
    page.get_by_role("button", name="Stop reading: Tell us what happened").click()
    expect(page.locator(".being-read")).to_have_count(0)
    first.click()
    page.get_by_role("button", name="Read this to me: Need help now?").click()
    expect(page.locator(".being-read")).to_have_count(1)
    expect(page.locator(".being-read h2")).to_have_text("Need help now?")
    page.wait_for_timeout(50)  # the errors of what was cancelled arrive late and must not stop the new one
    expect(page.locator(".being-read")).to_have_count(1)


@pytest.mark.parametrize("voices", [AFAR, "[]"], ids=["only-afar-or-foreign", "none"])
def test_without_a_voice_of_its_own_nothing_is_offered(open_with: OffersVoices, voices: str) -> None:
    page = open_with(voices)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".read-aloud")).to_have_count(0)


def test_voices_that_come_later_are_offered_and_are_gone_with_them(open_with: OffersVoices) -> None:
    page = open_with("[]")
    page.evaluate(f"window.fakeVoices = {LOCAL}; speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(page.locator(".read-aloud").first).to_be_visible()
    page.evaluate("window.fakeVoices = []; speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(page.locator(".read-aloud").first).to_be_hidden()


@pytest.mark.parametrize("leave", ["exit", "pagehide", "hidden"])
def test_it_is_silent_at_once_when_the_page_is_left(open_with: OffersVoices, leave: str) -> None:
    page = open_with(LOCAL)
    page.route("https://www.bbc.co.uk/**", lambda route: route.abort())
    page.get_by_role("button", name="Read this to me: Tell us what happened").click()
    before = page.evaluate("window.cancels")
    ways = {
        "exit": "document.body.classList.add('leaving')",
        "pagehide": "window.dispatchEvent(new PageTransitionEvent('pagehide'))",
        "hidden": "Object.defineProperty(document, 'hidden', {value: true});"
        "document.dispatchEvent(new Event('visibilitychange'))",
    }
    page.evaluate(ways[leave])
    page.wait_for_function("count => window.cancels > count", arg=before)
    expect(page.locator(".being-read")).to_have_count(0)


def test_escape_does_nothing_and_nothing_is_kept(open_with: OffersVoices) -> None:
    page = open_with(LOCAL)
    page.get_by_role("button", name="Read this to me: Tell us what happened").click()
    page.keyboard.press("Escape")
    expect(page.locator(".being-read")).to_have_count(1)
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[], []]


def test_grown_ups_pages_have_no_such_button(open_with: OffersVoices) -> None:
    page = open_with(LOCAL, "/complaint")  # type: ignore[call-arg]
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".read-aloud")).to_have_count(0)
