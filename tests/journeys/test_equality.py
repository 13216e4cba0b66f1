"""The equality questions, the forms for paper and the words pages, as a browser meets them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import Look

WORDS = (
    "/privacy",
    "/privacy/young-people",
    "/privacy/children",
    "/cookies",
    "/paper",
    "/paper/under-twelve",
)


def test_the_questions_can_be_answered_and_nothing_stays_in_the_browser(
    page: Page, check_page: Look, javascript: bool
) -> None:
    page.goto("/equality?kind=compliment")
    check_page(page)
    page.get_by_label("25 to 34").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Female")).to_be_visible()
    check_page(page)
    page.get_by_label("Female").check()
    page.get_by_label("Roma").check()
    page.get_by_role("button", name="Add my answers to the count").click()
    expect(page).to_have_url(re.compile("/equality/thanks$"))
    expect(page.locator("h1")).to_have_text("Thank you")
    check_page(page)
    if javascript:
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("address", WORDS)
def test_a_page_of_words_can_be_used_by_everybody(page: Page, check_page: Look, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_have_count(1)
    check_page(page)
