"""The private page afterwards: six words open it; it can be read, added to, changed, stopped and closed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from portal.domain.vocabulary import PartyRole
from portal.extensions import db
from portal.models.visit import Visit
from portal.services.intake import PartySent, SafeContact
from portal.services.now import now
from portal.services.private_page import NOTHING_OPENED, PrivatePage, read_page
from tests.factories import MadeFeedback, make_feedback
from tests.journeys.serving import LiveServer
from tests.journeys.walking import Visitor, until
from tests.journeys.watching import Watch

WORDS = "The visit was moved on the day.\n\n<i>Again.</i>"
ADDED = "They rang at 6pm – “maybe Friday”."
OPENED, BOX = "We have it", "Open your private page"
HIDDEN_FOCUS = """() => {
    const it = document.activeElement;
    const bar = document.querySelector(".site-header");
    if (!it || it === document.body || bar.contains(it) || it.matches(".govuk-skip-link")) return "";
    const edge = bar.getBoundingClientRect().bottom;
    const top = it.getBoundingClientRect().top;
    return top < edge - 1 ? `${it.outerHTML.slice(0, 90)} at ${top}, under the bar that ends at ${edge}` : "";
}"""
KIM = PartySent(PartyRole.SENDER, "parent", name="Kim Sender", email="kim@mail.example")


@pytest.fixture
def mine(live_server: LiveServer) -> MadeFeedback:
    with live_server.app.app_context():
        return make_feedback(WORDS, parties=(KIM,), safe_contact=SafeContact(("email",), "mornings"))


@pytest.fixture
def reader(visitor: Visitor, mine: MadeFeedback) -> Visitor:
    """Somebody who has opened their page."""
    visitor.open("/track", BOX)
    type_code(visitor, mine.code)
    visitor.arrive(OPENED)
    return visitor


def type_code(visitor: Visitor, code: str) -> None:
    visitor.write("Your six words", code)
    visitor.press("Open my page")


def as_stored(live_server: LiveServer, mine: MadeFeedback) -> PrivatePage:
    with live_server.app.app_context():
        return read_page(mine.id)


def test_it_says_where_things_stand_and_how_the_next_date_was_counted(
    reader: Visitor, mine: MadeFeedback
) -> None:
    main = reader.page.locator("main")
    expect(main).to_contain_text("Children's Feedback Team will read it next")
    expect(main).to_contain_text("We tell you what happens next by")
    expect(main).to_contain_text(mine.reference)
    expect(main).not_to_contain_text("The visit was moved")
    days = reader.page.locator(".working li")
    expect(days.filter(has_text="Day 1").first).to_be_hidden()
    reader.page.get_by_text("How we worked this out").click()
    expect(days.filter(has_text="Day 1").first).to_be_visible()
    reader.follow("Read what you told us", "What you told us")
    assert WORDS in reader.page.locator(".said").first.text_content()
    reader.follow("Back to your private page", OPENED)


def test_something_is_added_and_danger_reaches_the_duty_team(reader: Visitor) -> None:
    reader.press("Write to us", "Write to us")
    reader.press("Send this")
    reader.meets_error("Choose yes or no")
    reader.choose("No")
    reader.write("What would you like to say?", ADDED)
    reader.press("Send this", OPENED)
    reader.follow("Read what you told us", "What you told us")
    expect(reader.page.get_by_text(ADDED)).to_be_visible()
    reader.open("/track/add", "Write to us")
    reader.choose("Yes, or I am not sure")
    reader.press("Send this", "We have told the team on duty")
    reader.press("Back to your private page", OPENED)


def test_safe_contact_is_changed_and_e_mails_are_stopped(
    reader: Visitor, mine: MadeFeedback, live_server: LiveServer
) -> None:
    reader.follow("Change how we reach you", "Change how we reach you")
    expect(reader.page.get_by_label("When is it safe?")).to_have_value("mornings")
    assert "kim@mail.example" not in reader.page.content()
    reader.choose("By telephone")
    reader.write("Your telephone number", "12")
    reader.press("Save")
    reader.meets_error("Write the whole telephone number")
    reader.write("Your telephone number", "01632 960007")
    reader.write("Who must not find out?", "My brother")
    reader.press("Save", OPENED)
    contact = as_stored(live_server, mine).safe_contact
    assert (contact.how, contact.must_not_know) == (("email", "phone"), "My brother")
    reader.follow("Stop e-mails", "Stop e-mails")
    reader.press("Stop e-mails", OPENED)
    assert not as_stored(live_server, mine).mail_allowed


def test_a_new_code_opens_the_page_and_the_old_one_nothing(
    reader: Visitor, mine: MadeFeedback, meet: Callable[[], Visitor]
) -> None:
    elsewhere = meet()
    elsewhere.open("/", "Tell us what happened")
    elsewhere.follow("See what happened to mine", BOX)
    type_code(elsewhere, mine.code)
    elsewhere.arrive(OPENED)
    reader.follow("Change your private code", "Change your private code")
    reader.press("Give me a new code")
    reader.meets_error("Type the six words that you have now")
    reader.write("Your six words", mine.code)
    reader.press("Give me a new code", OPENED)
    new = reader.code
    assert new != mine.code
    elsewhere.open("/track", BOX)
    type_code(elsewhere, mine.code)
    elsewhere.meets_error(NOTHING_OPENED)
    type_code(elsewhere, new)
    elsewhere.arrive(OPENED)
    elsewhere.press("I have kept it")
    expect(elsewhere.page.locator("#code-words")).to_have_count(0)


def test_a_complaint_is_withdrawn_and_says_so(reader: Visitor, mine: MadeFeedback) -> None:
    reader.follow("Ask us to stop", "Ask us to stop")
    reader.follow("No, go on", OPENED)
    reader.follow("Ask us to stop", "Ask us to stop")
    reader.choose("No")
    reader.write("Your six words", mine.code)
    reader.press("Yes, stop", "You asked us to stop")


def test_a_page_that_is_closed_shows_nothing_by_going_back(reader: Visitor) -> None:
    reader.follow("Read what you told us", "What you told us")
    reader.follow("Back to your private page", OPENED)
    reader.press("Close this page", BOX)
    for _ in range(3):
        reader.page.go_back()
        expect(reader.page.locator("main")).not_to_contain_text("The visit was moved")
        expect(reader.page.locator("h1")).not_to_have_text(OPENED)


def test_a_page_left_alone_closes_itself_and_keeps_what_is_being_typed(
    reader: Visitor, mine: MadeFeedback, live_server: LiveServer
) -> None:
    reader.press("Write to us", "Write to us")
    reader.choose("No")
    reader.write("What would you like to say?", ADDED)
    with live_server.app.app_context():
        run_out = update(Visit).where(Visit.open_feedback_id == mine.id)
        db.session.execute(run_out.values(open_until=now() - timedelta(minutes=1)))
        db.session.commit()
    reader.press("Send this")
    reader.meets_error("Your private page is not open here any more, so nothing was sent")
    expect(reader.page.get_by_label("What would you like to say?")).to_have_value(ADDED)
    reader.open("/track", BOX)
    expect(reader.page.locator("main")).to_contain_text("We closed your private page")
    reader.open("/track/add", BOX)


def test_leaving_in_a_hurry_leads_elsewhere_and_forgets_this_browser(
    reader: Visitor, watch: Watch, javascript: bool
) -> None:
    watch.expected.append("www.bbc.co.uk")
    reader.page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="The weather"))
    reader.follow("Read what you told us", "What you told us")
    if javascript:
        for _ in range(3):
            reader.page.keyboard.press("Shift")
    else:
        reader.page.get_by_role("button", name="Exit this page").click()
    expect(reader.page.get_by_text("The weather")).to_be_visible()
    for _ in range(3):
        reader.page.go_back()
        expect(reader.page.locator("body")).not_to_contain_text("The visit was moved")
        expect(reader.page.locator("body")).not_to_contain_text("Your private page")
    until(reader.page, lambda: not {c["name"] for c in reader.page.context.cookies()} & {"visit", "left"})
    reader.open("/track", BOX)


def test_the_way_out_is_in_reach_wherever_somebody_has_scrolled_to(reader: Visitor, watch: Watch) -> None:
    watch.expected.append("www.bbc.co.uk")
    reader.page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="The weather"))
    reader.page.set_viewport_size({"width": 320, "height": 640})
    reader.page.get_by_role("heading", name="If you ring us").scroll_into_view_if_needed()
    with reader.page.context.expect_event("request", lambda request: request.url.endswith("/exit")):
        reader.page.get_by_role("button", name="Exit this page").click()
    expect(reader.page.get_by_text("The weather")).to_be_visible()


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_the_way_out_hides_nothing_that_has_the_focus(visitor: Visitor, width: int) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 480})
    visitor.open("/safety", "Staying safe")
    tabs = visitor.page.locator("a[href], button, summary").count()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(tabs):
            visitor.page.keyboard.press(key)
            hidden = visitor.page.evaluate(HIDDEN_FOCUS)
            assert not hidden, hidden
