"""Other languages and British Sign Language: each line leads to two doors, which note the language."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.council_parts import LanguageLine
from portal.services.council import load_council, shipped_profiles
from tests.page_rules import text_of
from tests.pages import PageClient
from tests.web.test_reading_age import ADULT, too_hard
from tests.web.walking import STEP, begin, person, send, step_name, stored

ARABIC = "يمكنك الكتابة إلينا باللغة العربية."
WORDS = "لم يتصل بنا أحد.\nمرتين."
NUMBER = "01632 960123"


def test_each_language_and_signing_has_a_line_that_leads_to_its_page(client: PageClient) -> None:
    home = client.get_page("/")
    hrefs = [a.href for a in home.links if a.href.startswith("/languages/")]
    assert hrefs == [f"/languages/{code}" for code in ("pl", "ro", "uk", "ar", "ur", "bsl")]
    assert all(client.get_page(href).status == 200 for href in hrefs)


@pytest.mark.parametrize(("code", "direction"), [("pl", "ltr"), ("uk", "ltr"), ("ar", "rtl"), ("ur", "rtl")])
def test_a_line_stands_in_its_own_language_and_direction(
    client: PageClient, code: str, direction: str
) -> None:
    for address in ("/", f"/languages/{code}"):
        page = client.get_page(address)
        lines = [e for e in page.document.all() if e.get("lang") == code]
        assert {e.get("dir") for e in lines} == {direction}, address
    assert ARABIC in text_of(next(e for e in client.get_page("/").document.all() if e.get("lang") == "ar"))


@pytest.mark.parametrize("code", ["xx", "en", "PL", "pl-x", "bsl2", "%E2%80%AE"])
def test_a_language_we_do_not_name_is_not_found(client: PageClient, code: str) -> None:
    assert client.get_page(f"/languages/{code}").status == 404
    assert client.post(f"/languages/{code}").status_code == 404


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_council_has_at_least_the_line_for_signing(app: Flask, client: PageClient, name: str) -> None:
    app.extensions["portal.council"] = council = load_council(name)
    home = client.get_page("/")
    led = [a.href for a in home.links if a.href.startswith("/languages/")]
    assert len(led) == len(council.languages) + 1
    assert led[-1] == "/languages/bsl"


def test_what_is_written_in_a_language_says_which(app: Flask, client: PageClient) -> None:
    page = client.submit(client.get_page("/languages/ar"), {}, "Write in Arabic")
    assert step_name(page) == "danger"
    page = client.submit(page, {"danger": "no"}, STEP)
    assert (step_name(page), page.field("language")) == ("language", "ar")
    page = client.submit(page, {"answer": "yes"}, STEP)
    page = client.submit(page, {"words": WORDS}, STEP)
    page = client.submit(page, {"name": "سارة"}, STEP)
    page = client.submit(page, {"how": ["private_page"], "must_not_know": "My uncle"}, STEP)
    kept = stored(app, client.submit(page, button="Send"))
    assert kept["said"]["language", "language"] == "العربية (Arabic)"
    assert kept["said"]["language", "answer"] == "Yes, please"
    assert kept["said"]["what-happened", "words"] == WORDS
    assert person(kept, "sender")["name"] == "سارة"
    assert kept["safe_contact"]["must_not_know"] == "My uncle"


def test_a_number_can_be_left_and_the_language_goes_with_it(app: Flask, client: PageClient) -> None:
    page = client.submit(client.get_page("/languages/ur"), {}, "Leave a number")
    page = client.submit(page, {"danger": "no"}, STEP)
    assert (page.url, page.field("language")) == ("/ring-me/number", "ur")
    page = client.submit(page, {"phone": NUMBER}, STEP)
    while step_name(page) != "check":
        page = client.submit(page, {}, STEP)
    kept = stored(app, client.submit(page, button="Send"))
    assert kept["said"]["number", "language"] == "اردو (Urdu)"
    assert kept["said"]["number", "phone"] == NUMBER


def test_signing_has_both_doors_too(client: PageClient) -> None:
    page = client.get_page("/languages/bsl")
    assert page.h1 == "British Sign Language (BSL)"
    assert [e for e in page.document.all() if e.get("class") == "easy__picture"]
    written = client.submit(client.submit(page, {}, "Write to us"), {}, STEP)
    assert written.field("language") == "bsl"


def test_somebody_who_has_begun_something_is_asked_first_and_the_language_stays(client: PageClient) -> None:
    client.submit(begin(client, "/not-sure"), {"danger": "no"}, STEP)
    asked = client.submit(client.get_page("/languages/pl"), {}, "Leave a number")
    assert asked.h1 == "You have begun something else"
    assert asked.find("code-box__words")
    page = client.submit(client.submit(asked, {}, "Begin something new"), {}, STEP)
    assert (page.url, page.field("language")) == ("/ring-me/number", "pl")


def test_an_old_page_begins_nothing(client: PageClient) -> None:
    page = client.get_page("/languages/pl")
    refused = client.submit(page, {"csrf_token": "forged"}, "Leave a number")
    assert (refused.status, refused.url) == (400, "/languages/pl")
    assert "open too long" in refused.errors[0]


def test_asking_for_a_call_still_needs_only_the_number(app: Flask, client: PageClient) -> None:
    kept = stored(app, send(client, "/ring-me", {"number": {"phone": NUMBER}}))
    assert ("number", "language") not in kept["said"]


@pytest.mark.parametrize(
    "address", ["/languages/pl", "/languages/bsl", "/leaving-quickly", "/what-happens-next"]
)
def test_the_words_are_easy_enough(app: Flask, client: PageClient, address: str) -> None:
    assert too_hard(app, client.get_page(address), ADULT) == []


def test_every_page_in_between_is_easy_enough(app: Flask, client: PageClient) -> None:
    hard = too_hard(app, client.get_page("/own-language"), ADULT)
    page = begin(client, "/own-language")
    while step_name(page) != "check":
        hard += too_hard(app, page, ADULT)
        page = client.submit(page, {"words": "Tak."} if step_name(page) == "what-happened" else {}, STEP)
    assert hard == []


def test_a_language_that_was_chosen_is_kept_in_sight_and_not_asked_for_again(client: PageClient) -> None:
    page = client.submit(client.get_page("/languages/pl"), {}, "Write in Polish")
    assert page.main_text.index("Zadzwoń pod numer 999") < page.main_text.index("Is anybody in danger now?")
    page = client.submit(page, {}, STEP)
    assert "Which language do you use?" not in page.main_text
    while step_name(page) != "check":
        assert "Możesz napisać do nas po polsku." in page.main_text, page.url
        page = client.submit(page, {"words": "Tak."} if step_name(page) == "what-happened" else {}, STEP)
    assert "Możesz napisać do nas po polsku." in page.main_text
    assert "Which language do you use?" in client.get_page("/own-language/language?change=1").main_text
    sent = client.submit(page, button="Send")
    assert "Zachowaj te sześć słów. Tylko one otwierają Twoją stronę." in sent.main_text


def test_without_those_words_the_english_stands_alone(app: Flask, client: PageClient) -> None:
    council = app.extensions["portal.council"]
    bare = tuple(LanguageLine(one.code, one.name, one.line) for one in council.languages)
    app.extensions["portal.council"] = replace(council, languages=bare)
    page = client.submit(client.get_page("/languages/pl"), {}, "Write in Polish")
    assert "Możesz napisać do nas po polsku." in page.main_text
    assert "999." not in page.main_text.partition("Is anybody")[0]


def test_whoever_signs_says_how_to_reach_them_and_is_never_rung_by_voice(
    app: Flask, client: PageClient
) -> None:
    page = client.submit(client.get_page("/languages/bsl"), {}, "Say how to reach you")
    assert "Use 999 BSL, the app or the website." in page.main_text
    page = client.submit(page, {"danger": "no"}, STEP)
    assert "Which language" not in page.main_text
    assert client.submit(page, {}, STEP).errors == ["Choose a way to reach you"]
    page = client.submit(page, {"how": ["phone", "email"], "phone": NUMBER, "email": "k@mail.example"}, STEP)
    kept = stored(app, client.submit(client.submit(page, {}, STEP), button="Send"))
    assert kept["safe_contact"]["how"] == ["phone", "email"]
    assert kept["safe_contact"]["when"] == "Uses British Sign Language. Never ring by voice. By text."
