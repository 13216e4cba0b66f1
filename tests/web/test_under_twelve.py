"""The pages for children under 12: few, short, free to leave out, and safe when somebody looks on."""

import re
from collections.abc import Callable

from flask import Flask

from portal.domain.vocabulary import Audience, Kind
from portal.web.young_people.journeys import UNDER_TWELVE
from tests.pages import Page, PageClient
from tests.reading import blocks, sentences
from tests.web.walking import begin, nothing_was_sent, person, send, step_name, step_on, stored, walk

UNDER = "/young-people/under-12"
WORDS = "my dinosaurs got bent"
SIX_WORDS = re.compile(r'class="code-box__words"')
WITH = {"with-you": {"company": "somebody"}}
ALONE = {"with-you": {"company": "nobody"}}
SENDS = {"Send", "Send now", "Send just this now"}
PLACES = ("/save", "/check", "/what-happened", "")


def pages_of(client: PageClient, typed: dict[str, dict[str, object]]) -> list[Page]:
    """Return every page of the journey as it looks with these answers, the confirmation last."""
    page = begin(client, UNDER)
    met = [page]
    while step_name(page) != "check":
        page = client.submit(page, typed.get(step_name(page), {}), step_on(page))
        met.append(page)
    return [*met, client.submit(page, button="Send")]


def help_on(page: Page) -> list[str]:
    """Return every help block of a page, with all of its HTML."""
    return re.findall(r'<section class="help-now[ "].*?</section>', page.html, re.DOTALL)


def test_there_are_at_most_seven_pages_and_the_last_one_sends(app: Flask, client: PageClient) -> None:
    assert len(UNDER_TWELVE.pages) <= 7
    page = walk(client, UNDER, {"feeling": {"face": "sad"}}, until=UNDER_TWELVE.pages[-1].name)

    assert "Page 7 of 7" in page.main_text
    assert stored(app, client.submit(page, button="Send"))["audience"] is Audience.UNDER_TWELVE


def test_a_child_says_what_happened_and_how_to_be_found(app: Flask, client: PageClient) -> None:
    typed = {
        "what-happened": {"words": WORDS, "what": ["things"]},
        "who-about": {"who": ["carer"], "names": "Jo"},
        "put-right": {"words": "new ones", "advocate": "yes"},
        "danger": {"danger": "no"},
        "find-you": {"ways": ["school"], "where": "Bev", "name": "Ash", "must_not_know": "Sam"},
    }

    kept = stored(app, send(client, UNDER, typed))

    assert (kept["kind"], kept["audience"]) == (Kind.COMPLAINT, Audience.UNDER_TWELVE)
    assert person(kept, "child") == {"name": "Ash", "relation": "me"}
    assert person(kept, "sender")["advocate"] == "yes"
    assert kept["safe_contact"] == {
        "how": ["private_page", "where_they_said"],
        "when": "Meet them: at school, Bev",
        "must_not_know": "Sam",
    }
    assert kept["said"]["who-about", "who"] == "My foster carer"
    assert not kept["danger"]


def test_sending_is_offered_from_the_second_page_on_and_not_before(client: PageClient) -> None:
    page = begin(client, UNDER)
    assert not SENDS & set(page.buttons)
    for _ in range(len(UNDER_TWELVE.pages) - 1):
        page = client.submit(page, button=step_on(page))
        assert len(SENDS & set(page.buttons)) == 1


def test_one_face_on_the_second_page_can_be_sent_at_once(app: Flask, client: PageClient) -> None:
    page = walk(client, UNDER, {}, until="feeling")

    kept = stored(app, client.submit(page, {"face": ["sad"]}, "Send now"))

    assert kept["said"]["feeling", "face"] == "Sad"


def test_only_who_is_there_is_nothing_to_send(app: Flask, client: PageClient) -> None:
    page = walk(client, UNDER, WITH, until="feeling")

    refused = client.submit(page, {}, "Send now")

    assert refused.errors
    assert nothing_was_sent(app)
    assert client.get_page(f"{UNDER}/with-you").field("company") == "somebody"


def test_wanting_to_be_seen_alone_can_be_sent_and_stands_first_for_the_officer(
    app: Flask, client: PageClient
) -> None:
    typed = {"with-you": {"company": "somebody", "wants_alone": "yes"}, "find-you": {"where": "Bev"}}

    kept = stored(app, send(client, UNDER, typed))

    assert kept["said"]["with-you", "wants_alone"] == "See me on my own"
    assert kept["safe_contact"]["when"].startswith("Wants to be seen on their own.")


def test_a_child_who_names_a_place_is_owed_a_call_there_on_the_list_to_ring(
    app: Flask, client: PageClient, signed_in: Callable[..., PageClient]
) -> None:
    sent = send(client, UNDER, {"find-you": {"ways": ["school"], "where": "Hill School", "name": "Leo"}})
    assert "We try to find you" in sent.main_text

    officer = signed_in()
    calls = officer.get_page("/screening/calls")
    assert "A child asks to be met where they are" in calls.main_text
    owed = officer.get_page(re.findall(r'href="(/screening/contact/\d+)"', calls.html)[0])

    assert "Meet them: at school, Hill School" in owed.main_text
    assert "When: Meet" not in owed.main_text
    assert "Ask there to meet Leo, on their own" in owed.main_text


