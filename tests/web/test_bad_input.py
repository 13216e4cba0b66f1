"""What no browser sends: endless bodies, strange hosts, forged tokens, cursors, words of any script."""

import json
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.vocabulary import Role
from portal.web.access import safe_next
from portal.web.answers import Answers
from tests.conftest import Clock
from tests.journeys.serving import LiveServer, serve_portal
from tests.pages import Page, PageClient
from tests.visiting import all_routes, believable, changes, everybody, shared_out, what_is_stored

TOO_MUCH = 2_500_000
FORM = "application/x-www-form-urlencoded"
CONTENT_TYPES = [FORM, "multipart/form-data; boundary=x", "application/json", "text/plain", "x/y", ""]
quickly = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A real server, for what a test client would mend on the way."""
    with serve_portal(tmp_path_factory.mktemp("bad_input")) as server:
        yield server


def say(server: LiveServer, head: str, body: bytes = b"") -> tuple[int, str]:
    """Send raw bytes, and return the status and the text of the answer."""
    place = urlsplit(server.url)
    with socket.create_connection((str(place.hostname), int(place.port or 0)), timeout=20) as connection:
        host = "" if "Host:" in head else f"Host: {place.netloc}\r\n"
        connection.sendall(f"{head}{host}Connection: close\r\n\r\n".encode("latin-1"))
        with suppress(OSError):  # a server that has answered already reads no more
            connection.sendall(body)
        said = b"".join(iter(lambda: connection.recv(65536), b""))
    return int(said.split(b" ", 2)[1]), said.partition(b"\r\n\r\n")[2].decode()


def post_head(path: str, content_type: str) -> str:
    """Return the beginning of a POST request."""
    said = f"Content-Type: {content_type}\r\n" if content_type else ""
    return f"POST {path} HTTP/1.1\r\n{said}"


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
@pytest.mark.parametrize("path", ["/complaint", "/complaint/what-happened", "/staff/sign-in", "/nothing"])
def test_a_body_that_is_too_big_is_answered_by_a_page(
    server: LiveServer, path: str, content_type: str
) -> None:
    head = f"{post_head(path, content_type)}Content-Length: {TOO_MUCH}\r\n"
    status, page = say(server, head, b"x" * TOO_MUCH)
    assert status == (415 if "json" in content_type else 413)
    assert ("30,000 characters" if status == 413 else "<h1") in page


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
@pytest.mark.parametrize("size", [10, TOO_MUCH])
def test_a_body_of_unknown_length_is_refused_whole(server: LiveServer, content_type: str, size: int) -> None:
    """Read up to the limit, a form would be cut: words would be lost and nobody would know."""
    head = f"{post_head('/complaint', content_type)}Transfer-Encoding: chunked\r\n"
    status, page = say(server, head, b"%x\r\n%s\r\n0\r\n\r\n" % (size, b"x" * size))
    assert status == 411
    assert "<h1" in page


STRANGE_HOSTS = ["host.example", "127.0.0.1@host.example", "localhost:abc", "", "a b", "[::1", "x" * 3000]


@pytest.mark.parametrize("host", STRANGE_HOSTS)
def test_a_host_that_is_not_ours_is_refused_by_a_page(server: LiveServer, host: str) -> None:
    status, page = say(server, f"GET /complaint HTTP/1.1\r\nHost: {host}\r\n")
    assert status == 400
    assert "<h1" in page
    assert "host.example" not in page


ODD_REQUESTS = {
    "two hosts": "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: host.example\r\n",
    "two lengths": "POST /complaint HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n",
    "a length below nothing": "POST /complaint HTTP/1.1\r\nContent-Length: -1\r\n",
    "a huge cookie": f"GET / HTTP/1.1\r\nCookie: visit={'a' * 90_000}\r\n",
    "a large cookie": f"GET / HTTP/1.1\r\nCookie: visit={'a' * 8_000}; form={'b' * 80}\r\n",
    "many headers": "GET / HTTP/1.1\r\n" + "".join(f"X-{n}: 1\r\n" for n in range(500)),
    "a long address": f"GET /{'a' * 9_000} HTTP/1.1\r\n",
    "an unknown method": "BREW /complaint HTTP/1.1\r\n",
    "a null byte": "GET /complaint\x00 HTTP/1.1\r\n",
    "a nameless address": "GET http://host.example/ HTTP/1.1\r\n",
    "Accept": f"GET / HTTP/1.1\r\nAccept: {';q=' * 500}\r\n",
    "conditions": "GET / HTTP/1.1\r\nIf-Modified-Since: yesterday\r\nRange: bytes=-9-\r\n",
    "bytes": "GET / HTTP/1.1\r\nReferer: \xff\xfe\r\nUser-Agent: \xe9\r\n",
}


@pytest.mark.parametrize("head", ODD_REQUESTS.values(), ids=ODD_REQUESTS.keys())
def test_odd_requests_are_answered_without_failing(server: LiveServer, head: str) -> None:
    status, _page = say(server, head)
    assert status < 500
    assert "Traceback" not in (server.folder / "server.log").read_text()


def test_nothing_of_all_this_was_stored(server: LiveServer) -> None:
    before = what_is_stored(server.app)
    for content_type in CONTENT_TYPES:
        say(server, f"{post_head('/complaint', content_type)}Content-Length: 40\r\n", b"a" * 40)
    assert changes(before, what_is_stored(server.app)) == []


@quickly
@given(
    target=st.text(st.sampled_from("/\\.:@?#%09aå\t\n\r \x00‮"), max_size=12).map(lambda rest: f"/{rest}")
    | st.text(max_size=20)
)
def test_no_target_of_a_redirect_names_another_host(target: str) -> None:
    """Read as a browser reads it: tabs and line breaks dropped, backslashes turned."""
    led_to = safe_next(target, "/default")
    seen = re.sub("[\t\n\r]", "", led_to).replace("\\", "/")
    assert seen.startswith("/")
    assert not seen.startswith("//")


def begin(client: PageClient, name: str) -> Page:
    """Begin a complaint and open one of its pages."""
    client.submit(client.get_page("/complaint"))
    return client.get_page(f"/complaint/{name}")


@quickly
@given(words=st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_any_words_at_all_are_kept_or_asked_for_again(client: PageClient, words: str) -> None:
    page = begin(client, "what-happened")
    answer = client.submit(page, {"words": words}, "Continue")
    assert answer.status in (200, 400, 422)
    if answer.status == 200:
        kept = client.get_page("/complaint/what-happened").field("words")
        assert kept == Answers({"p": {"f": [kept]}}).values("p")["f"][0]


PARTS = ["", "0", "-1", "31", "32", "99", "1.5", "٣", "IX", "2027", "10000", "9" * 20, "Feb"]
PART = st.sampled_from(PARTS)


@quickly
@given(day=PART, month=PART, year=PART)
def test_impossible_dates_are_asked_for_again(client: PageClient, day: str, month: str, year: str) -> None:
    page = begin(client, "about-to-happen")
    typed = {"on-day": day, "on-month": month, "on-year": year}
    answer = client.submit(page, typed, "Continue")
    assert answer.status in (200, 422)
    if answer.status == 422:
        assert {name: answer.field(name) for name in typed} == typed
        assert answer.errors


NEVER = [("31", "2", "2027"), ("30", "02", "2028"), ("0", "1", "2027"), ("1", "13", "2027")]


@pytest.mark.parametrize("parts", NEVER)
def test_a_day_that_never_comes_is_refused(client: PageClient, parts: tuple[str, str, str]) -> None:
    page = begin(client, "about-to-happen")
    typed = dict(zip(("on-day", "on-month", "on-year"), parts, strict=True))
    refused = client.submit(page, typed, "Continue")
    assert refused.status == 422
    assert {name: refused.field(name) for name in typed} == typed


def test_twice_the_words_that_fit_are_kept_and_the_limit_is_said_again(client: PageClient) -> None:
    page = begin(client, "what-happened")
    assert "30,000" in page.main_text
    refused = client.submit(page, {"words": "a" * 60_000}, "Continue")
    assert refused.status == 422
    assert refused.field("words") == "a" * 60_000
    assert "30,000" in refused.errors[0]


def test_a_megabyte_of_words_is_refused_by_a_page_that_says_the_limit(client: PageClient) -> None:
    page = begin(client, "what-happened")
    refused = client.submit(page, {"words": "a" * 1_000_000}, "Continue")
    assert refused.status == 413
    assert "30,000 characters" in refused.main_text


def test_the_token_of_another_browser_is_refused_with_the_words_kept(app: Flask, client: PageClient) -> None:
    other = app.test_client()
    assert isinstance(other, PageClient)
    theirs = begin(other, "danger").field("csrf_token")
    mine = begin(client, "danger")
    sent = {"csrf_token": theirs, "words": "Kept.", "submission_id": mine.field("submission_id")}
    refused = client.post("/complaint/danger", data=sent)
    assert refused.status_code == 400
    assert "Kept." in refused.get_data(as_text=True)


def test_old_pages_of_the_back_office_store_nothing(app: Flask, signed_in: Any, clock: Clock) -> None:
    """Sessions end before tokens do, so a stale page of staff leads to signing in again."""
    supervisor = signed_in(Role.SUPERVISOR)
    before, known = what_is_stored(app), believable(app)
    clock.forward(hours=13)
    for route in (r for r in all_routes(app) if r.takes_posts and not r.is_open):
        status = supervisor.post(route.address(app, **known), data={"csrf_token": "old"}).status_code
        assert status in (400, 401, 403), (route.rule, status)
    assert changes(before, what_is_stored(app)) == []


JUNK_NAMES = ["after", "before", "page", "newest", "since", "version", "kind", "team", "claimed", "late"]
JUNK = [
    "2026-01-01.99999999999999999999",
    "2026-01-01.-1",
    "9999-12-31.1",
    "0001-01-01.0",
    "99999999999999999999",
    "-99999999999999999999",
    "9" * 4400,
    "1e400",
    "٣",
    "[]",
]


@pytest.mark.parametrize("value", JUNK)
def test_cursors_that_somebody_made_up(app: Flask, signed_in: Any, client: PageClient, value: str) -> None:
    known, query = believable(app), dict.fromkeys(JUNK_NAMES, value)
    for role, visitor, routes in shared_out(app, everybody(signed_in, client)):
        for route in (r for r in routes if r.gives_pages):
            answer = visitor.get(route.address(app, **known), query_string=query)
            assert answer.status_code < 500, (role, route.rule)


@pytest.mark.parametrize("body", [[], {}, {"a": [1, {"b": None}]}, "words", 1, None], ids=json.dumps)
def test_json_where_a_form_belongs(app: Flask, signed_in: Any, client: PageClient, body: Any) -> None:
    known, visitors = believable(app), everybody(signed_in, client)
    before = what_is_stored(app)
    for role, visitor, routes in shared_out(app, visitors):
        for route in (r for r in routes if r.takes_posts):
            answer = visitor.post(
                route.address(app, **known), data=json.dumps(body), content_type="application/json"
            )
            assert 300 <= answer.status_code < 500, (role, route.rule)
    assert changes(before, what_is_stored(app)) == []
