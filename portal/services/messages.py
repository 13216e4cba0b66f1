"""Telling the person something: a sealed message on the private page, and a mail that only says so."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, Holder, PartyRole, Scope
from portal.domain.workflow import IN_THE_QUEUE
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.message import Message
from portal.models.party import Party, PartyWords
from portal.models.screening import Screening
from portal.services.accounts import StaffMember
from portal.services.authorities import find_sharing
from portal.services.contact_tasks import owe_for_message
from portal.services.database import writing
from portal.services.decided_before import require_fresh
from portal.services.events import write_event
from portal.services.holding import load_open, require_held, require_known_office
from portal.services.letters import finish_other_message
from portal.services.now import now
from portal.services.outbox import queue_mail
from portal.services.page_keys import can_open
from portal.services.sealing import Seal
from portal.services.unread import mark_read_within, words_asking_for_stage

WHO_IS_TOLD = (PartyRole.SENDER, PartyRole.REPRESENTATIVE)
QUESTIONS = frozenset({"is_this_right"})


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Whom a message is for: one holder, or everybody whom ``shares`` allows; and what it asks under it."""

    to: Holder | None = None
    shares: Scope | None = None
    asks: str | None = None


TO_ALL = ForWhom()
NO_PAGE = "They can’t open the private page any more, so they would not read this. Look who else can."


def send_message(
    reference: str,
    officer: StaffMember,
    text: str,
    subject: str = "",
    *,
    whom: ForWhom = TO_ALL,
    read_up_to: int = 0,
) -> int:
    """Send the person a message, with what they can still do at its end, and return its id. Commits.

    Whoever answers has read what they answer: the words up to ``read_up_to`` of those who may read the
    answer, but for a request for the next stage. While it waits in the queue only its holder writes, or a
    supervisor: raises AlreadyClaimed or NotClaimed, AlreadyDecided for whoever decided it before the person
    said what we missed, Incomplete, MoveNotPossible where it is for somebody who can't open the page, and
    what ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        return send_within(feedback, officer, text, subject, whom=whom, read_up_to=read_up_to)


def send_within(
    feedback: Feedback,
    officer: StaffMember,
    text: str,
    subject: str = "",
    *,
    whom: ForWhom = TO_ALL,
    read_up_to: int = 0,
) -> int:
    """Do the same to a locked item, as part of the caller's transaction."""
    require_fresh(feedback.id, officer.id)
    if feedback.status in IN_THE_QUEUE and not officer.may(Permission.SUPERVISE):
        require_held(feedback, officer)
    require_known_office(feedback, db.session.get(Screening, feedback.id))
    if not text.strip():
        raise Incomplete(("text",))
    finished = finish_other_message(feedback, text)
    if whom.to is not None and not can_open(feedback, whom.to):
        raise MoveNotPossible(NO_PAGE)
    if read_up_to:
        asks = words_asking_for_stage(feedback)
        mark_read_within(feedback, officer.id, read_up_to, _reached(feedback, whom), but=asks)
    return add_message(feedback, finished, about="message", by=officer.id, subject=subject, whom=whom)


def add_message(
    feedback: Feedback, text: str, *, about: str, by: int | None, subject: str = "", whom: ForWhom = TO_ALL
) -> int:
    """Add a message and owe its reader the news of it in the way they chose; doesn't commit.

    ``about`` is a code of what it is about: a route, ``message``, ``withdrawn`` or ``sent_twice``.
    """
    seal = Seal.of(feedback.data_key_id)
    message = Message(
        feedback_id=feedback.id,
        account_id=by,
        about=about,
        to=whom.to,
        shares=whom.shares,
        asks=whom.asks if whom.asks in QUESTIONS else None,
        sent_at=now(),
        words=b"",
    )
    db.session.add(message)
    db.session.flush()
    message.words = seal.close(f"message.words:{message.id}", {"subject": subject, "text": text})
    feedback.news_at = message.sent_at
    write_event(feedback, EventName.MESSAGE_SENT, by=by, message=message.id, about=about)
    if find_sharing(feedback, Holder.SENDER).may_read(message.to, message.shares):
        _tell_sender(feedback, message, seal)
    return message.id


def _reached(feedback: Feedback, whom: ForWhom) -> tuple[Holder, ...]:
    """Return those who may read a message today; six queries, whatever is stored."""
    return tuple(holder for holder in Holder if find_sharing(feedback, holder).may_read(whom.to, whom.shares))


def _tell_sender(feedback: Feedback, message: Message, seal: Seal) -> None:
    """Queue a mail that says that there is news, or owe a call or letter, whichever they chose."""
    address = _address_of(feedback, seal) if feedback.mail_allowed else ""
    if address:
        queue_mail("news", feedback=feedback, address=address)
    elif feedback.audience is not Audience.STAFF:  # a colleague opens that page; the number is the giver's
        owe_for_message(feedback, message)


def _address_of(feedback: Feedback, seal: Seal) -> str:
    """Return the e-mail address of whoever sent it, or nothing."""
    rows = db.session.execute(
        select(PartyWords.party_id, PartyWords.words)
        .join(Party, Party.id == PartyWords.party_id)
        .where(Party.feedback_id == feedback.id, Party.role.in_(WHO_IS_TOLD), Party.email_hash.is_not(None))
        .order_by(Party.id)
    )
    for party_id, words in rows:
        address: str = seal.open(f"party_words.words:{party_id}", words).get("email", "")
        if address:
            return address
    return ""
