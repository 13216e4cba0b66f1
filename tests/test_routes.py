"""Every route: who may open it, how its address looks, that reading changes nothing, that tokens are owed."""

import re
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

import pytest
from flask import Flask

from portal.domain.vocabulary import Role
from portal.web.access import OPEN_BLUEPRINTS, OPEN_TO_ALL
from tests.databases import count_queries
from tests.pages import PageClient
from tests.visiting import (
    all_routes,
    begin_every_journey,
    believable,
    changes,
    everybody,
    mishaps_of,
    shared_out,
    what_is_stored,
    writes_something,
)

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")
SignIn = Callable[..., PageClient]


def test_every_endpoint_says_who_may_open_it(app: Flask) -> None:
    undeclared = {r.endpoint for r in all_routes(app) if r.permission is None and not r.is_open}
    assert not undeclared, f"add @requires(...) to {sorted(undeclared)}"
    both = {r.endpoint for r in all_routes(app) if r.permission is not None and r.is_open}
    assert not both, f"open to all and yet asking for a permission: {sorted(both)}"


def test_the_open_list_is_short_and_true(app: Flask) -> None:
    stale = OPEN_TO_ALL - set(app.view_functions) - {"static"}
    assert not stale, f"OPEN_TO_ALL names endpoints that are gone: {sorted(stale)}"
    assert {"public", "track", "young_people", "advocates", "staff_door"} == OPEN_BLUEPRINTS
    staff = {
        name for name in OPEN_TO_ALL if name.split(".")[0] in {"staff", "screening", "casework", "reports"}
    }
    assert not staff, f"pages of the back office are open: {sorted(staff)}"


def test_each_role_meets_what_it_may_and_no_more(app: Flask, client: PageClient, signed_in: SignIn) -> None:
    wrong, known = [], believable(app)
    for role, visitor in everybody(signed_in, client).items():
        for route in (r for r in all_routes(app) if r.gives_pages and not r.is_open):
            response = visitor.get(route.address(app, **known))
            refused = response.status_code == 403 or "/staff/sign-in" in response.headers.get("Location", "")
            if refused and route.allows(role) and response.status_code != 403:
                wrong.append(f"{role} is sent to sign in at {route.rule}")
            if not refused and not route.allows(role):
                wrong.append(f"{role} opened {route.rule} ({response.status_code})")
    assert not wrong, "\n".join(wrong)


def test_nobody_posts_where_their_role_may_not(app: Flask, client: PageClient, signed_in: SignIn) -> None:
    before_visits = everybody(signed_in, client)
    before, known = what_is_stored(app), believable(app)
    wrong = []
    for role, visitor in before_visits.items():
        for route in (r for r in all_routes(app) if r.takes_posts and not r.allows(role)):
            status = visitor.post(route.address(app, **known)).status_code
            if status not in {401, 403}:
                wrong.append(f"{role} posted to {route.rule}: {status}")
    assert not wrong, "\n".join(wrong)
    assert changes(before, what_is_stored(app)) == []


def test_addresses_are_kebab_case(app: Flask) -> None:
    for route in all_routes(app):
        for part in str(route.rule.rule).strip("/").split("/"):
            ok = not part or part.startswith("<") or KEBAB.fullmatch(part)
            assert ok, f"{route.rule}: write “{part}” in kebab-case"
        assert route.rule.rule == "/" or not route.rule.rule.endswith("/"), (
            f"{route.rule}: no slash at the end"
        )


def test_a_number_in_an_address_fits_the_database(app: Flask) -> None:
    numbers = [rule.rule for rule in app.url_map.iter_rules() if "<int" in rule.rule]
    assert numbers
    assert [rule for rule in numbers if "max=" not in rule] == []


def test_endpoints_are_named_blueprint_and_view(app: Flask) -> None:
    for route in all_routes(app):
        assert re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", route.endpoint), route.endpoint


def test_reading_changes_nothing(app: Flask, client: PageClient, signed_in: SignIn) -> None:
    """Everybody opens the back office, a stranger what is open to all; whatever writes is looked into."""
    visitors, known, wrong = everybody(signed_in, client), believable(app), []
    begin_every_journey(client)
    before = what_is_stored(app)
    for role, visitor in visitors.items():
        for route in all_routes(app):
            if not route.gives_pages or (route.is_open and role is not None):
                continue
            for address in route.addresses(app, **known):
                with count_queries(app) as queries:
                    wrong += [str(m) for m in mishaps_of(f"{role} {address}", partial(visitor.get, address))]
                if writes_something(queries.statements):
                    after = what_is_stored(app)
                    if changed := changes(before, after):
                        wrong.append(f"{role} GET {address} changed {changed}")
                    before = after
    assert not wrong, "\n".join(wrong)
    assert changes(before, what_is_stored(app)) == []