def test_a_phone_number_may_be_rung_where_the_child_says_so(app: Flask, client: PageClient) -> None:
    typed = {"find-you": {"ways": ["phone"], "phone": "01632 960 111", "name": "Ash"}}

    kept = stored(app, send(client, UNDER, typed))

    assert kept["safe_contact"]["how"] == ["private_page", "phone"]
    assert person(kept, "sender")["phone"] == "01632 960 111"


def test_with_somebody_there_no_page_shows_the_six_words(client: PageClient) -> None:
    page = walk(client, UNDER, WITH, until="what-happened")
    for place in PLACES:
        assert not SIX_WORDS.search(client.get_page(UNDER + place).html), place
    asked = client.submit(client.get_page(UNDER), button="Start again")
    assert not SIX_WORDS.search(asked.html)

    sent = client.submit(page, {"words": WORDS}, "Send now")

    assert sent.h1 == "Thank you. We have it."
    assert not SIX_WORDS.search(sent.html)
    assert "six words we" not in sent.main_text.lower()


def test_alone_a_child_may_keep_the_six_words(client: PageClient) -> None:
    page = walk(client, UNDER, ALONE, until="what-happened")

    saved = client.submit(page, {"words": WORDS}, "Save and come back later")

    assert SIX_WORDS.search(saved.html)
    assert SIX_WORDS.search(client.submit(client.get_page(f"{UNDER}/check"), button="Send").html)


def test_a_press_of_save_from_an_older_window_keeps_the_words_and_shows_no_code(client: PageClient) -> None:
    page = walk(client, UNDER, ALONE, until="what-happened")
    client.submit(client.get_page(f"{UNDER}/with-you"), {"company": "somebody"}, "Next")

    kept = client.submit(page, {"words": WORDS}, "Save and come back later")

    assert not SIX_WORDS.search(kept.html)
    assert client.get_page(f"{UNDER}/what-happened").field("words") == WORDS


QUIET = {"feeling": {"face": ["happy"]}, "danger": {"danger": "no"}}
ALARM = {
    "with-you": {"company": "somebody", "wants_alone": "yes"},
    "feeling": {"face": ["scared"], "feeling": "bad"},
    "what-happened": {"what": ["hurt"]},
    "danger": {"danger": "yes"},
}


def test_while_somebody_looks_on_help_is_the_same_whatever_was_answered(
    app: Flask, client: PageClient
) -> None:
    first = pages_of(client, {**WITH, **QUIET})
    other = pages_of(app.test_client(), ALARM)  # type: ignore[arg-type]

    assert [page.h1 for page in first] == [page.h1 for page in other]
    for one, two in zip(first, other, strict=True):
        assert help_on(one) == help_on(two)
        assert (len(help_on(one)), one.title, one.buttons) == (1, two.title, two.buttons)
    assert _without_what_varies(first[-1]) == _without_what_varies(other[-1])


def _without_what_varies(sent: Page) -> str:
    words = re.sub(r"CF-\w{4}-\w{4}", "CF", sent.main_text)
    return re.sub(r"(Your private code )(\w+ ){6}", r"\1", words)


def test_what_was_said_is_shown_again_only_when_asked_for_while_somebody_is_there(
    app: Flask, client: PageClient
) -> None:
    told = {"what-happened": {"words": WORDS}}
    looked_on = walk(client, UNDER, {**WITH, **told})
    alone = walk(app.test_client(), UNDER, {**ALONE, **told})  # type: ignore[arg-type]

    assert looked_on.find("said-before")[0].tag == "details"
    assert "open" not in looked_on.find("said-before")[0].attrib
    assert not alone.find("said-before")


def test_nothing_is_asked_about_who_they_are_afterwards(client: PageClient) -> None:
    sent = send(client, UNDER, {"feeling": {"face": ["sad"]}})

    assert not UNDER_TWELVE.offers_equality
    assert "equality" not in sent.html.lower()


def test_every_sentence_has_ten_words_or_fewer(client: PageClient) -> None:
    for page in pages_of(client, {"feeling": {"face": ["sad"]}}):
        main = next(iter(page.document.all("main")))
        for sentence in sentences(blocks(main, ())):
            assert len(sentence) <= 10, sentence


def test_the_stops_speak_a_childs_language(app: Flask, client: PageClient) -> None:
    page = walk(client, UNDER, ALONE, until="what-happened")
    saved = client.submit(page, {"words": WORDS}, "Save and come back later")
    asked = client.submit(client.get_page(UNDER), button="Start again")
    discard = client.get_page(f"{UNDER}/discard")
    sent = client.submit(page, {"words": WORDS}, "Send now")
    close = client.submit(sent, button="Close this page")
    client.submit(close, button="Close without keeping it")
    closed = client.get_page(f"{UNDER}/sent")
    other = app.test_client()
    assert isinstance(other, PageClient)
    nothing = other.get_page(f"{UNDER}/what-happened")

    for stop in (saved, asked, discard, close, closed, nothing):
        main = next(iter(stop.document.all("main")))
        for sentence in sentences(blocks(main, ())):
            assert len(sentence) <= 10, (stop.h1, sentence)


def test_a_page_that_lost_its_draft_names_the_button_it_has(app: Flask, client: PageClient) -> None:
    page = walk(client, UNDER, {}, until="what-happened")
    client.submit(page, {"words": WORDS}, "Send now")

    late = client.submit(page, {"words": "more"}, "Next")

    assert late.status == 409
    assert "press Next" in late.errors[0]
    assert "Continue" not in late.main_text
