"""A link proves an address once, within a week, by a press; whatever else it was, it opens nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.domain.errors import MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Audience, Kind, PartyRole
from portal.extensions import db
from portal.models.address_check import AddressCheck
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services import address_checks
from portal.services.now import moved_to, now
from portal.services.submission import PartySent
from tests.factories import make_feedback
from tests.services.advocate_steps import NADIA, sent_for_jo
from tests.services.links import link_sent

pytestmark = [pytest.mark.usefixtures("app_context"), pytest.mark.usefixtures("in_contract")]
SAM = PartySent(PartyRole.SENDER, "staff", name="Sam Staff", email="sam@exbourne.example")


@pytest.fixture
def in_contract():
    with moved_to(datetime(2026, 6, 10, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def compliment():
    return make_feedback(
        kind=Kind.COMPLIMENT, audience=Audience.STAFF, parties=(SAM,), address_to_check=SAM.email
    )


def test_a_colleagues_press_is_written_down_once(compliment):
    link = link_sent(compliment)
    done = address_checks.confirm(link)
    assert (done.purpose, done.feedback_id) == (address_checks.STAFF_COMPLIMENT, compliment.id)
    assert (done.advocate_id, done.list_code) == (None, None)
    assert db.session.get(Feedback, compliment.id).address_confirmed_at is not None
    events = select(func.count()).select_from(Event).where(Event.name == EventName.ADDRESS_CONFIRMED)
    assert db.session.scalar(events) == 1
    with pytest.raises(NotFound):
        address_checks.confirm(link)


def test_looking_at_a_link_uses_nothing_up(compliment):
    link = link_sent(compliment)
    assert address_checks.is_good(link)
    assert address_checks.is_good(link)
    address_checks.confirm(link)
    assert not address_checks.is_good(link)


def test_a_link_runs_out_after_a_week(compliment):
    link = link_sent(compliment)
    with moved_to(now() + timedelta(days=7, seconds=1)):
        assert not address_checks.is_good(link)
        with pytest.raises(NotFound):
            address_checks.confirm(link)


def test_nobody_finds_a_link_in_the_database(compliment):
    link = link_sent(compliment)
    stored = db.session.scalars(select(AddressCheck.token_hash)).all()
    assert link not in stored
    for guess in ("", link[:-1], link + "a", stored[0]):
        with pytest.raises(NotFound):
            address_checks.confirm(guess)


def test_the_address_at_the_advocates_door_gets_a_link_only_where_it_is_a_providers():
    assert link_sent(sent_for_jo(address_to_check=NADIA.email))
    stranger = PartySent(PartyRole.SENDER, "advocate", email="nadia@mail.example")
    other = sent_for_jo(parties=(stranger,), address_to_check=stranger.email)
    assert link_sent(other) == ""
    with pytest.raises(MoveNotPossible):
        address_checks.ask_again(other.id)


def test_pressing_twice_for_a_link_sends_one():
    sent = sent_for_jo()
    address_checks.ask_again(sent.id)
    with pytest.raises(MoveNotPossible):
        address_checks.ask_again(sent.id)
    with moved_to(now() + timedelta(minutes=3)):
        address_checks.ask_again(sent.id)
