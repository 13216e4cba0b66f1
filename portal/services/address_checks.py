"""Proving that somebody reads what comes to an address: a link by mail, good for a week, pressed once."""

import hashlib
import secrets
from datetime import timedelta

from portal.extensions import db
from portal.models.address_check import AddressCheck
from portal.models.feedback import Feedback
from portal.services.now import now
from portal.services.outbox import queue_mail

GOOD_FOR = timedelta(days=7)
STAFF_COMPLIMENT = "staff_compliment"
ADVOCATE = "advocate"


def ask_address(
    feedback: Feedback, address: str, purpose: str = STAFF_COMPLIMENT, advocate_id: int | None = None
) -> None:
    """Queue a mail with a link that proves the address, in the caller's transaction."""
    token = secrets.token_urlsafe(24)
    at = now()
    db.session.add(
        AddressCheck(
            feedback_id=feedback.id,
            known_advocate_id=advocate_id,
            purpose=purpose,
            token_hash=token_hash(token),
            asked_at=at,
            expires_at=at + GOOD_FOR,
        )
    )
    queue_mail("address_check", feedback=feedback, address=address, link=token)


def token_hash(token: str) -> str:
    """Return the hash under which a link's token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()
