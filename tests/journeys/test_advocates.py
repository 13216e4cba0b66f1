"""Asking for an advocate, and acting for a young person, from the door to the private page."""

import re

from playwright.sync_api import expect
from sqlalchemy import select

from portal.extensions import db
from portal.models.address_check import AddressCheck
from portal.models.authority import Authority
from portal.models.feedback import Feedback
from portal.services.database import writing
from portal.services.known_advocates import prove
from portal.services.now import now
from tests.journeys.serving import LiveServer
from tests.journeys.walking import Visitor

HOME, CHECK, SENT = "Acting for a young person", "Check what you are about to send", "You have sent it"
DANGER, CONTACT = "Is anybody in danger now?", "How and when is it safe to reach you?"
HELP, COMING = "What do you want help with?", "Is there a meeting or a decision soon?"
SUITS, REACH = "Which advocate would suit best?", "How can the young person be reached safely?"
THEIR_WORDS = "they said I could keep my dog – and then they moved her <3"


def test_a_young_person_asks_for_themselves(visitor: Visitor) -> None:
    visitor.open("/advocates", HOME)
    visitor.follow("Ask for an advocate", "Ask for an advocate")
    visitor.press("Start now", DANGER)
    visitor.go_on("Who is the advocate for?")
    visitor.choose("For me")
    visitor.go_on(HELP)
    visitor.press("Continue")
    visitor.meets_error("Say what you want help with")
    visitor.choose("To be heard at a meeting")
    visitor.go_on("About you")
    visitor.write("What is your name?", "Lacie")
    visitor.write("How old are you?", "14")
    visitor.choose("I am in care")
    visitor.go_on(COMING)
    visitor.write("Day", "31")
    visitor.write("Month", "2")
    visitor.write("Year", "2031")
    visitor.press("Continue")
    visitor.meets_error("The day must be a real date")
    visitor.write("Day", "27")
    visitor.go_on(SUITS)
    visitor.choose("Either is fine")
    visitor.go_on(CONTACT)
    visitor.go_on(CHECK)
    visitor.press("Send", SENT)
    code = visitor.code

    visitor.open("/track", "Open your private page")
    visitor.write("Your six words", code)
    visitor.press("Open my page")
    expect(visitor.page.get_by_text("An advocate was asked for").first).to_be_visible()
    visitor.arrive(visitor.page.locator("h1").inner_text())


def test_a_young_person_asks_with_the_keyboard_alone(visitor: Visitor) -> None:
    visitor.open("/advocates/request", "Ask for an advocate")
    visitor.enter("button", "Start now", DANGER)
    visitor.enter("button", "Continue", "Who is the advocate for?")
    visitor.choose_by_keys("Who is the advocate for?", "For me")
    visitor.enter("button", "Continue", HELP)
    visitor.tab_to(visitor.page.get_by_role("textbox", name="Or say it in your own words"))
    visitor.page.keyboard.type("Someone to come with me")
    visitor.enter("button", "Continue", "About you")
    visitor.enter("button", "Send now, add the rest later", SENT)


def test_a_teacher_asks_for_a_child(visitor: Visitor) -> None:
    visitor.open("/advocates/request", "Ask for an advocate")
    visitor.press("Start now", DANGER)
    visitor.go_on("Who is the advocate for?")
    visitor.choose("For a child or young person I know")
    visitor.go_on(HELP)
    visitor.write("Or say it in your own words", "She wants to be heard about where she lives")
    visitor.go_on("Who is the young person?")
    visitor.write("The young person’s name", "Lacie")
    visitor.choose("They are in care")
    visitor.go_on("Who is responsible for them?")
    visitor.go_on("Does the young person agree?")
    visitor.choose("Yes, they have agreed")
    visitor.go_on(COMING)
    visitor.go_on(SUITS)
    visitor.go_on(REACH)
    visitor.write("How can we reach them?", "at school, in the library")
    visitor.go_on("Is there a risk an advocate should know of?")
    visitor.go_on("Who are you?")
    visitor.choose("A teacher, health worker, or somebody else who works with them")
    visitor.write("Your name", "Morwenna")
    visitor.go_on(CONTACT)
    visitor.choose("By e-mail")
    visitor.press("Continue")
    visitor.meets_error("Fill in “Your e-mail address”")
    visitor.write("Your e-mail address", "morwenna@school.example")
    visitor.go_on(CHECK)
    visitor.press("Send", SENT)


