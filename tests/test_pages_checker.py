"""The page checker itself: it passes good pages and names each fault of bad ones."""

import pytest
from flask import Flask, Response, redirect, request
from markupsafe import escape
from werkzeug.test import TestResponse

from tests.page_rules import find_faults, parse
from tests.pages import Page, PageClient, PageFault, document_of

GOOD_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>What happened? – Example</title>
<link rel="stylesheet" href="/static/dist/portal.css">
<script src="/static/dist/portal.js" type="module"></script>
</head><body><main id="main"><h1>What happened?</h1><p>Tell us <a href="/privacy">what we keep</a>.</p>
<form action="/answer" method="post" novalidate>
<input type="hidden" name="csrf_token" value="t0ken"><label for="words">Your words</label>
<textarea id="words" name="words">
before</textarea>
<fieldset><legend>Is anybody in danger?</legend>
<input type="radio" name="danger" id="yes" value="yes"><label for="yes">Yes</label>
<input type="radio" name="danger" id="no" value="no" checked><label for="no">No</label></fieldset>
<fieldset><legend>Help you need</legend>
<input type="checkbox" name="help" id="bsl" value="bsl"><label for="bsl">BSL</label>
<input type="checkbox" name="help" id="print" value="print"><label for="print">Large print</label></fieldset>
<label for="team">Team</label><select id="team" name="team"><option value="">I don't know</option>
<option value="north">North</option></select>
<button name="next" value="on">Continue</button>
<button formaction="/save">Save</button></form></main></body></html>"""

FAULTS = [
    ("<!DOCTYPE html>\n", "", "not valid"),
    (' lang="en"', "", "No language"),
    ("</p>", "</b></p>", "not valid"),
    ("</h1>", "</h1><h1>Two</h1>", "2 h1"),
    ("<h1>What happened?</h1>", "<p>What happened?</p>", "0 h1"),
    ("<title>What happened?", "<title>Complaint", "must begin with the h1"),
    ('id="no"', 'id="yes"', "stands 2 times"),
    ('<label for="words">Your words</label>', "", "has no label"),
    ('<label for="words">Your words</label>', '<label for="words"></label>', "has no label"),
    ('for="team"', 'for="squad"', "points at no id"),
    ('href="/privacy"', 'href="#gone"', "leads to no id"),
    ("<legend>Help you need</legend>", "<legend></legend>", "no legend"),
    ('action="/answer"', 'action=""', "no action"),
    ('method="post"', "", "no method"),
    ('name="csrf_token" value="t0ken"', 'name="csrf_token" value=""', "without a csrf_token"),
    (" novalidate", "", "novalidate"),
    ('src="/static/dist/portal.js" type="module">', ">go()", "Inline"),
    ("<h1>", "<style>p{}</style><h1>", "Inline"),
    ("<p>", '<p style="color:red">', "style on"),
    ("<p>", '<p onclick="go()">', "onclick on"),
    ("<p>", '<p hx-on:click="go()">', "hx-on:click on"),
    ('href="/privacy"', 'href="javascript:go()"', "javascript:"),
    ("<p>", '<p hx-get="/more">', "hx-get on"),
    ("<p>", '<img src="/a.png"><p>', "has no alt"),
    ("<p>", "<svg></svg><p>", "neither named nor hidden"),
    ("what we keep", "", "has no words"),
    ('href="/privacy"', 'href="#"', "goes nowhere"),
    ('href="/static/dist/portal.css"', 'href="https://cdn.example/portal.css"', "another host"),
    ('src="/static/dist/portal.js"', 'src="//cdn.example/portal.js"', "another host"),
    ("<p>", "<h3>Too deep</h3><p>", "follows an h1"),
    ('name="words"', 'name="words" required', "has required"),
    ('name="words"', 'name="words" tabindex="3"', "tab order"),
    ("<p>", "<ul><p>a</p></ul><p>", "directly in <ul>"),
]


def test_a_good_page_has_no_faults() -> None:
    assert find_faults(parse(GOOD_PAGE)) == []


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_each_fault_is_named(old: str, new: str, said: str) -> None:
    assert old in GOOD_PAGE
    faults = find_faults(parse(GOOD_PAGE.replace(old, new, 1)))
    assert any(said in fault for fault in faults), faults


def test_radios_outside_a_fieldset_are_named() -> None:
    part = '<input type="radio" name="a" id="a" value="1"><label for="a">One</label>'
    assert "outside a fieldset" in find_faults(parse(part, whole=False))[0]


def test_a_page_with_an_error_summary_says_so_in_its_title() -> None:
    failed = GOOD_PAGE.replace(
        "<h1>", '<div class="govuk-error-summary"><h2>There is a problem</h2></div><h1>'
    )
    failed = failed.replace("<h2>There is a problem</h2>", "<p>There is a problem</p>")
    assert any("“Error: What happened?”" in fault for fault in find_faults(parse(failed)))
    assert find_faults(parse(failed.replace("<title>", "<title>Error: "))) == []


def make_client(body: str = GOOD_PAGE, status: int = 200, mimetype: str = "text/html") -> PageClient:
    """Return a client of a tiny application whose pages are this body."""
    app = Flask("tiny")
    app.test_client_class = PageClient

    @app.get("/")
    def front() -> Response:
        return Response(body, status=status, mimetype=mimetype)

    @app.post("/answer")
    @app.post("/save")
    def answer() -> Response:
        sent = [f"{k}={v}" for k, v in request.form.items(multi=True)]
        words = " ".join([request.path, *sent])
        return Response(GOOD_PAGE.replace("Tell us", escape(words)), mimetype="text/html")

    @app.get("/away")
    def away() -> object:
        return redirect("/")

    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


@pytest.mark.parametrize("status", [200, 404, 409, 422, 500])
def test_pages_of_every_status_are_checked(status: int) -> None:
    with pytest.raises(PageFault, match="0 h1 elements"):
        make_client("<!DOCTYPE html><html lang=en><title>x</title><p>x</p></html>", status).get("/")


def test_what_is_not_a_page_is_left_alone() -> None:
    assert make_client("<b>", mimetype="text/csv").get("/").status_code == 200
    assert make_client("", status=204).get("/").status_code == 204
    assert make_client().get("/away").status_code == 302


def test_the_page_after_a_redirect_is_checked() -> None:
    with pytest.raises(PageFault, match="GET / "):
        make_client("<p>x").get("/away", follow_redirects=True)


def test_a_part_for_htmx_needs_no_title_but_keeps_the_other_rules() -> None:
    headers = {"HX-Request": "true"}
    assert make_client("<p>3 new</p>").get("/", headers=headers).status_code == 200
    with pytest.raises(PageFault, match="style on"):
        make_client('<p style="color:red">3 new</p>').get("/", headers=headers)


def test_a_form_is_sent_as_a_browser_would() -> None:
    client = make_client()
    page = client.submit(client.get_page("/"), {"words": "It was <late>", "help": ["bsl", "print"]})
    assert page.url == "/answer"
    for sent in (
        "csrf_token=t0ken",
        "words=It was <late>",
        "danger=no",
        "help=bsl help=print",
        "team=",
        "next=on",
    ):
        assert sent in page.text


def test_an_untouched_form_keeps_its_words_and_its_other_button_goes_elsewhere() -> None:
    client = make_client()
    page = client.submit(client.get_page("/"), button="Save")
    assert page.url == "/save"
    assert "words=before danger=no" in page.text
    assert "next=on" not in page.text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"wrods": "x"}, "no field named wrods"),
        ({"danger": "maybe"}, "does not offer"),
        ({"team": "south"}, "does not offer"),
    ],
)
def test_answers_no_person_could_give_are_refused(answers: dict[str, str], said: str) -> None:
    client = make_client()
    with pytest.raises(PageFault, match=said):
        client.submit(client.get_page("/"), answers)


def test_a_page_reads_as_a_person_reads_it() -> None:
    client = make_client()
    page: Page = client.get_page("/")
    assert (page.status, page.h1, page.buttons) == (200, "What happened?", ["Continue", "Save"])
    assert page.link("what we keep").href == "/privacy"
    assert (page.field("words"), page.field("danger"), page.errors) == ("before", "no", [])
    with pytest.raises(PageFault, match="names 0 links"):
        page.link("elsewhere")


def test_a_response_can_be_read_without_the_client() -> None:
    response: TestResponse = make_client().get("/")
    assert document_of(response).whole
