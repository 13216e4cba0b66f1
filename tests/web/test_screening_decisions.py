"""Deciding: the draft follows the route without losing words, and each way off the desk can be undone."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import Audience, FeedbackStatus, Kind, Role
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.private_page_changes import withdraw
from portal.services.submission import Keyed
from tests.pages import Page, PageClient
from tests.web.screening_pages import (
    BLANK,
    PART,
    SignIn,
    considered,
    drafted,
    item_page,
    refused,
    screened,
    sent,
    status_of,
)

REASON = {"decision_reason": "A parent, about care."}


@pytest.fixture
def officer(signed_in: SignIn) -> PageClient:
    """A screening officer."""
    return signed_in()


def test_no_route_is_chosen_for_the_officer(app: Flask, officer: PageClient) -> None:
    page = screened(officer, sent(app))
    assert page.field("route") == ""
    page = officer.submit(page, REASON, button="Decide")
    assert (page.status, page.errors) == (422, ["Choose a route"])
    assert page.field("decision_reason") == REASON["decision_reason"]


def test_the_suggested_route_is_first_and_the_others_say_where_a_second_person_signs(
    app: Flask, officer: PageClient
) -> None:
    text = screened(officer, sent(app)).main_text
    assert text.index("Children Act complaint (suggested)") < text.index("Council complaint")
    assert "Not looked into; the reason and the Ombudsman go to the person. A second person signs." in text


def test_a_decision_needs_a_reason_and_a_finished_message(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, screened(officer, sent(app), before="answered"), "refused")
    assert BLANK in str(page.field("decision_message"))
    page = officer.submit(page, button="Send for signature")
    assert page.errors == ["Write why you chose this route"]
    page = officer.submit(page, REASON, button="Send for signature")
    assert page.errors == [f"Fill in what is still in brackets: {BLANK}"]
    page = officer.submit(page, {"decision_message": ""}, button="Send for signature")
    assert page.status == 422
    assert page.field("decision_reason") == REASON["decision_reason"]


def test_another_route_brings_its_draft_and_keeps_the_officers_own_words(
    app: Flask, officer: PageClient
) -> None:
    page = drafted(officer, screened(officer, sent(app)), "corporate")
    mine = {"decision_message": "Dear Kim, my own words.", **REASON}
    page = drafted(officer, page, "statutory", **mine)
    assert "Children Act complaints procedure" in str(page.field("decision_message"))
    assert page.field("earlier_words") == "Dear Kim, my own words."
    assert page.field("decision_reason") == REASON["decision_reason"]
    page = drafted(officer, page, "corporate", decision_message="More of mine.")
    assert page.field("earlier_words") == "More of mine."
    assert page.field("decision_message") == "Dear Kim, my own words."


def test_a_draft_nobody_touched_is_replaced_without_a_trace(app: Flask, officer: PageClient) -> None:
    page = drafted(officer, screened(officer, sent(app)), "corporate")
    page = drafted(officer, page, "statutory")
    assert "earlier_words" not in page.html


def test_a_message_for_another_route_is_never_sent(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = drafted(officer, screened(officer, reference), "statutory")
    page = officer.submit(page, {"route": "corporate", **REASON}, button="Decide")
    assert page.status == 422
    assert page.errors == ["This message goes with the route you chose. Read it, then decide"]
    assert "Council complaints procedure" in str(page.field("decision_message"))
    assert status_of(app, reference) is FeedbackStatus.RECEIVED


def test_the_draft_comes_as_a_part_for_htmx(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = screened(officer, reference)
    data = {"csrf_token": page.field("csrf_token"), "version": page.field("version"), "route": "refused"}
    body = officer.post(f"/screening/{reference}/draft", data=data, headers=PART).get_data(as_text=True)
    assert body.lstrip().startswith('<div id="letter"')
    assert "<h1" not in body
    assert "The message for Refused is below. A second person signs." in re.sub(r"\s+", " ", body)


def test_the_message_reaches_the_person_word_for_word(app: Flask, officer: PageClient) -> None:
    reference = sent(app)
    page = drafted(officer, screened(officer, reference), "statutory")
    letter = str(page.field("decision_message"))
    officer.submit(page, REASON, button="Decide")
    page = item_page(officer, reference)
    assert letter.split("\n")[0] in page.main_text
    assert "Children Act complaint. Decided by" in page.main_text


def test_what_one_person_set_aside_is_sampled_and_can_come_back(
    app: Flask, officer: PageClient, signed_in: SignIn
) -> None:
    reference, supervisor = sent(app), signed_in(Role.SUPERVISOR)
    page = considered(officer, reference)
    page = officer.submit(page, button="Set aside")
    assert page.errors == ["Say what it is", "Write the reason"]
    page = officer.submit(page, {"aside_as": "spam", "aside_reason": "It sells shoes."}, button="Set aside")
    assert "Set aside. A supervisor can look it over." in page.main_text
    assert status_of(app, reference) is FeedbackStatus.SET_ASIDE
    sample = supervisor.get_page("/screening/sample")
    assert reference in sample.main_text
    page = supervisor.follow(sample, reference)
    page = supervisor.submit(page, button="Put it back")
    assert page.errors == ["Write the reason"]
    supervisor.submit(page, {"restore_reason": "It is a complaint about shoes."}, button="Put it back")
    assert status_of(app, reference) is FeedbackStatus.RECEIVED


def test_what_was_withdrawn_with_words_that_the_office_had_is_on_the_sample(
    app: Flask, officer: PageClient, signed_in: SignIn
) -> None:
    keyed = Keyed(by=officer.account.id, received_on=date(2026, 3, 2))
    reference, supervisor = sent(app, keyed=keyed), signed_in(Role.SUPERVISOR)
    assert reference not in supervisor.get_page("/screening/sample").main_text
    with app.app_context():
        withdraw(db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one(), "")
    page = supervisor.get_page("/screening/sample")
    assert "Withdrawn with six words that we had too" in page.main_text
    assert (reference in page.main_text, officer.account.name in page.main_text) == (True, True)


def test_a_supervisor_looks_over_the_sample(app: Flask, officer: PageClient, signed_in: SignIn) -> None:
    reference, supervisor = sent(app), signed_in(Role.SUPERVISOR)
    spam = {"aside_as": "test", "aside_reason": "Says test."}
    officer.submit(considered(officer, reference), spam, button="Set aside")
    sample = supervisor.get_page("/screening/sample")
    assert not [button for button in sample.buttons if "Rightly" in button]
    token = sample.field("csrf_token")
    blind = supervisor.post(f"/screening/{reference}/looked-over", data={"csrf_token": token})
    assert blind.status_code == 409
    assert "Rightly set aside" not in item_page(officer, reference).buttons
    page = supervisor.submit(supervisor.follow(sample, reference), button="Rightly set aside")
    assert "Looked over. It stays set aside." in page.main_text
    assert reference not in page.main_text


def test_what_a_child_sent_is_set_aside_by_two(app: Flask, officer: PageClient, signed_in: SignIn) -> None:
    reference, supervisor = sent(app, audience=Audience.UNDER_TWELVE), signed_in(Role.SUPERVISOR)
    spam = {"aside_as": "spam", "aside_reason": "It sells shoes."}
    noting = officer.get_page(f"/screening/{reference}/spoken")
    talk = {"spoken": "with_child", "spoken_time": "0:00", "spoken_words": "She sells shoes."}
    page = considered(officer, reference)
    page = officer.submit(page, spam, button="Set aside")
    assert page.status == 422
    officer.submit(noting, talk, button="Save it")
    page = officer.submit(item_page(officer, reference), spam, button="Set aside")
    assert "Sent for signature to a second person." in page.main_text
    assert status_of(app, reference) is FeedbackStatus.AWAITING_SIGNATURE
    page = supervisor.get_page(f"/screening/{reference}/sign")
    page = supervisor.follow(page, "I have read it: show what is proposed")
    assert page.h1 == "Sign: Set aside: spam?"
    assert "It is from a child or young person" in page.main_text
    assert "None is sent." in page.main_text
    supervisor.submit(page, button="Sign")
    assert status_of(app, reference) is FeedbackStatus.SET_ASIDE


def test_what_was_sent_twice_needs_the_other_reference_and_a_second_person(
    app: Flask, officer: PageClient, signed_in: SignIn
) -> None:
    first, twin = sent(app), sent(app)
    page = considered(officer, twin)
    said: dict[str, str] = {
        "aside_as": "sent_twice",
        "aside_reason": "The same words.",
        "aside_message": "Both are one.",
    }
    page = officer.submit(page, said, button="Set aside")
    assert page.errors == ["Write the reference of the other one"]
    assert page.field("aside_message") == "Both are one."
    page = officer.submit(page, {"same_as": f" {first.lower()} "}, button="Set aside")
    assert "Sent for signature to a second person." in page.main_text
    assert "Sent twice" in signed_in(Role.SUPERVISOR).get_page("/screening/to-sign").main_text


@pytest.mark.parametrize("other", ["CF-0000-0000", "nonsense", "<b>"])
def test_a_reference_that_leads_nowhere_keeps_the_words(app: Flask, officer: PageClient, other: str) -> None:
    page = considered(officer, sent(app))
    said = {"aside_as": "sent_twice", "aside_reason": "My reason.", "aside_message": "m", "same_as": other}
    page = officer.submit(page, said, button="Set aside")
    assert page.status == 422
    assert page.errors == ["There is no item with this reference that you may open"]
    assert page.field("aside_reason") == "My reason."


def test_a_withdrawal_by_word_needs_a_second_person(
    app: Flask, officer: PageClient, signed_in: SignIn
) -> None:
    reference = sent(app)
    page = officer.submit(considered(officer, reference), button="Send the withdrawal for signature")
    assert page.errors == ["Write how and when they told you"]
    said = {"withdrawal_reason": "By phone today.", "withdrawal_message": "You asked us to stop."}
    page = officer.submit(page, said, button="Send the withdrawal for signature")
    assert "Sent for signature to a second person." in page.main_text
    assert status_of(app, reference) is FeedbackStatus.AWAITING_SIGNATURE
    assert "Withdrawn" in signed_in(Role.MANAGER).get_page("/screening/to-sign").main_text


def test_what_was_settled_is_opened_again_with_a_reason(
    app: Flask, officer: PageClient, signed_in: SignIn
) -> None:
    reference, supervisor = sent(app), signed_in(Role.SUPERVISOR)
    refused(officer, reference)
    page = supervisor.get_page(f"/screening/{reference}/sign")
    supervisor.submit(supervisor.follow(page, "I have read it: show what is proposed"), button="Sign")
    page = officer.submit(item_page(officer, reference), button="Open it again")
    assert page.errors == ["Write the reason"]
    page = officer.submit(page, {"reopen_reason": "She sent new proof."}, button="Open it again")
    assert "It is back on the desk." in page.main_text
    assert status_of(app, reference) is FeedbackStatus.RECEIVED


def test_only_a_supervisor_takes_back_what_a_procedure_was_opened_for(
    app: Flask, officer: PageClient, signed_in: SignIn
) -> None:
    reference, supervisor = sent(app), signed_in(Role.SUPERVISOR)
    page = drafted(officer, screened(officer, reference), "statutory")
    officer.submit(page, REASON, button="Decide")
    assert "Open it again" not in item_page(officer, reference).buttons
    page = supervisor.submit(item_page(supervisor, reference), button="Open it again")
    assert page.errors == ["Write the reason"]
    page = supervisor.submit(page, {"reopen_reason": "It is the wrong procedure."}, button="Open it again")
    assert "It is back on the desk." in page.main_text
    assert "Answer stage 1" not in page.main_text
    assert status_of(app, reference) is FeedbackStatus.RECEIVED


def test_with_nothing_left_the_desk_opens(app: Flask, officer: PageClient, signed_in: SignIn) -> None:
    reference = sent(app, Kind.COMMENT)
    page = drafted(officer, screened(officer, reference, Kind.COMMENT), "comment")
    other = signed_in()
    while "Nothing is waiting" not in _claim_next(other).main_text:
        pass
    words = {"decision_reason": "An idea.", "decision_message": ""}
    page = officer.submit(page, words, button="Decide")
    assert page.h1 == "Screening desk"
    said = f"Decided. {reference}: Comment. No letter was sent. Nothing else is waiting for you."
    assert said in page.main_text


def _claim_next(client: PageClient) -> Page:
    return client.submit(client.get_page("/screening"), button="Claim the next")
