"""Every public page is as easy to read as DESIGN 5 asks: age 11 for adults, 9 from 12 on, 7 for children."""

import calendar
from typing import Any

import pytest
from flask import Flask

from portal.domain.council import Council
from tests.pages import Page, PageClient
from tests.reading import blocks, reading_age, sentences, syllables
from tests.web.walking import begin, step_name, step_on

ENOUGH_WORDS = 100
ADULT, YOUNG, CHILD = (11, 28), (9, 18), (7, 10)  # reading age, and words of the longest sentence
BRANCHES: dict[str, dict[str, Any]] = {
    "/complaint": {"who": {"who": "relative"}, "started": {"how_long": "over_a_year"}},
    "/enquiry": {"reply-to": {"email": "somebody@elsewhere.example"}},
    "/ring-me": {"number": {"phone": "01632 960123"}},
}
JOURNEYS = [
    *(
        (path, ADULT)
        for path in ("/complaint", "/compliment", "/comment", "/enquiry", "/not-sure", "/ring-me")
    ),
    *((path, ADULT) for path in ("/advocates/complaint", "/advocates/request")),
    ("/young-people/12-and-over", YOUNG),
    ("/young-people/under-12", CHILD),
]
PAGES = [
    *(
        (path, ADULT)
        for path in ("/", "/safety", "/privacy", "/accessibility", "/advocates", "/track", "/resume")
    ),
    ("/young-people", CHILD),
]


def names(council: Council) -> list[str]:
    """Return the names that stand on pages and are no part of how hard a page is."""
    lines = [*council.contact.address, *council.contact.freepost, council.contact.opening_hours or ""]
    people = [council.name, council.contact.team_name, council.safety.duty_name]
    people += [council.safety.out_of_hours_name, council.safety.duty_hours, council.ombudsman.name]
    people += [each.name for each in (*council.help_lines, *council.advocacy)]
    days = [*calendar.day_name, *calendar.month_name]
    return [*lines, *people, *days, ", ".join(council.contact.address), "UK GDPR", "Childline"]


def too_hard(app: Flask, page: Page, limits: tuple[int, int]) -> list[str]:
    """Return what makes a page too hard for its readers."""
    most_age, most_words = limits
    main = next(iter(page.document.all("main")))
    found = list(sentences(blocks(main, names(app.extensions["portal.council"]))))
    long = [f"{page.url}: {' '.join(each)}" for each in found if len(each) > most_words]
    age = reading_age(found) if sum(map(len, found)) >= ENOUGH_WORDS else 0
    return long + ([f"{page.url}: reading age {age:.1f}"] if age > most_age else [])


@pytest.mark.parametrize(("path", "limits"), PAGES)
def test_a_page_is_easy_enough(app: Flask, client: PageClient, path: str, limits: tuple[int, int]) -> None:
    page = client.get_page(path)

    assert page.status == 200
    assert too_hard(app, page, limits) == []


@pytest.mark.parametrize(("path", "limits"), JOURNEYS)
def test_every_page_of_a_journey_is_easy_enough(
    app: Flask, client: PageClient, path: str, limits: tuple[int, int]
) -> None:
    hard = too_hard(app, client.get_page(path), limits)
    page = begin(client, path)
    while step_name(page) != "check":
        hard += too_hard(app, page, limits)
        typed = {"what-happened": {"words": "Words."}, **BRANCHES.get(path, {})}.get(step_name(page), {})
        page = client.submit(page, typed, step_on(page) or page.buttons[-1])
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
