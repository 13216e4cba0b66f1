"""Sharing what a colleague recorded without an account: checked first, and printed for whoever has none."""

import pytest
from flask import Flask

from portal.domain.vocabulary import Audience, Channel, Kind, PartyRole, Role
from portal.services.now import today
from portal.services.submission import Answer, Keyed, PartySent
from tests.factories import make_feedback
from tests.pages import Page, PageClient
from tests.services.screening_steps import somebody
from tests.services.test_compliments import accept
from tests.web.screening_pages import SignIn, screened

pytestmark = pytest.mark.usefixtures("clock")
QUOTE = "Sam stayed with Mia."


def passed_on(quote: str = "Yes, without any names") -> str:
    """Make a compliment that a colleague recorded, its address not confirmed."""
    said = (
        Answer("compliment", "words", "What did they say?", QUOTE),
        Answer("compliment", "quote", "May we show their words to others?", quote),
    )
    named = PartySent(role=PartyRole.WORKER_NAMED, capacity="worker", name="Sam")
    facts = {"audience": Audience.STAFF, "channel": Channel.STAFF, "journey": "staff-compliment"}
    keyed = Keyed(by=None, received_on=today())
    return make_feedback(kind=Kind.COMPLIMENT, said=said, parties=(named,), keyed=keyed, **facts).reference


def sharing(app: Flask, officer: PageClient, quote: str = "Yes, without any names") -> Page:
    """Accept one and return the page on which it is shared."""
    with app.app_context():
        reference = passed_on(quote)
        accept(reference, somebody())
    return officer.get_page(f"/screening/{reference}/share")


def test_an_address_nobody_confirmed_is_said_and_asks_for_a_tick(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in(Role.SCREENING_OFFICER)
    page = sharing(app, officer)
    assert "The colleague has not confirmed the address" in page.main_text
    typed = {"address": "pat@exbourne.example"}
    refused = officer.submit(page, typed, button="Tell them")
    assert refused.status == 422
    assert refused.errors == ["Ring the colleague, then tick that you have checked it"]
    assert refused.field("address") == "pat@exbourne.example"
    told = officer.submit(refused, {"checked": ["yes"]}, button="Tell them")
    assert "Told 1 person" in told.text


def test_the_warning_stands_where_it_is_decided(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in(Role.SCREENING_OFFICER)
    with app.app_context():
        reference = passed_on()
    assert "Ring them first" in screened(officer, reference, Kind.COMPLIMENT).main_text


def test_the_words_are_printed_without_names_for_whoever_has_no_account(
    app: Flask, signed_in: SignIn
) -> None:
    officer = signed_in(Role.SCREENING_OFFICER)
    page = sharing(app, officer)
    printed = officer.submit(page, button="Print it for them")
    assert "X stayed with Mia." in printed.main_text
    empty = officer.submit(page, {"quote": ""}, button="Print it for them")
    assert (empty.status, len(empty.errors)) == (422, 1)


def test_words_that_may_not_be_shown_are_not_printed(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in(Role.SCREENING_OFFICER)
    page = sharing(app, officer, "No")
    assert "Print it for them" not in page.buttons
    data = {"csrf_token": page.field("csrf_token"), "quote": QUOTE}
    answer = officer.post(f"{page.url}/print", data=data)
    assert answer.status_code == 422
    assert "Sam stayed" not in answer.get_data(as_text=True)
