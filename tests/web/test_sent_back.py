"""What the Ombudsman sends back: keyed in or noted on what is here, shown on the item, listed."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import Kind, PartyRole, Role
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.ombudsman_referral import OmbudsmanReferral
from portal.services.accounts import staff_member
from portal.services.sent_back import NOT_NOTED, NOTED
from portal.services.submission import PartySent
from portal.web.receipt_day import TOO_LONG_AGO
from portal.web.screening.sent_back_form import NO_REASON, NO_REFERENCE, NOTHING_TO_LOOK_FOR
from tests.pages import Page, PageClient
from tests.services.screening_steps import kept_away
from tests.web.screening_pages import item_page, screened, sent

SignIn = Callable[..., PageClient]
THEIRS = "25 000 123"
LETTER = {
    "on-day": "2",
    "on-month": "3",
    "on-year": "2026",
    "their_reference": THEIRS,
    "said": "Please answer.",
}
ADA = PartySent(PartyRole.SENDER, "parent", name="Ada Quillfeather")


@pytest.fixture
def here(app: Flask) -> str:
    return sent(app, parties=(ADA,))


def letter_page(officer: PageClient, reference: str) -> Page:
    return officer.get_page(f"/screening/{reference}/sent-back")


def noted(officer: PageClient, reference: str) -> Page:
    return officer.submit(letter_page(officer, reference), LETTER, "Note it")


def test_noted_on_what_is_here_it_stands_in_the_head_of_the_item(signed_in: SignIn, here: str) -> None:
    officer = signed_in()
    link = item_page(officer, here).link("The Ombudsman sent this back to us")
    assert link.href.endswith(f"{here}/sent-back")
    page = noted(officer, here)
    assert f"Sent back by the Ombudsman on 2 Mar 2026, their reference {THEIRS}" in page.main_text
    assert "Please answer." in page.main_text
    assert "The Ombudsman sent this back to us" not in page.main_text
    again = noted(officer, here)
    assert (again.status, again.errors) == (409, [NOTED])


def test_without_their_reference_nothing_is_noted_and_the_words_are_kept(
    app: Flask, signed_in: SignIn, here: str
) -> None:
    officer = signed_in()
    page = officer.submit(letter_page(officer, here), LETTER | {"their_reference": ""}, "Note it")
    assert (page.status, page.errors) == (422, [NO_REFERENCE])
    assert page.field("said") == "Please answer."
    with app.app_context():
        assert db.session.scalar(select(OmbudsmanReferral.feedback_id)) is None


def test_noted_by_mistake_it_is_taken_back_with_a_reason_and_history_keeps_both(
    signed_in: SignIn, here: str
) -> None:
    officer = signed_in()
    noted(officer, here)
    page = officer.get_page(item_page(officer, here).link("Take back that the Ombudsman").href)
    short = officer.submit(page, {"back_reason": "oops"}, "Take it back")
    assert (short.status, short.errors, short.field("back_reason")) == (422, [NO_REASON], "oops")
    why = {"back_reason": "Their letter was about another family altogether."}
    after = officer.submit(page, why, "Take it back")
    assert "Sent back by the Ombudsman" not in after.main_text
    assert "Noted that the Ombudsman sent it back" in after.main_text
    assert "Took back that the Ombudsman sent it back" in after.main_text
    again = officer.submit(page, why, "Take it back")
    assert (again.status, again.errors) == (409, [NOT_NOTED])


def test_a_day_long_gone_is_refused_at_its_field(signed_in: SignIn, here: str) -> None:
    officer = signed_in()
    page = officer.submit(letter_page(officer, here), LETTER | {"on-year": "2019"}, "Note it")
    assert (page.status, page.errors) == (422, [TOO_LONG_AGO])


def test_the_list_names_the_item_and_never_their_reference(signed_in: SignIn, here: str) -> None:
    officer = signed_in()
    noted(officer, here)
    page = signed_in(Role.MANAGER).get_page("/screening/sent-back")
    assert here in page.main_text
    assert THEIRS not in page.main_text


def test_whoever_is_here_already_is_found_first(app: Flask, signed_in: SignIn, here: str) -> None:
    officer, form = signed_in(), "/screening/sent-back/look"
    page = officer.submit(officer.get_page(form), {"name": "ada quillfeather"}, "Look for it")
    assert page.link("It is this one").href.endswith(f"{here}/sent-back")
    assert page.field("name") == "ada quillfeather"
    nobody = officer.submit(officer.get_page(form), {"name": "Nobody Known"}, "Look for it")
    assert "Nothing is here under that" in nobody.main_text
    blank = officer.submit(officer.get_page(form), {}, "Look for it")
    assert (blank.status, blank.errors) == (422, [NOTHING_TO_LOOK_FOR])
    with app.app_context():
        kept_away(here, staff_member(officer.account.email))
    page = officer.submit(officer.get_page(form), {"name": "Ada Quillfeather"}, "Look for it")
    assert here not in page.main_text
    assert letter_page(officer, here).status == 403


def test_keyed_in_it_is_a_complaint_of_that_day_with_its_referral(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in()
    page = officer.submit(officer.get_page("/staff/sent-back"), button="Begin")
    missing = officer.submit(page, {"came_by": "letter"}, "Continue")
    assert "Write the day their letter came" in missing.errors
    assert NO_REFERENCE in missing.errors
    page = officer.submit(page, LETTER | {"came_by": "letter"}, "Continue")
    words = {"giver": "parent", "name": "Ada Quillfeather", "words": "Nobody rang me."}
    unsafe = officer.submit(page, words | {"how": "phone"}, "Continue")
    assert "Fill in “Their telephone number”, or take the tick away above it" in unsafe.errors
    words |= {"how": "phone", "phone": "01632 960100", "must_not_know": "Her brother"}
    page = officer.submit(officer.submit(page, words, "Continue"), button="Send")
    assert "It is keyed in" in page.main_text
    assert "2 March 2026" in page.main_text
    with app.app_context():
        reference, kind = db.session.execute(
            select(Feedback.reference, Feedback.kind).join(
                OmbudsmanReferral, OmbudsmanReferral.feedback_id == Feedback.id
            )
        ).one()
    assert kind is Kind.COMPLAINT
    head = item_page(officer, reference).main_text
    assert f"their reference {THEIRS}" in head
    assert "Nobody rang me." in head
    assert "Her brother" in head
    assert "01632 960100" in head


def test_the_rules_mind_it_where_it_would_be_refused(signed_in: SignIn, here: str) -> None:
    officer = signed_in()
    noted(officer, here)
    page = screened(officer, here, before="answered")
    assert "the Ombudsman sent it to us to answer" in page.main_text
