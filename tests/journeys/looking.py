"""Looking at a page as people do: with axe's rules, in a narrow window, with wider text, and as a picture."""

import itertools
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

NARROW: ViewportSize = {"width": 320, "height": 800}
WIDE: ViewportSize = {"width": 1280, "height": 900}
AXE = Axe().axe_script
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Contrast of 7:1 is the house's own rule; whatever breaks AA's 4.5:1 breaks it too, so that is measured once.
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": LEVELS},
    "rules": {
        "target-size": {"enabled": True},
        "color-contrast-enhanced": {"enabled": True},
        "color-contrast": {"enabled": False},
    },
    "resultTypes": ["violations"],
}
HAS_AXE = "() => 'axe' in window"
RUN_AXE = """async (options) => (await axe.run(document, options)).violations.map((found) => ({
    id: found.id, help: found.help,
    nodes: found.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)),
}))"""
SIDEWAYS = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
        (e) => e.getBoundingClientRect().right > width + 1);
    const named = wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
    return named.length ? named : [`the page is ${document.documentElement.scrollWidth} px wide`];
}"""
SPACE_TEXT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
UNSPACE_TEXT = "() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1); }"
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter((e) => {
    const style = getComputedStyle(e);
    const hides = [style.overflowX, style.overflowY].some((o) => ["hidden", "clip"].includes(o));
    const seen = e.clientWidth > 2 && e.clientHeight > 2 && e.innerText && e.innerText.trim();
    const cut = e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2;
    return hides && seen && cut;
}).slice(0, 5).map((e) => e.outerHTML.slice(0, 120))"""
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "button, summary, select, textarea, [role=button], input:not([type=hidden])")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 2 && box.height > 2 && (box.height < 43.5 || box.width < 43.5);
}).slice(0, 5).map((e) => e.outerHTML.slice(0, 120))"""

Look = Callable[[Page], None]


class Looker:
    """Checks a page and keeps pictures of it in a folder, where there is one: they take half the time."""

    def __init__(self, folder: Path | None, name: str, still_page: Page | None) -> None:
        """``still_page`` is a tab where none of our scripts run; without it the page itself is measured."""
        self._folder, self._name, self._counter = folder, name, itertools.count(1)
        self._still_page = still_page

    def __call__(self, page: Page) -> None:
        """Fail where the page breaks a rule; the window is wide afterwards."""
        page.wait_for_load_state()
        if self._folder is not None:
            self._take_pictures(page, self._folder)
        subject = _copy_to(self._still_page, page) if self._still_page else page
        subject.set_viewport_size(WIDE)
        faults = [*_axe(subject), *_small_targets(subject), *_narrow(subject)]
        subject.set_viewport_size(WIDE)
        assert not faults, "\n  - ".join([f"{page.url} has faults:", *faults])

    def _take_pictures(self, page: Page, folder: Path) -> None:
        heading = page.locator("h1").first
        words = heading.inner_text() if heading.count() else "part"
        slug = re.sub(r"\W+", "-", words.lower()).strip("-")[:40]
        number = next(self._counter)
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            file = folder / f"{self._name}-{number:02d}-{slug}-{size['width']}.png"
            page.screenshot(path=file, full_page=True)


def picture_folder() -> Path | None:
    """Return where pictures are wanted: PORTAL_SHOTS, or nowhere."""
    wanted = os.environ.get("PORTAL_SHOTS")
    if not wanted:
        return None
    folder = Path(wanted)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _copy_to(still_page: Page, page: Page) -> Page:
    """Show a page as it is without scripts in a tab that can run axe but none of the page's own."""
    if urlsplit(still_page.url).netloc != urlsplit(page.url).netloc:
        still_page.route("**/still", lambda route: route.fulfill(body="", content_type="text/html"))
        still_page.goto(urljoin(page.url, "/still"))
    # Written into one window each time: a page fetched anew costs a process of the browser, and axe again.
    still_page.set_content(page.content())
    return still_page


def _small_targets(page: Page) -> Iterator[str]:
    yield from (f"smaller than 44 px: {e}" for e in page.evaluate(SMALL_TARGETS))


def _axe(page: Page) -> Iterator[str]:
    if not page.evaluate(HAS_AXE):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, AXE_OPTIONS)
    for violation in found:
        yield f"axe {violation['id']}: {violation['help']} at {'; '.join(violation['nodes'])}"


def _narrow(page: Page) -> Iterator[str]:
    page.set_viewport_size(NARROW)
    yield from (f"scrolls sideways at 320 px: {e}" for e in page.evaluate(SIDEWAYS))
    page.evaluate(SPACE_TEXT)
    yield from (f"scrolls sideways with spaced text: {e}" for e in page.evaluate(SIDEWAYS))
    yield from (f"cuts spaced text off: {e}" for e in page.evaluate(CUT_OFF))
    page.evaluate(UNSPACE_TEXT)
