"""Privacy, cookies and accessibility: true of the code, and of the council whose portal it is."""

import ast
from pathlib import Path

import pytest

from portal.config import ROOT
from portal.domain.vocabulary import Role
from portal.services.council import load_council, shipped_profiles
from tests.factories import PASSWORD

NOTICES = ("/privacy", "/privacy/young-people", "/privacy/children")
PAGES = (*NOTICES, "/cookies", "/accessibility", "/paper", "/equality")


def cookies_named(page):
    return {name.text for name in page.document.all("dt")}


def test_the_cookie_page_names_exactly_the_cookies_that_are_set(app, client, signed_in):
    client.submit(client.get_page("/not-sure"))
    somebody = signed_in(Role.STAFF).account
    door = client.get_page("/staff/sign-in")
    client.submit(door, {"email": somebody.email, "password": PASSWORD}, "Sign in")
    ours = {cookie.key for cookie in client._cookies.values()}
    assert cookies_named(client.get_page("/cookies")) == ours | {"left"}  # set by the script that leaves


def test_no_other_place_in_the_code_sets_a_cookie():
    places = []
    for path in Path(ROOT, "portal").rglob("*.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
        set_here = [n for n in calls if isinstance(n.func, ast.Attribute) and n.func.attr == "set_cookie"]
        places += [path.name for _ in set_here]
    assert sorted(places) == ["routes.py", "visiting.py"]


def test_over_tls_the_page_gives_the_names_that_are_set_there(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "SESSION_COOKIE_NAME", "__Host-form")
    assert "__Host-form" in cookies_named(client.get_page("/cookies"))


def test_each_reader_has_a_notice_and_adults_are_led_to_the_easier_ones(client):
    hrefs = {link.href for link in client.get_page("/privacy").links}
    assert {"/privacy/young-people", "/privacy/children", "/cookies"} <= hrefs


@pytest.mark.parametrize("path", NOTICES)
def test_every_notice_says_who_reads_it_how_long_and_what_can_be_asked(client, path):
    text = client.get_page(path).main_text.casefold()
    for about in ("reads", "gone after 28 days", "you can ask"):
        assert about in text or about.replace("gone", "erased") in text, about


def test_adults_read_which_law_and_who_runs_the_computers(client):
    text = client.get_page("/privacy").main_text
    for words in (
        "article 6(1)(c) and (e)",
        "article 9(2)(g) and (h)",
        "processor",
        "Information Commissioner",
    ):
        assert words in text


@pytest.mark.parametrize("name", shipped_profiles())
def test_the_words_are_whole_for_every_council(app, client, name):
    app.extensions["portal.council"] = council = load_council(name)
    for path in (*PAGES, "/paper/complaint", "/paper/under-twelve", "/paper/equality"):
        page = client.get_page(path)
        assert page.status == 200
        assert council.name in page.text
        assert "None" not in page.main_text.replace("None of these", "")


@pytest.mark.parametrize("path", ["/privacy", "/cookies", "/accessibility", "/paper"])
def test_the_foot_of_every_page_leads_there(client, path):
    assert path in {link.href for link in client.get_page("/track").links}
