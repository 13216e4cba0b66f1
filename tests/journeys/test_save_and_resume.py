"""Stopping in the middle, and going on elsewhere with six words."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walking import Visitor, begin_complaint

QUESTION = "What happened, in your own words"
FIRST, MORE = "She was moved on Tuesday.", "She was moved on Tuesday.\nNobody rang us."


def save_half(visitor: Visitor) -> str:
    """Write some words, save them and return the six words."""
    begin_complaint(visitor)
    visitor.page.goto("/complaint/what-happened")
    visitor.write(QUESTION, FIRST)
    visitor.press("Save and come back later", "Your words are saved")
    return visitor.code


def type_code(visitor: Visitor, typed: str) -> None:
    visitor.write("Your six words", typed)
    visitor.press("Go on")


def test_words_are_found_again_in_a_second_browser(visitor: Visitor, meet: Callable[[], Visitor]) -> None:
    code = save_half(visitor)
    later = meet()
    later.open("/", "Tell us what happened")
    later.follow("Go on with something you began", "Go on with what you saved")
    words = code.split()
    type_code(later, " ".join([*words[:2], "qqqzz", *words[3:]]))
    later.meets_error("Word 3, “qqqzz”, is not on our list of words").click()
    expect(later.page.get_by_label("Your six words")).to_be_focused()
    type_code(later, "-".join(word.title() for word in words).swapcase())
    later.arrive("What happened?")
    expect(later.page.get_by_label(QUESTION)).to_have_value(FIRST)
    later.write(QUESTION, MORE)
    later.go_on("Do you have photos or papers to show us?")
    later.go_on("When did it start?")
    visitor.page.goto("/complaint/what-happened")
    expect(visitor.page.get_by_label(QUESTION)).to_have_value(MORE)
    later.press("Send now, add the rest later", "You have sent it")
    assert later.code == code
    visitor.open("/complaint/check", "We can’t find what you began")


def test_a_code_that_was_kept_is_shown_no_more(visitor: Visitor) -> None:
    code = save_half(visitor)
    visitor.press("I have kept it")
    expect(visitor.page.get_by_text("You told us that you have kept your private code")).to_be_visible()
    for address in ("/complaint/save", "/complaint/code", "/complaint/what-happened", "/resume"):
        visitor.page.goto(address)
        assert code not in visitor.page.content()
    visitor.page.goto("/complaint/what-happened")
    visitor.go_on("Do you have photos or papers to show us?")
    visitor.go_on("When did it start?")
    visitor.press("Send now, add the rest later", "You have sent it")
    assert code not in visitor.page.content()


def test_somebody_leaves_a_shared_computer_clean(visitor: Visitor, meet: Callable[[], Visitor]) -> None:
    code = save_half(visitor)
    visitor.press("Leave, and forget me here", "Tell us what happened")
    visitor.page.go_back()
    visitor.arrive("Page")
    assert FIRST not in visitor.page.content()
    visitor.open("/resume", "Go on with what you saved")
    type_code(visitor, code.upper())
    visitor.arrive("What happened?")


def test_somebody_who_was_away_sees_that_they_have_begun(visitor: Visitor) -> None:
    save_half(visitor)
    visitor.open("/complaint", "Make a complaint")
    visitor.press("Go on with it", "What happened?")
    visitor.open("/resume", "Go on with what you saved")
    visitor.press("Go on writing", "What happened?")
