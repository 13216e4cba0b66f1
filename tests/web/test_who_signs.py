"""Whoever proposes may say who should sign; left alone, it is whoever would be asked anyway."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.vocabulary import Audience, Role
from portal.extensions import db
from portal.models.account import Account
from portal.models.screening import Decision
from tests.factories import make_account
from tests.pages import Page, PageClient, document_of
from tests.web.screening_pages import BLANK, SignIn, considered, drafted, item_page, screened, sent


@pytest.fixture
def officer(signed_in: SignIn) -> PageClient:
    """A screening officer."""
    return signed_in()


@pytest.fixture
def signers(app: Flask) -> tuple[int, int]:
    """A supervisor, who is asked where nobody is named, and a manager."""
    with app.app_context():
        return make_account(Role.SUPERVISOR, name="Sue").id, make_account(Role.MANAGER, name="Max").id


def about_to_refuse(officer: PageClient, reference: str) -> tuple[Page, dict[str, str]]:
    page = drafted(officer, screened(officer, reference, before="answered"), "refused")
    letter = str(page.field("decision_message")).replace(BLANK, "It is the same as in May.")
    return page, {
        "decision_reason": "We answered the same thing in May.",
        "detail_earlier": "Our answer of 3 May 2025 about it",
        "decision_message": letter,
    }


def asked(app: Flask) -> int | None:
    with app.app_context():
        return db.session.scalar(select(Decision.signer_id).order_by(Decision.id.desc()).limit(1))


def test_the_usual_signer_is_chosen_and_another_may_be(
    app: Flask, officer: PageClient, signers: tuple[int, int]
) -> None:
    sue, boss = signers
    with app.app_context():
        of_officer = update(Account).where(Account.id == officer.account.id)
        db.session.execute(of_officer.values(line_manager_id=sue))
        db.session.commit()
    page, words = about_to_refuse(officer, sent(app))
    assert page.field("signer") == str(sue)
    officer.submit(page, words | {"signer": str(boss)}, button="Send for signature")
    assert asked(app) == boss
    page, words = about_to_refuse(officer, sent(app))
    officer.submit(page, words, button="Send for signature")
    assert asked(app) == sue


def test_where_one_person_decides_nobody_is_asked_to_sign(
    app: Flask, officer: PageClient, signers: tuple[int, int]
) -> None:
    page = drafted(officer, screened(officer, sent(app)), "statutory")
    assert "Who should sign?" not in page.find("letter")[0].text


@pytest.mark.parametrize("wanted", ["0", "999999", "x", "officer"])
def test_whoever_may_not_sign_is_refused_at_the_field(
    app: Flask, officer: PageClient, signers: tuple[int, int], wanted: str
) -> None:
    with app.app_context():
        colleague = str(make_account(Role.SCREENING_OFFICER).id)
    reference = sent(app)
    page, words = about_to_refuse(officer, reference)
    data = {"csrf_token": page.field("csrf_token"), "version": page.field("version"), "points": "1", **words}
    data |= {
        "route": "refused",
        "drafted_for": "refused",
        "signer": colleague if wanted == "officer" else wanted,
    }
    answer = officer.post(f"/screening/{reference}/decision", data=data)
    page = Page(answer, document_of(answer))
    assert (page.status, page.errors) == (422, ["Choose somebody who may sign this"])
    assert 'id="signer-error"' in page.html
    assert page.field("decision_reason") == "We answered the same thing in May."


def test_a_withdrawal_and_what_was_sent_twice_ask_too(
    app: Flask, officer: PageClient, signers: tuple[int, int]
) -> None:
    sue, boss = signers
    reference = sent(app)
    page = considered(officer, reference)
    typed = {"withdrawal_reason": "She rang.", "withdrawal_message": "It is closed, as you asked."}
    named = {"withdrawal_signer": str(boss)}
    officer.submit(page, typed | named, button="Send the withdrawal for signature")
    assert asked(app) == boss
    other, page = sent(app), considered(officer, sent(app))
    twice = {"aside_as": "sent_twice", "same_as": other, "aside_reason": "The same words."}
    named = {"aside_message": "You sent this twice. We read it once.", "aside_signer": str(sue)}
    officer.submit(page, twice | named, button="Set aside")
    assert asked(app) == sue


def test_what_two_people_set_aside_depends_on_what_it_is(
    app: Flask, officer: PageClient, signers: tuple[int, int]
) -> None:
    considered(officer, adults := sent(app))
    considered(officer, childs := sent(app, audience=Audience.UNDER_TWELVE))
    assert 'data-asked-when="aside_as=sent_twice"' in _around_signer(item_page(officer, adults))
    assert "spam" in _around_signer(item_page(officer, childs))


def _around_signer(page: Page) -> str:
    """Return what stands before the field, from the condition it is shown under."""
    return "".join(page.html.partition('name="aside_signer"')[0].rpartition("<div data-asked-when")[1:])
