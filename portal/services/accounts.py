"""Staff accounts and their signed-in sessions: hashed tokens, idle and absolute limits, revocation."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from portal.domain.errors import NotFound
from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.account import Account, StaffSession
from portal.services.database import writing
from portal.services.now import now
from portal.services.passwords import hash_password, password_is_right
from portal.services.sealing import matching_hash
from portal.services.throttles import check_throttle, count_failure

IDLE = timedelta(minutes=60)
ABSOLUTE = timedelta(hours=10)
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who is at the keyboard."""

    id: int
    name: str
    email: str
    role: Role
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        """Whether the role allows it; what object it is asked of is the service's own question."""
        return permission in self.permissions


class EmailTaken(ValueError):
    """There is an account with this address already."""


def create_account(
    email: str, password: str, role: Role, name: str, *, line_manager: str | None = None
) -> int:
    """Make an account and return its id; raises EmailTaken, or ValueError for a bad password. Commits."""
    email = email.strip().casefold()
    above = _account_of(line_manager) if line_manager else None
    account = Account(
        email=email,
        name=name.strip(),
        role=role,
        password_hash=hash_password(password),
        name_hash=matching_hash("name", name),
        line_manager_id=above.id if above else None,
        created_at=now(),
    )
    db.session.add(account)
    try:
        db.session.commit()
    except IntegrityError as problem:
        db.session.rollback()
        raise EmailTaken(f"There is an account for {email} already.") from problem
    return account.id


def sign_in(email: str, password: str, address: str) -> str | None:
    """Return a new session token, or None where one of the two is wrong; raises TooManyTries. Commits."""
    email = email.strip().casefold()[:254]
    throttles = (("sign-in", email, address), ("sign-in-network", address), ("sign-in-account", email))
    for throttle in throttles:
        check_throttle(*throttle)
    account = _account_of(email)
    stored = account.password_hash if account and account.ended_at is None else None
    account_id = account.id if account else 0
    db.session.rollback()
    if not password_is_right(stored, password):
        for throttle in throttles:
            count_failure(*throttle)
        return None
    return _open_session(account_id)


def sign_out(token: str) -> None:
    """End the session this token opened. Commits."""
    _revoke(StaffSession.token_hash == _hashed(token))


def revoke_sessions(account_id: int) -> None:
    """End every session of an account, as when a password changes or somebody leaves. Commits."""
    _revoke(StaffSession.account_id == account_id)


def change_password(account_id: int, password: str) -> None:
    """Set a new password and end every session of the account; raises ValueError for a bad one. Commits."""
    hashed = hash_password(password)
    db.session.execute(update(Account).where(Account.id == account_id).values(password_hash=hashed))
    db.session.commit()
    revoke_sessions(account_id)


def end_account(email: str) -> bool:
    """End an account from now and all its sessions; return whether there was one. Commits."""
    account = _account_of(email)
    if account is None:
        return False
    account.ended_at = now()
    account_id = account.id
    db.session.commit()
    revoke_sessions(account_id)
    return True


def set_deputy(email: str, deputy_email: str | None) -> None:
    """Say who reads and signs what waits for somebody who is away, or that nobody does. Commits.

    Raises NotFound for an address without an account, ValueError for who can't stand in.
    """
    account = _account_of(email)
    if account is None:
        raise NotFound(f"There is no account for {email}.")
    deputy = _account_of(deputy_email) if deputy_email else None
    if deputy_email and (deputy is None or deputy.ended_at is not None):
        raise NotFound(f"There is no account for {deputy_email}.")
    if deputy is not None and deputy.id == account.id:
        raise ValueError("Nobody can be their own deputy.")
    if deputy is not None:
        _require_same_work(account.role, deputy)
    account.deputy_id = deputy.id if deputy else None
    db.session.commit()


def _require_same_work(role: Role, deputy: Account) -> None:
    """Raise ValueError for a deputy who may do nothing that waits for this role: read messages, or sign."""
    stands_in = permissions_of(deputy.role)
    if Permission.SCREEN in permissions_of(role) and Permission.SCREEN not in stands_in:
        raise ValueError(
            f"{deputy.email} reads no messages: a deputy is a screening officer or a supervisor."
        )
    if not stands_in & {Permission.SCREEN, Permission.SIGN}:
        raise ValueError(f"{deputy.email} signs nothing: a deputy is a supervisor or a manager.")


def find_staff(token: str, *, touch: bool = True) -> StaffMember | None:
    """Return whose session this is, or None where it ended; notes its use at most once a minute."""
    at = now()
    found = db.session.execute(
        select(StaffSession, Account)
        .join(Account, Account.id == StaffSession.account_id)
        .where(
            StaffSession.token_hash == _hashed(token),
            StaffSession.revoked_at.is_(None),
            StaffSession.created_at > at - ABSOLUTE,
            StaffSession.seen_at > at - IDLE,
            Account.ended_at.is_(None),
        )
    ).first()
    if found is None:
        return None
    session, account = found
    member = StaffMember(account.id, account.name, account.email, account.role, permissions_of(account.role))
    if touch and session.seen_at < at - TOUCH_EVERY:
        touched = update(StaffSession).where(StaffSession.id == session.id).values(seen_at=at)
        with writing():
            db.session.execute(touched)
    db.session.rollback()
    return member


def staff_member(email: str) -> StaffMember:
    """Return a member of staff by address, for commands; raises NotFound."""
    account = _account_of(email)
    if account is None or account.ended_at is not None:
        raise NotFound(f"There is no account for {email}.")
    return StaffMember(account.id, account.name, account.email, account.role, permissions_of(account.role))


def count_accounts() -> int:
    """Return how many accounts there are."""
    return len(list(db.session.scalars(select(Account.id))))


def names_of_accounts() -> dict[int, str]:
    """Return every account's name by id, for history pages."""
    return {row.id: row.name for row in db.session.execute(select(Account.id, Account.name))}


def forget_ended_sessions() -> int:
    """Delete sessions past their absolute limit; return how many. Commits."""
    old = delete(StaffSession).where(StaffSession.created_at < now() - ABSOLUTE).returning(StaffSession.id)
    gone = len(list(db.session.scalars(old)))
    db.session.commit()
    return gone


def _account_of(email: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.email == email.strip().casefold()))


def _open_session(account_id: int) -> str:
    token = secrets.token_urlsafe(32)
    at = now()
    with writing():
        db.session.add(
            StaffSession(token_hash=_hashed(token), account_id=account_id, created_at=at, seen_at=at)
        )
    return token


def _revoke(which: object) -> None:
    ended = update(StaffSession).where(which, StaffSession.revoked_at.is_(None))  # type: ignore[arg-type]
    with writing():
        db.session.execute(ended.values(revoked_at=now()))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