def complain(visitor: Visitor, *, name: str = "Lacie Pascoe") -> None:
    """Complain as an advocate for a young person, from the first question to the confirmation."""
    visitor.go_on("Who are you?")
    visitor.choose("An advocate from a service or group")
    visitor.write("Your name", "Morwenna")
    visitor.go_on("Are you independent?")
    visitor.choose("No")
    visitor.go_on("Whom do you act for?")
    visitor.write("The young person’s name", name)
    visitor.choose("Yes, they have agreed")
    visitor.go_on("What happened?")
    visitor.write("What the young person says, in their own words", THEIR_WORDS)
    visitor.write("What you want to add", "I was there.")
    visitor.go_on("Is something about to happen?")
    visitor.go_on("What does the young person want?")
    visitor.go_on("What may we share with you?")
    visitor.choose("How far it has come, and the dates", "Our letters and messages about it")
    visitor.go_on("How can we know that they agree?")
    visitor.choose("They will tell us themselves, when we ask them")
    visitor.go_on("How and when can we reach the young person safely, to ask them?")
    visitor.go_on(CONTACT)
    visitor.choose("By e-mail")
    visitor.write("Your e-mail address", "morwenna@your-side.example")
    visitor.go_on(CHECK)
    expect(visitor.page.get_by_text(THEIR_WORDS, exact=True)).to_be_visible()
    visitor.press("Send", SENT)


def test_an_advocate_complains_and_sees_the_young_people_they_act_for(
    visitor: Visitor, live_server: LiveServer
) -> None:
    visitor.open("/advocates", HOME)
    visitor.follow("Complain for a young person", "Complain for a young person")
    visitor.press("Start now", DANGER)
    complain(visitor)
    visitor.press("The young person is with me", "The young person’s own six words")
    visitor.press("They are with me: show their six words", "The young person’s own six words")
    assert len(visitor.code.split()) == 6
    visitor.press("They have kept it", SENT)
    reference = re.search(r"CF-\w{4}-\w{4}", visitor.page.locator(".confirm").inner_text())
    assert reference is not None
    visitor.press("Complain for another young person", "Have you kept the six words?")
    visitor.press("I have kept it, go on", DANGER)
    visitor.go_on("Who are you?")
    expect(visitor.page.get_by_role("textbox", name="Your name", exact=True)).to_have_value("Morwenna")

    visitor.open("/advocates/list", "See the young people you act for")
    visitor.write("The six words of your list code", "apple")
    visitor.press("Open my list")
    visitor.meets_error("")
    visitor.write("The six words of your list code", list_code(live_server, reference[0]))
    visitor.press("Open my list", "The young people you act for")
    expect(visitor.page.get_by_role("heading", name="LP").first).to_be_visible()
    visitor.page.get_by_role("button", name=re.compile("^Open LP")).first.click()
    expect(visitor.page.get_by_text(reference[0])).to_be_visible()
    visitor.open("/advocates/list", "The young people you act for")
    visitor.press("Close this list", "See the young people you act for")


def list_code(server: LiveServer, reference: str) -> str:
    """Prove the advocate's address as the link would, let the young person say yes; return the list code."""
    with server.app.app_context(), writing():
        feedback = db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
        of_it = AddressCheck.feedback_id == feedback.id
        check = db.session.scalars(select(AddressCheck).where(of_it)).one()
        code = prove(feedback, check.known_advocate_id, new_code=True)
        theirs = db.session.scalars(select(Authority).where(Authority.feedback_id == feedback.id)).one()
        theirs.child_confirmed_at = now()
    assert code is not None
    return code


def test_a_personal_adviser_and_a_foster_carer_are_told_where_they_stand(visitor: Visitor) -> None:
    visitor.open("/advocates/complaint", "Complain for a young person")
    visitor.press("Start now", DANGER)
    visitor.go_on("Who are you?")
    visitor.choose("Somebody else they trust")
    visitor.go_on("Are you independent?")
    visitor.choose("Yes")
    visitor.go_on("Thank you for speaking up for them")
    visitor.go_on("Whom do you act for?")
    visitor.go_on("What happened?")
    visitor.press("Continue")
    visitor.meets_error("Tell us what happened, in one of the two boxes")
    visitor.open("/advocates/complaint/you", "Who are you?")
    visitor.choose("A foster carer")
    visitor.go_on("Whose parent or carer are you?")
    visitor.choose("Yes, now or when it happened")
    visitor.go_on("You can complain in your own right")
    visitor.go_on("Whom do you act for?")
