"""A parent's complaint as it happens: every question, only the needed one, or danger and nothing else."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.factories import PASSWORD
from tests.journeys.walking import Visitor, begin_complaint

REFERENCE = re.compile(r"CF-\w{4}-\w{4}")
STRANGE = (
    "  Two spaces, a\ttab & <b>marks</b> that aren’t \"markup\", {{ 7 * 7 }}, %s, \\n, 100 % 'so'.\n\n\n"
    "Zażółć gęślą jaźń – Ελλάδα – Привет – שלום עולם – مرحبا – 你好 – नमस्ते – e\u0301 – 👩‍👧‍👦 🏳️‍🌈.\n"
    f"https://school.example/{'aVeryLongAddress' * 9}"
)
LETTER = "\n\n".join(
    [
        STRANGE,
        *(f"On day {n} we rang at nine, and nobody could say when she would come home." for n in range(135)),
    ]
)
AFFECTED = "We don’t sleep.\nSam cries & asks “when?” – I can’t answer."
WHY_NOW = "I was ill, and afraid that the visits would stop."
CHECKED = {
    "Is somebody in danger, or not safe?": "No",
    "Who are you?": "A parent",
    "Child 1: The child’s name": "Sam <Ó Brádaigh>",
    "Child 1: Age or date of birth, if you know": "9",
    "Child 1: What are you to this child?": "mother",
    "Child 2: The child’s name": "Noor",
    "Child 2: Age or date of birth, if you know": "about 4½",
    "Child 2: What are you to this child?": "step-mother",
    "Do you have parental responsibility?": "For some of the children",
    "For which children do you have it?": "Sam",
    "What happened, in your own words": LETTER,
    "When did it start?": "More than 12 months ago",
    "Roughly when did it start?": "March 2024",
    "Is it still going on?": "Yes",
    "What made it hard to tell us before?": WHY_NOW,
    "How did it affect you, or the child?": AFFECTED,
    "What is about to happen?": "A child may be moved\nA meeting or a decision",
    "On which day will it happen, if you know?": "Saturday 27 March 2027",
    "What do you want us to do?": "Say sorry\nLook at a decision again",
    "What else would put it right, in your own words?": "One worker who stays.",
    "Which team?": "Family Help North",
    "The name of the worker, if it is about one": "Jo",
    "Is a court, a tribunal or the police looking at it?": "Yes, now",
    "Which of these is it?": "A court",
    "Have you told us about this before?": "Yes, and I am waiting for an answer",
    "What would help you?": "Large print",
    "How can we reach you safely?": "On my private page here\nBy telephone",
    "When is it safe to reach you?": "Weekdays before 3pm",
    "Who must not find out?": "My neighbour",
    "Your name": "Kim O’Sender",
    "Your telephone number": "01632 960001",
}


def summary_of(visitor: Visitor) -> dict[str, str]:
    rows = visitor.page.locator(".govuk-summary-list__row")
    said = rows.locator("dt").all_text_contents(), rows.locator("dd.kept").all_inner_texts()
    return {question: answer for question, answer in zip(*said, strict=True) if answer != "Not answered"}


def tell_who(visitor: Visitor) -> None:
    """Answer the pages up to the private code."""
    visitor.open("/", "Tell us what happened")
    visitor.follow("Make a complaint", "Make a complaint")
    visitor.press("Start now", "Is anybody in danger now?")
    visitor.choose("No")
    visitor.go_on("Who are you?")
    visitor.choose("A parent")
    visitor.go_on("Which child or children is it about?")
    visitor.write("The child’s name", "Sam <Ó Brádaigh>")
    visitor.write("Age or date of birth, if you know", "9")
    visitor.write("What are you to this child?", "mother")
    visitor.press("Add another child")
    visitor.write("The child’s name", "Noor", within="Child 2")
    visitor.write("Age or date of birth, if you know", "about 4½", within="Child 2")
    visitor.write("What are you to this child?", "step-mother", within="Child 2")
    visitor.press("Add another child")
    visitor.write("The child’s name", "typed by mistake", within="Child 3")
    visitor.arrive("Which child or children is it about?")
    visitor.press("Remove child 3")
    expect(visitor.page.get_by_role("group", name="Child 3")).to_have_count(0)
    visitor.go_on("Parental responsibility")
    visitor.choose("For some of the children")
    visitor.write("For which children do you have it?", "Sam")
    visitor.go_on("Your private code")


def tell_what(visitor: Visitor) -> None:
    """Answer the pages about what happened and what should come of it."""
    visitor.press("I have kept it", "What happened?")
    visitor.write("What happened, in your own words", LETTER)
    visitor.go_on("Do you have photos or papers to show us?")
    visitor.go_on("When did it start?")
    visitor.choose("More than 12 months ago")
    visitor.write("Roughly when did it start?", "March 2024")
    visitor.choose("Yes", within="Is it still going on?")
    visitor.go_on("Why are you telling us now?")
    visitor.write("What made it hard to tell us before?", WHY_NOW)
    visitor.go_on("How did it affect you, or the child?")
    visitor.write("How did it affect you, or the child?", AFFECTED)
    visitor.go_on("Is something about to happen?")
    visitor.choose("A child may be moved", "A meeting or a decision")
    for part, number in {"Day": "27", "Month": "march", "Year": "2027"}.items():
        visitor.write(part, number)
    visitor.go_on("What would put it right?")
    visitor.choose("Say sorry", "Look at a decision again")
    visitor.write("What else would put it right, in your own words?", "One worker who stays.")
    visitor.go_on("Which team or worker is it about?")


def tell_the_rest(visitor: Visitor) -> None:
    """Answer the pages about other bodies, help and contact, up to checking."""
    visitor.pick("Which team?", "Family Help South")
    visitor.write("The name of the worker, if it is about one", "Jo")
    visitor.go_on("Is there a court case, a tribunal or the police?")
    visitor.choose("Yes, now", "A court")
    visitor.go_on("Have you told us about this before?")
    visitor.choose("Yes, and I am waiting for an answer")
    visitor.go_on("What help do you need to take part?")
    visitor.choose("Large print")
    visitor.go_on("How and when is it safe to reach you?")
    visitor.choose("On my private page here", "By telephone")
    visitor.write("When is it safe to reach you?", "Weekdays before 3pm")
    visitor.write("Who must not find out?", "My neighbour")
    visitor.go_on("Your name and how to reach you")
    visitor.write("Your name", "Kim O’Sender")
    visitor.write("Your telephone number", "01632 960001")
    visitor.go_on("Check what you are about to send")


def sent_reference(visitor: Visitor) -> str:
    found = REFERENCE.search(visitor.page.locator(".confirm").inner_text())
    assert found
    return found[0]


def test_a_parent_answers_everything_changes_one_answer_and_keeps_a_copy(visitor: Visitor) -> None:
    tell_who(visitor)
    tell_what(visitor)
    tell_the_rest(visitor)
    assert summary_of(visitor) == {**CHECKED, "Which team?": "Family Help South"}
    visitor.follow("Change Which team?", "Which team or worker is it about?")
    expect(visitor.page.get_by_label("The name of the worker, if it is about one")).to_have_value("Jo")
    visitor.pick("Which team?", "Family Help North")
    visitor.go_on("Check what you are about to send")
    assert summary_of(visitor) == CHECKED
    visitor.press("Send", "You have sent it")
    reference = sent_reference(visitor)
    expect(visitor.page.locator("#code-words")).to_have_count(0)
    visitor.follow("Print it, or save it as a PDF or as plain text", "Keep a copy of what you sent")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Save it as plain text").click()
    assert download.value.suggested_filename == "copy.txt"
    copied = Path(download.value.path()).read_text(encoding="utf-8")
    assert reference in copied
    for question, answer in CHECKED.items():
        assert f"\n{question}\n\n{answer}\n" in copied
    visitor.follow("Open a page to print", "Copy of what was sent")
    visitor.open("/complaint/check", "You have sent this")


def test_a_parent_sends_the_needed_answer_now_and_adds_the_rest_later(visitor: Visitor) -> None:
    begin_complaint(visitor)
    visitor.page.goto("/complaint/what-happened")
    visitor.write("What happened, in your own words", "They moved the visit again.")
    visitor.go_on("Do you have photos or papers to show us?")
    visitor.go_on("When did it start?")
    visitor.press("Send now, add the rest later", "You have sent it")
    assert len(visitor.code.split()) == 6
    visitor.press("I have kept it")
    expect(visitor.page.locator("#code-words")).to_have_count(0)
    visitor.press("Close this page", "Tell us what happened")
    visitor.open("/complaint/sent", "This page is closed")


def test_danger_is_sent_alone_and_waits_on_the_duty_board(
    visitor: Visitor, meet: Callable[[], Visitor]
) -> None:
    begin_complaint(visitor)
    visitor.press("Send just this now")
    visitor.meets_error("Choose “Yes, now”")
    visitor.choose("Yes, now")
    visitor.write("If somebody is not safe: who, where, and what is happening?", "Noor, at the flat.")
    visitor.press("Send just this now", "We have your words")
    reference = sent_reference(visitor)
    on_duty = meet()
    on_duty.page.goto("/duty")
    on_duty.page.get_by_label("E-mail address").or_(on_duty.page.get_by_label("Email address")).fill(
        "background.duty@test.example"
    )
    on_duty.page.get_by_label("Password", exact=True).fill(PASSWORD)
    on_duty.press("Sign in", "Duty board")
    on_duty.follow(reference, f"Alert {reference}")
    expect(on_duty.page.get_by_text("Noor, at the flat.")).to_be_visible()


def test_a_parent_sends_a_complaint_with_the_keyboard_alone(visitor: Visitor) -> None:
    visitor.open("/", "Tell us what happened")
    visitor.enter("link", "Make a complaint", "Make a complaint")
    visitor.enter("button", "Start now", "Is anybody in danger now?")
    visitor.choose_by_keys("Is somebody in danger, or not safe?", "No")
    visitor.enter("button", "Continue", "Who are you?")
    visitor.choose_by_keys("Who are you?", "Somebody who was in care (a care leaver)")
    visitor.enter("button", "Continue", "Your private code")
    visitor.enter("button", "Show it to me again later", "What happened?")
    visitor.tab_to(visitor.page.get_by_role("textbox", name="What happened, in your own words"))
    visitor.page.keyboard.type("My flat is cold, & nobody comes.")
    visitor.enter("button", "Continue", "Do you have photos or papers to show us?")
    visitor.enter("button", "Continue", "When did it start?")
    for heading in (
        "How did it affect you, or the child?",
        "Is something about to happen?",
        "What would put it right?",
        "Which team or worker is it about?",
        "Is there a court case, a tribunal or the police?",
        "Have you told us about this before?",
        "What help do you need to take part?",
        "How and when is it safe to reach you?",
        "Your name and how to reach you",
        "Check what you are about to send",
    ):
        visitor.enter("button", "Continue", heading)
    visitor.enter("button", "Send", "You have sent it")
