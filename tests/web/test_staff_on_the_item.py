"""What the item says of whatever staff keyed in, and sharing a compliment from it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.accounts import staff_member
from portal.services.now import now, today
from tests.factories import make_account
from tests.pages import PageClient
from tests.services.test_compliments import accepted
from tests.web import test_staff_compliment as door
from tests.web import test_staff_keying as keying
from tests.web.staff_steps import parts

SignIn = Callable[..., PageClient]


def reference_of(app: Flask, journey: str) -> str:
    """Return the reference of the one piece of a journey."""
    with app.app_context():
        return db.session.scalars(select(Feedback.reference).where(Feedback.journey == journey)).one()


def test_the_item_says_who_keyed_it_in_and_from_which_day_it_counts(app: Flask, signed_in: SignIn) -> None:
    day = today() - timedelta(days=9)
    client = signed_in(Role.STAFF, name="Kay Keyer")
    keying.key_in(client, came={"came_by": "phone", "taken_by": "The front desk", **parts(day)})
    page = signed_in(Role.SUPERVISOR).get_page(f"/screening/{reference_of(app, 'keyed-complaint')}")

    assert "Keyed in by Kay Keyer" in page.main_text
    assert "Its clocks count from" in page.main_text
    assert "Read back: they agreed." in page.main_text
    said = page.main_text.partition("What they said")[2]
    assert "The front desk" not in said
    assert "The front desk" in page.main_text


def test_a_call_of_today_has_no_second_day(app: Flask, signed_in: SignIn) -> None:
    keying.key_in(signed_in(Role.STAFF))
    page = signed_in(Role.SUPERVISOR).get_page(f"/screening/{reference_of(app, 'keyed-complaint')}")

    assert "Keyed in by" in page.main_text
    assert "Its clocks count from" not in page.main_text


def test_what_people_send_themselves_says_nothing_of_keying(app: Flask, signed_in: SignIn) -> None:
    with app.app_context():
        reference = db.session.scalars(select(Feedback.reference).where(Feedback.keyed_at.is_(None))).first()
    assert "Keyed in" not in signed_in(Role.SUPERVISOR).get_page(f"/screening/{reference}").main_text


def test_an_address_that_nobody_confirmed_is_said_until_it_is(
    app: Flask, client: PageClient, signed_in: SignIn
) -> None:
    door.record(client)
    reference, officer = reference_of(app, "staff-compliment"), signed_in(Role.SCREENING_OFFICER)
    page = officer.get_page(f"/screening/{reference}")
    assert "Address not confirmed" in page.main_text
    assert "a colleague without an account" in page.main_text

    with app.app_context():
        db.session.execute(
            update(Feedback).where(Feedback.reference == reference).values(address_confirmed_at=now())
        )
        db.session.commit()
    assert "Address not confirmed" not in officer.get_page(f"/screening/{reference}").main_text


def test_an_accepted_compliment_is_shared_from_its_page(app: Flask, signed_in: SignIn) -> None:
    officer = signed_in(Role.SCREENING_OFFICER)
    with app.app_context():
        worker = make_account(Role.STAFF, name="Sam Reader")
        reference = accepted(staff_member(officer.account.email))
    page = officer.follow(officer.get_page(f"/screening/{reference}"), "Share this compliment")
    assert page.field("quote") == "X X stayed with X until she slept. Thank you, X"

    after = officer.submit(page, {"people": [str(worker.id)], "quote": "X stayed"}, "Tell them")
    assert "Told 1 person." in after.main_text
    assert "Told Sam Reader of the compliment" in after.main_text
    again = officer.get_page(f"/screening/{reference}/share")
    assert "Told already: Sam Reader (named in it)" in again.main_text

    theirs = signed_in_as(app, worker.email).get_page("/staff")
    assert "Compliments about you or your team" in theirs.main_text
    assert "X stayed" in theirs.main_text


def signed_in_as(app: Flask, email: str) -> PageClient:
    """Return a browser in which somebody is signed in."""
    from portal.services import accounts
    from tests.factories import PASSWORD

    with app.app_context():
        token = accounts.sign_in(email, PASSWORD, "127.0.0.1")
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.set_cookie("staff", token or "")
    return client


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose at least one person, or write a work address"),
        ({"address": "pat@elsewhere.example"}, "Write an address of this council"),
        ({"address": "pat@"}, "Write the e-mail address in full"),
    ],
)
def test_sharing_with_nobody_or_a_stranger_keeps_the_words(
    app: Flask, signed_in: SignIn, typed: dict[str, str], said: str
) -> None:
    officer = signed_in(Role.SCREENING_OFFICER)
    with app.app_context():
        reference = accepted(staff_member(officer.account.email))
    page = officer.get_page(f"/screening/{reference}/share")
    again = officer.submit(page, {"quote": "Changed by hand", **typed}, "Tell them")

    assert again.status == 422
    assert said in again.errors[0]
    assert again.field("quote") == "Changed by hand"
    assert all(again.field(name) == value for name, value in typed.items())


@pytest.mark.parametrize("role", [None, *Role])
def test_only_those_who_screen_share(
    app: Flask, client: PageClient, signed_in: SignIn, role: Role | None
) -> None:
    officer = signed_in(Role.SCREENING_OFFICER)
    with app.app_context():
        reference = accepted(staff_member(officer.account.email))
    answer = (signed_in(role) if role else client).get(f"/screening/{reference}/share")

    screens = role in {Role.SCREENING_OFFICER, Role.SUPERVISOR}
    assert answer.status_code == (302 if role is None else 200 if screens else 403)


def test_what_was_not_accepted_is_not_shared(app: Flask, client: PageClient, signed_in: SignIn) -> None:
    door.record(client)
    officer = signed_in(Role.SCREENING_OFFICER)
    page = officer.get_page(f"/screening/{reference_of(app, 'staff-compliment')}/share")

    assert page.status == 409
