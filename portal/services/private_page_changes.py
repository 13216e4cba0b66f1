"""What a person changes on their private page: code, safe contact, mail, more words, withdrawal."""

import os
from dataclasses import asdict, dataclass

from sqlalchemy import select

from portal.domain import private_code
from portal.domain.vocabulary import EventName, PartyRole
from portal.domain.workflow import FeedbackAction, move
from portal.extensions import db
from portal.models.feedback import AddedWords, Feedback
from portal.models.message import Message
from portal.models.party import Party, PartyWords
from portal.services.alerts import raise_alert
from portal.services.events import write_event
from portal.services.intake import SafeContact
from portal.services.now import now
from portal.services.own_words import load_words, safe_contact_of, ways_known
from portal.services.records import change_record
from portal.services.sealing import Seal, code_hash, matching_hash
from portal.services.visits import close_pages_of

IN_DANGER = "Is anyone in danger now? Yes, or I am not sure.\n\n"


@dataclass(frozen=True, slots=True)
class Ways:
    """Where to reach the person from now on; what is empty stays as it was."""

    email: str = ""
    phone: str = ""
    address: str = ""


def mark_read(feedback_id: int) -> None:
    """Note that the person has opened the page and its messages. Commits."""
    at = now()
    unread = select(Message).where(Message.feedback_id == feedback_id, Message.read_at.is_(None))
    for message in db.session.scalars(unread):
        message.read_at = at
    feedback = db.session.get(Feedback, feedback_id)
    if feedback is not None:
        feedback.opened_at = at
    db.session.commit()


def change_code(feedback_id: int) -> str:
    """Give the page a new code; the old one opens nothing from now on. Returns the new code. Commits."""
    feedback, words, seal = load_words(feedback_id, for_change=True)
    code = private_code.mint(os.urandom)
    feedback.code_hash = code_hash(code)
    words.code = seal.close(f"feedback_words.code:{feedback_id}", code)
    close_pages_of(feedback_id)
    write_event(feedback, EventName.CODE_CHANGED)
    db.session.commit()
    return code


def change_safe_contact(feedback_id: int, contact: SafeContact, ways: Ways = Ways()) -> None:
    """Change how and when it is safe to make contact; ``ways`` replaces what was given before. Commits."""
    feedback, words, seal = load_words(feedback_id, for_change=True)
    changed = {"how": list(contact.how), "when": contact.when, "must_not_know": contact.must_not_know}
    words.safe_contact = seal.close(f"feedback_words.safe_contact:{feedback_id}", changed)
    given = {name: value for name, value in asdict(ways).items() if value}
    if given:
        _change_ways(feedback, seal, given)
    feedback.mail_allowed = "email" in contact.how and (
        bool(ways.email) or "email" in ways_known(feedback_id)
    )
    write_event(feedback, EventName.SAFE_CONTACT_CHANGED)
    db.session.commit()


def stop_mail(feedback_id: int) -> None:
    """Send this person no more mail about it; the page goes on. Commits."""
    feedback, words, seal = load_words(feedback_id, for_change=True)
    contact = safe_contact_of(feedback, words, seal)
    left = [how for how in contact.how if how != "email"]
    changed = {"how": left, "when": contact.when, "must_not_know": contact.must_not_know}
    words.safe_contact = seal.close(f"feedback_words.safe_contact:{feedback_id}", changed)
    feedback.mail_allowed = False
    write_event(feedback, EventName.MAIL_STOPPED)
    db.session.commit()


def add_words(feedback_id: int, text: str, *, danger: bool = False) -> None:
    """Add something to what was sent; ``danger`` alerts the duty team at once. Commits."""
    feedback, _words, seal = load_words(feedback_id, for_change=True)
    add_words_within(feedback, seal, (IN_DANGER + text).strip() if danger else text)
    if danger:
        feedback.danger = True
        write_event(feedback, EventName.DANGER_FLAGGED)
        raise_alert(feedback)
    db.session.commit()


def add_words_within(feedback: Feedback, seal: Seal, text: str, *, look_again: bool = False) -> None:
    """Add something to what was sent, as part of the caller's transaction."""
    row = AddedWords(feedback_id=feedback.id, added_at=now(), words=b"")
    db.session.add(row)
    db.session.flush()
    row.words = seal.close(f"added_words.words:{row.id}", text)
    write_event(feedback, EventName.WORDS_ADDED, added=row.id, look_again=look_again)


def withdraw(feedback_id: int, reason: str) -> None:
    """Withdraw what was sent, at the person's own wish; raises MoveNotPossible. Commits."""
    feedback, _words, _seal = load_words(feedback_id, for_change=True)
    feedback.status = move(feedback.status, FeedbackAction.WITHDRAW)
    feedback.claimed_by_id = feedback.claimed_at = feedback.claim_ends_at = None
    write_event(feedback, EventName.WITHDRAWN, reason=reason, by_person=True)
    change_record(feedback, outcome="Withdrawn")
    db.session.commit()


def _change_ways(feedback: Feedback, seal: Seal, given: dict[str, str]) -> None:
    """Put new addresses on the sender, or on a new one where nobody was named."""
    found = db.session.execute(
        select(Party, PartyWords)
        .join(PartyWords, PartyWords.party_id == Party.id)
        .where(Party.feedback_id == feedback.id, Party.role == PartyRole.SENDER)
    ).first()
    if found is None:
        party = Party(feedback_id=feedback.id, role=PartyRole.SENDER, capacity="not_said")
        db.session.add(party)
        db.session.flush()
        row, said = PartyWords(party_id=party.id, words=b""), {}
        db.session.add(row)
    else:
        party, row = found
        said = seal.open(f"party_words.words:{party.id}", row.words)
    row.words = seal.close(f"party_words.words:{party.id}", {**said, **given})
    for name, value in given.items():
        setattr(party, f"{name}_hash", matching_hash(name, value))
    feedback.anonymous = False
