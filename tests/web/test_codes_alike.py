"""A code that opens nothing is answered alike whatever it once was: same words, same bytes, same work."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.services.drafts import discard_draft, start_draft
from tests.conftest import Clock
from tests.factories import make_feedback
from tests.pages import PageClient

TOKEN = re.compile(rb'name="csrf_token" value="[^"]*"')
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def dead_codes(app: Flask, client: PageClient, clock: Clock) -> dict[str, str]:
    """Codes that open nothing, each for another reason."""
    with app.app_context():
        real = make_feedback("One").code
        changed = make_feedback("Two").code
        expired, thrown = start_draft("complaint", 28), start_draft("complaint", 28)
        discard_draft(thrown.id)
    page = client.submit(client.get_page("/track"), {"code": changed})
    client.submit(client.follow(page, "Change your private code"), {"code": changed})
    clock.forward(days=29)
    first, *rest = real.split()
    nearly = " ".join([rest[0], first, *rest[1:]])
    return {
        "never was": " ".join(reversed(real.split())),
        "two words of a real one swapped": nearly,
        "changed for another": changed,
        "of a draft that expired": expired.code,
        "of a draft thrown away": thrown.code,
    }


@pytest.mark.parametrize("door", ["/track", "/resume"])
def test_wrong_and_unknown_codes_get_the_same_words_and_the_same_work(
    app: Flask, dead_codes: dict[str, str], count_queries: Callable[[], Any], door: str
) -> None:
    warm: PageClient = app.test_client()  # type: ignore[assignment]
    warm.submit(warm.get_page(door), {"code": dead_codes["never was"]})  # makes the row that counts failures
    told: dict[tuple[Any, ...], list[str]] = {}
    for why, code in dead_codes.items():
        stranger: PageClient = app.test_client()  # type: ignore[assignment]
        box = stranger.get_page(door)
        with count_queries() as queries:
            page = stranger.submit(box, {"code": code})
        body = TOKEN.sub(b"", page.response.get_data()).replace(code.encode(), b"(what was typed)")
        headers = sorted(name for name, _value in page.response.headers)
        told.setdefault((page.status, queries.count, body, tuple(headers)), []).append(why)
    assert len(told) == 1, [(key[:2], whys) for key, whys in told.items()]
    assert next(iter(told))[0] == 422
