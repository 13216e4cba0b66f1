"""Leaving in a hurry: the way out is on every public page, on no staff page, and says what it cannot do."""

import pytest
from flask import Flask

from portal.domain.vocabulary import Role
from portal.web.access import OPEN_BLUEPRINTS
from portal.web.journey_pages import JOURNEYS, MOUNTED
from tests.pages import Page, PageClient
from tests.visiting import all_routes, begin_every_journey
from tests.web.journey_steps import WORDS, begin, go_to

ABOUT = "/leaving-quickly"
STAFF = "/staff"  # one door of the staff needs no account: it is no public page all the same
OURS = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}


def starts(app: Flask) -> list[str]:
    with app.test_request_context():
        mounted = [j for j in JOURNEYS.values() if MOUNTED[j.name].split(".")[0] in OPEN_BLUEPRINTS]
        found = [journey.url() for journey in mounted]
    return [start for start in found if not start.startswith(STAFF)]


def ways_out(page: Page) -> list[str]:
    return [form.get("method", "") for form in page.document.all("form") if form.get("action") == "/exit"]


def kept_by_browsers(page: Page) -> list[str]:
    """Return the boxes whose words a browser would remember for itself, or with its open tabs."""
    kept = []
    for box in page.document.all("input", "textarea", "select"):
        form = page.document.within(box, "form")
        if box.get("type", "text") in ("hidden", "submit") or form is None:
            continue
        if form.get("autocomplete") != "off" or box.get("autocomplete", "off") != "off":
            kept.append(box.get("name", ""))
    return kept


def test_every_public_page_has_the_way_out_and_an_early_link_to_it(app: Flask, client: PageClient) -> None:
    begin_every_journey(client)
    seen = 0
    for route in (r for r in all_routes(app) if r.endpoint.split(".")[0] in OPEN_BLUEPRINTS):
        for address in route.addresses(app) if route.gives_pages else []:
            response = client.get(address)
            if address.startswith(STAFF) or response.mimetype != "text/html":
                continue
            if response.status_code not in (200, 404):
                continue
            page = client.get_page(address)
            assert ways_out(page) == ["post"], address
            skips = [a.href for a in page.links[:2]]
            assert skips == ["#main", "#exit-this-page"], address
            assert "exit-this-page" in page.document.ids(), address
            assert kept_by_browsers(page) == [], address
            seen += 1
    assert seen > 60


def test_no_staff_page_has_it(app: Flask, signed_in) -> None:  # type: ignore[no-untyped-def]
    for role in (Role.SCREENING_OFFICER, Role.DUTY, Role.SUPERVISOR):
        somebody = signed_in(role)
        for route in (r for r in all_routes(app) if r.gives_pages and not r.is_open):
            response = somebody.get(route.address(app))
            assert 'action="/exit"' not in response.get_data(as_text=True), (role, route.rule)
            assert "#exit-this-page" not in response.get_data(as_text=True), (role, route.rule)


def test_signing_in_is_no_public_page(client: PageClient) -> None:
    for address in ("/staff/sign-in", "/staff/compliment"):
        assert ways_out(client.get_page(address)) == [], address


def test_each_start_page_says_how_to_leave_before_anything_is_typed(app: Flask, client: PageClient) -> None:
    for start in [*starts(app), "/young-people", "/safety"]:
        page = client.get_page(start)
        assert ABOUT in [link.href for link in page.links if link.href == ABOUT], start
        assert "Exit this page" in page.main_text, start
        assert "history" in page.main_text, start


def test_the_page_about_it_is_true(client: PageClient) -> None:
    page = client.get_page(ABOUT)
    assert page.h1 == "How to leave quickly"
    for said in ("three times", "cannot clear", "history", "private window", "six words", "Escape"):
        assert said in page.main_text, said
    assert ABOUT in [link.href for link in client.get_page("/").links]


def test_after_leaving_only_the_six_words_bring_a_draft_back(client: PageClient) -> None:
    begin(client)
    code = go_to(client, "code").find("code-box__words")[0].text or ""
    client.submit(go_to(client, "what-happened"), {"words": WORDS}, "Continue")
    client.post("/exit", headers=OURS)
    for address in ("/complaint/what-happened", "/complaint/check", "/complaint/save", "/complaint/code"):
        assert (found := client.get_page(address)).status == 404, address
        assert found.main_text == "Page There is nothing to show here. Start again"
    assert "Go on writing" not in client.get_page("/resume").main_text
    client.submit(client.get_page("/resume"), {"code": code})
    assert go_to(client, "what-happened").field("words") == WORDS.replace("\r\n", "\n")


