"""A person at a browser: they read, answer and press; every page they reach is looked at once, closely."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Error, Locator, Page, expect

from tests.journeys.looking import Look

OUR_COOKIES = {"form", "visit", "staff"}
KEPT_IN_THE_BROWSER = """async () => [
    ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await caches.keys()),
    ...(await indexedDB.databases()).map((base) => base.name),
    ...(await navigator.serviceWorker.getRegistrations()).map((worker) => worker.scope)]"""
MOST_TABS = 80
PATIENCE = 10  # seconds
REPLACED = ("context was destroyed", "is navigating")


def until(page: Page, holds: Callable[[], object]) -> None:
    """Wait for what the browser does in its own time and no ``expect`` can ask for."""
    last_moment = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < last_moment, "it never came to hold"
        page.wait_for_timeout(20)


class Visitor:
    """One person at one browser."""

    def __init__(self, page: Page, look: Look, seen: set[tuple[object, ...]], *, javascript: bool) -> None:
        self.page, self._look, self._seen, self.javascript = page, look, seen, javascript

    @property
    def summary(self) -> Locator:
        """The error summary."""
        return self.page.locator(".govuk-error-summary")

    @property
    def code(self) -> str:
        """The six words on this page."""
        return self.page.locator("#code-words").inner_text()

    def open(self, address: str, heading: str) -> None:
        """Go to an address, and see the page with this heading."""
        self.page.goto(address)
        self.arrive(heading)

    def arrive(self, heading: str) -> None:
        """See the page with this heading, and look at it closely where nobody has in this mode."""
        expect(self.page.locator("h1")).to_have_text(heading)
        self.page.wait_for_load_state()  # the scripts of the page have begun, and its styles are there
        try:
            self._read_closely(heading)
        except Error as problem:  # an answer with the same heading came in between
            if not any(words in str(problem) for words in REPLACED):
                raise
            self.arrive(heading)

    def _read_closely(self, heading: str) -> None:
        self._keeps_nothing_here()
        has_errors = self.summary.count() > 0
        key = (self.javascript, urlsplit(self.page.url).path, heading, has_errors)
        if key not in self._seen:
            self._look(self.page)
            self._seen.add(key)

    def write(self, question: str, words: str, *, within: str = "") -> None:
        """Type an answer; ``within`` names the group it stands in, where its label stands in several."""
        self._place(within).get_by_role("textbox", name=question, exact=True).fill(words)

    def choose(self, *answers: str, within: str = "") -> None:
        """Press radios or tick boxes."""
        for answer in answers:
            self._choice(answer, self._place(within)).check()

    def pick(self, question: str, answer: str) -> None:
        """Choose from a drop-down list."""
        self.page.get_by_label(question, exact=True).select_option(label=answer)

    def press(self, button: str, heading: str = "") -> None:
        """Press a button, and see the page it leads to."""
        self.page.get_by_role("button", name=button, exact=True).click()
        if heading:
            self.arrive(heading)

    def go_on(self, heading: str) -> None:
        """Press Continue, and see the next page."""
        self.press("Continue", heading)

    def follow(self, link: str, heading: str) -> None:
        """Follow a link, and see the page it leads to."""
        self.page.get_by_role("link", name=link, exact=True).first.click()
        self.arrive(heading)

    def meets_error(self, message: str) -> Locator:
        """See a problem told first of all; return the link in the summary that leads to the field."""
        link = self.summary.get_by_role("link", name=message)
        expect(link).to_be_visible()
        if self.javascript:
            expect(self.summary).to_be_focused()
        self.arrive(self.page.locator("h1").inner_text())
        return link

    def tab_to(self, target: Locator) -> None:
        """Press Tab until a control has the focus."""
        focused = self.page.locator(":focus")
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if target.and_(focused).count():
                return
        raise AssertionError(f"Tab never reaches {target}")

    def enter(self, role: str, name: str, heading: str) -> None:
        """Tab to a link or button and press Enter, and see the page it leads to."""
        named: Callable[..., Locator] = self.page.get_by_role
        self.tab_to(named(role, name=name, exact=True).first)
        self.page.keyboard.press("Enter")
        self.arrive(heading)

    def choose_by_keys(self, question: str, answer: str) -> None:
        """Tab into a question's radios and go down to an answer."""
        group = self.page.get_by_role("group", name=question, exact=True)
        wanted = group.get_by_role("radio", name=answer, exact=True)
        self.tab_to(group.get_by_role("radio"))
        self.page.keyboard.press("Space")
        for _ in range(group.get_by_role("radio").count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()

    def _place(self, within: str) -> Page | Locator:
        return self.page.get_by_role("group", name=within, exact=True) if within else self.page

    def _choice(self, answer: str, place: Page | Locator) -> Locator:
        radio = place.get_by_role("radio", name=answer, exact=True)
        return radio.or_(place.get_by_role("checkbox", name=answer, exact=True))

    def _keeps_nothing_here(self) -> None:
        """Refuse anything that stays in the browser but our own cookies."""
        cookies = {cookie.get("name") for cookie in self.page.context.cookies()}
        assert cookies <= OUR_COOKIES, cookies
        if self.javascript:
            assert self.page.evaluate(KEPT_IN_THE_BROWSER) == [], self.page.url


def begin_complaint(visitor: Visitor) -> None:
    """Begin a complaint, up to its first question."""
    visitor.open("/complaint", "Make a complaint")
    visitor.press("Start now", "Is anybody in danger now?")