@pytest.mark.parametrize("token", [None, "", "forged"])
def test_a_post_without_a_good_token_changes_nothing(
    app: Flask, client: PageClient, signed_in: SignIn, token: str | None
) -> None:
    visitors, known, wrong = everybody(signed_in, client), believable(app), []
    begin_every_journey(client)
    sent = {} if token is None else {"csrf_token": token}
    before = what_is_stored(app)
    for role, visitor, routes in shared_out(app, visitors):
        for address in (a for r in routes if r.takes_posts for a in r.addresses(app, **known)):
            wrong += map(str, mishaps_of(f"{role} {address}", partial(visitor.post, address, data=sent)))
    assert not wrong, "\n".join(wrong)
    assert changes(before, what_is_stored(app)) == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "POST", "GET"])
def test_unknown_methods_are_answered_by_a_page(app: Flask, client: PageClient, method: str) -> None:
    for route in all_routes(app):
        address = route.address(app)
        if method in app.url_map.bind("localhost").allowed_methods(address):
            continue
        response = client.open(address, method=method)
        assert response.status_code == 405, f"{method} {address}: {response.status_code}"
        assert response.mimetype == "text/html"
        assert response.headers["Allow"]


UNKNOWN = [
    "/nothing",
    "/staff/nothing",
    "/screening/nothing/nothing",
    "/%00",
    "/%ff%fe",
    "/..%2f..%2fetc",
    "/a" * 900,
    "/.env",
    "/static/dist/nothing.js",
    "/%09/host",
    "/complaint/%00",
    "/%E2%80%AE",
]


@pytest.mark.parametrize("address", UNKNOWN)
def test_unknown_addresses_are_answered_by_a_page(client: PageClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code in {400, 404}
    assert response.mimetype == "text/html"


ELSEWHERE = [
    "/\t/host.example",
    "//host.example",
    "https:host.example",
    "https://host.example",
    "\\\\host.example",
    "/\\host.example",
    "/%09/host.example",
    " //host.example",
    "/\n/host.example",
    "\x01//host.example",
    "javascript:alert(1)",
    "///host.example",
    "http:///host.example",
    "//localhost@host.example",
    "/.//host.example",
]


def as_a_browser_reads(location: str) -> str:
    """Return a Location as browsers do: blanks trimmed, tabs and line breaks dropped, backslashes turned."""
    trimmed = re.sub(r"[\t\r\n]", "", location.strip("".join(map(chr, range(33)))))
    return trimmed.replace("\\", "/")


def leaves_the_site(location: str) -> bool:
    """Say whether a browser would go to another host."""
    seen = as_a_browser_reads(location)
    scheme = urlsplit(seen).scheme
    if not scheme and not seen.startswith("//"):
        return False
    host = urlsplit("//" + seen.removeprefix(f"{scheme}:").lstrip("/")).netloc
    return scheme not in {"", "http", "https"} or host != "localhost"


def test_what_leaves_the_site_is_recognised() -> None:
    recognised = [target for target in ELSEWHERE if leaves_the_site(target)]
    assert len(recognised) == len(ELSEWHERE) - 2, set(ELSEWHERE) - set(recognised)
    assert not leaves_the_site("/screening?kind=complaint")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_never_leads_away(app: Flask, signed_in: SignIn, target: str) -> None:
    from tests.factories import PASSWORD

    somebody = signed_in(Role.STAFF).account
    visitor: PageClient = app.test_client()  # type: ignore[assignment]
    page = visitor.get("/staff/sign-in", query_string={"next": target})
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert token
    sent = {"csrf_token": token[1], "email": somebody.email, "password": PASSWORD, "next": target}
    response = visitor.post("/staff/sign-in", query_string={"next": target}, data=sent)
    assert response.status_code in {302, 303}
    assert not leaves_the_site(response.headers["Location"]), response.headers["Location"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_page_leads_away(app: Flask, client: PageClient, target: str) -> None:
    headers = {} if re.search(r"[\x00-\x1f]", target) else {"Referer": target}
    for route in (r for r in all_routes(app) if r.gives_pages):
        response = client.get(
            route.address(app), query_string={"next": target, "url": target}, headers=headers
        )
        assert not leaves_the_site(response.headers.get("Location", "/")), route.rule


@pytest.mark.parametrize(
    "path", ["//host.example/", "//host.example/complaint", "/\\host.example", "/%5chost.example"]
)
def test_doubled_slashes_never_lead_away(client: PageClient, path: str) -> None:
    location = client.open(path=path).headers.get("Location", "/")
    assert not leaves_the_site(location), location
