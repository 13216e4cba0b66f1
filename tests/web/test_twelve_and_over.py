"""The pages for young people of 12 and over: their own tone, and how to reach them without doing harm."""

import re
from datetime import date

import pytest
from flask import Flask

from portal.domain.vocabulary import Audience, Kind
from tests.pages import PageClient
from tests.web.walking import begin, person, send, stored, walk

OVER = "/young-people/12-and-over"
DAY_THAT_IS_NOT = {"on-day": "31", "on-month": "2", "on-year": "2027"}
REACHED = {"how": ["phone"], "phone": "01632 960 222"}
WORDS = "nobody asked me before they moved me"
SIX_WORDS = re.compile(r'class="code-box__words"')


def test_age_12_belongs_here(client: PageClient) -> None:
    assert "I am 12 or over" in [link.text for link in client.get_page("/young-people").links]


def test_a_young_person_tells_what_happened_and_how_to_be_reached(app: Flask, client: PageClient) -> None:
    typed = {
        "what-happened": {"words": WORDS},
        "who-about": {"who": ["adviser"], "names": "Jude"},
        "on-your-side": {"advocate": "yes"},
        "safe-contact": {**REACHED, "when": "after 4", "seen": "ring off", "talk": "talk"},
        "who-may-know": {"may_know": "Gran", "must_not_know": "Mum"},
        "you": {"name": "Lacie", "age": "14", "worker": "Jude"},
    }

    kept = stored(app, send(client, OVER, typed))

    assert (kept["kind"], kept["audience"]) == (Kind.COMPLAINT, Audience.TWELVE_AND_OVER)
    assert person(kept, "worker_named") == {"name": "Jude"}
    assert person(kept, "sender")["advocate"] == "yes"
    assert kept["safe_contact"]["how"] == ["phone"]
    assert kept["safe_contact"]["must_not_know"] == "Mum"
    for words in ("after 4", "rather talk", "sees a message: ring off", "May know: Gran"):
        assert words in kept["safe_contact"]["when"]


def test_something_that_cannot_wait_has_its_day(app: Flask, client: PageClient) -> None:
    day = {"on-day": "27", "on-month": "3", "on-year": "2027"}

    kept = stored(app, send(client, OVER, {"about-to-happen": {"what": ["move"], **day}}))

    assert kept["about_to_happen_on"] == date(2027, 3, 27)


def test_a_number_given_on_the_page_about_danger_may_be_rung(app: Flask, client: PageClient) -> None:
    page = walk(client, OVER, {}, until="danger")

    sent = client.submit(page, {"danger": "yes", "phone": "01632 960 333"}, "Send just this now")

    kept = stored(app, sent)
    assert kept["safe_contact"]["how"] == ["phone"]
    assert person(kept, "sender")["phone"] == "01632 960 333"


def test_while_somebody_looks_on_the_confirmation_shows_no_code_and_asks_nothing(client: PageClient) -> None:
    typed = {"with-you": {"company": "somebody"}, "what-happened": {"words": WORDS}}

    sent = send(client, OVER, typed)

    assert not SIX_WORDS.search(sent.html)
    assert "A few questions about you" not in sent.main_text


def test_sending_is_offered_from_the_page_about_danger_on(client: PageClient) -> None:
    assert "Send now" not in begin(client, OVER).buttons
    assert "Send now" in walk(client, OVER, {}, until="feeling").buttons


def test_the_check_page_asks_again_whether_they_are_safe_where_only_words_say_so(client: PageClient) -> None:
    check = walk(client, OVER, {"danger": {"words": "he is at the door"}})

    assert "Are you safe right now? Not answered" in check.main_text


@pytest.mark.parametrize(
    ("step", "typed", "error"),
    [
        ("danger", {"phone": "ask"}, "Write the whole telephone number"),
        ("safe-contact", {"how": ["email"]}, "Fill in “Your e-mail address”"),
        ("about-to-happen", DAY_THAT_IS_NOT, "The day must be a real date"),
        ("about-to-happen", {"what": ["no", "move"]}, "Choose either the last answer or the others"),
    ],
)
def test_what_cannot_be_is_refused_with_the_words_kept(
    client: PageClient, step: str, typed: dict[str, object], error: str
) -> None:
    refused = client.submit(walk(client, OVER, {}, until=step), typed, "Next")

    assert refused.status == 422
    assert [each.startswith(error) for each in refused.errors] == [True]


def test_the_start_page_tells_what_a_young_person_needs_to_know(client: PageClient) -> None:
    said = client.get_page(OVER).main_text

    for words in ("not be in trouble", "reads it", "must tell people", "what happens next", "Exit this page"):
        assert words in said
    assert begin(client, OVER).h1 == "Who is with you?"
