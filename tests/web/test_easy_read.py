"""Easy read keeps step with the ordinary pages, and an adult need not go to the children's pages for it."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.domain.vocabulary import Audience, Kind
from portal.services.council import load_council, shipped_profiles
from portal.web.public.easy_read_facts import ALL_DOORS
from tests.page_rules import text_of
from tests.pages import Page, PageClient
from tests.web.test_reading_age import too_hard
from tests.web.walking import STEP, begin, person, send, step_name, stored, walk

HOME, EASY = "/", "/easy-read"
NEXT, EASY_NEXT = "/what-happens-next", "/easy-read/what-happens-next"
COMPLAINT = "/easy-read/complaint"
EASY_LIMITS = (9, 15)
WORDS = "Nobody rang me back."


def parts(page: Page, css_class: str) -> Iterator[Element]:
    for part in page.document.all("ul", "ol"):
        if css_class in part.get("class", "").split():
            yield part


def doors_of(page: Page, css_class: str, attribute: str = "") -> list[str]:
    found = [p for p in parts(page, css_class) if not attribute or p.get(attribute) is not None]
    return [text_of(a) for part in found for a in part.iter("a")]


def pictures_of(page: Page) -> list[Element]:
    drawn = [e for e in page.document.all() if e.tag.endswith("svg")]
    return [e for e in drawn if e.get("class") == "easy__picture"]


def headings_of(page: Page) -> list[str]:
    return [text_of(h2) for part in page.document.all("ol") for h2 in part.iter("h2")]


def test_every_door_of_the_front_page_is_in_easy_read_and_no_other(client: PageClient) -> None:
    ordinary, easy = client.get_page(HOME), client.get_page(EASY)
    doors = doors_of(ordinary, "doors")
    assert len(doors) >= 10
    assert doors_of(easy, "easy__steps", "data-doors") == doors


def test_every_door_opens_and_has_a_picture(client: PageClient) -> None:
    easy = client.get_page(EASY)
    for door in ALL_DOORS:
        assert client.get_page(easy.link(door.text).href).status == 200, door
    assert len(pictures_of(easy)) >= len(ALL_DOORS)
    assert all(len(list(e)) >= 2 for e in pictures_of(easy)), "a picture without a drawing"


def test_the_front_page_leads_to_it(client: PageClient) -> None:
    assert client.follow(client.get_page(HOME), "Easy words and pictures").url == EASY


@pytest.mark.parametrize("name", shipped_profiles())
def test_what_happens_next_says_the_same_steps_and_days(app: Flask, client: PageClient, name: str) -> None:
    app.extensions["portal.council"] = council = load_council(name)
    ordinary, easy = client.get_page(NEXT), client.get_page(EASY_NEXT)
    assert headings_of(ordinary) == headings_of(easy) != []
    rule = council.kinds["complaint"]
    for days in filter(None, (rule.acknowledge_days, rule.screen_days, rule.reply_days)):
        said = f"within {days} working day"
        assert said in ordinary.main_text, said
        assert said in easy.main_text, said
    assert council.ombudsman.name in easy.main_text


def test_other_days_in_the_profile_change_both(app: Flask, client: PageClient) -> None:
    council = app.extensions["portal.council"]
    rule = replace(council.kinds["complaint"], acknowledge_days=1, screen_days=7, reply_days=None)
    app.extensions["portal.council"] = replace(council, kinds={**council.kinds, "complaint": rule})
    for address in (NEXT, EASY_NEXT):
        text = client.get_page(address).main_text
        assert "within 1 working day." in text
        assert "within 7 working days" in text
        assert "We aim to answer" not in text


def test_the_confirmation_promises_the_same_steps(client: PageClient) -> None:
    promised = headings_of(client.get_page(NEXT))
    sent = send(client, "/complaint", {"what-happened": {"words": WORDS}})
    told = [
        text_of(h3).removesuffix(" (still to come)")
        for part in parts(sent, "timeline")
        for h3 in part.iter("h3")
    ]
    assert len(told) == 4
    assert sorted(told) == sorted(promised[:4])


@pytest.mark.parametrize("path", [EASY, EASY_NEXT])
def test_the_words_are_easy(app: Flask, client: PageClient, path: str) -> None:
    assert too_hard(app, client.get_page(path), EASY_LIMITS) == []


def test_every_page_of_the_easy_complaint_is_easy_and_has_a_picture(app: Flask, client: PageClient) -> None:
    hard = too_hard(app, client.get_page(COMPLAINT), EASY_LIMITS)
    page, met = begin(client, COMPLAINT), []
    while step_name(page) != "check":
        met.append(step_name(page))
        hard += too_hard(app, page, EASY_LIMITS)
        assert pictures_of(page), page.url
        typed = {"what-happened": {"words": "Words."}}.get(step_name(page), {})
        page = client.submit(page, typed, STEP)
    assert len(pictures_of(page)) == len(met) + 1
    hard += too_hard(app, page, EASY_LIMITS)
    hard += too_hard(app, client.submit(page, button="Send"), EASY_LIMITS)
    assert met == ["danger", "what-happened", "you", "put-right", "help", "safe-contact"]
    assert hard == []


def test_an_easy_complaint_is_an_adults_complaint(app: Flask, client: PageClient) -> None:
    typed = {
        "danger": {"danger": "no"},
        "what-happened": {"words": WORDS},
        "you": {"who": "parent", "name": "Kit", "child": "Ash"},
        "put-right": {"words": "Say sorry."},
        "help": {"needs": ["easy_read", "talking"]},
        "safe-contact": {"how": ["phone"], "phone": "01632 960123", "must_not_know": "My uncle"},
    }
    kept = stored(app, send(client, COMPLAINT, typed))
    assert (kept["kind"], kept["audience"]) == (Kind.COMPLAINT, Audience.ADULT)
    assert person(kept, "sender") == {"name": "Kit", "phone": "01632 960123"}
    assert person(kept, "child")["name"] == "Ash"
    assert kept["safe_contact"]["must_not_know"] == "My uncle"
    assert "Easy words and pictures" in kept["said"]["help", "needs"]


@pytest.mark.parametrize("answer", ["yes", "unsafe"])
def test_not_safe_is_sent_with_one_press(app: Flask, client: PageClient, answer: str) -> None:
    sent = client.submit(begin(client, COMPLAINT), {"danger": answer}, "Send just this now")
    assert stored(app, sent)["danger"]
    assert "tel:999" in {link.href for link in sent.links}


def test_no_easy_page_sends_an_adult_to_the_childrens_pages(client: PageClient) -> None:
    page = begin(client, COMPLAINT)
    while step_name(page) != "check":
        assert not [a for a in page.links if a.href.startswith("/young-people")], page.url
        page = client.submit(page, {"words": "Words."} if step_name(page) == "what-happened" else {}, STEP)


def test_an_empty_box_is_refused_in_easy_words(client: PageClient) -> None:
    page = walk(client, COMPLAINT, {}, until="what-happened")
    refused = client.submit(page, {"words": " "}, STEP)
    assert (refused.status, refused.errors) == (422, ["Tell us what happened. A few words are enough."])


def test_there_are_two_things_to_press_and_stopping_keeps_the_words(client: PageClient) -> None:
    page = walk(client, COMPLAINT, {}, until="what-happened")
    form, _ = page.form_for("Continue")
    assert [text_of(b) for b in form.iter("button") if b.get("type") == "submit"] == [
        "Continue",
        "Stop and keep it",
    ]
    kept = client.submit(page, {"words": WORDS}, "Stop and keep it")
    assert kept.find("code-box__words")
    assert client.get_page(f"{COMPLAINT}/what-happened").field("words") == WORDS


def test_the_six_words_come_before_what_happens_and_few_links_after(client: PageClient) -> None:
    sent = send(client, COMPLAINT, {"what-happened": {"words": WORDS}})
    assert sent.main_text.index("Keep these six words") < sent.main_text.index("What happens next")
    after = sent.html.partition("What happens next")[2].partition("</main>")[0]
    assert after.count("<a ") == 2
    assert "What you told us is already sent." in sent.main_text
