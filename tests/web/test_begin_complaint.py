"""From an enquiry to a complaint: a page of its own, words kept, nothing begun without the person."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.vocabulary import Kind, PartyRole, Role
from portal.services.accounts import staff_member
from portal.services.reading import read_item
from portal.services.submission import PartySent
from portal.web.receipt_day import TO_COME, TOO_LONG_AGO
from portal.web.screening.begin_form import (
    ASK_FIRST,
    HOW_TO_REACH,
    NO_NAME,
    NOBODY_KNOWS,
    NOT_AN_ADULTS,
    NOT_BOTH,
)
from portal.web.screening.begin_routes import FIND_OUT
from portal.web.screening.particulars import begun_complaint
from tests.pages import Page, PageClient
from tests.services.screening_steps import kept_away
from tests.web.screening_pages import item_page, sent

SignIn = Callable[..., PageClient]
LETTER = "My constituent says that nobody has rung her since the move, and she is unhappy about it."
PRESS = "Begin the complaint"
MP = PartySent(PartyRole.SENDER, "mp", name="Sal Member", extra={"constituent": "Ada Marsh"})
ASKED = {
    "giver": "parent",
    "agreed": "told_us",
    "how_agreed": "On the telephone on Monday.",
    "how": "phone",
    "phone": "01632 960100",
    "must_not_know": "Her brother",
}


@pytest.fixture
def enquiry(app: Flask) -> str:
    return sent(app, Kind.ENQUIRY, LETTER, parties=(MP,))


def begin_page(officer: PageClient, reference: str) -> Page:
    return officer.get_page(f"/screening/{reference}/begin")


def test_the_item_leads_to_the_page_which_knows_the_constituent_and_the_words(
    signed_in: SignIn, enquiry: str
) -> None:
    officer = signed_in()
    link = item_page(officer, enquiry).link("Begin a complaint from this")
    page = officer.get_page(link.href)
    assert (page.field("name"), page.field("words")) == ("Ada Marsh", LETTER)
    assert page.field("phone") == ""


def test_begun_it_is_claimed_linked_and_its_six_words_are_handed_on_once(
    signed_in: SignIn, enquiry: str
) -> None:
    officer = signed_in()
    page = officer.submit(begin_page(officer, enquiry), ASKED, PRESS)
    assert "The complaint is begun" in page.main_text
    assert "Give them their six words" in page.main_text
    begun = page.url.split("/")[-2]
    after = officer.submit(page, button="They have it: show it no more")
    assert after.url.endswith(begun)
    assert "six words" not in officer.get_page(f"/screening/{begun}/begun").main_text
    assert "begun from the other" in after.main_text
    told = item_page(officer, enquiry).main_text
    assert begun in told
    assert "Began a complaint of its own" in told
    assert begun in begin_page(officer, enquiry).main_text
    register = officer.get_page("/screening/registers/enquiries")
    assert f"Complaint begun from it: {begun}" in register.main_text


def test_the_same_press_again_leads_to_the_same_complaint(signed_in: SignIn, enquiry: str) -> None:
    officer = signed_in()
    page = begin_page(officer, enquiry)
    first, again = (officer.submit(page, ASKED, PRESS) for _ in range(2))
    assert first.url == again.url


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"agreed": "not_asked"}, ASK_FIRST),
        ({"name": " "}, NO_NAME),
        ({"first_on-day": "1", "first_on-month": "1", "first_on-year": "2150"}, TO_COME),
        ({"first_on-day": "1", "first_on-month": "1", "first_on-year": "1999"}, TOO_LONG_AGO),
        ({"phone": ""}, "Fill in “Their telephone number”, or take the tick away above it"),
        ({"words": ""}, "Write what they complain of"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_every_word_is_kept(
    signed_in: SignIn, enquiry: str, changed: dict[str, str], message: str
) -> None:
    officer = signed_in()
    page = officer.submit(begin_page(officer, enquiry), ASKED | changed, PRESS)
    assert (page.status, page.errors) == (422, [message])
    assert page.field("how_agreed") == ASKED["how_agreed"]
    assert page.field("must_not_know") == "Her brother"


def test_the_same_press_with_other_words_is_told_of_and_keeps_them(signed_in: SignIn, enquiry: str) -> None:
    officer = signed_in()
    page = begin_page(officer, enquiry)
    begun = officer.submit(page, ASKED, PRESS).url.split("/")[-2]
    again = officer.submit(page, ASKED | {"words": "Another matter altogether."}, PRESS)
    assert again.status == 409
    assert begun in again.errors[0]
    assert again.field("words") == "Another matter altogether."


def test_what_a_young_person_sent_is_not_begun_as_an_adults(app: Flask, signed_in: SignIn) -> None:
    officer, own = signed_in(), PartySent(PartyRole.SENDER, "young_person", name="Bo Quill")
    comment = sent(app, Kind.COMMENT, LETTER, parties=(own,))
    page = officer.submit(begin_page(officer, comment), ASKED | {"agreed": "own_words"}, PRESS)
    assert (page.status, page.errors) == (422, [NOT_AN_ADULTS])


def test_another_one_begun_meanwhile_is_told_of_before_a_second(signed_in: SignIn, enquiry: str) -> None:
    officer = signed_in()
    mine, theirs = begin_page(officer, enquiry), begin_page(officer, enquiry)
    begun = officer.submit(theirs, ASKED, PRESS).url.split("/")[-2]
    page = officer.submit(mine, ASKED, PRESS)
    assert page.status == 409
    assert begun in page.errors[0]
    assert page.field("how_agreed") == ASKED["how_agreed"]
    assert "The complaint is begun" in officer.submit(page, {}, PRESS).main_text


def test_a_complaint_has_no_such_page_and_says_why(app: Flask, signed_in: SignIn) -> None:
    officer, reference = signed_in(), sent(app)
    assert "Begin a complaint" not in item_page(officer, reference).text
    page = begin_page(officer, reference)
    assert page.status == 409
    assert "This is a complaint itself." in page.main_text


def test_whoever_keeps_away_or_does_not_screen_begins_nothing(
    app: Flask, signed_in: SignIn, enquiry: str
) -> None:
    officer = signed_in()
    begun = officer.submit(begin_page(officer, enquiry), ASKED, PRESS).url
    assert signed_in(Role.MANAGER).get(f"/screening/{enquiry}/begin").status_code == 403
    near = signed_in()
    assert near.get(begun).status_code == 404
    with app.app_context():
        kept_away(enquiry, staff_member(near.account.email))
    assert near.get(f"/screening/{enquiry}/begin").status_code == 403


def test_how_the_person_is_reached_is_asked_and_not_knowing_it_is_noted(
    signed_in: SignIn, enquiry: str
) -> None:
    officer = signed_in()
    page = officer.submit(begin_page(officer, enquiry), ASKED | {"how": [], "phone": ""}, PRESS)
    assert (page.status, page.errors) == (422, [HOW_TO_REACH])
    both = officer.submit(page, {"how": ["phone", NOBODY_KNOWS], "phone": "01632 960100"}, PRESS)
    assert (both.status, both.errors) == (422, [NOT_BOTH])
    begun = officer.submit(page, {"how": [NOBODY_KNOWS]}, PRESS)
    assert FIND_OUT in begun.main_text
    assert FIND_OUT in item_page(officer, begun.url.split("/")[-2]).main_text


def test_the_enquirys_decision_knows_the_complaint_that_was_begun_from_it(
    app: Flask, signed_in: SignIn, enquiry: str
) -> None:
    officer = signed_in()
    begun = officer.submit(begin_page(officer, enquiry), ASKED, PRESS).url.split("/")[-2]
    with app.test_request_context():
        assert begun_complaint(read_item(enquiry, staff_member(officer.account.email))) == begun
        assert begun_complaint(read_item(begun, staff_member(officer.account.email))) is None
