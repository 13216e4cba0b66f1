"""Every public page is as easy to read as DESIGN 5 asks: age 11 for adults, 9 from 12 on, 7 for children."""

import calendar
from importlib import import_module
from typing import Any

import pytest
from flask import Flask

from portal.domain.council import Council
from portal.domain.equality import QUESTIONS
from portal.domain.vocabulary import Audience
from portal.web.access import OPEN_BLUEPRINTS
from portal.web.journey_pages import MOUNTED, Journey
from portal.web.paper import public_journeys
from tests.factories import make_feedback
from tests.pages import Page, PageClient
from tests.reading import blocks, reading_age, sentences, syllables
from tests.visiting import all_routes
from tests.web.walking import begin, step_name, step_on

ENOUGH_WORDS = 100
ADULT, YOUNG, CHILD, STAFF = (
    (11, 28),
    (9, 18),
    (7, 10),
    (14, 35),
)  # reading age, words of the longest sentence
BRANCHES: dict[str, dict[str, Any]] = {
    "/complaint": {"who": {"who": "relative"}, "started": {"how_long": "over_a_year"}},
    "/enquiry": {"reply-to": {"email": "somebody@elsewhere.example"}},
    "/staff/compliment": {
        "compliment": {
            "giver": "parent",
            "came_by": "card",
            "words": "Thank you.",
            "work_email": "somebody@exbourne.example",
        }
    },
    "/ring-me": {"number": {"phone": "01632 960123"}},
    "/languages/bsl/reach-me": {"reach": {"how": ["phone"], "phone": "01632 960123"}},
}
READERS_OF = {
    Audience.ADULT: ADULT,
    Audience.ADVOCATE: ADULT,
    Audience.STAFF: ADULT,  # a colleague on a phone, between two visits
    Audience.TWELVE_AND_OVER: YOUNG,
    Audience.UNDER_TWELVE: CHILD,
}
# Every public page that is no page of a journey, by its rule. A new one without a line here fails.
PAGES: dict[str, tuple[int, int]] = {
    "/young-people": CHILD,
    "/privacy/children": CHILD,
    "/privacy/young-people": YOUNG,
    **dict.fromkeys(
        (
            "/",
            "/accessibility",
            "/advocates",
            "/advocates/list",
            "/advocates/another",
            "/advocates/young-persons-code",
            "/confirm/<token>",
            "/cookies",
            "/easy-read",
            "/easy-read/what-happens-next",
            "/equality",
            "/equality/thanks",
            "/languages/<code>",
            "/leaving-quickly",
            "/lost-code",
            "/lost-code/asked",
            "/paper",
            "/privacy",
            "/resume",
            "/safe-word",
            "/safety",
            "/track",
            "/what-happens-next",
        ),
        ADULT,
    ),
}
BEHIND_THE_CODE = (
    "/track/add",
    "/track/answer",
    "/track/change-code",
    "/track/contact",
    "/track/copy",
    "/track/copy/print",
    "/track/files",
    "/track/formal",
    "/track/look-again",
    "/track/next-stage",
    "/track/prove-address",
    "/track/said",
    "/track/sharing",
    "/track/start-again",
    "/track/stop-emails",
    "/track/told",
    "/track/withdraw",
)
# Files, addresses that only lead on, and what has a test of its own below.
MEASURED_ELSEWHERE = (
    "/equality/answers",
    "/equality/questions",
    "/paper/<form>",
    "/paper/<form>.pdf",
    "/track/copy/copy.pdf",
    "/track/copy/copy.txt",
    "/track/letter/<int(max=2147483647):letter_id>",  # tests/domain/test_letters.py measures every letter
    "/track/letter/<int(max=2147483647):letter_id>.pdf",
)


def names(council: Council) -> list[str]:
    """Return the names that stand on pages and are no part of how hard a page is."""
    lines = [*council.contact.address, *council.contact.freepost, council.contact.opening_hours or ""]
    people = [council.name, council.contact.team_name, council.safety.duty_name]
    people += [council.safety.out_of_hours_name, council.safety.duty_hours, council.ombudsman.name]
    people += [each.name for each in (*council.help_lines, *council.advocacy)]
    days = [*calendar.day_name, *calendar.month_name]
    fixed = [o.label for q in QUESTIONS if q.code in ("ethnic_group", "religion") for o in q.options]
    fixed += [q.text for q in QUESTIONS if q.code in ("condition", "reduces")]  # as the whole country asks
    return [*lines, *people, *days, *fixed, ", ".join(council.contact.address), "UK GDPR", "Childline"]


