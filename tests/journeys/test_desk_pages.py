"""Each kind of page in the back office is looked at once; three short ways through it are walked."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from portal.domain.vocabulary import Role
from portal.services import accounts
from portal.services.accounts import StaffMember
from tests.factories import PASSWORD
from tests.journeys import desk_rows as rows
from tests.journeys.looking import Look
from tests.journeys.serving import LiveServer
from tests.services import screening_steps as steps

OpenBrowser = Callable[[], BrowserContext]
Make = Callable[..., Any]
ComeIn = Callable[[StaffMember], Page]
BLANK = re.compile(r"\[[^\]]*\]")
WITH_SCRIPTS = pytest.mark.parametrize("javascript", [True], ids=["js"], indirect=True)


@pytest.fixture
def make(live_server: LiveServer) -> Make:
    """Return a function that makes rows where the server reads them, and keeps nothing open meanwhile."""

    def make_rows(builder: Callable[..., Any], *given: Any) -> Any:
        with live_server.app.app_context():
            return builder(*given)

    return make_rows


@pytest.fixture
def come_in(live_server: LiveServer, open_browser: OpenBrowser) -> ComeIn:
    """Return a function that gives somebody a browser with their session, and returns its tab."""

    def enter(who: StaffMember) -> Page:
        with live_server.app.app_context():
            token = accounts.sign_in(who.email, PASSWORD, "127.0.0.1") or ""
        browser = open_browser()
        browser.add_cookies([{"name": "staff", "value": token, "url": live_server.url, "httpOnly": True}])
        return browser.new_page()

    return enter


def look_at_all(page: Page, addresses: list[str], look: Look) -> None:
    """Open each page and say of all together what is wrong with them."""
    faults = []
    for address in addresses:
        answer = page.goto(address)
        try:
            assert answer is not None
            assert answer.status == 200, f"{address} answered {answer.status}"
            look(page)
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


@WITH_SCRIPTS
class TestPagesThatAreLookedAtOnce:
    """With scripts only: what they can change of these pages is small, and journeys see it."""

    def test_an_officers(self, come_in: ComeIn, make: Make, check_page: Look) -> None:
        officer, supervisor = make(steps.somebody), make(steps.somebody, Role.SUPERVISOR)
        addresses = make(rows.pages_of_an_officer, officer, supervisor)
        look_at_all(come_in(officer), addresses, check_page)

    def test_a_supervisors(self, come_in: ComeIn, make: Make, check_page: Look) -> None:
        supervisor = make(steps.somebody, Role.SUPERVISOR)
        addresses = make(rows.pages_of_a_supervisor, make(steps.somebody))
        look_at_all(come_in(supervisor), addresses, check_page)

    def test_a_managers(self, come_in: ComeIn, make: Make, check_page: Look) -> None:
        manager = make(steps.somebody, Role.MANAGER)
        addresses = make(rows.pages_of_a_manager, make(steps.somebody))
        look_at_all(come_in(manager), addresses, check_page)

    def test_those_of_duty_and_staff(self, come_in: ComeIn, make: Make, check_page: Look) -> None:
        duty = make(steps.somebody, Role.DUTY)
        look_at_all(come_in(duty), [*make(rows.pages_of_duty), "/staff"], check_page)


def test_two_points_are_defined_and_decided_apart(come_in: ComeIn, make: Make, *, javascript: bool) -> None:
    who = make(steps.somebody)
    made = make(rows.screened, who)
    officer = come_in(who)
    officer.goto(f"/screening/{made.reference}")
    officer.get_by_label("What is complained of?").fill(rows.MOVED)
    officer.get_by_role("button", name="Add and next").click()
    expect(officer.get_by_role("heading", name="What is complained of", exact=True)).to_be_visible()
    officer.get_by_label("What is complained of?").fill(rows.TAXI)
    officer.locator("summary", has_text="This point is different").click()
    officer.locator("select[name=point_subject]").select_option("sen_transport")
    officer.get_by_role("button", name="Add the point").click()
    expect(officer.get_by_role("heading", name="What is complained of: 2 points")).to_be_visible()

    decide_one(officer, "Children Act complaint", javascript=javascript)
    expect(officer.get_by_text("Council complaint (suggested)")).to_be_visible()
    expect(officer.get_by_role("heading", name="Decide", exact=True)).to_be_visible()
    decide_one(officer, "Council complaint", javascript=javascript)
    expect(officer.get_by_role("region", name="Notices")).to_contain_text("Decided.")
    officer.goto(f"/screening/{made.reference}")
    expect(officer.get_by_role("heading", name="Decided", exact=True)).to_be_visible()
    shown = officer.locator("#points")
    expect(shown).to_contain_text("Children Act complaint")
    expect(shown).to_contain_text("Council complaint")


def decide_one(officer: Page, route: str, *, javascript: bool) -> None:
    """Choose the suggested route for the points that are ticked, and decide."""
    officer.get_by_label(f"{route} (suggested)").check()
    if not javascript:
        officer.get_by_role("button", name="Use this route").click()
    letter = officer.locator("#letter").get_by_label("Message to the person", exact=True)
    expect(letter).to_have_value(re.compile(r"\w"))
    letter.fill(BLANK.sub("it is about travel to school", letter.input_value()))
    officer.get_by_label("Why this route?").fill("That is what their words say.")
    officer.get_by_role("button", name="Decide", exact=True).click()


@pytest.mark.usefixtures("javascript")
def test_what_a_person_says_is_not_right_is_answered_with_a_new_letter(
    open_browser: OpenBrowser, come_in: ComeIn, make: Make
) -> None:
    who = make(steps.somebody)
    made = make(rows.accepted, who)
    person, officer = open_browser().new_page(), come_in(who)
    person.goto("/track")
    person.get_by_label("Your six words").fill(made.code)
    person.get_by_role("button", name="Open my page").click()
    person.get_by_role("button", name="Something is not right").click()
    person.get_by_label("What is not right?").fill("It was twelve days.")
    person.get_by_label("No", exact=True).check()
    person.get_by_role("button", name="Send this").click()
    expect(person.get_by_text("You said: something is not right.")).to_be_visible()

    officer.goto(f"/screening/{made.reference}")
    officer.get_by_role("link", name="Put the points right").click()
    officer.get_by_label("Point 2").fill("The taxi did not come on twelve days.")
    officer.get_by_role("button", name="Send the corrected letter").click()
    expect(officer.locator(".govuk-error-summary")).to_be_visible()
    expect(officer.get_by_label("Point 2")).to_have_value("The taxi did not come on twelve days.")
    officer.get_by_label("Message to the person").fill("Thank you. We wrote twelve days now.")
    officer.get_by_role("button", name="Send the corrected letter").click()
    expect(officer.get_by_text("The corrected letter is sent.")).to_be_visible()

    person.goto("/track")
    expect(person.get_by_text("The taxi did not come on twelve days.").first).to_be_visible()
    expect(person.get_by_role("button", name="Yes, this is right")).to_have_count(1)


def test_a_manager_decides_that_something_is_held(come_in: ComeIn, make: Make, *, javascript: bool) -> None:
    who = make(steps.somebody)
    reference, _freeze = make(rows.about_to_happen, who)
    manager = come_in(make(steps.somebody, Role.MANAGER))
    officer = come_in(who)
    manager.goto("/screening/freezes")
    manager.get_by_role("link", name=reference).click()
    manager.get_by_label("Hold part of it").check()
    if not javascript:
        manager.get_by_role("button", name="Use this answer").click()
    manager.get_by_label("Why?").fill("He stays over Christmas. The visit goes ahead.")
    manager.get_by_role("button", name="Decide and tell them").click()
    expect(manager.get_by_text("Decided. A call to the person is owed.")).to_be_visible()
    officer.goto(f"/screening/{reference}")
    expect(officer.get_by_text("He stays over Christmas.").first).to_be_visible()
