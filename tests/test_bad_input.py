"""Whatever is sent to whatever route, the answer is a clear page and never a failure."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.vocabulary import Role
from tests.databases import remember
from tests.pages import Page, PageClient, document_of, filled_fields
from tests.visiting import (
    Mishap,
    Route,
    all_routes,
    begin_every_journey,
    believable,
    everybody,
    mishaps_of,
    shared_out,
)

SignIn = Callable[..., PageClient]
HOSTILE = {
    "null byte": "a\x00b",
    "long": "a" * 100_000,
    "emoji and marks": "\U0001f469\u200d\U0001f466 \u202egnp.exe \ufeff e\u0301",
    "lone surrogate, percent-encoded": b"\xed\xa0\x80",
    "not UTF-8": b"\xff\xfe\xfa",
    "negative": "-1",
    "huge number": "9" * 400,
    "other digits": "\u0661\u0662",
    "not a number": "NaN",
    "no such date": "2026-02-30",
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }}{% raw %}",
    "SQL": "' OR 1=1; DROP TABLE feedback; --",
    "JSON": '{"a": [1, {"b": null}]}',
    "line breaks": "a\r\nSet-Cookie: b=c\r\n\r\nd",
    "nothing": "",
}
SHAPES = ("repeated", "missing", "strange names", "four date parts")
# What lists, journeys and sign-in read from addresses; names found in forms are added to them.
QUERY_NAMES = [
    "next",
    "page",
    "after",
    "before",
    "kind",
    "channel",
    "audience",
    "team",
    "claimed",
    "late",
    "q",
    "code",
    "reference",
    "version",
    "year",
    "format",
    "change",
    "csrf_token",
]


def visitors_worth_sending(signed_in: SignIn, client: PageClient) -> dict[Role | None, PageClient]:
    """Return a stranger who has begun everything, and somebody of each role."""
    begin_every_journey(client)
    return everybody(signed_in, client)


def ask_everywhere(app: Flask, visitors: dict[Role | None, PageClient], value: Any) -> Iterator[Mishap]:
    """Open every route with a hostile value in each query name and in each parameter of its address."""
    known = believable(app)
    query = dict.fromkeys(QUERY_NAMES, value[:4000])  # a server refuses longer lines itself
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    for role, visitor, routes in shared_out(app, visitors):
        for route in (r for r in routes if r.gives_pages):
            where = f"{role} GET {route.rule} with {text[:40]!r}"
            for address in route.addresses(app, **known):
                yield from mishaps_of(where, partial(visitor.get, address, query_string=query))
            if route.rule.arguments and text and len(text) < 1000:
                yield from mishaps_of(f"{where} in its path", partial(_open, app, visitor, route, text))


def _open(app: Flask, visitor: PageClient, route: Route, text: str) -> Any:
    names = [n for n, c in route.rule._converters.items() if "Integer" not in type(c).__name__]
    return visitor.get(route.address(app, **dict.fromkeys(names, text)))


def test_hostile_addresses(app: Flask, client: PageClient, signed_in: SignIn) -> None:
    visitors = visitors_worth_sending(signed_in, client)
    wrong = [mishap for value in HOSTILE.values() for mishap in ask_everywhere(app, visitors, value)]
    assert not wrong, "\n".join(map(str, wrong))


def forms_of(
    app: Flask, visitor: PageClient, role: Role | None, *, open_to_all: bool = True
) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the address and the untouched fields of every form that somebody can come to directly."""
    known, seen = believable(app), set()
    openable = (
        r for r in all_routes(app) if r.gives_pages and r.allows(role) and (open_to_all or not r.is_open)
    )
    # What sends a draft comes last, because afterwards there is no draft.
    for place in sorted((a for r in openable for a in r.addresses(app, **known)), key=lambda a: "send" in a):
        response = visitor.get(place, follow_redirects=True)
        if response.mimetype != "text/html":
            continue
        page = Page(response, document_of(response))
        for form in page.document.all("form"):
            address = form.get("action", "")
            if form.get("method") == "post" and address not in seen and "sign-out" not in address:
                seen.add(address)
                fields: dict[str, list[str]] = {e.get("name", ""): [""] for e in form.iter() if e.get("name")}
                for name, value in filled_fields(form):
                    fields[name] = [value]
                yield address, fields


Sending = tuple[str, PageClient, str, dict[str, list[str]]]


def forms_of_all(app: Flask, visitors: dict[Role | None, PageClient]) -> list[Sending]:
    """Return every form once for each set of fields it has, whoever meets it."""
    met: dict[Any, Sending] = {}
    for role in (None, Role.SUPERVISOR, Role.SCREENING_OFFICER, Role.ADMINISTRATOR):
        visitor = visitors[role]
        for address, fields in list(forms_of(app, visitor, role, open_to_all=role is None)):
            met.setdefault((address, frozenset(fields)), (str(role), visitor, address, fields))
    return list(met.values())


def send_all(
    app: Flask, forms: list[Sending], spoilers: dict[str, Callable[[dict[str, list[str]]], Any]]
) -> list[Mishap]:
    """Send every form once for each way to spoil it; before each way everything is put back as it was."""
    put_back, wrong = remember(app), []
    cookies = {id(visitor): dict(visitor._cookies) for _, visitor, _, _ in forms}
    for name, spoil in spoilers.items():
        put_back()
        for _, visitor, _, _ in forms:
            visitor._cookies = dict(cookies[id(visitor)])
        for role, visitor, address, fields in forms:
            ask = partial(visitor.post, address, data=spoil(fields))
            wrong += mishaps_of(f"{role} POST {address} with {name}", ask)
    return wrong


