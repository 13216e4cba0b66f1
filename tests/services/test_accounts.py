"""Signing in: tokens that are only hashes at rest, limits on time and tries, and revocation."""

import pytest
from sqlalchemy import select

from portal.domain.errors import TooManyTries
from portal.domain.permissions import PERMISSIONS, Permission, has_conflict
from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.account import Account, StaffSession
from portal.services import accounts
from tests.factories import PASSWORD, make_account

pytestmark = pytest.mark.usefixtures("app_context")
HERE = "192.0.2.10"


def signed_in(account):
    return accounts.sign_in(account.email, PASSWORD, HERE)


def test_the_right_password_opens_a_session_known_by_its_hash_only():
    account = make_account(Role.SUPERVISOR)
    token = signed_in(account)
    member = accounts.find_staff(token)
    assert (member.id, member.role) == (account.id, Role.SUPERVISOR)
    assert token not in set(db.session.scalars(select(StaffSession.token_hash)))


@pytest.mark.parametrize("password", ["", "wrong password here", "x" * 5000])
def test_a_wrong_password_opens_nothing(password):
    assert accounts.sign_in(make_account().email, password, HERE) is None


def test_an_unknown_address_opens_nothing():
    assert accounts.sign_in("nobody@test.example", PASSWORD, HERE) is None


def test_case_and_spaces_of_the_address_do_not_matter():
    account = make_account(email="Pat@Test.Example")
    assert accounts.sign_in("  pat@TEST.example ", PASSWORD, HERE)
    stored = db.session.scalar(select(Account.email).where(Account.id == account.id))
    assert stored == "pat@test.example"


def test_an_idle_session_ends_and_use_keeps_it(clock):
    token = signed_in(make_account())
    for _ in range(3):
        clock.forward(minutes=59)
        assert accounts.find_staff(token)
    clock.forward(minutes=60)
    assert accounts.find_staff(token) is None


def test_a_session_ends_after_ten_hours_however_busy(clock):
    token = signed_in(make_account())
    for _ in range(19):
        clock.forward(minutes=31)
        assert accounts.find_staff(token)
    clock.forward(minutes=31)
    assert accounts.find_staff(token) is None


def test_signing_out_ends_this_session_only():
    account = make_account()
    one, other = signed_in(account), signed_in(account)
    accounts.sign_out(one)
    assert accounts.find_staff(one) is None
    assert accounts.find_staff(other)


def test_a_new_password_ends_every_session():
    account = make_account()
    token = signed_in(account)
    accounts.change_password(account.id, "an entirely new password")
    assert accounts.find_staff(token) is None
    assert accounts.sign_in(account.email, "an entirely new password", HERE)


def test_somebody_who_left_is_out_at_once():
    account = make_account()
    token = signed_in(account)
    assert accounts.end_account(account.email)
    assert accounts.find_staff(token) is None
    assert signed_in(account) is None


def test_ten_failures_close_the_door_for_this_account_from_this_network_only(clock):
    account = make_account()
    for _ in range(10):
        accounts.sign_in(account.email, "wrong password", HERE)
    with pytest.raises(TooManyTries):
        signed_in(account)
    assert signed_in(make_account())
    assert accounts.sign_in(account.email, PASSWORD, "198.51.100.7")
    clock.forward(minutes=16)
    assert signed_in(account)


@pytest.mark.usefixtures("clock")
def test_fifty_failures_from_one_network_close_it_for_everybody_there():
    account = make_account()
    for number in range(50):
        accounts.sign_in(f"guess{number}@test.example", "wrong password", HERE)
    with pytest.raises(TooManyTries):
        signed_in(account)
    assert accounts.sign_in(account.email, PASSWORD, "198.51.100.7")


@pytest.mark.usefixtures("clock")
def test_a_hundred_failures_from_everywhere_close_an_account():
    account = make_account()
    for number in range(99):
        accounts.sign_in(account.email, "wrong password", f"198.51.100.{number}")
    assert signed_in(account)
    accounts.sign_in(account.email, "wrong password", "198.51.100.99")
    with pytest.raises(TooManyTries):
        signed_in(account)


def test_successes_are_never_counted():
    account = make_account()
    for _ in range(15):
        assert signed_in(account)


def test_the_same_address_twice_is_refused_in_words():
    account = make_account()
    with pytest.raises(accounts.EmailTaken, match="already"):
        make_account(email=account.email.upper())


def test_a_short_password_is_refused():
    with pytest.raises(ValueError, match="12 to 200"):
        accounts.create_account("new@test.example", "short", Role.STAFF, "New")


def test_every_role_has_its_permissions_and_only_supervising_roles_sign():
    assert set(PERMISSIONS) == set(Role)
    assert {role for role in Role if Permission.SIGN in PERMISSIONS[role]} == {Role.SUPERVISOR, Role.MANAGER}
    assert all(Permission.SIGNED_IN in allowed for allowed in PERMISSIONS.values())


@pytest.mark.parametrize(
    ("named", "above", "conflict"),
    [({1}, set(), True), (set(), {1}, True), ({2}, {3}, False), (set(), set(), False)],
)
def test_somebody_complained_about_and_their_manager_keep_away(named, above, conflict):
    assert has_conflict(1, frozenset(named), frozenset(above)) is conflict


def test_old_sessions_are_deleted(clock):
    signed_in(make_account())
    clock.forward(hours=11)
    assert accounts.forget_ended_sessions() >= 1
    assert list(db.session.scalars(select(StaffSession.id))) == []
