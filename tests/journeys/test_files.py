"""Adding photos and papers in a real browser, and an officer who uncovers them."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from portal.domain.vocabulary import Role
from portal.services import file_views
from tests import factories, hostile
from tests.journeys.serving import LiveServer
from tests.journeys.signing_in import sign_in
from tests.journeys.walking import Visitor, begin_complaint
from tests.services.file_steps import file_of


def to_papers(visitor: Visitor) -> None:
    """Begin a complaint and come to the page that takes files."""
    begin_complaint(visitor)
    visitor.go_on("Who are you?")
    visitor.page.goto("/complaint/what-happened")
    visitor.write("What happened, in your own words", "The door is broken.")
    visitor.go_on("Do you have photos or papers to show us?")


def choose(page: Page, *chosen: tuple[str, bytes]) -> None:
    """Choose files."""
    offered = [{"name": name, "mimeType": "application/octet-stream", "buffer": c} for name, c in chosen]
    page.get_by_label("Photos, papers or other files").set_input_files(offered)


def test_files_are_added_refused_removed_and_sent(visitor: Visitor, live_server: LiveServer) -> None:
    to_papers(visitor)
    chosen = (("door.jpg", hostile.jpeg()), ("drawing.svg", hostile.SVG), ("a.txt", b"He said no."))
    choose(visitor.page, *chosen)
    visitor.press("Add these files")
    link = visitor.meets_error("drawing.svg: We cannot take this kind of file. You can add a photo of it.")
    link.click()
    expect(visitor.page.locator("#files")).to_be_in_viewport()
    visitor.page.get_by_role("button", name="Remove a.txt").click()
    expect(visitor.page.locator(".files__name")).to_have_text(["door.jpg"])
    visitor.go_on("When did it start?")
    visitor.open("/complaint/check", "Check what you are about to send")
    expect(visitor.page.locator("main")).to_contain_text("door.jpg")
    visitor.press("Send", "You have sent it")
    with live_server.app.app_context():
        file_views.prepare_files()


def test_enter_in_a_form_with_files_never_removes_one(visitor: Visitor) -> None:
    to_papers(visitor)
    choose(visitor.page, ("door.jpg", hostile.jpeg()))
    visitor.press("Add these files")
    first = visitor.page.locator("main form button[type=submit]").first
    expect(first).to_have_attribute("value", "continue")
    expect(first).to_be_hidden()


def test_a_file_that_is_too_large_is_left_out_before_it_is_sent(
    visitor: Visitor, javascript: bool, tmp_path
) -> None:
    large = tmp_path / "film.jpg"
    with large.open("wb") as file:
        file.truncate(16 * 1024 * 1024)
    to_papers(visitor)
    visitor.page.get_by_label("Photos, papers or other files").set_input_files(large)
    if javascript:
        told = visitor.page.get_by_role("alert").filter(has_text="film.jpg is larger than 15 MB")
        expect(told).to_be_visible()
    else:
        visitor.press("Add these files")
        visitor.meets_error("film.jpg: This file is larger than 15 MB. Send a smaller one, or a photo of it.")


def test_an_officer_uncovers_a_picture_and_nothing_was_fetched_before(
    meet: Callable[[], Visitor], live_server: LiveServer, javascript: bool
) -> None:
    with live_server.app.app_context():
        sent = factories.make_feedback()
        file_of(sent.id, hostile.HEIC, "IMG_1.HEIC")
        file_views.prepare_files()
    officer = meet()
    sign_in(live_server, officer.page.context, Role.SCREENING_OFFICER)
    fetched: list[str] = []
    officer.page.on("request", lambda request: fetched.append(request.url))
    officer.open(f"/screening/{sent.reference}", sent.reference)
    assert not [address for address in fetched if address.endswith("/view")]
    officer.page.get_by_role("button", name="Show the picture").click()
    picture = officer.page.locator(".kept-file__picture")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 64)
    assert [address for address in fetched if address.endswith("/view")]
    officer.page.get_by_role("button" if javascript else "link", name="Cover it again").click()
    expect(picture).to_have_count(0)
