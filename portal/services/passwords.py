"""Password hashing with argon2; the cost can be lowered in tests only."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

LONGEST = 200
SHORTEST = 12


def hash_password(password: str) -> str:
    """Return a hash fit to store; raises ValueError for a password too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"A password has {SHORTEST} to {LONGEST} characters.")
    return _hasher().hash(password)


def password_is_right(stored: str | None, password: str) -> bool:
    """Whether the password fits; takes as long for an account that does not exist."""
    hasher = _hasher()
    try:
        return hasher.verify(stored or _nobody(), password[:LONGEST]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def _hasher() -> PasswordHasher:
    hasher: PasswordHasher = current_app.extensions["portal.password_hasher"]
    return hasher


def _nobody() -> str:
    cached: str | None = current_app.extensions.get("portal.nobodys_hash")
    if cached is None:
        cached = current_app.extensions["portal.nobodys_hash"] = _hasher().hash("nobody has this password")
    return cached
