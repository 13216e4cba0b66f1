"""Throttles: failures only, in short transactions of their own, under a daily hash (DESIGN 4)."""

import hashlib
import hmac
from datetime import timedelta
from ipaddress import ip_address, ip_network
from math import ceil

from flask import current_app
from sqlalchemy import delete, select, update

from portal.domain.errors import TooManyTries
from portal.extensions import db
from portal.models.throttle import FailedTries
from portal.services.database import writing
from portal.services.now import now, today

# An office shares one network, and anybody may type a colleague's address: only both together are close to a
# person. The 66 bits of a code protect it; its limit protects the machine.
LIMITS = {"sign-in": 10, "sign-in-network": 50, "sign-in-account": 100, "code": 100}
WINDOW = timedelta(minutes=15)


def check_throttle(what: str, *who: str) -> None:
    """Raise TooManyTries where ``who`` (an address, an account, or both) failed too often lately."""
    row = db.session.get(FailedTries, _hashed(what, who))
    if row and row.tries >= LIMITS[what] and row.first_at + WINDOW > now():
        left = row.first_at + WINDOW - now()
        raise TooManyTries(ceil(left.total_seconds() / 60))


def count_failure(what: str, *who: str) -> None:
    """Count one failed try. Commits."""
    key, at = _hashed(what, who), now()
    with writing():
        stale = update(FailedTries).where(FailedTries.who == key, FailedTries.first_at <= at - WINDOW)
        db.session.execute(stale.values(tries=0, first_at=at))
        one_more = update(FailedTries).where(FailedTries.who == key)
        done = db.session.execute(
            one_more.values(tries=FailedTries.tries + 1, last_at=at).returning(FailedTries.who)
        )
        if done.first() is None:
            db.session.add(FailedTries(who=key, tries=1, first_at=at, last_at=at))


def forget_old_failures() -> int:
    """Delete counts older than a day; return how many. Commits."""
    old = (
        delete(FailedTries).where(FailedTries.last_at < now() - timedelta(days=1)).returning(FailedTries.who)
    )
    gone = len(list(db.session.scalars(old)))
    db.session.commit()
    return gone


def count_of(what: str, *who: str) -> int:
    """Return how many failures are counted now."""
    return db.session.scalar(select(FailedTries.tries).where(FailedTries.who == _hashed(what, who))) or 0


def _hashed(what: str, who: tuple[str, ...]) -> str:
    secret = str(current_app.secret_key).encode()
    daily = hmac.new(secret, today().isoformat().encode(), hashlib.sha256).digest()
    named = "\n".join(_network(part) for part in who)
    return hmac.new(daily, f"{what}:{named}".encode(), hashlib.sha256).hexdigest()


def _network(who: str) -> str:
    """Return the network an address belongs to: a home has one IPv4 address or one IPv6 /64."""
    try:
        address = ip_address(who)
    except ValueError:
        return who
    return str(ip_network(f"{address}/{32 if address.version == 4 else 64}", strict=False))
