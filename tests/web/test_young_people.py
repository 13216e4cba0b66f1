"""The first short ways for young people, and for those who act for them."""

from datetime import date

import pytest
from flask import Flask

from portal.domain.vocabulary import Audience, Kind
from tests.pages import PageClient
from tests.web.walking import STEP, begin, person, send, stored, walk

UNDER, OVER = "/young-people/under-12", "/young-people/12-and-over"
WORDS = "my dinosaurs got bent"


def test_a_child_says_what_happened_and_how_to_be_found(app: Flask, client: PageClient) -> None:
    typed = {
        "danger": {"danger": "no"},
        "what-happened": {"words": WORDS},
        "you": {"name": "Ash", "age": "10"},
        "find-you": {"where": "Bev at school", "must_not_know": "Sam"},
    }

    kept = stored(app, send(client, UNDER, typed))

    assert (kept["kind"], kept["audience"]) == (Kind.COMPLAINT, Audience.UNDER_TWELVE)
    assert person(kept, "child") == {"name": "Ash", "age": "10", "relation": "me"}
    assert kept["safe_contact"] == {
        "how": ["private_page"],
        "when": "To find them: Bev at school",
        "must_not_know": "Sam",
    }
    assert not kept["danger"]


@pytest.mark.parametrize(
    ("feeling", "kind"), [("good", Kind.COMPLIMENT), ("bad", Kind.COMPLAINT), ("unsure", Kind.NOT_SURE)]
)
def test_a_young_person_says_what_kind_of_thing_it_is(
    app: Flask, client: PageClient, feeling: str, kind: Kind
) -> None:
    typed = {
        "feeling": {"feeling": feeling},
        "what-happened": {"words": WORDS},
        "you": {"name": "Lacie", "age": "14", "worker": "Jude"},
        "on-your-side": {"advocate": "yes"},
        "safe-contact": {"how": ["private_page"], "must_not_know": "Mum"},
    }

    kept = stored(app, send(client, OVER, typed))

    assert (kept["kind"], kept["audience"]) == (kind, Audience.TWELVE_AND_OVER)
    assert person(kept, "worker_named") == {"name": "Jude"}
    assert person(kept, "sender")["advocate"] == "yes"
    assert kept["safe_contact"]["must_not_know"] == "Mum"


@pytest.mark.parametrize("path", [UNDER, OVER])
@pytest.mark.parametrize("answer", ["yes", "unsafe"])
def test_not_safe_is_sent_with_one_press_and_help_is_shown(
    app: Flask, client: PageClient, path: str, answer: str
) -> None:
    sent = client.submit(begin(client, path), {"danger": answer}, "Send just this now")

    assert stored(app, sent)["danger"]
    assert "tel:08001111" in {link.href for link in sent.links}
    assert "They may not read it at once" in sent.main_text


@pytest.mark.parametrize("path", [UNDER, OVER])
def test_an_empty_box_is_refused_in_easy_words(client: PageClient, path: str) -> None:
    page = walk(client, path, {}, until="what-happened")

    refused = client.submit(page, {"words": ""}, STEP)

    assert refused.errors == ["Tell us what happened. A few words are enough."]


def test_a_young_person_who_came_to_the_complaint_can_move_over_with_their_words(client: PageClient) -> None:
    page = walk(client, "/complaint", {"who": {"who": "young_person"}}, until="young-pages")

    start = client.submit(page, {"pages": "twelve-and-over"}, STEP)

    assert start.url.startswith(OVER)


def test_an_advocate_complains_for_a_young_person(app: Flask, client: PageClient) -> None:
    typed = {
        "you": {"who": "advocate", "name": "Morwenna", "organisation": "Your Side"},
        "young-person": {"name": "Lacie", "age": "14", "agreement": "agreed"},
        "what-happened": {"words": WORDS},
    }

    kept = stored(app, send(client, "/advocates/complaint", typed))

    assert (kept["kind"], kept["audience"]) == (Kind.COMPLAINT, Audience.ADVOCATE)
    assert person(kept, "sender") == {"name": "Morwenna", "organisation": "Your Side", "consent": "agreed"}
    assert person(kept, "child") == {"name": "Lacie", "age": "14"}


def test_an_advocate_is_asked_for_with_the_day_it_matters(app: Flask, client: PageClient) -> None:
    typed = {
        "who-for": {"who": "young_person", "name": "Lacie"},
        "what-happened": {"words": "A review"},
        "by-when": {"on-day": "27", "on-month": "3", "on-year": "2027"},
    }

    kept = stored(app, send(client, "/advocates/request", typed))

    assert (kept["kind"], kept["audience"]) == (Kind.ADVOCATE_REQUEST, Audience.ADVOCATE)
    assert kept["about_to_happen_on"] == date(2027, 3, 27)
    assert person(kept, "sender")["name"] == "Lacie"


def test_an_impossible_day_is_refused_and_kept(client: PageClient) -> None:
    page = walk(client, "/advocates/request", {"what-happened": {"words": "A review"}}, until="by-when")

    refused = client.submit(page, {"on-day": "31", "on-month": "2", "on-year": "2027"}, STEP)

    assert refused.errors == ["The day must be a real date: that month has fewer days"]
    assert refused.field("on-day") == "31"


@pytest.mark.parametrize("path", ["/young-people", "/advocates"])
def test_the_two_landing_pages_lead_to_what_there_is(client: PageClient, path: str) -> None:
    page = client.get_page(path)

    for link in page.links:
        if link.href.startswith(path + "/"):
            assert client.get_page(link.href).status == 200