def typed_and_not_saved(client: PageClient, **other: str) -> dict[str, str]:
    page = go_to(client, "what-happened")
    kept = {
        name: str(page.field(name)) for name in ("csrf_token", "submission_id", "page_seen", "page_window")
    }
    return {**kept, "words": WORDS, "unsaved_at": "/complaint/what-happened/autosave", **other}


def test_what_was_being_typed_goes_with_the_press(client: PageClient) -> None:
    begin(client)
    code = go_to(client, "code").find("code-box__words")[0].text or ""
    answer = client.post("/exit", data=typed_and_not_saved(client), headers={**OURS, "Accept": "*/*"})
    assert answer.status_code == 204
    assert go_to(client, "what-happened").status == 404
    assert client.submit(client.get_page("/resume"), {"code": code}).field("words") == WORDS.replace(
        "\r\n", "\n"
    )


@pytest.mark.parametrize(
    "other",
    [
        {"csrf_token": "forged"},
        {"submission_id": "another"},
        {"unsaved_at": "/complaint/send"},
        {"unsaved_at": "//host.example/autosave"},
        {"unsaved_at": "/nothing/x/autosave"},
        {"unsaved_at": "/complaint/nothing/autosave"},
        {"words": "x" * 200_000},
    ],
)
def test_whatever_comes_with_it_never_holds_anybody_up(client: PageClient, other: dict[str, str]) -> None:
    begin(client)
    code = go_to(client, "code").find("code-box__words")[0].text or ""
    answer = client.post("/exit", data=typed_and_not_saved(client, **other), headers=OURS)
    assert answer.status_code == 200
    assert {cookie.key for cookie in client._cookies.values()} == set()
    client.submit(client.get_page("/resume"), {"code": code})
    assert go_to(client, "what-happened").field("words") == ""


def test_both_cookies_go_and_nothing_may_be_stored(client: PageClient) -> None:
    begin(client)
    assert {cookie.key for cookie in client._cookies.values()} == {"form", "visit"}
    answer = client.post("/exit", headers=OURS)
    assert {cookie.key for cookie in client._cookies.values()} == set()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_whoever_goes_back_before_the_press_arrives_learns_nothing_either(client: PageClient) -> None:
    begin(client)
    code = go_to(client, "code").find("code-box__words")[0].text or ""
    on_its_way, visit = typed_and_not_saved(client), client.get_cookie("visit")
    assert visit is not None
    client.set_cookie("left", "1")
    assert go_to(client, "what-happened").main_text == "Page There is nothing to show here. Start again"
    assert {cookie.key for cookie in client._cookies.values()} == {"form"}
    client.set_cookie("visit", visit.value)
    client.set_cookie("left", "1")
    client.post("/exit", data=on_its_way, headers=OURS)
    assert {cookie.key for cookie in client._cookies.values()} == set()
    kept = client.submit(client.get_page("/resume"), {"code": code}).field("words")
    assert kept == WORDS.replace("\r\n", "\n")


def test_whoever_left_and_begins_anew_is_let_in_at_once(client: PageClient) -> None:
    begin(client)
    code = go_to(client, "code").find("code-box__words")[0].text or ""
    box = client.get_page("/resume")
    client.set_cookie("left", "1")
    client.submit(box, {"code": code})
    assert go_to(client, "what-happened").status == 200


@pytest.mark.parametrize("path", ["/", "/complaint", "/track", "/young-people", "/safety"])
def test_no_page_may_be_kept_by_the_browser(client: PageClient, path: str) -> None:
    assert client.get_page(path).response.headers["Cache-Control"] == "no-store"


ADDRESSES = (
    *(f"/complaint/{step}" for step in ("danger", "papers", "check", "send", "save", "discard", "sent")),
    *(
        f"/young-people/{who}/{step}"
        for who in ("under-12", "12-and-over")
        for step in ("safe", "check", "sent")
    ),
    *(
        "/own-language/language",
        "/easy-read/complaint/you",
        "/advocates/complaint/check",
        "/staff/compliment/sent",
    ),
    *("/track/said", "/track/told", "/track/copy/print", "/safe-word", "/advocates/young-persons-code"),
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_presses_back_after_leaving_learns_nothing(client: PageClient, address: str) -> None:
    answer = client.get(address)
    said = answer.get_data(as_text=True).lower()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    assert "<title>page</title>" in said
    assert not [word for word in ("exbourne", "council", "six words", "begun", "stylesheet") if word in said]


@pytest.mark.parametrize("address", ["/complaint", "/track", "/resume", "/lost-code", "/lost-code/asked"])
def test_first_pages_stay_open_to_whoever_comes_new(client: PageClient, address: str) -> None:
    assert client.get(address).status_code == 200
