"""Asking for an advocate: a short way for a young person, a longer one for whoever asks for a child."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import AdvocateRequestStatus, Audience, Channel, Kind
from portal.extensions import db
from portal.models.advocate_request import AdvocateRequest
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.web.advocates.request_forms import SAY_WHAT
from tests.pages import Page, PageClient
from tests.web.test_reading_age import ADULT, YOUNG, too_hard
from tests.web.walking import STEP, Typed, begin, person, send, step_name, stored, walk

PATH = "/advocates/request"
WORDS = "Somebody to come to my review with me"
FOR_ME: Typed = {"who-for": {"who": "young_person"}, "what-happened": {"words": WORDS}}
FOR_A_CHILD: Typed = {"who-for": {"who": "someone_else"}, "what-happened": {"words": WORDS}}


def pages_met(client: PageClient, typed: Typed) -> list[str]:
    """Return the names of the pages that these answers lead through."""
    page, met = begin(client, PATH), []
    while step_name(page) != "check":
        met.append(step_name(page))
        page = client.submit(page, typed.get(step_name(page), {}), STEP)
        assert page.status == 200, page.errors
    return met


def feedback_of(sent: Page) -> Feedback:
    """Return the piece whose confirmation this is."""
    return next(f for f in db.session.scalars(select(Feedback)) if f.reference in sent.main_text)


def test_a_young_person_meets_seven_short_pages(client: PageClient) -> None:
    assert pages_met(client, FOR_ME) == [
        "danger",
        "who-for",
        "what-happened",
        "me",
        "by-when",
        "advocate",
        "safe-contact",
    ]


def test_whoever_asks_for_a_child_is_asked_more(client: PageClient) -> None:
    met = pages_met(client, FOR_A_CHILD)

    assert "me" not in met
    assert {"child", "responsible", "agreement", "reach-them", "risk", "asker"} <= set(met)


@pytest.mark.parametrize("typed", [{"words": "One sentence."}, {"what": ["meeting"]}])
def test_one_sentence_or_one_tick_is_enough(app: Flask, client: PageClient, typed: dict[str, object]) -> None:
    sent = send(client, PATH, {"what-happened": typed})

    assert stored(app, sent)["kind"] == Kind.ADVOCATE_REQUEST


def test_without_either_it_says_what_is_missing(client: PageClient) -> None:
    page = walk(client, PATH, {}, until="what-happened")

    refused = client.submit(page, {}, STEP)

    assert (refused.status, refused.errors) == (422, [SAY_WHAT])


def test_what_a_young_person_says_of_themselves_is_kept(app: Flask, client: PageClient) -> None:
    me = {"name": "Lacie", "age": "14", "legal_status": "in_care", "living": "with Jo", "worker": "Sam"}

    kept = stored(app, send(client, PATH, {**FOR_ME, "me": me}))

    assert kept["audience"] == Audience.TWELVE_AND_OVER
    assert person(kept, "sender") == {"name": "Lacie", "age": "14"}
    assert person(kept, "child") == {**me, "relation": "me"}


@pytest.mark.parametrize(
    ("age", "audience"),
    [("11", Audience.UNDER_TWELVE), ("12", Audience.TWELVE_AND_OVER), ("eleven", Audience.TWELVE_AND_OVER)],
)
def test_age_says_whose_piece_it_is(app: Flask, client: PageClient, age: str, audience: Audience) -> None:
    assert stored(app, send(client, PATH, {**FOR_ME, "me": {"age": age}}))["audience"] == audience


def test_what_an_adult_says_of_a_child_is_kept(app: Flask, client: PageClient) -> None:
    child = {
        "name": "Lacie",
        "born": "2012",
        "legal_status": "in_care",
        "authority": "Farshire",
        "living": "away",
    }
    responsible = {"responsible": "her mother", "worker": "Sam"}
    typed = {
        **FOR_A_CHILD,
        "child": child,
        "responsible": responsible,
        "agreement": {"agreement": "agreed"},
        "asker": {"who": "professional", "name": "Morwenna", "organisation": "A school"},
        "reach-them": {"how": "at school", "when": "Tuesdays", "must_not_know": "her uncle"},
        "safe-contact": {"when": "mornings", "must_not_know": "the office"},
    }

    kept = stored(app, send(client, PATH, typed))

    assert kept["audience"] == Audience.ADVOCATE
    assert person(kept, "sender") == {"name": "Morwenna", "organisation": "A school", "consent": "agreed"}
    own = {"reach": "at school", "reach_when": "Tuesdays", "must_not_know": "her uncle"}
    assert person(kept, "child") == {**child, **responsible, **own}
    contact = kept["safe_contact"]
    assert (contact["when"], contact["must_not_know"]) == ("mornings", "the office")


def test_a_meeting_brings_it_forward(app: Flask, client: PageClient) -> None:
    coming = {"on-day": "27", "on-month": "3", "on-year": "2027"}

    kept = stored(app, send(client, PATH, {**FOR_ME, "by-when": coming}))

    assert kept["about_to_happen_on"] == date(2027, 3, 27)


def test_an_impossible_day_is_refused_and_kept(client: PageClient) -> None:
    page = walk(client, PATH, FOR_ME, until="by-when")

    refused = client.submit(page, {"on-day": "31", "on-month": "2", "on-year": "2027"}, STEP)

    assert refused.errors == ["The day must be a real date: that month has fewer days"]
    assert refused.field("on-day") == "31"


def test_it_opens_a_request_with_its_own_clock_and_counts_as_no_complaint(
    app: Flask, client: PageClient
) -> None:
    sent = send(client, PATH, FOR_A_CHILD)

    with app.app_context():
        feedback = feedback_of(sent)
        wanted = select(AdvocateRequest).where(AdvocateRequest.feedback_id == feedback.id)
        assert db.session.scalars(wanted).one().status is AdvocateRequestStatus.ASKED
        record = db.session.scalars(select(Record).where(Record.feedback_id == feedback.id)).one()
        assert (feedback.channel, record.via_advocate) == (Channel.WEB, False)


def test_danger_is_sent_with_one_press(app: Flask, client: PageClient) -> None:
    page = walk(client, PATH, {}, until="danger")

    sent = client.submit(page, {"danger": "yes"}, "Send just this now")

    assert stored(app, sent)["danger"]


def test_a_young_persons_pages_look_like_theirs_and_an_adults_do_not(client: PageClient) -> None:
    mine = walk(client, PATH, FOR_ME, until="what-happened")
    assert mine.find("help-now")
    assert mine.find("young")

    client.submit(client.get_page(f"{PATH}/discard"), button="Yes, throw it away")
    theirs = walk(client, PATH, FOR_A_CHILD, until="what-happened")

    assert not theirs.find("help-now")
    assert not theirs.find("young")


@pytest.mark.parametrize(("typed", "limits"), [(FOR_ME, YOUNG), (FOR_A_CHILD, ADULT)])
def test_every_page_is_easy_enough_for_its_reader(
    app: Flask, client: PageClient, typed: Typed, limits: tuple[int, int]
) -> None:
    page, hard = begin(client, PATH), []
    while step_name(page) != "check":
        own = step_name(page) not in ("danger", "who-for")
        hard += too_hard(app, page, limits if own else ADULT)
        page = client.submit(page, typed.get(step_name(page), {}), STEP)

    assert hard == []


def test_the_private_page_shows_how_far_it_is(client: PageClient) -> None:
    sent = send(client, PATH, FOR_ME)
    words = sent.find("code-box__words")[0].text

    page = client.submit(client.get_page("/track"), {"code": words}, "Open my page")

    assert "An advocate was asked for" in page.main_text
    assert "You say yes or no" in page.main_text


def test_the_confirmation_speaks_to_whoever_asked_and_of_an_advocate(client: PageClient) -> None:
    for_me = send(client, PATH, FOR_ME).main_text
    for own in ("You say yes or no to them.", "We ask the advocates for one for you", "You meet"):
        assert own in for_me
    for others in ("The young person says", "We aim to answer", "We tell you how we will deal with it"):
        assert others not in for_me


def test_the_confirmation_of_an_adult_leaves_the_yes_to_the_young_person(client: PageClient) -> None:
    for_a_child = send(client, PATH, FOR_A_CHILD).main_text
    assert "The young person says yes or no to them." in for_a_child
    assert "You meet" not in for_a_child
