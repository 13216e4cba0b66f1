"""What a person changes on their private page: code, safe contact, mail, more words, withdrawal."""

import os
from dataclasses import asdict, dataclass

from sqlalchemy import select, update

from portal.domain import private_code
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Holder, PartyRole
from portal.domain.workflow import FeedbackAction, move
from portal.extensions import db
from portal.models.feedback import AddedWords, Feedback
from portal.models.message import Message
from portal.models.party import Party, PartyWords
from portal.services.alerts import raise_alert
from portal.services.authorities import find_sharing, sender_complains_themselves
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.now import now
from portal.services.own_words import load_words, safe_contact_of, ways_known
from portal.services.procedures import close_cases
from portal.services.records import change_record
from portal.services.sealing import Seal, code_hash, matching_hash
from portal.services.submission import SafeContact
from portal.services.unread import QUIETLY, note_unread
from portal.services.visits import close_pages_of
from portal.services.waiting import end_at_their_word

STOP_MY_PART = "Please stop my part in this."
IN_DANGER = "Is anyone in danger now? Yes, or I am not sure.\n\n"


@dataclass(frozen=True, slots=True)
class Ways:
    """Where to reach the person from now on; what is empty stays as it was."""

    email: str = ""
    phone: str = ""
    address: str = ""


def mark_read(feedback_id: int, holder: Holder = Holder.SENDER) -> None:
    """Note that somebody has opened the page and the messages that are for them. Commits."""
    at = now()
    with writing():
        feedback = db.session.get(Feedback, feedback_id)
        if feedback is None:
            return
        seen = [message.id for message in _unread_messages(feedback, holder)]
        shown = update(Message).where(Message.id.in_(seen), Message.read_at.is_(None)).values(read_at=at)
        opened = update(Feedback).where(Feedback.id == feedback_id).values(opened_at=at)
        for change in (shown, opened):  # makes no version: an officer's open page stays true
            db.session.execute(change, execution_options=QUIETLY)


def change_code(feedback_id: int) -> str:
    """Give the page a new code; the old one opens nothing from now on. Returns the new code. Commits."""
    feedback, words, seal = load_words(feedback_id, for_change=True)
    code = private_code.mint(os.urandom)
    feedback.code_hash, feedback.code_changed_at = code_hash(code), now()
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


def add_words(
    feedback_id: int,
    text: str,
    *,
    danger: bool = False,
    holder: Holder = Holder.SENDER,
    message_id: int | None = None,
) -> None:
    """Add something to what was sent; ``danger`` alerts the duty team at once. Commits.

    ``message_id`` is the message it answers; one that is none of theirs is left out, never the words.
    """
    feedback, _words, seal = load_words(feedback_id, for_change=True)
    answered = find_message(feedback, message_id, holder)
    add_words_within(
        feedback,
        seal,
        text,
        danger=danger,
        holder=holder,
        message_id=answered.id if answered else None,
    )
    db.session.commit()


def add_words_within(
    feedback: Feedback,
    seal: Seal,
    text: str,
    *,
    danger: bool = False,
    holder: Holder = Holder.SENDER,
    message_id: int | None = None,
    look_again: bool = False,
) -> None:
    """Add something to what was sent, as part of the caller's transaction; somebody has to read it."""
    row = AddedWords(
        feedback_id=feedback.id,
        added_at=now(),
        holder=holder,
        message_id=message_id,
        danger=danger,
        words=b"",
    )
    db.session.add(row)
    db.session.flush()
    row.words = seal.close(f"added_words.words:{row.id}", (IN_DANGER + text).strip() if danger else text)
    write_event(feedback, EventName.WORDS_ADDED, added=row.id, look_again=look_again)
    note_unread(feedback)
    end_at_their_word(feedback)
    if danger:
        flag_danger(feedback)


def flag_danger(feedback: Feedback) -> None:
    """Tell the duty team that somebody may not be safe, as part of the caller's transaction."""
    feedback.danger = True
    write_event(feedback, EventName.DANGER_FLAGGED)
    raise_alert(feedback)


def withdraw(feedback_id: int, reason: str, *, danger: bool = False, holder: Holder = Holder.SENDER) -> bool:
    """Withdraw what was sent, at the person's own wish, and return whether all of it stops. Commits.

    Where the sender complains in their own right, a young person's stop ends their own part alone: an officer
    reads that they said so. ``danger`` alerts the duty team all the same: somebody may have been made to ask.
    Raises MoveNotPossible.
    """
    feedback, _words, seal = load_words(feedback_id, for_change=True)
    if holder is Holder.CHILD and sender_complains_themselves(feedback):
        move(feedback.status, FeedbackAction.WITHDRAW)
        said = "\n\n".join(filter(None, (STOP_MY_PART, reason.strip())))
        add_words_within(feedback, seal, said, danger=danger, holder=holder)
        db.session.commit()
        return False
    feedback.status = move(feedback.status, FeedbackAction.WITHDRAW)
    feedback.claimed_by_id = feedback.claimed_at = feedback.claim_ends_at = None
    close_cases(feedback, by=None)
    write_event(feedback, EventName.WITHDRAWN, reason=reason, by_person=True)
    change_record(feedback, outcome="Withdrawn")
    if danger:
        flag_danger(feedback)
    db.session.commit()
    return True


def find_message(feedback: Feedback, message_id: int | None, holder: Holder) -> Message | None:
    """Return a message as it is now, where there is one of this number that this holder may read."""
    if message_id is None:
        return None
    one = select(Message).where(Message.id == message_id, Message.feedback_id == feedback.id)
    message = db.session.scalar(one.execution_options(populate_existing=True))
    if message is None or not find_sharing(feedback, holder).may_read(message.to, message.shares):
        return None
    return message


def _unread_messages(feedback: Feedback, holder: Holder) -> list[Message]:
    """Return what this holder may read and nobody has opened yet."""
    unread = select(Message).where(Message.feedback_id == feedback.id, Message.read_at.is_(None))
    sharing = find_sharing(feedback, holder)
    return [one for one in db.session.scalars(unread) if sharing.may_read(one.to, one.shares)]


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
