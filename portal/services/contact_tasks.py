"""Calls and letters that are owed to a person whom mail may not reach; nothing here commits."""

from datetime import date

from sqlalchemy import exists, select, update

from portal.domain.clocks import due_date
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Holder, TaskStatus, Way
from portal.extensions import db
from portal.models.contact_task import ContactTask
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.message import Message
from portal.services.calendar import current_calendar
from portal.services.events import write_event
from portal.services.now import now, today
from portal.services.own_words import safe_contact_of, ways_known
from portal.services.sealing import Seal
from portal.services.submission import WHERE_THEY_SAID, SafeContact

BY_CHOICE = (Way.PHONE, Way.LETTER)
THANKS = "thanks"
FIND_THEM = "find_them"


def owe_for_message(feedback: Feedback, message: Message) -> None:
    """Owe the sender a call or else a letter about a message that no mail tells of, where they chose it.

    A call that is owed already tells of this message too.
    """
    way = next_safe_way(feedback)
    if way is not None and not is_owed(feedback.id, way):
        owe(feedback, way, message.about, message_id=message.id)


def owe_thanks(feedback: Feedback) -> None:
    """Owe a call or a letter to whoever a colleague passed a compliment on for, where they allowed it."""
    way = next_safe_way(feedback)
    if way is not None and not is_owed(feedback.id, way):
        owe(feedback, way, THANKS)


def owe_meeting(feedback: Feedback, contact: SafeContact) -> None:
    """Owe a call that finds a child at the place, or through the person, that they named."""
    if WHERE_THEY_SAID in contact.how:
        owe(feedback, Way.PHONE, FIND_THEM)


def owe(
    feedback: Feedback,
    way: Way,
    about: str,
    *,
    holder: Holder = Holder.SENDER,
    message_id: int | None = None,
    by: int | None = None,
    reason: str | None = None,
) -> int:
    """Put a call or a letter on the list for the next working day; returns its id."""
    task = ContactTask(
        feedback_id=feedback.id,
        holder=holder,
        way=way,
        about=about,
        message_id=message_id,
        status=TaskStatus.OPEN,
        made_at=now(),
        due_on=next_working_day(),
    )
    db.session.add(task)
    db.session.flush()
    write_event(feedback, EventName.CONTACT_OWED, by=by, reason=reason, task=task.id, way=way, about=about)
    return task.id


def hasten(feedback_id: int, tell_by: date) -> None:
    """Have what is owed to the sender done by a day, where it would be done later."""
    owed = update(ContactTask).where(
        ContactTask.feedback_id == feedback_id,
        ContactTask.holder == Holder.SENDER,
        ContactTask.status == TaskStatus.OPEN,
        ContactTask.due_on > tell_by,
    )
    db.session.execute(owed.values(due_on=tell_by))


def next_safe_way(feedback: Feedback, *, without: Way | None = None) -> Way | None:
    """Return the first way that is safe and for which there is a number or an address, or None.

    Whoever named a place where they are found is reached by a call there.
    """
    allowed = safe_ways(feedback)
    safe = [way for way in BY_CHOICE if way in allowed and way is not without]
    known = ways_known(feedback.id) if safe else frozenset()
    by_place = Way.PHONE if WHERE_THEY_SAID in allowed and without is not Way.PHONE else None
    return next((way for way in safe if way in known), by_place)


def safe_ways(feedback: Feedback) -> tuple[str, ...]:
    """Return every way the person called safe."""
    words = db.session.get_one(FeedbackWords, feedback.id)
    return safe_contact_of(feedback, words, Seal.of(feedback.data_key_id)).how


def is_owed(feedback_id: int, way: Way) -> bool:
    """Whether a call, or a letter, to the sender is on the list already."""
    owed = exists().where(
        ContactTask.feedback_id == feedback_id,
        ContactTask.holder == Holder.SENDER,
        ContactTask.way == way,
        ContactTask.status == TaskStatus.OPEN,
    )
    return bool(db.session.scalar(select(owed)))


def next_working_day() -> date:
    """Return the day by which a call or a letter is owed."""
    return due_date(today(), 1, current_calendar()).due_on
