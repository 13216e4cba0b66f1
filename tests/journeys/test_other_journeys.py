"""The other doors of the front page, each from its link to a reference."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import Visitor

ALL_DOORS = "Tell us what happened"
SENT = re.compile(r"Your reference: CF-\w{4}-\w{4}")
WORDS = "Jo rang every Friday – and it helped. <3"


def enter(visitor: Visitor, door: str, title: str, first: str) -> None:
    visitor.open("/", ALL_DOORS)
    visitor.follow(door, title)
    visitor.press("Start now", first)


def check_and_send(visitor: Visitor, words: str, thanks: str) -> None:
    """See the words on the check page and send them."""
    visitor.go_on("Check what you are about to send")
    expect(visitor.page.get_by_text(words, exact=True)).to_be_visible()
    visitor.press("Send", thanks)
    expect(visitor.page.locator(".confirm")).to_have_text(SENT)


def test_a_compliment(visitor: Visitor) -> None:
    enter(visitor, "Say thank you", "Say thank you", "Who would you like to thank?")
    visitor.write("Who was it?", "Jo, the family worker")
    visitor.pick("Which team, if you know?", "I don’t know")
    visitor.go_on("What did they do?")
    visitor.press("Continue")
    visitor.meets_error("Tell us what they did")
    visitor.write("Tell us in your own words", WORDS)
    visitor.go_on("Would you like to add a photo?")
    visitor.go_on("Who are you?")
    visitor.choose("A foster carer")
    visitor.go_on("May we pass your words on?")
    visitor.choose("Yes, without my name", "Yes")
    visitor.go_on("Would you like to hear from us?")
    check_and_send(visitor, WORDS, "You have sent it")


def test_a_comment(visitor: Visitor) -> None:
    enter(visitor, "Make a comment", "Make a comment", "What would you like to tell us?")
    visitor.write("Tell us in your own words", WORDS)
    visitor.go_on("Would you like an answer?")
    visitor.choose("Yes, please answer me")
    visitor.go_on("Who are you?")
    visitor.go_on("Would you like to hear from us?")
    visitor.choose("By e-mail")
    visitor.press("Continue")
    visitor.meets_error("Fill in “Your e-mail address”")
    visitor.write("Your e-mail address", "kim@mail.example")
    check_and_send(visitor, WORDS, "You have sent it")


def test_not_sure(visitor: Visitor) -> None:
    enter(visitor, "Not sure? Just tell us", "Not sure? Just tell us", "Is anybody in danger now?")
    visitor.go_on("What is on your mind?")
    visitor.page.get_by_text("Keep a code, to go on later or elsewhere").click()
    assert len(visitor.code.split()) == 6
    visitor.write("Tell us in your own words", WORDS)
    visitor.go_on("Who are you, and who is it about?")
    visitor.go_on("How and when is it safe to reach you?")
    check_and_send(visitor, WORDS, "You have sent it")


def test_ring_me(visitor: Visitor) -> None:
    enter(visitor, "Ask us to ring you", "Ask us to ring you", "Is anybody in danger now?")
    visitor.go_on("Your telephone number")
    visitor.write("Which number shall we ring?", "ask at the shop")
    visitor.press("Continue")
    visitor.meets_error("Write the whole telephone number")
    visitor.write("Which number shall we ring?", "01632 960003, ask for Kim")
    visitor.go_on("Ringing you safely")
    visitor.choose("In the morning, 9am to 12", "No, never", "Nothing. Ring off, and try again another time")
    visitor.go_on("What is it about?")
    check_and_send(visitor, "01632 960003, ask for Kim", "You have sent it")


@pytest.mark.parametrize("address", ["office@exbourne-north-mp.example", "someone@elsewhere.example"])
def test_an_enquiry(visitor: Visitor, address: str) -> None:
    door, title = "I am an MP or a councillor", "Enquiries from MPs and councillors"
    enter(visitor, door, title, "Your office")
    visitor.choose("Somebody who works for an MP")
    visitor.write("Your office’s reference", "EX/2041")
    visitor.go_on("Where should we send our answer?")
    visitor.write("Your office’s e-mail address", address)
    if "elsewhere" in address:
        visitor.go_on("We do not have this address for an office")
        visitor.press("Go on all the same", "Whom do you ask for?")
    else:
        visitor.go_on("Whom do you ask for?")
    visitor.choose("Yes, in writing")
    visitor.choose("No", within="Do you ask on behalf of a child or young person?")
    visitor.go_on("What do you ask?")
    visitor.choose("The reasons for a decision")
    visitor.write("What would you like us to answer?", WORDS)
    check_and_send(visitor, WORDS, "You have sent it")