def spoilt(fields: dict[str, list[str]], value: Any) -> dict[str, list[Any]]:
    """Return the fields with a hostile value in each, the token kept so that it gets past the door."""
    return {name: held if name == "csrf_token" else [value] for name, held in fields.items()}


def misshapen(fields: dict[str, list[str]], shape: str) -> dict[str, list[str]]:
    """Return the fields of a form as no browser would send them."""
    token = {"csrf_token": fields.get("csrf_token", [""])}
    others = {name: held for name, held in fields.items() if name != "csrf_token"}
    if shape == "missing":
        return token
    if shape == "repeated":
        return {name: held * 5 for name, held in others.items()} | token
    if shape == "four date parts":
        return {name: ["1", "2", "2026", "4"] for name in others} | token
    return (
        {f"{name}[]\x00-day": held for name, held in others.items()} | {"": ["x"], "a" * 5000: ["x"]} | token
    )


WAYS_TO_SPOIL: dict[str, Callable[[dict[str, list[str]]], Any]] = {
    **{name: partial(spoilt, value=value) for name, value in HOSTILE.items()},
    **{shape: partial(misshapen, shape=shape) for shape in SHAPES},
}


def test_hostile_answers_and_fields_of_the_wrong_shape(
    app: Flask, client: PageClient, signed_in: SignIn
) -> None:
    wrong = send_all(app, forms_of_all(app, visitors_worth_sending(signed_in, client)), WAYS_TO_SPOIL)
    assert not wrong, "\n".join(map(str, wrong))


BODIES: dict[str, tuple[str, bytes]] = {
    "JSON": ("application/json", b'{"a": 1}'),
    "broken JSON": ("application/json", b'{"a": '),
    "XML": ("application/xml", b"<a>"),
    "multipart without boundary": ("multipart/form-data", b"--x\r\n"),
    "multipart cut off": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
    ),
    "a thousand fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(1000))),
    "a file where words belong": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="csrf_token"; filename="a"\r\n\r\nb\r\n--x--\r\n',
    ),
    "bad charset": ("application/x-www-form-urlencoded; charset=nonsense", b"a=%ff"),
    "type is nonsense": ("\u00e9/; ;", b"a=1"),
}


def test_bodies_of_every_kind(app: Flask, client: PageClient, signed_in: SignIn) -> None:
    """None has a token, so the door refuses them all and each finds everything as it was."""
    wrong: list[Mishap] = []
    known = believable(app)
    for role, visitor, routes in shared_out(app, visitors_worth_sending(signed_in, client)):
        for address in (r.address(app, **known) for r in routes if r.takes_posts):
            for name, (content_type, body) in BODIES.items():
                ask = partial(visitor.post, address, data=body, content_type=content_type)
                wrong += mishaps_of(f"{role} POST {address} with {name}", ask)
    assert not wrong, "\n".join(map(str, wrong))


KINDS_OF_BODY = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
]


def test_a_body_that_is_too_big_is_refused_by_a_page(
    app: Flask, client: PageClient, signed_in: SignIn
) -> None:
    """Whatever calls itself; where nothing reads the body, an ordinary refusal will do."""
    too_big = b"a=" + b"x" * (int(app.config["MAX_CONTENT_LENGTH"]) + 1)
    wrong: list[Mishap] = []
    known, statuses = believable(app), []
    for role, visitor, routes in shared_out(app, visitors_worth_sending(signed_in, client)):
        addresses = [r.address(app, **known) for r in routes if r.takes_posts]
        for address, kind in product(addresses, KINDS_OF_BODY):

            def ask(address: str = address, visitor: PageClient = visitor, kind: str = kind) -> TestResponse:
                response = visitor.post(address, data=too_big, content_type=kind)
                statuses.append((address, response.status_code))
                return response

            wrong += mishaps_of(f"{role} POST {address} as {kind}", ask)
    wrong += [Mishap(where, f"took a body that is too big: {code}") for where, code in statuses if code < 400]
    assert not wrong, "\n".join(map(str, wrong))


COOKIES = ["", "x", "a" * 4000, "\u00e9", "%00", "..", "null", '{"a":1}']


@pytest.mark.parametrize("value", COOKIES)
def test_cookies_that_somebody_made_up(app: Flask, client: PageClient, value: str) -> None:
    for name in ("form", "visit", "staff"):
        client.set_cookie(name, value)
    wrong = [
        m
        for r in all_routes(app)
        if r.gives_pages
        for m in mishaps_of(str(r.rule), partial(client.get, r.address(app)))
    ]
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    "header",
    [
        "HX-Request",
        "HX-Target",
        "HX-Current-URL",
        "Referer",
        "Accept",
        "Accept-Language",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "If-Modified-Since",
        "Range",
        "Cookie",
    ],
)
def test_headers_that_somebody_made_up(app: Flask, client: PageClient, header: str) -> None:
    wrong = []
    for value in ("x" * 3000, "\u00e9\u00ff", "http://[::1", ",;=\\", "-1"):
        for route in (r for r in all_routes(app) if r.gives_pages):
            ask = partial(client.get, route.address(app), headers={header: value})
            wrong += mishaps_of(f"{route.rule} with {header}", ask)
    assert not wrong, "\n".join(map(str, wrong))


def test_the_walk_is_not_blind(app: Flask, client: PageClient) -> None:
    """The walks above would pass on a portal without forms: they must meet those of the complaint, begun."""
    begin_every_journey(client)
    addresses = {address.partition("?")[0] for address, _ in forms_of(app, client, None)}
    assert {"/complaint/what-happened", "/staff/sign-in"} <= addresses, sorted(addresses)
    assert len([a for a in addresses if a.startswith("/complaint/")]) > 10
