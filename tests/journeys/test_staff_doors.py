"""The staff's own doors in a real browser: a compliment from a work phone, and a call that is keyed in."""

from playwright.sync_api import expect
from sqlalchemy import select

from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.feedback import Feedback
from tests import factories
from tests.journeys.serving import LiveServer
from tests.journeys.walking import Visitor
from tests.journeys.watching import Watch

PHONE = {"width": 320, "height": 640}
MOST_PRESSES = 8


def newest(live_server: LiveServer, journey: str) -> tuple[str, str]:
    """Return the reference and channel of what was recorded last on a journey."""
    with live_server.app.app_context():
        wanted = select(Feedback.reference, Feedback.channel).where(Feedback.journey == journey)
        row = db.session.execute(wanted.order_by(Feedback.id.desc()).limit(1)).one()
        return row.reference, row.channel.value


def sign_in(visitor: Visitor, live_server: LiveServer, role: Role) -> None:
    """Sign somebody of a role in."""
    with live_server.app.app_context():
        account = factories.make_account(role)
    visitor.page.goto("/staff/sign-in")
    visitor.page.get_by_label("Email").fill(account.email)
    visitor.page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    visitor.page.get_by_role("button", name="Sign in").click()
    visitor.arrive("My work")


def test_a_compliment_from_a_work_phone_in_few_presses(
    visitor: Visitor, live_server: LiveServer, watch: Watch
) -> None:
    watch.expected.append("422")
    visitor.page.set_viewport_size(PHONE)
    visitor.open("/staff/compliment", "Record a compliment you received")
    visitor.press("Record it", "The compliment")
    visitor.press("Send it", "The compliment")
    visitor.meets_error("Choose who it is from").click()

    presses = 2  # "Record it", and "Send it" at the end
    for answer, group in (("A parent", "Who is it from?"), ("A card or a letter", "How did it come?")):
        visitor.choose(answer, within=group)
        presses += 1
    visitor.write("What did they say?", "She stayed until he slept. Thank you!")
    visitor.choose("Yes, without any names", within="May we show their words to others?")
    presses += 1
    visitor.write("Your work e-mail address", "ada@elsewhere.example")
    visitor.press("Send it", "The compliment")
    visitor.meets_error("Write your work address. It ends in @exbourne.example").click()
    expect(visitor.page.get_by_label("What did they say?")).to_have_value(
        "She stayed until he slept. Thank you!"
    )
    visitor.write("Your work e-mail address", "ada@exbourne.example")
    visitor.page.keyboard.press("Enter")  # Enter sends

    visitor.arrive("Thank you for passing it on")
    assert presses < MOST_PRESSES
    reference, channel = newest(live_server, "staff-compliment")
    assert channel == "staff"
    expect(visitor.page.get_by_text(reference)).to_be_visible()
    visitor.press("Record another", "Record a compliment you received")


def test_a_call_is_keyed_in_with_the_keyboard_and_read_back(
    visitor: Visitor, live_server: LiveServer
) -> None:
    sign_in(visitor, live_server, Role.STAFF)
    visitor.enter("link", "Key in what somebody told us", "Key in what somebody told us")
    visitor.enter("link", "A comment or an idea", "A comment or an idea")
    visitor.enter("button", "Begin", "How and when did it reach us?")
    visitor.choose_by_keys("How did it come?", "By telephone")
    visitor.page.keyboard.press("Enter")  # goes on
    visitor.arrive("What would you like to tell us?")
    visitor.write("Tell us in your own words", "The waiting room is cold.")
    visitor.go_on("Would you like an answer?")
    visitor.go_on("Who are you?")
    visitor.go_on("Would you like to hear from us?")
    visitor.go_on("Read it back")
    visitor.press("Continue", "Read it back")
    visitor.meets_error("Choose whether you read it back").click()
    visitor.choose("Yes, and they agreed")
    visitor.go_on("Check what you are about to send")
    visitor.press("Send", "It is keyed in")

    reference, channel = newest(live_server, "keyed-comment")
    assert channel == "phone"
    expect(visitor.page.get_by_text(reference)).to_be_visible()
    visitor.page.get_by_text("Give them their six words").click()
    assert len(visitor.code.split()) == 6
    visitor.press("They have it: show it no more", "It is keyed in")
    expect(visitor.page.locator("#code-words")).to_have_count(0)
    visitor.press("Key in another", "Key in what somebody told us")
    expect(visitor.page.get_by_text(reference)).to_be_visible()


def test_a_letter_is_passed_on_and_a_worry_settled(visitor: Visitor, live_server: LiveServer) -> None:
    sign_in(visitor, live_server, Role.STAFF)
    visitor.follow("Pass on what reached the wrong desk", "Pass on what reached the wrong desk")
    visitor.press("Begin", "What reached you?")
    visitor.press("Send it to the complaints team", "What reached you?")
    visitor.meets_error("Choose how it came").click()
    visitor.choose("By letter or on paper")
    for part, value in (("Day", "2"), ("Month", "3"), ("Year", "2026")):
        visitor.write(part, value, within="On what day did it reach that team?")
    visitor.write("What does it say?", "Nobody came to the meeting.")
    visitor.press("Send it to the complaints team", "It is with the complaints team")
    assert newest(live_server, "keyed-forward")[1] == "letter"

    visitor.open("/staff/resolved", "Record what you settled directly")
    visitor.press("Begin", "What was raised, and what did you do?")
    visitor.write("What did they raise?", "The wrong date in a letter.")
    visitor.choose("A parent or carer", "By telephone")
    visitor.write("What did you do about it?", "I said sorry and sent the right one.")
    visitor.choose("Yes, they told me so")
    visitor.choose("Yes", within="Did you tell them that they can still make a formal complaint?")
    visitor.press("Send it to the complaints team", "It is recorded")
