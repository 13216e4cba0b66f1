"""Proving that somebody reads what comes to an address: a link by mail, good for a week, pressed once."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from portal.domain.errors import MoveNotPossible, NotFound, NotYet
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Audience
from portal.extensions import db
from portal.models.address_check import AddressCheck
from portal.models.feedback import Feedback
from portal.models.party import Party
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.known_advocates import note_advocate, prove, provider_of, sender_address
from portal.services.now import now
from portal.services.outbox import queue_mail
from portal.services.own_words import load_words
from portal.services.sealing import matching_hash

GOOD_FOR = timedelta(days=7)
NOT_AGAIN_FOR = timedelta(minutes=2)
LINKS_A_DAY = 3  # unconfirmed, to one colleague
SENT_ALREADY = (
    "We have just sent you a link. Look in your e-mail, also among the junk. If it is not there in two "
    "minutes, press the button again."
)
STAFF_COMPLIMENT = "staff_compliment"
ADVOCATE = "advocate"
NEW_LIST_CODE = "new_list_code"
FOR_ADVOCATES = frozenset({ADVOCATE, NEW_LIST_CODE})


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a link proved; ``list_code`` is there once, for an advocate who has none yet."""

    purpose: str
    feedback_id: int
    advocate_id: int | None = None
    list_code: str | None = None


def ask_address(feedback: Feedback, address: str, purpose: str = "", advocate_id: int | None = None) -> None:
    """Queue a mail with a link that proves the address, in the caller's transaction.

    An address that came through the door for advocates gets one only where it is a provider's own.
    """
    purpose = purpose or (ADVOCATE if feedback.audience is Audience.ADVOCATE else STAFF_COMPLIMENT)
    if purpose in FOR_ADVOCATES:
        advocate_id = advocate_id or note_advocate(feedback, address)
        if advocate_id is None:
            return
    elif _asked_enough(address):
        return
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


def ask_again(feedback_id: int, purpose: str = ADVOCATE) -> None:
    """Send the sender of an item a link to prove their address. Commits.

    Raises MoveNotPossible where the address is no provider's, NotYet where one went two minutes ago.
    """
    with writing():
        feedback, _words, seal = load_words(feedback_id, for_change=True)
        address = sender_address(feedback_id, seal)
        if provider_of(address) is None:
            raise MoveNotPossible("There is no link to send now.")
        if _asked_lately(feedback_id):
            raise NotYet(SENT_ALREADY)
        ask_address(feedback, address, purpose)


def is_good(token: str) -> bool:
    """Whether a link can still be pressed; looking changes nothing, because mail scanners look too."""
    return _find(token) is not None


def confirm(token: str) -> Confirmed:
    """Take the proof that whoever presses a link reads what comes to its address. Commits.

    Raises NotFound alike for a link that never was, was used, ran out, or proves nothing any more.
    """
    with writing():
        check = _find(token, for_change=True)
        if check is None:
            raise NotFound("This link opens nothing.")
        feedback, _words, _seal = load_words(check.feedback_id, for_change=True)
        code = _take_proof(check, feedback)
        check.confirmed_at = now()
        write_event(feedback, EventName.ADDRESS_CONFIRMED, purpose=check.purpose)
        return Confirmed(check.purpose, feedback.id, check.known_advocate_id, code)


def token_hash(token: str) -> str:
    """Return the hash under which a link's token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def _asked_enough(address: str) -> bool:
    """Whether a colleague's address got its links for today: nobody fills somebody else's post box."""
    lately = select(func.count(AddressCheck.id)).join(Party, Party.feedback_id == AddressCheck.feedback_id)
    of_today = lately.where(
        AddressCheck.purpose == STAFF_COMPLIMENT,
        AddressCheck.asked_at > now() - timedelta(days=1),
        AddressCheck.confirmed_at.is_(None),
        Party.email_hash == matching_hash("email", address),
    )
    return (db.session.scalar(of_today) or 0) >= LINKS_A_DAY


def _take_proof(check: AddressCheck, feedback: Feedback) -> str | None:
    """Write down what a link proves, and return a new list code, if there is one."""
    if check.purpose in FOR_ADVOCATES:
        return prove(feedback, check.known_advocate_id, new_code=check.purpose == NEW_LIST_CODE)
    feedback.address_confirmed_at = now()
    return None


def _find(token: str, *, for_change: bool = False) -> AddressCheck | None:
    wanted = select(AddressCheck).where(
        AddressCheck.token_hash == token_hash(token),
        AddressCheck.confirmed_at.is_(None),
        AddressCheck.expires_at > now(),
    )
    return db.session.scalar(wanted.with_for_update() if for_change else wanted)


def _asked_lately(feedback_id: int) -> bool:
    lately = select(AddressCheck.id).where(
        AddressCheck.feedback_id == feedback_id, AddressCheck.asked_at > now() - NOT_AGAIN_FOR
    )
    return db.session.scalar(lately.limit(1)) is not None
