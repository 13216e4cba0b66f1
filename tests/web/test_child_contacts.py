"""Speaking with the child: said at the form that would end it, noted on a page headed by what is safe."""

import pytest
from flask import Flask

from portal.domain.vocabulary import Audience, FeedbackStatus, Role
from portal.services.intake import SafeContact
from tests.conftest import Clock
from tests.pages import Page, PageClient
from tests.web.screening_pages import BLANK, SignIn, drafted, item_page, screened, sent, status_of

pytestmark = pytest.mark.usefixtures("clock")
FIRST = "First speak with the child or their advocate, and note it. Where nobody answers, try on two days"
CHOSEN = "First speak with the child, or note why you could not"
NOTE = "Note a talk or a try"
TALK = {"spoken": "with_child", "spoken_time": "11:30", "spoken_words": "She says: go on."}


@pytest.fixture
def childs(app: Flask) -> str:
    """The reference of what a young person sent, with whom nobody may speak but by one way."""
    contact = SafeContact(how=("phone",), when="after school", must_not_know="my stepfather")
    return sent(app, audience=Audience.TWELVE_AND_OVER, safe_contact=contact)


def _refuse(officer: PageClient, page: Page) -> Page:
    page = drafted(officer, page, "refused")
    letter = str(page.field("decision_message")).replace(BLANK, "It is the same as in May.")
    typed = {
        "decision_reason": "We answered the same thing in May.",
        "detail_earlier": "Our answer of 3 May 2025 about it",
        "decision_message": letter,
    }
    return officer.submit(page, typed, button="Send for signature")


def test_a_refusal_of_a_childs_waits_for_a_talk_and_keeps_every_word(
    app: Flask, signed_in: SignIn, childs: str
) -> None:
    officer = signed_in()
    page = screened(officer, childs, before="answered")
    assert "Nobody has spoken with them yet" in page.main_text
    page = _refuse(officer, page)
    assert (page.status, page.errors) == (422, [FIRST])
    assert page.link(FIRST).href == "#speaking"
    assert 'id="speaking"' in page.html
    assert page.field("decision_reason") == "We answered the same thing in May."
    assert status_of(app, childs) is FeedbackStatus.RECEIVED
    noted = officer.submit(officer.follow(page, NOTE), TALK, button="Save it")
    assert "She says: go on." in noted.main_text
    assert "Nobody has spoken with them yet" not in noted.main_text
    _refuse(officer, item_page(officer, childs))
    assert status_of(app, childs) is FeedbackStatus.AWAITING_SIGNATURE


def test_who_must_be_spoken_with_first_is_said_as_soon_as_the_route_is_chosen(
    signed_in: SignIn, childs: str
) -> None:
    officer = signed_in()
    page = drafted(officer, screened(officer, childs, before="answered"), "refused")
    assert page.link(CHOSEN).href == "#speaking"
    assert CHOSEN not in drafted(officer, page, "statutory").main_text
    officer.submit(officer.get_page(f"/screening/{childs}/spoken"), TALK, button="Save it")
    assert CHOSEN not in drafted(officer, item_page(officer, childs), "refused").main_text


def test_setting_aside_and_withdrawing_say_the_same(app: Flask, signed_in: SignIn, childs: str) -> None:
    officer = signed_in()
    page = screened(officer, childs)
    typed = {"withdrawal_reason": "She rang.", "withdrawal_message": "Dear you, it is closed now."}
    page = officer.submit(page, typed, button="Send the withdrawal for signature")
    assert (page.status, page.errors) == (422, [FIRST])
    twin = {"aside_as": "sent_twice", "same_as": sent(app), "aside_reason": "The same."}
    message = {"aside_message": "Dear you, we joined the two."}
    page = officer.submit(item_page(officer, childs), {**twin, **message}, button="Set aside")
    assert (page.status, page.errors) == (422, [FIRST])
    assert page.field("aside_reason") == "The same."


def test_what_is_safe_stands_beside_the_form(signed_in: SignIn, childs: str) -> None:
    page = signed_in().get_page(f"/screening/{childs}/spoken")
    assert "Must not know: my stepfather" in page.main_text
    assert "after school" in page.main_text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"spoken_words": " "}, "Write what they said, or what you tried"),
        ({"spoken_time": "25:00"}, "Write the time like 14:30"),
        ({"spoken_time": "23:59"}, "This time is still to come. Write what time it was"),
        ({"spoken_on-year": "2031"}, "This day is still to come. Write which day it was"),
        ({"spoken_on-year": "2025"}, "That was before this came. Write a talk about this"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_words_stay(
    signed_in: SignIn, childs: str, changed: dict[str, str], says: str
) -> None:
    officer = signed_in()
    page = officer.get_page(f"/screening/{childs}/spoken")
    page = officer.submit(page, {**TALK, **changed}, button="Save it")
    assert (page.status, page.errors) == (422, [says])
    assert page.field("spoken_words").strip() == changed.get("spoken_words", TALK["spoken_words"]).strip()


def test_how_it_went_has_to_be_said(signed_in: SignIn, childs: str) -> None:
    officer = signed_in()
    typed = {"spoken_time": "11:30", "spoken_words": "She says: go on."}
    page = officer.submit(officer.get_page(f"/screening/{childs}/spoken"), typed, button="Save it")
    assert (page.status, page.errors) == (422, ["Say how it went"])


def test_whoever_signs_reads_what_the_child_said(app: Flask, signed_in: SignIn, childs: str) -> None:
    officer = signed_in()
    officer.submit(officer.get_page(f"/screening/{childs}/spoken"), TALK, button="Save it")
    _refuse(officer, screened(officer, childs, before="answered"))
    signer = signed_in(Role.MANAGER)
    page = signer.get_page(f"/screening/{childs}/sign")
    assert "She says: go on." in page.main_text
    page = signer.get_page(f"/screening/{childs}/spoken")
    assert "Save it" not in page.buttons


def test_what_an_adult_sent_asks_for_no_talk(app: Flask, signed_in: SignIn, clock: Clock) -> None:
    assert "Speaking with the child" not in item_page(signed_in(), sent(app)).main_text
