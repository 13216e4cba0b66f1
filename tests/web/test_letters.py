"""A letter says the same on the page, in the PDF and in the document, and nothing in it comes alive."""

from html.parser import HTMLParser
from io import BytesIO

import pytest
from docx import Document
from flask import render_template
from sqlalchemy import select

from portal.domain.letter import inert, kept_letter
from portal.domain.vocabulary import Audience, LetterStyle, Role, Route
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.letter import Letter as LetterRow
from portal.services import copies
from portal.services.council import current_council
from portal.services.letter_files import make_docx
from portal.services.letters import draft_message, make_letter
from tests.factories import make_feedback
from tests.pages import Page, PageClient
from tests.web.screening_pages import drafted, item_page, screened, sent

pytestmark = pytest.mark.usefixtures("clock")
HOSTILE = '\u202e<b>Nobody</b> & \u2066{phone} "rang" us لا أحد'
PREVIEW = "Look at the letter (opens in a new tab)"


class Shown(HTMLParser):
    """The words of a page, a line for each element that ends one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li", "h1", "h2", "h3", "title", "style"}:
            self.lines.append("")

    @property
    def said(self) -> list[str]:
        return [" ".join(line.split()) for line in self.lines if line.strip()]


@pytest.fixture
def officer(signed_in) -> PageClient:
    return signed_in(Role.SCREENING_OFFICER)


def accepted(app, officer, **overrides) -> str:
    """Accept a complaint in the browser and return its reference."""
    reference = sent(app, **overrides)
    page = drafted(officer, screened(officer, reference), "statutory")
    officer.submit(page, {"decision_reason": "It is one."}, button="Decide")
    return reference


def letter_of(officer: PageClient, reference: str) -> Page:
    return officer.follow(item_page(officer, reference), "Acknowledgement letter")


def taken(officer: PageClient, letter: Page, button: str):
    """Press a button that answers with a file, and return the answer."""
    form, pressed = letter.form_for(button)
    action = pressed.get("formaction") or form.get("action")
    return officer.post(action, data={"csrf_token": letter.field("csrf_token")})


def test_the_item_shows_its_letter_and_what_proves_it(app, officer):
    reference = accepted(app, officer)
    page = item_page(officer, reference)
    for said in ("Letters", "On the private page since 10 Mar 2026", "Not opened yet", "for adults"):
        assert said in page.main_text
    letter = letter_of(officer, reference)
    for said in (
        "Exbourne Council",
        f"Reference: {reference}",
        "1. Nobody told us why.",
        "What you can do next",
    ):
        assert said in letter.main_text


@pytest.mark.filterwarnings("default")
@pytest.mark.skipif(not copies.can_make_pdf(), reason="NOT TESTED: no Pango, so no PDF")
def test_its_files_have_neutral_names_and_the_history_tells_of_them(app, officer):
    reference = accepted(app, officer)
    letter = letter_of(officer, reference)
    for name, button, begins in (
        ("letter.pdf", "Take it as a PDF", b"%PDF-"),
        ("letter.docx", "Take it as a document to edit", b"PK\x03\x04"),
    ):
        answer = taken(officer, letter, button)
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert answer.get_data().startswith(begins)
        assert reference.encode() not in answer.get_data()[:200]
    assert item_page(officer, reference).main_text.count("Saved a letter as ") == 2


def test_where_no_pdf_can_be_made_the_page_says_so(app, officer, monkeypatch):
    reference = accepted(app, officer)
    monkeypatch.setattr("portal.web.screening.letter_routes.can_make_pdf", lambda: False)
    letter = letter_of(officer, reference)
    assert "A PDF can’t be made on this machine" in letter.main_text
    with app.app_context():
        number = db.session.scalars(select(LetterRow.id)).one()
    token = {"csrf_token": letter.field("csrf_token")}
    assert officer.post(f"/screening/{reference}/letters/{number}.pdf", data=token).status_code == 404


def test_a_preview_is_one_press_from_the_decision_shows_what_is_typed_and_stores_nothing(app, officer):
    reference = sent(app)
    page = drafted(officer, screened(officer, reference), "statutory")
    with app.app_context():
        before = db.session.query(Event).count()
    shown = officer.submit(page, {"decision_message": "We <i>will</i> look into it."}, button=PREVIEW)
    for said in (
        "Nothing is sent or kept yet",
        "We <i>will</i> look into it.",
        "1. Nobody told us why.",
        "stage 2",
    ):
        assert said in shown.main_text
    with app.app_context():
        assert db.session.query(Event).count() == before
        assert db.session.query(LetterRow).count() == 0


def test_a_preview_keeps_the_words_where_something_is_wrong_with_them(app, officer):
    reference = sent(app)
    page = drafted(officer, screened(officer, reference), "statutory")
    long = "x" * 10_001
    again = officer.submit(page, {"decision_message": long}, button=PREVIEW)
    assert again.status == 422
    assert again.field("decision_message") == long
    assert "Write why you chose this route" not in again.main_text


def test_a_person_prints_or_saves_their_own_letter(app, officer, client):
    with app.app_context():
        mine = make_feedback()
    page = drafted(officer, screened(officer, mine.reference), "statutory")
    officer.submit(page, {"decision_reason": "It is one."}, button="Decide")
    other = accepted(app, officer)
    private = client.submit(client.get_page("/track"), {"code": mine.code})
    (link,) = [link for link in private.links if link.text.startswith("Print or save this letter")]
    letter = client.get_page(link.href)
    assert "Think first who else could see it" in letter.main_text
    assert f"Reference: {mine.reference}" in letter.main_text
    with app.app_context():
        numbers = db.session.scalars(select(LetterRow.id).order_by(LetterRow.id)).all()
    assert client.get_page(f"/track/letter/{numbers[1]}").url == "/track"
    assert other not in client.get_page(f"/track/letter/{numbers[1]}").text
    stranger = app.test_client()
    assert stranger.get_page(f"/track/letter/{numbers[0]}").status == 404
    assert stranger.get_page(f"/track/letter/{numbers[0]}.pdf").status == 404


def test_who_lacks_a_letter_stands_in_a_list(app, signed_in, clock):
    before = signed_in(Role.SCREENING_OFFICER).get_page("/screening/unacknowledged")
    assert "Everybody has their letter in time." in before.main_text
    reference = sent(app)
    clock.forward(days=6)
    listed = signed_in(Role.SUPERVISOR).get_page("/screening/unacknowledged")
    assert reference in listed.main_text
    listed_now = sum(one.href.startswith("/screening/CF-") for one in listed.links)
    assert f"To acknowledge {listed_now} without a letter" in listed.main_text


def _every_letter(app):
    for audience, style in (
        (Audience.ADULT, LetterStyle.ADULT),
        (Audience.TWELVE_AND_OVER, LetterStyle.YOUNG_PERSON),
        (Audience.UNDER_TWELVE, LetterStyle.EASY_READ),
    ):
        for route in Route:
            yield audience, style, route


def test_page_pdf_and_document_say_the_same_words_and_nothing_in_them_is_alive(app):
    with app.test_request_context():
        made = {audience: make_feedback(audience=audience) for audience, _, _ in _every_letter(app)}
        colour = current_council().brand.colour
        for audience, style, route in _every_letter(app):
            feedback = db.session.get_one(Feedback, made[audience].id)
            draft = draft_message(feedback, route, {"who": "child"}, points={1: HOSTILE, 12: "Second."})
            letter = make_letter(feedback, route, draft)
            assert letter.style is style
            words = [" ".join(line.split()) for line in letter.words()]
            html = render_template("letters/_document.html", letter=letter)
            page = render_template(
                "letters/own.html", letter=letter, letter_id=1, page_title="x", has_pdf=True
            )
            document = Document(BytesIO(make_docx(letter, colour)))
            assert Shown(html).said == ["Letter", *words]
            shown = Shown(page).said
            assert [line for line in words if line not in shown] == []
            assert [" ".join(part.text.split()) for part in document.paragraphs] == words
            assert f"1. {' '.join(inert(HOSTILE).split())}" in words
            assert "<b>" not in html
            assert not set("\u202e\u2066") & set(html)
            assert kept_letter(letter.as_kept()) == letter


@pytest.mark.filterwarnings("default")
@pytest.mark.skipif(not copies.can_make_pdf(), reason="NOT TESTED: no Pango, so no PDF")
def test_the_pdf_is_tagged_titled_neutrally_and_names_no_author(app, officer):
    import pikepdf

    reference = accepted(app, officer)
    answer = taken(officer, letter_of(officer, reference), "Take it as a PDF")
    with pikepdf.open(BytesIO(answer.get_data())) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Title"]) == "Letter"
        assert "/Author" not in pdf.docinfo


def test_a_letter_nobody_sent_is_not_found(app, officer):
    reference = accepted(app, officer)
    assert officer.get_page(f"/screening/{reference}/letters/999").status == 404
