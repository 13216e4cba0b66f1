"""An officer's way from the desk to a decision, and the second person's to a signature, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from portal.domain.vocabulary import Audience, FeedbackStatus, Role
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.intake import Answer, SafeContact
from tests import factories
from tests.journeys.looking import Look
from tests.journeys.serving import LiveServer
from tests.journeys.signing_in import sign_in
from tests.journeys.walking import until
from tests.journeys.watching import Watch

OpenBrowser = Callable[[], BrowserContext]
LETTER = "He was moved three times.\n\n" + "Nobody told us why, or rang when they said they would. " * 60
ANSWERS = {
    "who": "parent",
    "subject": "part3",
    "behalf": "no",
    "in_time": "yes",
    "before": "answered",
    "proceedings": "none",
    "settled": "formal",
}


@pytest.fixture
def reference(live_server: LiveServer) -> str:
    """A long complaint that nobody has touched."""
    with live_server.app.app_context():
        said = (Answer("what", "words", "What happened?", LETTER),)
        contact = SafeContact(how=("phone",), when="after 9", must_not_know="his father")
        return factories.make_feedback(said=said, safe_contact=contact).reference


def signed_in_as(live_server: LiveServer, browser: BrowserContext, role: Role) -> Page:
    """Return a tab in which somebody of a role is signed in."""
    sign_in(live_server, browser, role)
    return browser.new_page()


def status_of(live_server: LiveServer, reference: str) -> FeedbackStatus:
    """Return where an item stands."""
    with live_server.app.app_context():
        return db.session.query(Feedback.status).filter_by(reference=reference).scalar()


def screen(page: Page, check_page: Look, *, javascript: bool) -> None:
    """Answer the safeguarding question and the checklist, each first wrongly."""
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("link", name="Say whether anybody is at risk of harm")).to_be_visible()
    if javascript:
        expect(page.locator(".govuk-error-summary")).to_be_focused()
    check_page(page)
    page.get_by_label("No concern seen").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", name="Checklist, still to answer: 6")).to_be_visible()
    if javascript:
        expect(page.locator(":focus")).to_contain_text("Checklist")
        expect(page.locator("input[name=behalf]").first).to_be_hidden()
    check_page(page)
    for question, answer in ANSWERS.items():
        if question == "behalf" and not javascript:
            page.get_by_role("button", name="Save the checklist").click()
            expect(page.get_by_role("link", name="Answer: Do they speak")).to_be_visible()
        page.locator(f"input[name={question}][value={answer}]").check()
    page.get_by_role("button", name="Save the checklist").click()
    expect(page.get_by_role("heading", name="Suggested: Refused")).to_be_visible()


def decide(page: Page, check_page: Look, *, javascript: bool) -> None:
    """Choose the suggested route, write the reason, finish the letter, and send it on."""
    page.get_by_label("Refused (suggested)").check()
    if not javascript:
        page.get_by_role("button", name="Use this route").click()
    message = page.locator("#work").get_by_label("Message to the person", exact=True).first
    expect(message).to_have_value(re.compile(r"\[Say why"))
    if javascript:
        expect(page.get_by_label("Refused (suggested)")).to_be_focused()
        expect(page.locator("#status")).to_have_text(
            "The message for Refused is below. A second person signs."
        )
    check_page(page)
    page.get_by_label("Why this route?").fill("The same was answered in May.")
    page.get_by_label("Where we answered it before").fill("Our answer of 3 May 2025 about it")
    letter = message.input_value().replace("[Say why, in your own plain words.]", "We answered it in May.")
    message.fill(letter)
    page.get_by_role("button", name="Send for signature", exact=True).click()
    expect(page.get_by_text("Sent for signature to a second person.")).to_be_visible()


def test_from_the_desk_to_a_signature(
    open_browser: OpenBrowser,
    live_server: LiveServer,
    reference: str,
    javascript: bool,
    check_page: Look,
) -> None:
    officer = signed_in_as(live_server, open_browser(), Role.SCREENING_OFFICER)
    officer.goto("/screening")
    check_page(officer)
    officer.get_by_label("Go to reference").fill(reference)  # the queue of a whole run has several pages
    officer.get_by_role("button", name="Open", exact=True).click()
    officer.get_by_role("button", name="Claim this item").click()
    expect(officer.get_by_role("heading", level=1, name=reference)).to_be_visible()
    expect(officer.get_by_text("Must not know: his father").first).to_be_visible()
    screen(officer, check_page, javascript=javascript)
    decide(officer, check_page, javascript=javascript)
    assert status_of(live_server, reference) is FeedbackStatus.AWAITING_SIGNATURE

    supervisor = signed_in_as(live_server, open_browser(), Role.SUPERVISOR)
    supervisor.goto("/screening/to-sign")
    check_page(supervisor)
    supervisor.get_by_role("link", name=reference).click()
    expect(supervisor.get_by_text("The same was answered in May.")).to_have_count(0)
    check_page(supervisor)
    supervisor.get_by_role("button", name="I have read it: show what is proposed").click()
    expect(supervisor.get_by_text("The same was answered in May.")).to_be_visible()
    supervisor.get_by_role("button", name="Send back").click()
    expect(supervisor.get_by_role("link", name="Write what has to change")).to_be_visible()
    check_page(supervisor)
    supervisor.get_by_role("button", name="Sign", exact=True).click()
    expect(supervisor.get_by_text("Signed. It is in force.")).to_be_visible()
    assert status_of(live_server, reference) is FeedbackStatus.DECIDED


def test_the_whole_item_goes_by_keyboard(
    page: Page, context: BrowserContext, live_server: LiveServer, reference: str, javascript: bool
) -> None:
    page = signed_in_as(live_server, context, Role.SCREENING_OFFICER)
    page.goto(f"/screening/{reference}")
    press_until(page, "Claim this item")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="First: is anybody at risk?")).to_be_visible()
    press_until(page, "", name="safeguarding")
    page.keyboard.press("Space")
    press_until(page, "Save and go on")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Checklist, still to answer: 6")).to_be_visible()
    press_until(page, "", name="who")
    page.keyboard.press("Space")
    press_until(page, "", name="subject")
    page.keyboard.press("Space")
    press_until(page, "Save the checklist")
    expect(page.get_by_role("button", name="Save the checklist")).not_to_have_css("box-shadow", "none")


def press_until(page: Page, words: str, name: str = "") -> None:
    """Press Tab until something with these words, or of this name, has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate("[document.activeElement.innerText || '', document.activeElement.name || '']")
        if (words and at[0].strip() == words) or (name and at[1] == name):
            return
    raise AssertionError(f"Tab never reached {words or name}")


