"""Ringing and posting, with proof: what was tried, what came of it, and what is owed next."""

from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import exists, select

from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import TaskStatus, Way
from portal.domain.workingdays import LONDON
from portal.extensions import db
from portal.models.contact_task import ContactTask
from portal.models.feedback import Feedback
from portal.models.message import Message
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.contact_tasks import is_owed, next_safe_way, next_working_day, owe, safe_ways
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now, today
from portal.services.own_words import ways_known
from portal.services.sealing import Seal

UNOPENED_NEWS = "unopened_news"
BY_HAND = "by_hand"
LOOK_BACK = timedelta(days=60)


class Outcome(StrEnum):
    """What came of a call or a letter."""

    REACHED = "reached"
    POSTED = "posted"
    NO_ANSWER = "no_answer"
    SOMEBODY_ELSE = "somebody_else"
    NOT_SAFE = "not_safe"
    WRONG = "wrong"
    STOPPED = "stopped"


OUTCOMES: dict[Way, tuple[Outcome, ...]] = {
    Way.PHONE: (
        Outcome.REACHED,
        Outcome.NO_ANSWER,
        Outcome.SOMEBODY_ELSE,
        Outcome.NOT_SAFE,
        Outcome.WRONG,
        Outcome.STOPPED,
    ),
    Way.LETTER: (Outcome.POSTED, Outcome.WRONG, Outcome.STOPPED),
}
DONE = frozenset({Outcome.REACHED, Outcome.POSTED})
TRY_AGAIN = frozenset({Outcome.NO_ANSWER, Outcome.SOMEBODY_ELSE, Outcome.NOT_SAFE})


def note_try(task_id: int, officer: StaffMember, outcome: Outcome, proof: str) -> None:
    """Note what came of a try, with its proof in words. Commits.

    A call that reached nobody is owed again on the next working day; a wrong number or address passes to the
    other safe way. Raises Incomplete without proof, MoveNotPossible where it is done already or the outcome
    is not one of its way, and what ``load_open`` raises.
    """
    with writing():
        task, feedback = _load(task_id, officer)
        if outcome not in OUTCOMES[task.way]:
            raise MoveNotPossible("That can't come of this.")
        if not proof.strip():
            raise Incomplete(("proof",))
        at = now()
        task.tries, task.tried_at, task.outcome = task.tries + 1, at, outcome.value
        task.proof = _more_proof(task, feedback, f"{at:%Y-%m-%d %H:%M} {outcome.value}: {proof.strip()}")
        if outcome in TRY_AGAIN:
            task.due_on = next_working_day()
            write_event(
                feedback, EventName.CONTACT_TRIED, by=officer.id, task=task.id, way=task.way, outcome=outcome
            )
            return
        task.status = TaskStatus.DONE if outcome in DONE else TaskStatus.STOPPED
        task.done_at, task.done_by_id = at, officer.id
        name = EventName.CONTACT_MADE if outcome in DONE else EventName.CONTACT_STOPPED
        write_event(feedback, name, by=officer.id, task=task.id, way=task.way, outcome=outcome)
        if outcome is Outcome.WRONG:
            _pass_to_other_way(task, feedback)


def owe_by_hand(reference: str, officer: StaffMember, way: Way, reason: str) -> int:
    """Put a call or a letter on the list because an officer wants it; returns its id. Commits.

    Safe contact binds: a way the person did not allow needs a supervisor. Raises Incomplete without a reason,
    NotAllowed, MoveNotPossible where it is owed already or there is no number or address, and what
    ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        if not reason.strip():
            raise Incomplete(("reason",))
        if way not in ways_known(feedback.id):
            raise MoveNotPossible("There is no number." if way is Way.PHONE else "There is no address.")
        if way not in safe_ways(feedback) and not officer.may(Permission.SUPERVISE):
            raise MoveNotPossible("They did not say that this is safe. Only a supervisor may decide it.")
        if is_owed(feedback.id, way):
            raise MoveNotPossible("That is on the list already.")
        return owe(feedback, way, BY_HAND, by=officer.id, reason=reason)


def owe_unopened_news() -> int:
    """Owe a call or a letter for news that nobody opened within the profile's days; return how many. Commits.

    By the next safe way: a mail has gone already where mail is allowed.
    """
    days = current_council().conversation.news_days
    since = _working_days_ago(days)
    stale = (
        select(Feedback)
        .where(
            Feedback.news_at < since,
            Feedback.news_at > since - LOOK_BACK,
            (Feedback.opened_at.is_(None)) | (Feedback.opened_at < Feedback.news_at),
            ~exists().where(ContactTask.feedback_id == Feedback.id, ContactTask.made_at >= Feedback.news_at),
            ~exists().where(ContactTask.feedback_id == Feedback.id, ContactTask.status == TaskStatus.OPEN),
        )
        .order_by(Feedback.id)
    )
    owed = 0
    for feedback in db.session.scalars(stale).all():
        way = next_safe_way(feedback)
        if way is not None:
            owe(feedback, way, UNOPENED_NEWS, message_id=_newest_message(feedback.id))
            owed += 1
    db.session.commit()
    return owed


def _load(task_id: int, officer: StaffMember) -> tuple[ContactTask, Feedback]:
    reference = db.session.scalar(
        select(Feedback.reference)
        .join(ContactTask, ContactTask.feedback_id == Feedback.id)
        .where(ContactTask.id == task_id)
    )
    if reference is None:
        if not officer.may(Permission.SCREEN):
            raise NotAllowed("Your role doesn't do this.")
        raise NotFound("There is no such call or letter.")
    feedback = load_open(reference, officer, Permission.SCREEN)
    task = db.session.get_one(ContactTask, task_id, with_for_update=True, populate_existing=True)
    if task.status is not TaskStatus.OPEN:
        raise MoveNotPossible("This is done already.")
    return task, feedback


def _more_proof(task: ContactTask, feedback: Feedback, line: str) -> bytes:
    """Return the proof so far with one line more, sealed."""
    seal, place = Seal.of(feedback.data_key_id), f"contact_task.proof:{task.id}"
    before = seal.open(place, task.proof) + "\n" if task.proof else ""
    return seal.close(place, before + line)


def _pass_to_other_way(task: ContactTask, feedback: Feedback) -> None:
    other = next_safe_way(feedback, without=task.way)
    if other is not None and not is_owed(feedback.id, other):
        owe(feedback, other, task.about, holder=task.holder, message_id=task.message_id)


def _newest_message(feedback_id: int) -> int | None:
    newest = select(Message.id).where(Message.feedback_id == feedback_id).order_by(Message.id.desc())
    return db.session.scalar(newest.limit(1))


def _working_days_ago(days: int) -> datetime:
    """Return the first moment of the day so many working days before today."""
    day, calendar = today(), current_calendar()
    for _ in range(days):
        day = calendar.working_before(day)
    return datetime.combine(day, time(), LONDON)
