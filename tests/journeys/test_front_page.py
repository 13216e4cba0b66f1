"""The front page and the sign-in page as a browser meets them, served for real."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import Look


@pytest.mark.parametrize("address", ["/", "/complaint", "/staff/sign-in", "/nothing-here"])
def test_a_first_page_can_be_used_by_everybody(page: Page, check_page: Look, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_have_count(1)
    check_page(page)


def test_a_form_with_errors_takes_focus_to_the_summary(
    page: Page, check_page: Look, javascript: bool
) -> None:
    page.goto("/staff/sign-in")
    page.get_by_role("button", name="Sign in").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_visible()
    expect(page).to_have_title(re.compile("^Error: "))
    if javascript:
        expect(summary).to_be_focused()
    check_page(page)
