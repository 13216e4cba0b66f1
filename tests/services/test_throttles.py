"""Throttles count failures only, by network, for a quarter of an hour, and say how long."""

import pytest
from sqlalchemy import select

from portal.domain.errors import TooManyTries
from portal.extensions import db
from portal.models.throttle import FailedTries
from portal.services import throttles
from portal.services.throttles import LIMITS, check_throttle, count_failure

pytestmark = pytest.mark.usefixtures("clock", "app_context")
HOME = "192.0.2.1"


def fail_until_closed(who, what="code"):
    for _ in range(LIMITS[what]):
        check_throttle(what, who)
        count_failure(what, who)


def test_it_closes_after_the_limit_and_says_how_long(clock):
    fail_until_closed(HOME)
    with pytest.raises(TooManyTries, match="15 minutes"):
        check_throttle("code", HOME)
    clock.forward(minutes=10, seconds=30)
    with pytest.raises(TooManyTries, match="5 minutes"):
        check_throttle("code", HOME)
    clock.forward(minutes=5)
    check_throttle("code", HOME)


def test_after_the_window_the_count_begins_again(clock):
    fail_until_closed(HOME)
    clock.forward(minutes=16)
    count_failure("code", HOME)
    assert throttles.count_of("code", HOME) == 1


def test_one_thing_and_one_network_do_not_close_another():
    fail_until_closed(HOME)
    check_throttle("sign-in", HOME)
    check_throttle("code", "192.0.2.2")


def test_a_home_with_ipv6_is_one_network_however_many_addresses_it_has():
    fail_until_closed("2001:db8:1:2::1")
    with pytest.raises(TooManyTries):
        check_throttle("code", "2001:db8:1:2:ffff::9")
    check_throttle("code", "2001:db8:1:3::1")


def test_no_address_is_stored_and_tomorrow_its_name_is_another(clock):
    count_failure("code", HOME)
    today = set(db.session.scalars(select(FailedTries.who)))
    clock.forward(days=1)
    count_failure("code", HOME)
    names = set(db.session.scalars(select(FailedTries.who)))
    assert len(names - today) == 1
    assert not any(HOME in name for name in names)


def test_counts_are_forgotten_after_a_day(clock):
    count_failure("code", HOME)
    clock.forward(hours=25)
    assert throttles.forget_old_failures() == 1
    assert throttles.count_of("code", HOME) == 0
