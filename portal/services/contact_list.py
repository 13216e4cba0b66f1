"""The lists to ring and to post: who is owed a call or a letter, the soonest first, and one of them whole."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select, tuple_

from portal.domain.clocks import working_days_left
from portal.domain.errors import ConflictOfInterest, NotFound
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, Channel, Holder, PartyRole, TaskStatus, Way
from portal.extensions import db
from portal.models.account import Account
from portal.models.contact_task import ContactTask
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.message import Message
from portal.models.party import Party, PartyWords
from portal.services.accounts import StaffMember
from portal.services.authorities import list_readable
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.database import writing
from portal.services.desk_lines import capacity
from portal.services.events import log_access
from portal.services.holding import require
from portal.services.now import today
from portal.services.sealing import Seal

PAGE = 25
ROLES = {
    Holder.SENDER: (PartyRole.SENDER,),
    Holder.CHILD: (PartyRole.CHILD, PartyRole.SENDER),
    Holder.ADVOCATE: (PartyRole.ADVOCATE, PartyRole.REPRESENTATIVE),
}
_COLUMNS: tuple[Any, ...] = (
    ContactTask,
    Feedback.reference,
    Feedback.audience,
    Feedback.channel,
    capacity(),
)


@dataclass(frozen=True, slots=True)
class Owed:
    """One call or letter in a list; ``days_left`` are working days. Where to is one press deeper."""

    id: int
    reference: str
    audience: Audience
    channel: Channel
    capacity: str
    holder: Holder
    way: Way
    about: str
    made_at: datetime
    due_on: date
    days_left: int
    tries: int
    tried_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwedPage:
    """Up to 25 of them, and the cursor of the next page or None."""

    owed: tuple[Owed, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class OwedTo:
    """One call or letter whole: how it is safe, where to, and the words of the message it is about.

    ``message`` is empty where the person may not be told it: then only say that there is news.
    """

    task: Owed
    status: TaskStatus
    safe_how: tuple[str, ...]
    safe_when: str
    must_not_know: str
    name: str
    phone: str
    address: str
    message: str
    done_at: datetime | None
    done_by: str
    outcome: str
    proof: str


def list_owed(officer: StaffMember, way: Way, after: str | None = None) -> OwedPage:
    """Return a page of what is owed by one way, the soonest due first; one query."""
    require(officer, Permission.SEE_DESK)
    wanted = _select(officer).where(ContactTask.status == TaskStatus.OPEN, ContactTask.way == way)
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(ContactTask.due_on, ContactTask.id) > tuple_(*place))
    rows = db.session.execute(wanted.order_by(ContactTask.due_on, ContactTask.id).limit(PAGE + 1)).all()
    shown = tuple(_owed(*row) for row in rows[:PAGE])
    more = len(rows) > PAGE
    return OwedPage(shown, day_cursor(shown[-1].due_on, shown[-1].id) if more else None)


def count_owed(officer: StaffMember) -> dict[Way, int]:
    """Return how many calls and how many letters are owed; one query."""
    rows = db.session.execute(
        select(ContactTask.way, func.count().label("number"))
        .join(Feedback, Feedback.id == ContactTask.feedback_id)
        .where(ContactTask.status == TaskStatus.OPEN, ~in_conflict(officer.id))
        .group_by(ContactTask.way)
    )
    return dict.fromkeys(Way, 0) | {row.way: row.number for row in rows}


def list_of_item(feedback_id: int) -> tuple[Owed, ...]:
    """Return every call and letter of an item, the latest first; one query."""
    rows = db.session.execute(
        select(*_COLUMNS)
        .join(Feedback, Feedback.id == ContactTask.feedback_id)
        .where(ContactTask.feedback_id == feedback_id, ContactTask.status == TaskStatus.OPEN)
        .order_by(ContactTask.id.desc())
    )
    return tuple(_owed(*row) for row in rows)


def read_owed(task_id: int, officer: StaffMember) -> OwedTo:
    """Return one call or letter whole and log that it was read. Commits the log.

    Raises NotAllowed, NotFound or ConflictOfInterest.
    """
    require(officer, Permission.SCREEN)
    with writing():
        found = db.session.execute(
            select(ContactTask.feedback_id, in_conflict(officer.id))
            .join(Feedback, Feedback.id == ContactTask.feedback_id)
            .where(ContactTask.id == task_id)
        ).first()
        if found is None:
            raise NotFound("There is no such call or letter.")
        if found[1]:
            raise ConflictOfInterest("You must keep away from this item.")
        log_access("read_contact", by=officer.id, feedback_id=found[0])
    task = db.session.get_one(ContactTask, task_id)
    return _whole(task, db.session.get_one(Feedback, task.feedback_id))


def _select(officer: StaffMember) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(Feedback, Feedback.id == ContactTask.feedback_id)
        .where(~in_conflict(officer.id))
    )


def _owed(
    task: ContactTask, reference: str, audience: Audience, channel: Channel, capacity: str | None
) -> Owed:
    return Owed(
        id=task.id,
        reference=reference,
        audience=audience,
        channel=channel,
        capacity=capacity or "",
        holder=task.holder,
        way=task.way,
        about=task.about,
        made_at=task.made_at,
        due_on=task.due_on,
        days_left=working_days_left(today(), task.due_on, current_calendar()),
        tries=task.tries,
        tried_at=task.tried_at,
    )


def _whole(task: ContactTask, feedback: Feedback) -> OwedTo:
    seal = Seal.of(feedback.data_key_id)
    words = db.session.get_one(FeedbackWords, feedback.id)
    safe = seal.open(f"feedback_words.safe_contact:{feedback.id}", words.safe_contact)
    person = _person(feedback.id, task.holder, seal)
    readable = task.message_id in list_readable(feedback.id, task.holder) if task.message_id else False
    message = db.session.get(Message, task.message_id) if readable else None
    said = seal.open(f"message.words:{message.id}", message.words)["text"] if message else ""
    by = select(Account.name).where(Account.id == task.done_by_id)
    return OwedTo(
        task=_owed(task, feedback.reference, feedback.audience, feedback.channel, None),
        status=task.status,
        safe_how=tuple(safe.get("how", ())),
        safe_when=safe.get("when", ""),
        must_not_know=safe.get("must_not_know", ""),
        name=person.get("name", ""),
        phone=person.get("phone", ""),
        address=person.get("address", ""),
        message=said,
        done_at=task.done_at,
        done_by=db.session.scalar(by) or "" if task.done_by_id else "",
        outcome=task.outcome or "",
        proof=seal.open(f"contact_task.proof:{task.id}", task.proof) if task.proof else "",
    )


def _person(feedback_id: int, holder: Holder, seal: Seal) -> dict[str, str]:
    """Return the words of the person a call or a letter is for, without a number at least their name."""
    rows = db.session.execute(
        select(Party.id, Party.role, PartyWords.words)
        .join(PartyWords, PartyWords.party_id == Party.id)
        .where(Party.feedback_id == feedback_id, Party.role.in_(ROLES[holder]))
        .order_by(Party.id)
    ).all()
    ranked = sorted(rows, key=lambda row: ROLES[holder].index(row.role))
    everybody: list[dict[str, str]] = [seal.open(f"party_words.words:{row.id}", row.words) for row in ranked]
    reached = [one for one in everybody if one.get("phone") or one.get("address")]
    return next(iter((*reached, *everybody)), {})
