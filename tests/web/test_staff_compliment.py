"""Recording a compliment from a work phone: one page, no account, a council address, nothing lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.vocabulary import Audience, Channel, Kind, Role
from portal.extensions import db
from portal.models.address_check import AddressCheck
from portal.models.feedback import Feedback
from portal.models.outbox import OutboxMail
from portal.services.now import today
from tests.pages import Page, PageClient
from tests.web.staff_steps import parts
from tests.web.walking import begin, person, stored

SignIn = Callable[..., PageClient]
START = "/staff/compliment"
GIVEN: dict[str, Any] = {
    "giver": "parent",
    "name": "Mrs O’Neill",
    "came_by": "card",
    "words": "She stayed until he slept.\n<b>Thank you</b>",
    "worker": "Sam Reader",
    "quote": "yes",
    "your_name": "Ada Colleague",
    "work_email": "ada.colleague@exbourne.example",
}


def record(client: PageClient, button: str = "Send it", **changed: Any) -> Page:
    """Fill in the one page and press a button."""
    return client.submit(begin(client, START), {**GIVEN, **changed}, button)


def the_one(app: Flask) -> Feedback:
    """Return what was recorded; only one may be."""
    found = db.session.scalars(select(Feedback).where(Feedback.journey == "staff-compliment")).all()
    assert len(found) == 1
    return found[0]


def test_a_compliment_is_recorded_on_one_page_without_an_account(app: Flask, client: PageClient) -> None:
    sent = record(client)

    assert sent.h1 == "Thank you for passing it on"
    kept = stored(app, sent)
    assert (kept["kind"], kept["audience"]) == (Kind.COMPLIMENT, Audience.STAFF)
    assert kept["said"][("compliment", "words")] == GIVEN["words"]
    assert person(kept, "sender")["name"] == "Mrs O’Neill"
    assert person(kept, "worker_named")["name"] == "Sam Reader"
    assert person(kept, "recorder") == {"name": "Ada Colleague", "email": "ada.colleague@exbourne.example"}
    with app.app_context():
        feedback = the_one(app)
        assert feedback.channel is Channel.STAFF
        assert feedback.address_confirmed_at is None
        assert feedback.received_on == today() == feedback.first_received_on
        assert feedback.keyed_by_id is None


def test_a_link_goes_to_the_work_address_and_nothing_else_does(app: Flask, client: PageClient) -> None:
    record(client)

    with app.app_context():
        mine = the_one(app).id
        assert db.session.scalars(select(AddressCheck.feedback_id)).all() == [mine]
        mails = db.session.scalars(select(OutboxMail.template).where(OutboxMail.feedback_id == mine)).all()
        assert mails == ["address_check"]


def test_the_criteria_stand_at_the_door(app: Flask, client: PageClient) -> None:
    page = client.get_page(START)

    for test in app.extensions["portal.council"].compliment_criteria:
        assert test in page.main_text
    assert "Exit this page" not in page.buttons


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("giver", "", "Choose who it is from"),
        ("came_by", "", "Choose how it came"),
        ("words", "  ", "Write what they said"),
        ("work_email", "", "Write your work e-mail address"),
        ("work_email", "ada@elsewhere.example", "Write your work address. It ends in @exbourne.example"),
        ("work_email", "ada@notexbourne.example", "Write your work address"),
        ("work_email", "ada@exbourne.example.elsewhere.example", "Write your work address"),
        ("work_email", "ada@", "Write the e-mail address in full"),
        ("name", "x" * 201, "There is room here for 200 characters"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(
    app: Flask, client: PageClient, field: str, typed: str, said: str
) -> None:
    page = begin(client, START)
    answers = {**GIVEN, field: typed}
    if typed == "" and field in ("giver", "came_by"):
        del answers[field]
    again = client.submit(page, answers, "Send it")

    assert again.status == 422
    assert any(said in error for error in again.errors), again.errors
    for name in set(GIVEN) - {field}:
        assert again.field(name) == GIVEN[name]
    with app.app_context():
        assert db.session.scalar(select(Feedback.id).where(Feedback.journey == "staff-compliment")) is None


@pytest.mark.parametrize(("away", "said"), [(1, "still to come"), (-365 * 5 - 40, "more than 5 years ago")])
def test_a_day_that_cannot_be_is_refused(client: PageClient, away: int, said: str) -> None:
    day = today() + timedelta(days=away)
    again = record(client, **parts(day))

    assert again.status == 422
    assert said in again.errors[0]
    assert again.field("on-year") == str(day.year)


def test_a_compliment_of_last_week_counts_from_last_week(app: Flask, client: PageClient) -> None:
    day = today() - timedelta(days=7)
    record(client, **parts(day))

    with app.app_context():
        assert the_one(app).received_on == day


@pytest.mark.parametrize(
    ("thank", "missing", "given"),
    [
        ("phone", "telephone number", {"phone": "01632 960123"}),
        ("letter", "postal address", {"address": "1 Lane"}),
    ],
)
def test_thanking_needs_what_it_takes_and_binds(
    app: Flask, client: PageClient, thank: str, missing: str, given: dict[str, str]
) -> None:
    again = record(client, thank=thank)
    assert again.status == 422
    assert missing in again.errors[0]

    kept = stored(app, client.submit(again, given, "Send it"))
    assert kept["safe_contact"]["how"] == [thank]
    assert next(iter(given.values())) in person(kept, "sender").values()


def test_a_way_that_was_not_allowed_is_not_kept(app: Flask, client: PageClient) -> None:
    kept = stored(app, record(client, thank="no", phone="01632 960123", address="1 Lane"))

    assert kept["safe_contact"]["how"] == []
    assert "phone" not in person(kept, "sender")


def test_it_can_be_checked_first(client: PageClient) -> None:
    check = record(client, "Check it first")

    assert "She stayed until he slept." in check.main_text
    assert client.submit(check, button="Send").h1 == "Thank you for passing it on"


def test_sending_from_the_check_page_does_not_pass_by_the_address(app: Flask, client: PageClient) -> None:
    page = begin(client, START)
    token = page.field("csrf_token")
    refused = client.post(
        f"{START}/send", data={"csrf_token": token, "submission_id": page.field("submission_id")}
    )

    assert refused.status_code == 422


def test_a_council_without_domains_says_so_politely_and_takes_nothing(app: Flask, client: PageClient) -> None:
    app.extensions["portal.council"] = replace(app.extensions["portal.council"], staff_mail_domains=())

    page = client.get_page(START)
    assert "Record it" not in page.buttons
    assert "has not said which e-mail addresses are its own" in page.main_text


def test_teams_of_the_past_are_not_offered(app: Flask, client: PageClient) -> None:
    council = app.extensions["portal.council"]
    gone = replace(council.teams[0], to_on=date(2020, 1, 1))
    app.extensions["portal.council"] = replace(council, teams=(gone, *council.teams[1:]))

    assert gone.label not in begin(client, START).main_text


def test_somebody_signed_in_is_known_as_who_recorded_it(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.STAFF)
    record(client)

    with app.app_context():
        assert the_one(app).keyed_by_id == client.account.id
