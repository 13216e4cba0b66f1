"""What a browser still holds after "Exit this page": storage, cookies, addresses, files of its profile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.journeys.walking import until

SAID, NAMED = "quillwyvern", "zorbasquith"
MARKS = (SAID, NAMED)
HELD = """async () => ({
    local: Object.entries(localStorage).flat(),
    session: Object.entries(sessionStorage).flat(),
    bases: (await indexedDB.databases()).map((base) => base.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map((worker) => worker.scope),
    cookies: document.cookie,
    state: JSON.stringify(history.state),
    fetched: performance.getEntries().map((entry) => entry.name).join(" "),
})"""
NOTHING = {
    "local": [],
    "session": [],
    "bases": [],
    "caches": [],
    "workers": [],
    "cookies": "",
    "state": "null",
}


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Where this person's browser keeps what it keeps."""
    return tmp_path / "profile"


@pytest.fixture
def open_profile(
    playwright: Playwright,
    browser_type_launch_args: dict[str, Any],
    base_url: str,
    javascript: bool,
    profile: Path,
) -> Callable[[], Any]:
    """Return a function that starts a browser with a disk profile, as people have; closing it writes all."""

    @contextmanager
    def start() -> Iterator[BrowserContext]:
        context = playwright.chromium.launch_persistent_context(
            profile, base_url=base_url, java_script_enabled=javascript, **browser_type_launch_args
        )
        context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="The weather"))
        yield context
        context.close()

    return start


def files_with(folder: Path, marks: tuple[str, ...]) -> list[str]:
    """Return the files that hold one of these words, in the two ways Chromium writes text."""
    sought = [way for mark in marks for way in (mark.encode(), mark.encode("utf-16-le"))]
    found = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return [file.name for file in found if any(way in file.read_bytes() for way in sought)]


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def write_a_complaint(page: Page) -> list[str]:
    """Write with real words as far as the check page; return every address on the way."""
    visited: list[str] = []
    page.on("framenavigated", lambda frame: visited.append(frame.url))
    page.goto("/complaint")
    press(page, "Start now")
    page.get_by_label("No", exact=True).check()
    press(page, "Continue")
    page.goto("/complaint/what-happened")
    page.locator("textarea").fill(f"The {SAID} came.\nTwice.")
    press(page, "Continue")
    page.goto("/complaint/details")
    page.get_by_label("Your name").fill(NAMED.title() + " " + NAMED)
    press(page, "Continue")
    page.goto("/complaint/check")
    expect(page.locator("main")).to_contain_text(SAID)
    return visited


def leave(page: Page) -> None:
    press(page, "Exit this page")
    expect(page.get_by_text("The weather")).to_be_visible()


def six_words_of(page: Page) -> str:
    page.goto("/complaint/code")
    return page.locator("#code-words").inner_text()


def test_nothing_typed_is_left_in_the_browser(
    open_profile: Callable[[], Any], profile: Path, javascript: bool
) -> None:
    with open_profile() as context:
        page = context.new_page()
        visited = write_a_complaint(page)
        code = six_words_of(page)
        leave(page)
        assert len(visited) > 6
        assert not [url for url in visited if any(mark in url.lower() for mark in (*MARKS, code.split()[0]))]
        later = context.new_page()
        later.goto("/")
        if javascript:
            held = later.evaluate(HELD)
            fetched = held.pop("fetched")
            assert not [mark for mark in MARKS if mark in fetched]
            assert held == NOTHING
        until(later, lambda: not [c for c in context.cookies() if c.get("domain") == "127.0.0.1"])
    assert any(profile.rglob("*")), "the profile was never written"
    assert files_with(profile, (*MARKS, code, "-".join(code.split()))) == []


def test_a_browser_that_is_started_again_shows_nothing(open_profile: Callable[[], Any]) -> None:
    with open_profile() as context:
        page = context.new_page()
        write_a_complaint(page)
        leave(page)
    with open_profile() as context:
        page = context.new_page()
        for address in ("/complaint/what-happened", "/complaint/check", "/complaint/details", "/complaint"):
            page.goto(address)
            assert not [mark for mark in MARKS if mark in page.content().lower()], address


@pytest.mark.parametrize("javascript", [True], ids=["js"])
def test_the_search_would_find_what_is_kept(open_profile: Callable[[], Any], profile: Path) -> None:
    with open_profile() as context:
        page = context.new_page()
        page.goto("/")
        page.evaluate("word => localStorage.setItem('draft', word)", SAID)
        assert page.evaluate(HELD)["local"] == ["draft", SAID]
    assert files_with(profile, MARKS) != []
