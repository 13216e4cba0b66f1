"""Calls and letters that are owed to a person whom mail may not reach."""

from sqlalchemy import select

from portal.domain.clocks import due_date
from portal.domain.vocabulary import EventName, Holder, TaskStatus, Way
from portal.extensions import db
from portal.models.contact_task import ContactTask
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.message import Message
from portal.services.calendar import current_calendar
from portal.services.events import write_event
from portal.services.now import now, today
from portal.services.own_words import safe_contact_of, ways_known
from portal.services.sealing import Seal

BY_CHOICE = (Way.PHONE, Way.LETTER)


def owe_for_message(feedback: Feedback, message: Message) -> None:
    """Owe the sender a call or else a letter about a message that no mail tells of, where they chose it.

    In the caller's transaction. A call that is owed already tells of this message too.
    """
    way = _chosen_way(feedback)
    if way is None or _is_owed(feedback.id, way):
        return
    task = ContactTask(
        feedback_id=feedback.id,
        holder=Holder.SENDER,
        way=way,
        about=message.about,
        message_id=message.id,
        status=TaskStatus.OPEN,
        made_at=now(),
        due_on=due_date(today(), 1, current_calendar()).due_on,
    )
    db.session.add(task)
    db.session.flush()
    write_event(feedback, EventName.CONTACT_OWED, task=task.id, way=way, message=message.id)


def _chosen_way(feedback: Feedback) -> Way | None:
    """Return the first way that is safe and for which there is a number or an address."""
    words = db.session.get_one(FeedbackWords, feedback.id)
    safe = safe_contact_of(feedback, words, Seal.of(feedback.data_key_id)).how
    usable = [way for way in BY_CHOICE if way in safe]
    known = ways_known(feedback.id) if usable else frozenset()
    return next((way for way in usable if way in known), None)


def _is_owed(feedback_id: int, way: Way) -> bool:
    owed = select(ContactTask.id).where(
        ContactTask.feedback_id == feedback_id,
        ContactTask.holder == Holder.SENDER,
        ContactTask.way == way,
        ContactTask.status == TaskStatus.OPEN,
    )
    return db.session.scalar(owed.limit(1)) is not None
