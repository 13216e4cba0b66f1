"""The first page of the back office, and the mails of a demonstration."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from portal.domain.vocabulary import PartyRole, Role, Way
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services import mailing
from portal.services.alerts import raise_alert
from portal.services.contact_tasks import owe
from portal.services.outbox import send_due
from portal.services.submission import PartySent, SafeContact
from portal.web.staff.mail_routes import SUBJECTS
from tests.factories import make_feedback
from tests.pages import PageClient

SignIn = Callable[..., PageClient]
DUTY_ROLES = {Role.SCREENING_OFFICER, Role.SUPERVISOR, Role.DUTY}


def raise_some(app: Flask, how_many: int = 1) -> str:
    """Raise alerts and return the reference of the last."""
    with app.app_context():
        for _ in range(how_many):
            made = make_feedback("The boiler is broken and he shouts")
            raise_alert(db.session.get_one(Feedback, made.id))
            db.session.commit()
    return made.reference


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize(
    "address", ["/staff", "/duty", "/duty/acknowledged", "/duty/new-count", "/staff/mails"]
)
def test_each_role_opens_its_pages_and_no_others(
    app: Flask, client: PageClient, signed_in: SignIn, role: Role | None, address: str
) -> None:
    visitor = signed_in(role) if role else client
    answer = visitor.get(address)
    if role is None:
        assert answer.headers["Location"].startswith("/staff/sign-in?next=")
    elif address.startswith("/duty") and role not in DUTY_ROLES:
        assert answer.status_code == 403
    else:
        assert answer.status_code == (302 if address.endswith("count") else 200)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_told_what_it_can_do_and_every_link_opens(
    app: Flask, signed_in: SignIn, role: Role
) -> None:
    raise_some(app)
    client = signed_in(role)
    page = client.get_page("/staff")
    assert page.h1 == "My work"
    assert ("Alerts that nobody has" in page.main_text) is (role in DUTY_ROLES)
    assert ("Decisions to sign" in page.main_text) is (role in {Role.SUPERVISOR, Role.MANAGER})
    assert ("Nobody has claimed these" in page.main_text) is (
        role in {Role.SCREENING_OFFICER, Role.SUPERVISOR}
    )
    for link in page.links:
        if link.href.startswith("/") and not link.href.startswith(("/privacy", "/accessibility", "/safety")):
            assert client.get(link.href).status_code == 200, link


def test_an_alert_is_the_next_thing_to_do(app: Flask, signed_in: SignIn) -> None:
    raise_some(app, 2)
    client = signed_in(Role.DUTY)
    page = client.get_page("/staff")
    assert "Next Alerts that nobody has: 2" in page.main_text
    assert client.follow(page, "Alerts that nobody has: 2").h1 == "Duty board"


def test_somebody_with_nothing_waiting_is_told_so(signed_in: SignIn) -> None:
    assert "Nothing is waiting for you" in signed_in(Role.STAFF).get_page("/staff").main_text


def test_the_first_page_asks_the_database_the_same_however_much_there_is(
    app: Flask, signed_in: SignIn, count_queries: Callable[[], Any]
) -> None:
    client = signed_in(Role.SUPERVISOR)
    with count_queries() as few:
        client.get_page("/staff")
    raise_some(app, 5)
    with count_queries() as many:
        client.get_page("/staff")
    assert many.count == few.count


def test_a_demonstration_shows_its_mails(app: Flask, signed_in: SignIn) -> None:
    reference = raise_some(app)
    client = signed_in(Role.STAFF)
    page = client.get_page("/staff/mails")
    assert "The duty team" in page.main_text
    assert "the person" not in page.main_text.lower()
    assert "Waiting" in page.main_text
    assert "not been delivered yet" in client.follow(page, "An alert is waiting").main_text
    with app.app_context():
        send_due()
    mail = client.follow(client.get_page("/staff/mails"), "An alert is waiting")
    assert reference in mail.main_text
    assert "duty@exbourne.example" in mail.main_text
    assert "http://127.0.0.1:8000/duty" in mail.main_text
    assert "boiler" not in mail.main_text


def test_mails_are_listed_25_at_a_time(
    app: Flask, signed_in: SignIn, count_queries: Callable[[], Any]
) -> None:
    raise_some(app, 26)
    client = signed_in(Role.STAFF)
    with count_queries() as queries:
        page = client.get_page("/staff/mails")
    assert len([link for link in page.links if link.text == "An alert is waiting"]) == 25
    assert queries.count < 6
    rest = client.follow(page, "Next 25")
    assert len([link for link in rest.links if link.text == "An alert is waiting"]) == 1
    assert client.follow(rest, "First page").url == "/staff/mails"


@pytest.mark.parametrize("before", ["x", "-1", "٣", "9" * 40, "", "0"])
def test_a_strange_page_number_is_a_page(signed_in: SignIn, before: str) -> None:
    client = signed_in(Role.DUTY)
    assert client.get_page("/staff/mails", query_string={"before": before}).status == 200
    assert client.get_page("/duty", query_string={"after": before}).status == 200
    assert client.get_page("/duty/acknowledged", query_string={"before": before}).status == 200
    answer = client.get(
        "/duty/new-count", query_string={"seen": before, "told": before}, headers={"HX-Request": "true"}
    )
    assert answer.status_code in {200, 204}


@pytest.mark.parametrize(
    "address", ["/staff/mails/999999", "/staff/mails/99999999999999999999", "/duty/99999999999"]
)
def test_what_is_not_there_is_not_found(signed_in: SignIn, address: str) -> None:
    assert signed_in(Role.DUTY).get_page(address).status == 404


def test_outside_a_demonstration_nobody_sees_mails(app: Flask, signed_in: SignIn) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    app.extensions["portal.settings"] = replace(app.extensions["portal.settings"], demo=False)
    assert client.get_page("/staff/mails").status == 404
    assert client.get_page("/staff/mails/1").status == 404
    assert "Mails" not in client.get_page("/staff").text


def test_every_mail_that_can_go_has_a_name_in_the_list() -> None:
    assert set(SUBJECTS) == mailing.FOR_PEOPLE | mailing.FOR_COLLEAGUES | mailing.FOR_STAFF


def test_what_people_wait_for_is_counted_and_what_is_late_is_said_in_red(
    app: Flask, signed_in: SignIn, clock: Any
) -> None:
    kim = PartySent(PartyRole.SENDER, "parent", phone="01632 960111")
    with app.app_context():
        made = make_feedback(parties=(kim,), safe_contact=SafeContact(("phone",)), asks_advocate=True)
        owe(db.session.get_one(Feedback, made.id), Way.PHONE, "message")
        db.session.commit()
    text = signed_in(Role.SCREENING_OFFICER).get_page("/staff").main_text
    assert "People to ring 1 waiting" in text
    assert re.search(r"Advocates to ask for \d+ waiting", text)
    assert "Messages to read None" in text
    assert "late" not in text.partition("People to ring")[2].partition("Letters")[0]

    clock.forward(days=10)
    page = signed_in(Role.SCREENING_OFFICER).get_page("/staff")
    assert "People to ring 1 waiting, 1 late" in page.main_text
    assert re.search(r"Advocates to ask for \d+ waiting, [1-9]\d* late", page.main_text)