def too_hard(app: Flask, page: Page, limits: tuple[int, int]) -> list[str]:
    """Return what makes a page too hard for its readers."""
    most_age, most_words = limits
    main = next(iter(page.document.all("main")))
    found = list(sentences(blocks(main, names(app.extensions["portal.council"]))))
    long = [f"{page.url}: {' '.join(each)}" for each in found if len(each) > most_words]
    age = reading_age(found) if sum(map(len, found)) >= ENOUGH_WORDS else 0
    return long + ([f"{page.url}: reading age {age:.1f}"] if age > most_age else [])


def journeys() -> list[Journey]:
    """Return every journey that anybody may begin."""
    assert import_module("portal.app"), "mounts them all"
    return public_journeys()


def other_button(page: Page) -> str:
    """Return the button that leads on where none has the usual words."""
    return next(button for button in reversed(page.buttons) if not button.startswith("Copy"))


def rules_to_measure(app: Flask) -> set[str]:
    """Return every public rule that can be opened and is no page of a journey."""
    begun = tuple(MOUNTED[journey.name] for journey in journeys())
    routes = [r for r in all_routes(app) if r.gives_pages and r.endpoint.split(".")[0] in OPEN_BLUEPRINTS]
    return {
        str(r.rule)
        for r in routes
        if not any(r.endpoint == b or r.endpoint.startswith(f"{b}_") for b in begun)
    }


def test_every_public_page_has_readers_to_be_measured_for(app: Flask) -> None:
    known = {*PAGES, *BEHIND_THE_CODE, *MEASURED_ELSEWHERE}
    assert rules_to_measure(app) - known == set(), "say in PAGES for whom it is"


@pytest.mark.parametrize(("rule", "limits"), PAGES.items())
def test_a_page_is_easy_enough(app: Flask, client: PageClient, rule: str, limits: tuple[int, int]) -> None:
    page = client.get_page(rule.replace("<code>", "pl").replace("<token>", "x"))

    assert page.status in (200, 404)
    assert too_hard(app, page, limits) == []


def test_every_page_behind_the_code_is_easy_enough(app: Flask, client: PageClient) -> None:
    with app.app_context():
        code = make_feedback().code
    hard = too_hard(app, client.submit(client.get_page("/track"), {"code": code}), ADULT)
    for path in BEHIND_THE_CODE:
        hard += too_hard(app, client.get_page(path), ADULT)

    assert hard == []


def test_the_forms_for_paper_are_as_easy_as_those_on_the_screen(app: Flask, client: PageClient) -> None:
    readers = {journey.name: READERS_OF[journey.audience] for journey in journeys()}
    hard: list[str] = []
    for name, limits in {**readers, "equality": ADULT}.items():
        hard += too_hard(app, client.get_page(f"/paper/{name}"), limits)

    assert hard == []


@pytest.mark.parametrize("age", ["12_15", "25_34"])
def test_the_equality_questions_are_easy_enough(app: Flask, client: PageClient, age: str) -> None:
    page = client.submit(client.get_page("/equality"), {"age": age, "kind": "complaint"}, "Continue")

    assert too_hard(app, page, ADULT) == []


@pytest.mark.parametrize("journey", journeys(), ids=lambda journey: journey.name)
def test_every_page_of_a_journey_is_easy_enough(app: Flask, client: PageClient, journey: Journey) -> None:
    limits = READERS_OF[journey.audience]
    with app.test_request_context():
        path = journey.url()
    hard = too_hard(app, client.get_page(path), limits)
    page = begin(client, path)
    while step_name(page) != "check":
        hard += too_hard(app, page, limits)
        typed = {"what-happened": {"words": "Words."}, **BRANCHES.get(path, {})}.get(step_name(page), {})
        page = client.submit(page, typed, step_on(page) or other_button(page))
        assert page.status == 200, f"{page.url} needs an answer in BRANCHES: {page.errors}"
    hard += too_hard(app, page, limits)
    hard += too_hard(app, client.submit(page, button="Send"), limits)

    assert hard == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("moved", 2), ("people", 2), ("complaint", 2), ("advocate", 3), ("emergency", 4)],
)
def test_syllables_are_counted_nearly_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_short_words_in_short_sentences_are_for_the_young() -> None:
    easy = list(sentences(["The cat sat on the mat. It was a big cat."]))
    hard = list(
        sentences(["Notwithstanding administrative considerations, authorities acknowledge responsibility."])
    )

    assert reading_age(easy) < 6
    assert reading_age(hard) > 20
