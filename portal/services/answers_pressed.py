"""What was pressed under our questions, and by whom: one person's answer is never shown as another's."""

from sqlalchemy import select

from portal.domain.event_names import EventName
from portal.domain.vocabulary import Holder
from portal.extensions import db
from portal.models.event import Event

Pressed = dict[tuple[int, Holder], str]  # the last answer by message and holder


def find_pressed(feedback_id: int) -> Pressed:
    """Return what each holder of a page pressed last under each message; one query."""
    rows = db.session.scalars(
        select(Event.facts)
        .where(Event.feedback_id == feedback_id, Event.name == EventName.QUESTION_ANSWERED)
        .order_by(Event.id)
    )
    return {(one["message"], Holder(one.get("holder", Holder.SENDER))): one["answer"] for one in rows}


def somebody_else_pressed(pressed: Pressed, message_id: int, holder: Holder, answer: str) -> bool:
    """Whether another holder's last answer to a message is this one."""
    return any(
        number == message_id and whose is not holder and given == answer
        for (number, whose), given in pressed.items()
    )
