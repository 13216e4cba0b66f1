"""Each form can be printed, filled in by hand and posted: the same questions in the same order."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from portal.domain.equality import QUESTIONS, UNDER_TWELVE
from portal.services.copies import can_make_pdf
from portal.web import paper
from portal.web.paper import EQUALITY, ON_SCREEN_ONLY, equality_paper, paper_of, public_journeys
from portal.web.public import paper as paper_pages
from tests.databases import count_queries
from tests.visiting import all_journeys

FORMS = (
    "complaint",
    "compliment",
    "comment",
    "enquiry",
    "under-twelve",
    "twelve-and-over",
    "advocate-request",
    "advocate-complaint",
    "easy-read-complaint",
    EQUALITY,
)
with_pdf = pytest.mark.skipif(not can_make_pdf(), reason="this machine can make no PDF")


def labels_of(form):
    """Return every question and every answer of a form, in their order."""
    for field in form:
        yield str(field.label.text)
        if hasattr(field, "iter_choices"):
            yield from (str(choice.label) for choice in field.iter_choices() if choice.value)


def squeezed(words):
    return re.sub(r"\s+", " ", words)


def test_every_question_and_answer_of_every_public_form_is_on_its_paper_form(app, client):
    left_out = []
    journeys = public_journeys()
    assert {journey.name for journey in journeys} >= set(FORMS) - {EQUALITY}
    for journey in journeys:
        shown = squeezed(client.get_page(f"/paper/{journey.name}").main_text)
        with app.test_request_context():
            asked = [p for p in journey.pages if p.for_reader and p.name not in ON_SCREEN_ONLY]
            labels = [label for page in asked for label in labels_of(page.form(formdata=None))]
        left_out += [f"{journey.name}: {label}" for label in labels if squeezed(label) not in shown]
    assert left_out == []


def test_no_public_journey_is_forgotten_and_none_of_the_staffs_is_offered():
    public = {journey.name for journey in public_journeys()}
    assert public <= {journey.name for journey in all_journeys()}
    assert not [name for name in public if name.startswith("keyed")]


def test_the_questions_stand_in_the_order_in_which_they_are_keyed_in(app):
    for journey in public_journeys():
        with app.test_request_context():
            printed = [page.name for page in paper_of(journey).pages]
        assert printed == [page.name for page in journey.pages if page.name in printed]


def test_all_equality_questions_are_on_paper_but_not_for_children(app, client):
    shown = client.get_page(f"/paper/{EQUALITY}").main_text
    missing = [q.text for q in QUESTIONS if q.text not in shown]
    missing += [
        o.label for q in QUESTIONS for o in q.options if o.code != UNDER_TWELVE and o.label not in shown
    ]
    assert missing == []
    assert "Under 12" not in shown
    assert "Do not write your name" in shown


def test_what_an_answer_leads_to_stands_under_it_once(app):
    with app.test_request_context():
        (page,) = equality_paper().pages
    condition = next(q for q in page.questions if q.name == "condition")
    assert [c.then.name for c in condition.choices if c.then] == ["reduces"]
    assert "reduces" not in [q.name for q in page.questions]


@pytest.mark.parametrize("name", FORMS)
def test_each_form_begins_with_whom_to_ring_and_says_where_to_post_it(app, client, name):
    council = app.extensions["portal.council"]
    page = client.get_page(f"/paper/{name}")
    shown = page.main_text
    assert shown.index("999") < shown.index(council.contact.freepost[0])
    assert council.safety.out_of_hours_phone in shown
    assert "You need no stamp" in shown


def test_without_a_freepost_address_it_goes_to_the_ordinary_one_with_a_stamp(app, client):
    council = app.extensions["portal.council"]
    app.extensions["portal.council"] = replace(council, contact=replace(council.contact, freepost=()))
    shown = client.get_page("/paper/under-twelve").main_text
    assert "Put a stamp on it" in shown
    assert council.contact.address[-1] in shown


def test_young_childrens_forms_have_their_pictures(client):
    page = client.get_page("/paper/under-twelve")
    assert len(page.find("picture")) > 20


def test_the_list_names_every_form(client):
    page = client.get_page("/paper")
    hrefs = {link.href for link in page.links}
    assert {f"/paper/{name}" for name in FORMS} <= hrefs
    named = [link.text for link in page.links if link.href.startswith("/paper/")]
    assert len(named) == len(set(named))


def test_every_public_page_leads_to_paper(client):
    assert "/paper" in {link.href for link in client.get_page("/").links}


@pytest.mark.parametrize("path", ["/paper/nothing", "/paper/nothing.pdf", "/paper/keyed-complaint"])
def test_a_form_that_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


@with_pdf
@pytest.mark.parametrize("name", ["compliment", EQUALITY])
def test_the_pdf_is_tagged_titled_and_whole(client, name):
    answer = client.get(f"/paper/{name}.pdf")
    assert answer.mimetype == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("en")
        assert "for paper" in str(pdf.docinfo.get("/Title", "")) or "for paper" in str(pdf.open_metadata())


@with_pdf
def test_a_pdf_is_made_once_a_day_and_asks_the_database_nothing(app, client, clock, monkeypatch):
    made = []
    monkeypatch.setattr(paper_pages, "make_pdf", lambda html, css: made.append(html) or b"%PDF-1.7")
    with count_queries(app) as queries:
        for _ in range(3):
            client.get("/paper/compliment.pdf")
    assert (len(made), queries.count) == (1, 0)
    clock.forward(days=1)
    client.get("/paper/compliment.pdf")
    assert len(made) == 2


@with_pdf
def test_drawings_bring_their_colours_into_the_pdf(app, client, monkeypatch):
    made = []
    monkeypatch.setattr(paper_pages, "make_pdf", lambda html, css: made.append(html) or b"%PDF-1.7")
    client.get("/paper/under-twelve.pdf")
    drawings = re.findall(r'<svg class="picture[^>]*>(.{0,7})', made[0])
    assert drawings
    assert set(drawings) == {"<style>"}


def test_where_no_pdf_can_be_made_none_is_offered(client, monkeypatch):
    monkeypatch.setattr(paper_pages, "can_make_pdf", lambda: False)
    assert not [link for link in client.get_page("/paper").links if link.href.endswith(".pdf")]
    assert client.get("/paper/complaint.pdf").status_code == 404


def test_a_long_answer_has_more_room_than_a_short_one(app):
    with app.test_request_context():
        form = paper.find_paper("compliment")
    lines = {q.name: q.lines for page in form.pages for q in page.questions if q.how == "words"}
    assert lines["words"] > 5 * lines["worker"]
    assert all(lines.values())
