"""A parent and an officer talk; a question is answered; danger in a message reaches the duty team."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from portal.domain.vocabulary import Role
from portal.services.intake import SafeContact
from tests.factories import MadeFeedback, make_feedback
from tests.journeys.serving import LiveServer
from tests.journeys.signing_in import sign_in
from tests.journeys.walking import Visitor

OPENED, BOX = "We have it", "Open your private page"
ADDED = "They moved it again.\n\n<b>He cried.</b>"
ANSWER = "I am sorry. You told us: it was moved three times."


@pytest.fixture
def mine(live_server: LiveServer) -> MadeFeedback:
    with live_server.app.app_context():
        return make_feedback("The visit was moved.", safe_contact=SafeContact(("private_page",)))


@pytest.fixture
def parent(visitor: Visitor, mine: MadeFeedback) -> Visitor:
    """Somebody who has opened their page."""
    visitor.open("/track", BOX)
    visitor.write("Your six words", mine.code)
    visitor.press("Open my page", OPENED)
    return visitor


@pytest.fixture
def officer(meet: Callable[[], Visitor], live_server: LiveServer) -> Visitor:
    """Somebody of the desk, signed in."""
    officer = meet()
    sign_in(live_server, officer.page.context, Role.SCREENING_OFFICER)
    return officer


def test_a_parent_and_an_officer_talk_to_and_fro(
    parent: Visitor, officer: Visitor, mine: MadeFeedback
) -> None:
    parent.press("Write to us", "Write to us")
    parent.write("What would you like to say?", ADDED)
    parent.press("Send this")
    parent.meets_error("Choose yes or no")
    parent.choose("No")
    parent.press("Send this", OPENED)
    assert parent.page.locator(".turn .said").first.text_content() == ADDED

    officer.open("/screening/unread", "Unread messages")
    officer.follow(mine.reference, mine.reference)
    officer.press("Claim this item", mine.reference)
    expect(officer.page.locator(".turn--theirs")).to_contain_text("Unread")
    officer.press("I have read this", mine.reference)
    expect(officer.page.get_by_role("button", name="I have read this")).to_have_count(0)
    officer.page.locator("summary", has_text="Write to the person").click()
    officer.press("Send the message")
    officer.meets_error("Write the message")
    officer.write("Message to the person", ANSWER)
    officer.choose("Ask under it: “Is this right?”")
    officer.press("Send the message", mine.reference)

    parent.open("/track", OPENED)
    expect(parent.page.locator(".turn").first).to_contain_text("From us New")
    expect(parent.page.locator(".turn").nth(1)).to_contain_text("We have read this.")
    parent.page.get_by_role("button", name="No, I want to change something").click()
    parent.arrive("Tell us what to change")
    parent.choose("No")
    parent.write("What would you like to change?", "It was four times.")
    parent.press("Send this", OPENED)
    parent.follow("I want to change something else", "Tell us what to change")
    parent.choose("Yes, or I am not sure")
    parent.press("Send this", "We have told the team on duty")
    officer.open(f"/screening/{mine.reference}", mine.reference)
    expect(officer.page.locator(".turn").last).to_contain_text("Said: not safe")


def test_yes_that_is_right_is_one_press(parent: Visitor, officer: Visitor, mine: MadeFeedback) -> None:
    officer.open(f"/screening/{mine.reference}", mine.reference)
    officer.press("Claim this item", mine.reference)
    officer.page.locator("summary", has_text="Write to the person").click()
    officer.write("Message to the person", ANSWER)
    officer.choose("Ask under it: “Is this right?”")
    officer.press("Send the message", mine.reference)
    parent.open("/track", OPENED)
    parent.press("Yes, that is right", OPENED)
    expect(parent.page.locator("main")).to_contain_text("You said: yes, that is right.")
