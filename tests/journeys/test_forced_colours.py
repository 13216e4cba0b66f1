"""With the colours of Windows' high contrast: focus, what is chosen and the way out are still to be seen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.looking import NARROW, WIDE
from tests.journeys.watching import Watch

PAGES = (
    "/",
    "/complaint",
    "/young-people",
    "/young-people/under-12",
    "/young-people/12-and-over",
    "/advocates",
    "/easy-read",
    "/easy-read/complaint",
    "/languages/ar",
    "/leaving-quickly",
    "/safety",
    "/track",
)
MOST_STOPS = 60
# A focus that is told by a background or a shadow alone is gone here: only outlines and borders are left.
FOCUS = """() => {
    const it = document.activeElement;
    if (!it || it === document.body) return null;
    const drawn = (e, part) => {
        const style = getComputedStyle(e, part);
        const wide = parseFloat(style.outlineWidth) >= 2;
        return wide && !["none", "hidden"].includes(style.outlineStyle);
    };
    const ring = it.matches("input[type=radio], input[type=checkbox]") ? it.nextElementSibling : null;
    const seen = drawn(it) || (ring && drawn(ring, "::before"));
    return {what: it.outerHTML.slice(0, 120), seen: Boolean(seen)};
}"""
NO_OUTLINES = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*:focus, *:focus-visible { outline: none !important; background: yellow; }");
    document.adoptedStyleSheets = [sheet];
}"""
EXIT = """() => {
    const style = getComputedStyle(document.querySelector("#exit-this-page"));
    return {border: style.borderTopStyle, wide: parseFloat(style.borderTopWidth),
            same: style.borderTopColor === style.backgroundColor};
}"""
# All of a choice that forced colours leave standing: outlines, borders, marks, weight, a native box.
MARKED = """(box) => {
    const kept = ["borderTopWidth", "borderTopStyle", "borderTopColor", "outlineWidth", "outlineStyle",
                  "opacity", "display", "fontWeight", "textDecorationLine", "content", "appearance"];
    const of = (e, part) => e ? kept.map((name) => getComputedStyle(e, part)[name]) : [];
    const label = box.labels[0];
    const native = getComputedStyle(box).appearance !== "none" && getComputedStyle(box).opacity !== "0";
    return JSON.stringify([native && box.checked, of(label), of(label, "::before"), of(label, "::after"),
                           of(label.parentElement), of(label.parentElement, "::after"),
                           [...label.querySelectorAll("*")].map((e) => of(e))]);
}"""


@pytest.fixture
def page(browser: Browser, base_url: str, watch: Watch) -> Iterator[Page]:
    """A tab in forced colours."""
    context = watch.over(browser.new_context(base_url=base_url, forced_colors="active", viewport=WIDE))
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def stops(page: Page) -> Iterator[dict[str, object]]:
    """Yield what has the focus at each press of Tab, once round."""
    met: set[str] = set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            return
        if focus["what"] not in met:
            yield focus
        met.add(focus["what"])


@pytest.mark.parametrize("address", PAGES[::2])
def test_focus_is_seen_on_every_stop(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    found = list(stops(page))
    assert len(found) > 5
    assert [stop["what"] for stop in found if not stop["seen"]] == []


def test_a_focus_that_a_background_alone_tells_is_found_out(page: Page) -> None:
    page.goto("/safety")
    page.evaluate(NO_OUTLINES)
    assert not [stop for stop in stops(page) if stop["seen"]]


@pytest.mark.parametrize("address", PAGES[::3])
def test_the_way_out_has_an_edge(page: Page, address: str) -> None:
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        page.goto(address)
        expect(page.get_by_role("button", name="Exit this page")).to_be_in_viewport(ratio=1)
        edge = page.evaluate(EXIT)
        assert (edge["border"], edge["wide"] >= 2, edge["same"]) == ("solid", True, False), edge


BEGUN = ("/complaint", "/young-people/under-12", "/young-people/12-and-over", "/easy-read/complaint")


@pytest.mark.parametrize("start", BEGUN)
def test_what_is_chosen_is_seen(page: Page, start: str) -> None:
    page.goto(start)
    page.locator("main form button").first.click()
    choice = page.locator("main input[type=radio], main input[type=checkbox]").first
    expect(choice).to_be_attached()
    before = choice.evaluate(MARKED)
    choice.check(force=True)
    after = choice.evaluate(MARKED)
    assert before != after, "nothing but a background tells that it is chosen"


def test_an_error_is_more_than_a_colour(page: Page) -> None:
    page.goto("/not-sure")
    page.get_by_role("button", name="Start now").click()
    page.goto("/not-sure/what-happened")
    page.get_by_role("button", name="Continue").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    assert summary.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    assert summary.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 2
    expect(page.locator(".govuk-error-message")).to_contain_text("Tell us what is on your mind")
