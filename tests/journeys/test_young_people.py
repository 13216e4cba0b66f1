"""The young people's two journeys in a real browser: by mouse, by keys, on a phone, in forced colours."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.looking import NARROW
from tests.journeys.walking import Visitor

UNDER, OVER, TITLE = "/young-people/under-12", "/young-people/12-and-over", "Tell us what happened"
THANKS = "Thank you. We have it."
FIRST, WORDS = "Who is with you?", "my dinosaurs got bent – all three <3"
NUMBER = re.compile(r"Your number: CF-\w{4}-\w{4}")
SKIPPED = (
    "How are you?",
    "What happened?",
    "Who is it about?",
    "What would help?",
    "Are you safe?",
    "How can we find you?",
)
NOTHING = "You have not told us anything yet. Choose one picture, or write one word."


def enter(visitor: Visitor, door: str) -> None:
    visitor.open("/", "Tell us what happened")
    visitor.open("/young-people", "For children and young people")
    visitor.follow(door, TITLE)
    visitor.press("Start", FIRST)


def card(visitor: Visitor, words: str) -> Locator:
    """Return the card of a picture choice."""
    return visitor.page.locator(".pictures label", has_text=re.compile(f"^\\s*{words}\\s*$"))


def test_a_child_tells_us_in_seven_pages(visitor: Visitor) -> None:
    enter(visitor, "I am under 12")
    visitor.choose("Nobody. It is just me")
    visitor.press("Next", "How are you?")
    visitor.choose("Sad", "Mixed up")
    visitor.choose("Something is not OK")
    visitor.press("Next", "What happened?")
    visitor.choose("My things were lost or broken", "A promise was broken")
    visitor.write("Tell us in your words", WORDS)
    visitor.press("Next", "Who is it about?")
    visitor.choose("My foster carer")
    visitor.press("Next", "What would help?")
    visitor.choose("I am not sure")
    visitor.press("Next", "Are you safe?")
    visitor.choose("Yes, I am safe")
    visitor.press("Send just this now")
    visitor.meets_error("If you are safe, press Next. If not, choose that picture first.")
    visitor.press("Next", "How can we find you?")
    visitor.write("Your phone number", "ask")
    visitor.press("Look at it first")
    visitor.meets_error("Write the whole telephone number")
    visitor.write("Your phone number", "")
    visitor.choose("At school")
    visitor.press("Look at it first", "Ready to send?")
    expect(visitor.page.get_by_text("My things were lost or broken A promise was broken")).to_be_visible()
    expect(visitor.page.get_by_text(WORDS, exact=True)).to_be_visible()
    visitor.press("Send", THANKS)
    expect(visitor.page.locator(".your-number")).to_contain_text(NUMBER)
    assert len(visitor.code.split()) == 6


def test_skipping_everything_sends_nothing_and_says_so_kindly(visitor: Visitor) -> None:
    visitor.open(UNDER, TITLE)
    visitor.press("Start", FIRST)
    for heading in SKIPPED:
        visitor.press("Skip", heading)
    visitor.press("Send", "What happened?")
    expect(visitor.summary).to_contain_text(NOTHING)


def test_not_safe_is_sent_with_one_press(visitor: Visitor) -> None:
    visitor.open(OVER, TITLE)
    visitor.press("Start", FIRST)
    visitor.press("Skip", "Are you safe?")
    visitor.choose("No, I am not safe")
    visitor.press("Send just this now", THANKS)
    expect(visitor.page.get_by_text("We have told our safety team.")).to_be_visible()


def test_somebody_who_looks_on_sees_no_code_anywhere(visitor: Visitor) -> None:
    visitor.open(OVER, TITLE)
    visitor.press("Start", FIRST)
    visitor.choose("Somebody is with me", "See me on my own")
    for heading in ("Are you safe?", "How are you?", "What happened?"):
        visitor.press("Next", heading)
        expect(visitor.page.locator("#code-words")).to_have_count(0)
    visitor.write("Say it your way", WORDS)
    for heading in ("Who is it about?", "What would make it better?", "Is something about to happen?"):
        visitor.press("Next", heading)
    visitor.page.get_by_role("textbox", name="Day").fill("27")
    visitor.press("Next")
    visitor.meets_error("The day must include a month and a year")
    visitor.page.get_by_role("textbox", name="Day").fill("")
    visitor.press("Next", "Do you want someone on your side?")
    visitor.press("Next", "How is it safe to reach you?")
    visitor.choose("By e-mail")
    visitor.press("Next")
    visitor.meets_error("Fill in “Your e-mail address”")
    visitor.page.get_by_role("checkbox", name="By e-mail").uncheck()
    visitor.press("Next", "Who may know?")
    visitor.press("Next", "Who are you?")
    visitor.press("Look at it first", "Ready to send?")
    expect(visitor.page.get_by_text(WORDS, exact=True)).not_to_be_visible()
    visitor.page.get_by_text("Show what I said").click()
    expect(visitor.page.get_by_text(WORDS, exact=True)).to_be_visible()
    visitor.press("Send", THANKS)
    expect(visitor.page.locator("#code-words")).to_have_count(0)


def test_a_child_without_a_mouse(visitor: Visitor) -> None:
    visitor.open(UNDER, TITLE)
    visitor.enter("button", "Start", FIRST)
    visitor.choose_by_keys("Is somebody with you now?", "Nobody. It is just me")
    visitor.enter("button", "Next", "How are you?")
    sad = visitor.page.get_by_role("checkbox", name="Sad", exact=True)
    visitor.tab_to(sad)
    ring = card(visitor, "Sad").evaluate(
        "e => getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth"
    )
    assert ring == "solid4px"
    visitor.page.keyboard.press("Space")
    expect(sad).to_be_checked()
    visitor.enter("button", "Send now", THANKS)


@pytest.mark.parametrize("columns_at", [(NARROW["width"], 2), (1280, 4)], ids=["phone", "desk"])
def test_cards_stand_beside_one_another(visitor: Visitor, columns_at: tuple[int, int]) -> None:
    width, columns = columns_at
    visitor.open(UNDER, TITLE)
    visitor.press("Start", FIRST)
    visitor.press("Skip", "How are you?")
    visitor.page.set_viewport_size({"width": width, "height": 800})
    tops = visitor.page.locator(".pictures--four label").evaluate_all(
        "all => all.map(e => e.offsetParent.offsetTop)"
    )
    assert [tops.count(top) for top in sorted(set(tops))] == [columns] * (8 // columns)


def test_forced_colours_show_what_is_chosen_and_every_line(
    open_browser: Callable[[], BrowserContext],
) -> None:
    page: Page = open_browser().new_page()
    page.emulate_media(forced_colors="active")
    page.goto(UNDER)
    page.get_by_role("button", name="Start").click()
    expect(page.locator("h1")).to_have_text(FIRST)
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("checkbox", name="Sad", exact=True).check()
    edges = page.locator(".pictures label").evaluate_all(
        "all => all.map(e => getComputedStyle(e).borderTopWidth)"
    )
    assert sorted(set(edges)) == ["3px", "6px"]
    lines = page.locator(".picture path").evaluate_all("all => all.map(e => getComputedStyle(e).stroke)")
    assert set(lines) <= {"rgb(0, 0, 0)", "none"}


def test_without_scripts_nothing_offers_to_read(visitor: Visitor) -> None:
    visitor.page.goto(UNDER)
    expect(visitor.page.locator(".read-aloud")).to_have_count(0)
