"""A link in a mail changes nothing until its button is pressed; a dead one is told kindly, always alike."""

from datetime import UTC, datetime

import pytest

from portal.domain.vocabulary import Audience, Kind, PartyRole
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services import address_checks
from portal.services.submission import PartySent
from tests.factories import make_feedback
from tests.services.advocate_steps import sent_for_jo
from tests.services.links import link_sent

SAM = PartySent(PartyRole.SENDER, "staff", name="Sam Staff", email="sam@exbourne.example")


@pytest.fixture(autouse=True)
def in_contract(clock):
    clock.set(datetime(2026, 6, 10, 12, tzinfo=UTC))


@pytest.fixture
def compliment(app):
    with app.app_context():
        return make_feedback(
            kind=Kind.COMPLIMENT, audience=Audience.STAFF, parties=(SAM,), address_to_check=SAM.email
        )


def link_of(app, sent):
    with app.app_context():
        return f"/confirm/{link_sent(sent)}"


def confirmed(app, sent):
    with app.app_context():
        return db.session.get(Feedback, sent.id).address_confirmed_at is not None


def words_in(page):
    return ["".join(one.itertext()) for one in page.document.all("span") if one.get("id") == "code-words"]


def test_looking_changes_nothing_and_pressing_confirms(app, client, compliment):
    link = link_of(app, compliment)
    page = client.get_page(link)
    assert client.head(link).status_code == 200
    assert not confirmed(app, compliment)
    done = client.submit(page, {}, "Yes, it is mine")
    assert done.h1 == "Thank you, it is passed on"
    assert confirmed(app, compliment)
    assert compliment.reference not in done.text


def test_every_dead_link_is_told_the_same(app, client, clock, compliment):
    link = link_of(app, compliment)
    page = client.get_page(link)
    client.submit(page, {}, "Yes, it is mine")
    pressed_again = client.submit(page, {}, "Yes, it is mine")
    with app.app_context():
        other = make_feedback(
            kind=Kind.COMPLIMENT, audience=Audience.STAFF, parties=(SAM,), address_to_check=SAM.email
        )
    expired = link_of(app, other)
    clock.forward(days=8)
    dead = [link, expired, "/confirm/x", "/confirm/" + "a" * 90, "/confirm/" + "a" * 900, "/confirm/%C3%A9"]
    told = {(page.status, page.main_text) for page in map(client.get_page, dead)}
    told.add((pressed_again.status, pressed_again.main_text))
    assert len(told) == 1
    assert told.pop()[0] == 404


def test_a_press_without_the_pages_token_confirms_nothing(app, client, compliment):
    link = link_of(app, compliment)
    assert client.post(link).status_code == 400
    assert not confirmed(app, compliment)


def test_an_advocate_asks_for_the_link_on_their_page_and_gets_a_list_code_once(app, client):
    with app.app_context():
        sent = sent_for_jo()
    page = client.submit(client.get_page("/track"), {"code": sent.code})
    asking = client.follow(page, "Show that you work for an advocacy service")
    asked = client.submit(asking, {}, "Send me the link")
    assert "We have sent you an e-mail" in asked.main_text
    twice = client.submit(asking, {}, "Send me the link")
    assert twice.status == 409
    done = client.submit(client.get_page(link_of(app, sent)), {}, "Yes, it is mine")
    assert done.h1 == "Thank you. Now we know where you work"
    (code,) = words_in(done)
    assert "Jo" not in done.main_text
    opened = client.submit(client.get_page("/advocates/list"), {"code": code})
    assert "Your Side Advocacy" in opened.main_text
    again = client.get_page("/track")
    assert "Get a new code for your list" in again.main_text


def test_who_gave_no_address_of_a_provider_is_not_offered_a_link(app, client):
    with app.app_context():
        stranger = PartySent(PartyRole.SENDER, "advocate", email="nadia@mail.example")
        sent = sent_for_jo(parties=(stranger,))
    page = client.submit(client.get_page("/track"), {"code": sent.code})
    assert "advocacy service" not in page.main_text
    assert client.get_page("/track/prove-address").url == "/track"


def test_the_desk_shows_who_proved_where_they_work(app, client, signed_in):
    with app.app_context():
        sent = sent_for_jo()
        address_checks.ask_again(sent.id)
    client.submit(client.get_page(link_of(app, sent)), {}, "Yes, it is mine")
    item = signed_in().get_page(f"/screening/{sent.reference}")
    assert "Proved: works for Your Side Advocacy, on Wednesday 10 June 2026" in item.main_text