def test_filtering_moves_to_the_heading_says_how_many_and_goes_back(
    context: BrowserContext, live_server: LiveServer, javascript: bool, check_page: Look
) -> None:
    with live_server.app.app_context():
        factories.make_feedback(audience=Audience.UNDER_TWELVE)
    page = signed_in_as(live_server, context, Role.SCREENING_OFFICER)
    page.goto("/screening")
    page.get_by_role("link", name="Compliment", exact=True).click()
    expect(page.get_by_role("heading", name="Found:")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?kind=compliment$"))
    if javascript:
        expect(page.locator(":focus")).to_contain_text("Found:")
        expect(page.locator("#status")).to_have_text(re.compile(r"^\d+ items?$"))
    check_page(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Waiting:")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_a_lost_sign_in_keeps_what_is_on_the_page(
    context: BrowserContext, live_server: LiveServer, reference: str, javascript: bool, watch: Watch
) -> None:
    told = "Sam on duty, by telephone at ten"
    page = signed_in_as(live_server, context, Role.SCREENING_OFFICER)
    page.goto(f"/screening/{reference}")
    page.get_by_role("button", name="Claim this item").click()
    page.get_by_label("There is a concern, and I have told the duty team").check()
    page.get_by_label("Who did you tell?").fill(told)
    context.clear_cookies()
    watch.expected.append("401")
    page.get_by_role("button", name="Save and go on").click()
    if javascript:
        expect(page.locator("#status")).to_contain_text("You are signed out, so this was not saved.")
        expect(page.get_by_label("Who did you tell?")).to_have_value(told)
    else:
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in first")
        expect(page.get_by_text(told)).to_be_visible()


def test_what_went_wrong_takes_the_reader_to_the_panel(
    context: BrowserContext, live_server: LiveServer, reference: str, javascript: bool, check_page: Look
) -> None:
    page = signed_in_as(live_server, context, Role.SCREENING_OFFICER)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/screening/{reference}")
    page.get_by_text("Leave a note for other officers").click()
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator("#work .govuk-error-summary")).to_be_focused()
    expect(page.get_by_role("link", name="Write the note")).to_be_in_viewport()
    check_page(page)


@pytest.mark.parametrize("javascript", [True], ids=["js"], indirect=True)
def test_the_panel_takes_no_typing_while_it_is_saved(
    context: BrowserContext, live_server: LiveServer, reference: str, watch: Watch
) -> None:
    page = signed_in_as(live_server, context, Role.SCREENING_OFFICER)
    page.goto(f"/screening/{reference}")
    page.get_by_role("button", name="Claim this item").click()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/safeguarding", hold)
    page.get_by_label("No concern seen").check()
    page.get_by_role("button", name="Save and go on").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Saving …")
    expect(page.locator("#work")).to_have_js_property("inert", True)
    until(page, lambda: held)
    watch.expected.extend(["ERR_FAILED", "Failed to fetch"])
    held.pop().abort()
    expect(page.get_by_role("button", name="Save and go on")).to_be_focused()
    expect(page.locator("#work")).to_have_js_property("inert", False)
    page.wait_for_timeout(1_100)  # two presses within a second count as one
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("#work[aria-busy]")).to_have_count(1)
    until(page, lambda: held)
    held.pop().continue_()
    expect(page.get_by_role("heading", name="Checklist, still to answer: 6")).to_be_focused()
    expect(page.locator("#work[aria-busy]")).to_have_count(0)
