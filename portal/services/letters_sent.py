"""The letters that went out about an item, with what proves that they did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, String, and_, cast, func, select

from portal.domain.vocabulary import Holder, LetterKind, LetterStyle, TaskStatus, Way
from portal.extensions import db
from portal.models.account import Account
from portal.models.contact_task import ContactTask
from portal.models.letter import Letter
from portal.models.message import Message
from portal.models.outbox import MailStatus, OutboxMail
from portal.models.point import DecisionPoint, Point
from portal.models.screening import Decision
from portal.services.authorities import list_readable
from portal.services.sealing import Seal
from portal.services.telling import send_corrected_letter, send_letter

__all__ = [
    "Followed",
    "LetterShown",
    "TaskProof",
    "list_letters",
    "list_own",
    "send_corrected_letter",
    "send_letter",
    "what_followed",
]

NEWS = "news"


@dataclass(frozen=True, slots=True)
class TaskProof:
    """The call or the posting that a letter led to; ``proof`` is what the officer wrote of it."""

    id: int
    way: Way
    status: TaskStatus
    due_on: date
    done_at: datetime | None
    done_by: str
    outcome: str
    proof: str


@dataclass(frozen=True, slots=True)
class LetterShown:
    """One letter, and how it reached the person.

    It lies on the private page since ``sent_at``; ``opened_at`` is when they did. ``mail`` is what became of
    the mail that told of it, or None where none was to be sent. ``points`` are those it is about, and
    ``signed_by`` is the second person, where the decision needed one.
    """

    id: int
    kind: LetterKind
    style: LetterStyle
    version: int
    sent_at: datetime
    sent_by: str
    decision_id: int | None
    message_id: int | None
    opened_at: datetime | None
    answer: str
    mail: MailStatus | None
    mailed_at: datetime | None
    tasks: tuple[TaskProof, ...] = ()
    points: tuple[int, ...] = ()
    signed_by: str = ""


def list_letters(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[LetterShown, ...]:
    """Return those of an item, the oldest first; one query, which opens no letter."""
    of_it = (
        OutboxMail.feedback_id == Letter.feedback_id,
        OutboxMail.template == NEWS,
        OutboxMail.queued_at.between(Message.sent_at, Letter.sent_at),
    )
    rows = db.session.execute(
        select(
            Letter.id,
            Letter.kind,
            Letter.style,
            Letter.version,
            Letter.sent_at,
            Letter.sent_by_id,
            Letter.decision_id,
            Letter.message_id,
            Decision.signed_by_id,
            _numbers().label("numbers"),
            Message.read_at,
            Message.answer,
            OutboxMail.status.label("mail"),
            OutboxMail.sent_at.label("mailed_at"),
            ContactTask,
        )
        .outerjoin(Decision, Decision.id == Letter.decision_id)
        .outerjoin(Message, Message.id == Letter.message_id)
        .outerjoin(OutboxMail, and_(*of_it))
        .outerjoin(ContactTask, ContactTask.message_id == Letter.message_id)
        .where(Letter.feedback_id == feedback_id)
        .order_by(Letter.id, ContactTask.id)
    )
    by_letter: dict[int, list[Any]] = {}
    for row in rows:
        by_letter.setdefault(row.id, []).append(row)
    return tuple(_shown(of_one, seal, names) for of_one in by_letter.values())


def _numbers() -> ScalarSelect[str]:
    """Return the numbers of the points that a letter was about when it went, as a part of its query."""
    about = (
        select(func.aggregate_strings(cast(Point.number, String), ","))
        .select_from(DecisionPoint)
        .join(Point, Point.id == DecisionPoint.point_id)
        .where(DecisionPoint.decision_id == Letter.decision_id, Point.defined_at <= Letter.sent_at)
        .correlate(Letter)
    )
    return about.scalar_subquery()


@dataclass(frozen=True, slots=True)
class Followed:
    """What followed when a decision was made: its letter, or who is asked to sign it by when."""

    letter_id: int | None
    signer: str
    sign_by: date | None


def what_followed(decision_id: int) -> Followed:
    """Return what followed a decision that was just made; one query."""
    row = db.session.execute(
        select(func.max(Letter.id).label("letter_id"), Account.name, Decision.sign_by)
        .select_from(Decision)
        .outerjoin(Letter, Letter.decision_id == Decision.id)
        .outerjoin(Account, Account.id == Decision.signer_id)
        .where(Decision.id == decision_id)
        .group_by(Account.name, Decision.sign_by)
    ).one()
    return Followed(row.letter_id, row.name or "", row.sign_by)


def list_own(feedback_id: int, holder: Holder) -> dict[int, int]:
    """Return the letters that a holder of the private page may read today, by the id of their message."""
    readable = list_readable(feedback_id, holder)
    rows = db.session.execute(
        select(Letter.message_id, Letter.id).where(
            Letter.feedback_id == feedback_id, Letter.message_id.in_(readable)
        )
    )
    return {row.message_id: row.id for row in rows}


def _shown(rows: list[Any], seal: Seal, names: Mapping[int, str]) -> LetterShown:
    row = rows[0]
    tasks = {one.ContactTask.id: one.ContactTask for one in rows if one.ContactTask is not None}
    return LetterShown(
        id=row.id,
        kind=row.kind,
        style=row.style,
        version=row.version,
        sent_at=row.sent_at,
        sent_by=names.get(row.sent_by_id or 0, ""),
        decision_id=row.decision_id,
        message_id=row.message_id,
        opened_at=row.read_at,
        answer=row.answer or "",
        mail=row.mail,
        mailed_at=row.mailed_at,
        tasks=tuple(_proof(task, seal, names) for task in tasks.values()),
        points=tuple(sorted(int(number) for number in (row.numbers or "").split(",") if number)),
        signed_by=names.get(row.signed_by_id or 0, ""),
    )


def _proof(task: ContactTask, seal: Seal, names: Mapping[int, str]) -> TaskProof:
    return TaskProof(
        id=task.id,
        way=task.way,
        status=task.status,
        due_on=task.due_on,
        done_at=task.done_at,
        done_by=names.get(task.done_by_id or 0, ""),
        outcome=task.outcome or "",
        proof=seal.open(f"contact_task.proof:{task.id}", task.proof) if task.proof else "",
    )
