"""A copy holds exactly what was sent, is warned about first, and its name says nothing."""

import re
import zlib

import pytest

from portal.services import copies as copy_service
from portal.services import private_page_changes
from portal.services.intake import Answer
from tests.factories import make_feedback
from tests.hostile import jpeg
from tests.pages import Page, PageClient
from tests.web.file_steps import add

pytestmark = pytest.mark.usefixtures("clock")
WORDS = 'They said "no" & left <b>nothing</b>.\n\n  Then – at 3 o’clock – the visit was moved.'
LATER = "They rang & moved it again"
SAID = (
    Answer("what-happened", "words", "What happened?", WORDS),
    Answer("wanted", "words", "What would put it right?", "An answer"),
)


@pytest.fixture
def mine(app):
    with app.app_context():
        return make_feedback(said=SAID)


@pytest.fixture
def page(client, mine) -> Page:
    opened = client.submit(client.get_page("/track"), {"code": mine.code})
    return client.follow(opened, "Keep a copy")


def file_names(response) -> str:
    return response.headers["Content-Disposition"]


def test_a_warning_comes_before_any_copy(page):
    assert "Other people who use it may find it" in page.main_text
    assert [link.text for link in page.links if "copy/" in link.href] == [
        "Open a page to print",
        "Save it as a PDF",
        "Save it as plain text",
    ]
    assert WORDS[:9] not in page.text


def test_the_text_is_to_the_letter_with_when_it_came_and_its_reference(client, page, mine):
    response = client.get(page.link("Save it as plain text").href)
    text = response.get_data(as_text=True)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert file_names(response) == "attachment; filename=copy.txt"
    assert f"What happened?\n\n{WORDS}\n" in text
    assert "What would put it right?\n\nAn answer\n" in text
    assert f"Reference: {mine.reference}" in text
    assert "Received: Tuesday 10 March 2026, 12:00 (London time)" in text


def test_every_kind_of_copy_lists_the_files_that_went_with_it(client, page, mine):
    add(client, client.get_page("/track/files"), (jpeg(), "photo-1.jpg"), button="Send these files")
    assert "Files: photo-1.jpg\n" in client.get("/track/copy/copy.txt").get_data(as_text=True)
    assert "Files photo-1.jpg" in client.get_page("/track/copy/print").main_text


def test_the_time_is_londons(app, client, clock):
    clock.forward(days=120)
    with app.app_context():
        summer = make_feedback(said=SAID)
    client.submit(client.get_page("/track"), {"code": summer.code})
    assert "13:00 (London time)" in client.get("/track/copy/copy.txt").get_data(as_text=True)


def test_what_was_added_later_is_in_it(app, client, page, mine):
    with app.app_context():
        private_page_changes.add_words(mine.id, LATER)
    text = client.get("/track/copy/copy.txt").get_data(as_text=True)
    assert f"Added on Tuesday 10 March 2026, 12:00\n\n{LATER}" in text


def test_the_page_to_print_shows_the_same(client, page, mine):
    printed = client.follow(page, "Open a page to print")
    assert WORDS in "".join(printed.find("said")[0].itertext())
    assert mine.reference in printed.main_text


@pytest.mark.skipif(not copy_service.can_make_pdf(), reason="NOT TESTED: no Pango, so no PDF")
@pytest.mark.filterwarnings("default")
def test_the_pdf_is_accessible_and_says_nothing_by_its_name(client, page, mine):
    response = client.get(page.link("Save it as a PDF").href)
    pdf = response.get_data()
    assert response.headers["Content-Type"] == "application/pdf"
    assert file_names(response) == "attachment; filename=copy.pdf"
    assert pdf.startswith(b"%PDF-")
    streams = [inflate(found) for found in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S)]
    whole = pdf + b"".join(streams)
    assert b"pdfuaid" in whole
    assert b"/Lang" in whole
    assert b"/StructTreeRoot" in whole


def inflate(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.skipif(not copy_service.can_make_pdf(), reason="NOT TESTED: no Pango, so no PDF")
@pytest.mark.filterwarnings("default")
def test_a_pdf_reaches_for_nothing(monkeypatch):
    asked = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda _self, url, *_a, **_o: asked.append(url))
    html = '<html lang="en"><title>x</title><img src="file:///etc/hosts" alt="hosts"><p>y</p></html>'
    css = "@import url(https://host.example/a.css); p { background: url(file:///etc/hosts) }"
    assert copy_service.make_pdf(html, css).startswith(b"%PDF-")
    assert asked == []


def test_where_no_pdf_can_be_made_the_page_says_so(client, page, monkeypatch):
    monkeypatch.setattr("portal.web.public.copies.can_make_pdf", lambda: False)
    again = client.get_page("/track/copy")
    assert "Save it as a PDF" not in [link.text for link in again.links]
    assert "We cannot make a PDF here just now" in again.main_text
    assert client.get("/track/copy/copy.pdf").status_code == 404


def test_no_copy_without_an_open_page(client, app):
    stranger: PageClient = app.test_client()
    assert stranger.get_page("/track/copy").status == 404
    stranger.set_cookie("visit", "of-a-visit-that-is-over")
    for name in ("", "/print", "/copy.txt", "/copy.pdf", "?of=sent", "/copy.txt?of=sent"):
        assert stranger.get_page(f"/track/copy{name}").url == "/track"


def test_a_copy_of_what_was_just_sent_needs_no_code(app, client, mine):
    start = client.submit(client.get_page("/complaint"))
    token = start.field("csrf_token")
    assert token
    words = {"words": WORDS, "what": WORDS}
    page = client.get_page("/complaint/what-happened")
    known = {name: value for name, value in words.items() if f'name="{name}"' in page.html}
    client.submit(page, known, button="Continue")
    sent = client.submit(client.get_page("/complaint/check"), button="Send")
    client.submit(client.get_page("/track"), {"code": mine.code})
    own = client.get("/track/copy/copy.txt?of=sent").get_data(as_text=True)
    other = client.get("/track/copy/copy.txt").get_data(as_text=True)
    assert mine.reference in other
    assert mine.reference not in own
    assert WORDS in own
    warning = client.get_page("/track/copy?of=sent")
    assert client.follow(warning, "Back").url == sent.url
