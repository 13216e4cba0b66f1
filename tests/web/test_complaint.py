"""An adult's complaint, page by page, as somebody without JavaScript meets it."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import PartyRole
from portal.extensions import db
from portal.models.draft import Draft
from portal.models.party import Party
from portal.services.drafts import load_draft
from portal.web.answers import Answers
from portal.web.journey_pages import MOUNTED
from portal.web.public.complaint import COMPLAINT
from portal.web.public.complaint_facts import complaint_submission
from tests.page_rules import text_of
from tests.pages import PageClient
from tests.web.complaint_steps import ENOUGH, STEP, WORDS, begin, name_of, newest, said_in, visited, walk


def test_a_parent_goes_from_the_front_door_to_a_reference(app: Flask, client: PageClient) -> None:
    sent = client.submit(walk(client, ENOUGH), button="Send")
    assert sent.url == "/complaint/sent"
    with app.app_context():
        feedback = newest(app)
        assert feedback.reference in sent.main_text
        assert [(said.question, said.answer) for said in said_in(feedback)] == [
            ("Who are you?", "A parent"),
            ("What happened, in your own words", WORDS),
        ]
        assert (feedback.journey, feedback.journey_version) == ("complaint", COMPLAINT.version)
        assert db.session.scalar(select(Draft).where(Draft.submission_id == feedback.submission_id)) is None


def test_before_any_words_the_start_page_says_who_reads_them(client: PageClient) -> None:
    start = client.get_page("/complaint")
    for promise in ("reads it first", "does not decide", "told what was said", "help does not stop",
                    "must tell others", "day and night", "How long it takes", "999"):  # fmt: skip
        assert promise in start.main_text


def test_the_start_page_says_first_how_little_is_needed_and_that_nobody_is_turned_away(
    client: PageClient,
) -> None:
    said = client.get_page("/complaint").main_text
    for promise in (
        "Just write what happened",
        "“Send now",
        "Anybody who is worried",
        "Nobody is turned away",
    ):
        assert 0 < said.find(promise) < said.index("Who reads it"), promise


def test_parental_responsibility_is_explained_in_plain_words_on_the_page(client: PageClient) -> None:
    page = walk(client, ENOUGH, until="responsibility")
    lead = " ".join(text_of(paragraph) for paragraph in page.document.all("p"))
    assert "the rights and duties that a parent has in law" in lead


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("child", r"Question 3 of about 1\d\. You can send whenever you like after “What happened\?”"),
        ("affected", r"Question \d+ of about 1\d\. You can send whenever you like\."),
        ("code", r"^(?!.*Question)"),
    ],
)
def test_each_question_says_quietly_how_many_there_are_about(
    client: PageClient, until: str, said: str
) -> None:
    assert re.search(said, walk(client, ENOUGH, until=until).main_text)


def test_pages_come_in_their_order_for_a_grandparent(client: PageClient) -> None:
    answers = {"who": {"who": "relative"}, "started": {"how_long": "over_a_year"},
               "what-happened": {"words": WORDS}}  # fmt: skip
    assert visited(client, answers) == [page.name for page in COMPLAINT.pages if page.name != "young-pages"]


def test_a_foster_carer_is_asked_neither_for_responsibility_nor_for_consent(client: PageClient) -> None:
    met = visited(client, {**ENOUGH, "who": {"who": "foster_carer"}})
    assert not {"responsibility", "interest", "consent", "why-now", "young-pages"} & set(met)


def test_a_care_leaver_is_not_asked_about_a_child(client: PageClient) -> None:
    assert "child" not in visited(client, {**ENOUGH, "who": {"who": "care_leaver"}})


def test_only_what_happened_has_to_be_answered(client: PageClient) -> None:
    page = walk(client, {}, until="what-happened")
    refused = client.submit(page, {"words": "  \n "}, STEP)
    assert (refused.status, refused.errors) == (422, ["Tell us what happened. A few words are enough."])
    assert refused.link("Tell us what happened").href == "#words"


def test_sending_early_sends_what_is_there_and_keeps_the_rest_for_later(
    app: Flask, client: PageClient
) -> None:
    page = walk(client, ENOUGH, until="affected")
    sent = client.submit(page, {"words": "She cannot sleep."}, "Send now, add the rest later")
    assert sent.url == "/complaint/sent"
    with app.app_context():
        assert [said.page for said in said_in(newest(app))] == ["who", "what-happened", "affected"]


def test_there_is_no_sending_early_before_there_is_anything_to_read(client: PageClient) -> None:
    page = walk(client, ENOUGH, until="what-happened")
    assert "Send now, add the rest later" not in page.buttons


def test_answers_off_the_path_are_not_sent(app: Flask, client: PageClient) -> None:
    check = walk(client, {**ENOUGH, "child": {"row1-name": "Kobi"}})
    who = client.get_page("/complaint/who?change=1")
    check = client.submit(who, {"who": "care_leaver"}, STEP)
    assert "Kobi" not in check.main_text
    client.submit(check, button="Send")
    with app.app_context():
        feedback = newest(app)
        assert "Kobi" not in str(said_in(feedback))
        roles = db.session.scalars(select(Party.role).where(Party.feedback_id == feedback.id)).all()
        assert roles == [PartyRole.SENDER]


def test_a_change_leads_back_to_check_by_way_of_pages_it_brings(client: PageClient) -> None:
    check = walk(client, {**ENOUGH, "who": {"who": "foster_carer"}})
    assert check.link("Change Who are you?").href == "/complaint/who?change=1"
    brought = client.submit(client.follow(check, "Change Who are you?"), {"who": "relative"}, STEP)
    for expected in ("responsibility", "interest", "consent"):
        assert name_of(brought) == expected
        brought = client.submit(brought, {}, STEP)
    assert name_of(brought) == "check"


def test_several_children_stand_on_one_page(app: Flask, client: PageClient) -> None:
    page = walk(client, ENOUGH, until="child")
    page = client.submit(page, {"row1-name": "Tia", "row1-born": "6"}, "Add another child")
    page = client.submit(page, {"row2-name": "Reuben"}, "Add another child")
    page = client.submit(page, {"row3-name": "Mistake"}, "Remove child 3")
    assert (page.field("row1-name"), page.field("row2-name")) == ("Tia", "Reuben")
    client.submit(page, {}, STEP)
    facts = complaint_submission(Answers({"child": {"row1-name": ["Tia"], "row2-name": ["Reuben"]}}))
    assert [party.name for party in facts.parties if party.role is PartyRole.CHILD] == ["Tia", "Reuben"]


def test_no_more_than_eight_children_fit(client: PageClient) -> None:
    page = walk(client, ENOUGH, until="child")
    for _ in range(9):
        page = client.submit(page, {}, "Add another child")
    assert page.field("row8-name") == ""
    assert "row9-name" not in page.html


@pytest.mark.parametrize(
    ("page", "answers", "message"),
    [
        ("details", {"email": "danielle"}, "Write the e-mail address in full, like name@example.com"),
        ("details", {"phone": "12"}, "Write the whole telephone number, like 01632 960100"),
        (
            "about-to-happen",
            {"on-day": "31", "on-month": "2", "on-year": "2027"},
            "The day must be a real date: that month has fewer days",
        ),
        (
            "about-to-happen",
            {"what": ["move", "no"]},
            "Choose either the last answer or the others, not both",
        ),
    ],
)
def test_an_answer_that_cannot_be_is_kept_and_said_why(
    client: PageClient, page: str, answers: dict[str, Any], message: str
) -> None:
    refused = client.submit(walk(client, ENOUGH, until=page), answers, STEP)
    assert refused.status == 422
    assert refused.errors == [message]
    for name, typed in answers.items():
        assert refused.field(name) == typed


def test_too_many_characters_are_kept_and_counted(client: PageClient) -> None:
    page = walk(client, ENOUGH, until="what-happened")
    assert "There is room for 30,000 characters." in page.main_text
    refused = client.submit(page, {"words": "a" * 30_001}, STEP)
    assert "room here for 30,000 characters and you have written 30,001" in refused.errors[0]
    assert refused.field("words") == "a" * 30_001


def test_thirty_thousand_characters_of_any_script_fit(client: PageClient) -> None:
    page = walk(client, ENOUGH, until="what-happened")
    assert name_of(client.submit(page, {"words": "界" * 30_000}, STEP)) == "papers"


def test_facts_are_read_out_of_the_answers() -> None:
    facts = complaint_submission(
        Answers(
            {
                "danger": {"danger": ["unsafe"]},
                "who": {"who": ["relative"]},
                "about-to-happen": {
                    "what": ["move"],
                    "on-day": ["4"],
                    "on-month": ["March"],
                    "on-year": ["2027"],
                },
                "team": {"team": ["family-time"], "worker": ["Ms Averill"]},
                "safe-contact": {"how": ["phone"], "must_not_know": ["my ex"]},
                "details": {"name": ["Jo"], "phone": ["01632 960555"]},
            }
        )
    )
    sender, worker = facts.parties
    assert (sender.capacity, sender.name, worker.name, facts.team) == (
        "relative",
        "Jo",
        "Ms Averill",
        "family-time",
    )
    assert (facts.danger, facts.about_to_happen) == (True, True)
    assert str(facts.about_to_happen_on) == "2027-03-04"
    assert (facts.safe_contact.how, facts.safe_contact.must_not_know) == (("phone",), "my ex")


def test_nothing_said_is_a_submission_too() -> None:
    facts = complaint_submission(Answers({}))
    assert (facts.danger, facts.about_to_happen, facts.team) == (False, False, None)
    assert [party.capacity for party in facts.parties] == ["not_said"]


def test_a_young_person_is_offered_their_own_pages_and_takes_the_words_along(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOUNTED, "twelve-and-over", "public.home")
    page = client.submit(begin(client), {"danger": "no", "words": "Kept."}, STEP)
    offer = client.submit(page, {"who": "young_person"}, STEP)
    assert offer.h1 == "Would you like the pages made for young people?"
    assert client.submit(offer, {"pages": "twelve-and-over"}, STEP).url == "/"
    with app.app_context():
        draft = db.session.scalars(select(Draft).order_by(Draft.id.desc()).limit(1)).one()
        assert draft.journey == "twelve-and-over"
        assert load_draft(draft.id).answers["danger"]["words"] == ["Kept."]


def test_a_young_person_may_stay(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOUNTED, "twelve-and-over", "public.home")
    stays = {**ENOUGH, "who": {"who": "young_person"}, "young-pages": {"pages": "stay"}}
    assert "young-pages" in visited(client, stays)


def test_check_shows_what_was_answered_and_one_line_for_a_page_without_answers(client: PageClient) -> None:
    check = walk(client, {**ENOUGH, "put-right": {"wanted": ["apology", "money"]}})
    assert "Say sorry Pay back money, or make up for a loss" in check.main_text.replace("\n", " ")
    assert check.main_text.count("Your name and how to reach you") == 2  # the line, and its Change link
    assert "Your telephone number" not in check.main_text
