"""Advocates prove themselves once, and their list shows what authority allows, while it lasts."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.domain.errors import MoveNotPossible, NotAllowed, NotFound, WrongCode
from portal.domain.vocabulary import Holder, PartyRole, Role, Scope
from portal.extensions import db
from portal.models.authority import KnownAdvocate
from portal.services import address_checks, authority_changes, known_advocates, page_keys
from portal.services.authorities import may_share
from portal.services.now import moved_to, now, today
from portal.services.private_page_changes import Ways, change_safe_contact
from portal.services.submission import PartySent, SafeContact
from tests.services.advocate_steps import JO, NADIA, asked, authority_of, jo_says_yes, sent_for_jo, written
from tests.services.links import link_sent, press
from tests.services.screening_steps import somebody

pytestmark = [pytest.mark.usefixtures("app_context"), pytest.mark.usefixtures("in_contract")]
HERE = "192.0.2.41"
BEFORE = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def in_contract():
    """A day on which Your Side Advocacy is under contract."""
    with moved_to(datetime(2026, 6, 10, 12, tzinfo=UTC)):
        yield


def proved(**overrides):
    sent = sent_for_jo(**overrides)
    return sent, press(sent)


def test_only_an_address_of_a_provider_in_force_belongs_to_one():
    assert known_advocates.provider_of("Nadia@Your-Side.example").code == "your-side"
    for address in ("nadia@mail.example", "your-side.example", "nadia@not-your-side.example", ""):
        assert known_advocates.provider_of(address) is None
    assert known_advocates.provider_of("nadia@your-side.example", BEFORE.date()) is None


def test_an_advocate_proves_themselves_once_and_keeps_one_code_for_everything():
    first, done = proved()
    assert known_advocates.open_list_code(done.list_code, HERE) == done.advocate_id
    _second, again = proved()
    assert (again.advocate_id, again.list_code) == (done.advocate_id, None)
    assert len(list(db.session.scalars(select(KnownAdvocate)))) == 1
    listed = known_advocates.list_items(done.advocate_id)
    assert (listed.provider, listed.items, listed.waiting) == ("Your Side Advocacy", (), 2)
    jo_says_yes(first, somebody())
    listed = known_advocates.list_items(done.advocate_id)
    assert [(one.initials, one.received_on, one.unread) for one in listed.items] == [("JY", today(), 0)]


def test_the_list_counts_what_is_unread_and_may_be_read():
    sent, done = proved(authorities=(asked(scopes=(asked().scopes[0],)),))
    jo_says_yes(sent, somebody())
    written(sent, "A letter that was not agreed")
    assert known_advocates.list_items(done.advocate_id).items[0].unread == 0
    other, done = proved()
    jo_says_yes(other, somebody())
    written(other, "A letter")
    assert [one.unread for one in known_advocates.list_items(done.advocate_id).items] == [1, 0]


def test_an_item_leaves_the_list_when_its_authority_ends():
    sent, done = proved()
    jo_says_yes(sent, somebody())
    page_keys.switch_off(sent.id, Holder.CHILD, Holder.SENDER)
    assert known_advocates.list_items(done.advocate_id).items == ()
    other, _done = proved(authorities=(asked(to_on=today() + timedelta(days=2)),))
    jo_says_yes(other, somebody())
    assert len(known_advocates.list_items(done.advocate_id).items) == 1
    with moved_to(now() + timedelta(days=3)):
        assert known_advocates.list_items(done.advocate_id).items == ()


def test_a_changed_authority_stays_with_its_advocate():
    sent, done = proved()
    officer = somebody()
    jo_says_yes(sent, officer)
    days = (today(), today() + timedelta(days=9))
    authority_changes.change(sent.reference, officer, authority_of(sent), asked().scopes, days)
    assert len(known_advocates.list_items(done.advocate_id).items) == 1


def test_proving_is_the_yes_of_the_person_named():
    sent, _done = proved(authorities=(asked(named_confirms=False),))
    jo_says_yes(sent, somebody())
    assert may_share(sent.id, Holder.SENDER, Scope.PROGRESS)


def test_the_list_ends_with_the_contract_and_when_a_supervisor_ends_it():
    _sent, done = proved()
    with moved_to(BEFORE), pytest.raises(NotFound):
        known_advocates.list_items(done.advocate_id)
    with pytest.raises(NotAllowed):
        known_advocates.end_advocate(somebody(), done.advocate_id)
    supervisor = somebody(Role.SUPERVISOR)
    assert [one.name for one in known_advocates.list_known(supervisor)] == ["Nadia Friend"]
    known_advocates.end_advocate(supervisor, done.advocate_id)
    assert known_advocates.list_known(supervisor) == ()
    with pytest.raises(NotFound):
        known_advocates.list_items(done.advocate_id)
    with pytest.raises(WrongCode):
        known_advocates.open_list_code(done.list_code, HERE)
    with pytest.raises(MoveNotPossible):
        known_advocates.end_advocate(supervisor, done.advocate_id)


def test_who_was_ended_does_not_come_back_by_proving_again():
    _sent, done = proved()
    known_advocates.end_advocate(somebody(Role.SUPERVISOR), done.advocate_id)
    again = sent_for_jo(address_to_check="nadia@your-side.example")
    assert link_sent(again) == ""


def test_a_lost_list_code_is_replaced_by_proving_again():
    sent, done = proved()
    with moved_to(now() + timedelta(minutes=5)):
        address_checks.ask_again(sent.id, address_checks.NEW_LIST_CODE)
        renewed = address_checks.confirm(link_sent(sent))
    assert renewed.advocate_id == done.advocate_id
    assert known_advocates.open_list_code(renewed.list_code, HERE) == done.advocate_id
    with pytest.raises(WrongCode):
        known_advocates.open_list_code(done.list_code, HERE)


def test_a_link_to_one_address_proves_nothing_of_another():
    sent = sent_for_jo(address_to_check="nadia@your-side.example")
    link = link_sent(sent)
    change_safe_contact(sent.id, SafeContact(("email",)), Ways(email="omar@your-side.example"))
    with pytest.raises(NotFound):
        address_checks.confirm(link)


def test_the_list_takes_the_same_queries_however_long_it_is(count_queries):
    officer = somebody()
    sent, done = proved()
    jo_says_yes(sent, officer)
    db.session.expire_all()
    with count_queries() as few:
        known_advocates.list_items(done.advocate_id)
    kim = PartySent(PartyRole.CHILD, "", name="Kim Second")
    for _ in range(3):
        more, _done = proved(parties=(NADIA, JO, kim))
        jo_says_yes(more, officer)
    db.session.expire_all()
    with count_queries() as many:
        assert len(known_advocates.list_items(done.advocate_id).items) == 4
    assert many.count == few.count
