"""The mails of a demonstration, which stay in its own folder, for the page that shows them."""

import email
import email.policy
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from sqlalchemy import Select, func, select

from portal.domain.errors import NotFound
from portal.domain.vocabulary import Audience
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.outbox import MailStatus, OutboxMail
from portal.services import mailing

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail in the list: whom it is for by role, and what became of it."""

    id: int
    template: str
    audience: Audience | None
    reference: str | None
    queued_at: datetime
    sent_at: datetime | None
    status: MailStatus
    problem: str | None

    @property
    def reader(self) -> str:
        """Whom it is for."""
        return mailing.reader_of(self.template, self.audience)


@dataclass(frozen=True, slots=True)
class MailLines:
    """One page of the list, and where the next begins."""

    shown: tuple[MailLine, ...]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class MailShown:
    """One mail; its words only once it was delivered."""

    line: MailLine
    sender: str
    recipients: str
    subject: str
    text: str | None = field(repr=False)


def list_mails(before: int | None = None) -> MailLines:
    """Return the newest 25 mails, from behind mail ``before``."""
    query = _lines().order_by(OutboxMail.id.desc()).limit(PAGE_SIZE + 1)
    if before is not None:
        query = query.where(OutboxMail.id < before)
    lines = [MailLine(*row) for row in db.session.execute(query)]
    shown = tuple(lines[:PAGE_SIZE])
    return MailLines(shown, shown[-1].id if len(lines) > PAGE_SIZE else None)


def count_waiting_mails() -> int:
    """Return how many mails are still to be sent."""
    waiting = select(func.count(OutboxMail.id)).where(OutboxMail.status == MailStatus.QUEUED)
    return db.session.scalar(waiting) or 0


def find_mail(mail_id: int) -> MailShown:
    """Return one mail as it was delivered; raises NotFound."""
    row = db.session.execute(
        _lines().add_columns(OutboxMail.message_id).where(OutboxMail.id == mail_id)
    ).first()
    if row is None:
        raise NotFound("There is no such mail.")
    *columns, message_id = row
    message = _delivered(message_id)
    if message is None:
        return MailShown(MailLine(*columns), "", "", "", None)
    return MailShown(
        MailLine(*columns),
        str(message["From"]),
        str(message["To"]),
        str(message["Subject"]),
        str(message.get_content()).strip(),
    )


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            OutboxMail.id,
            OutboxMail.template,
            Feedback.audience,
            Feedback.reference,
            OutboxMail.queued_at,
            OutboxMail.sent_at,
            OutboxMail.status,
            OutboxMail.problem,
        )
        .select_from(OutboxMail)
        .outerjoin(Feedback, Feedback.id == OutboxMail.feedback_id)
    )


def _delivered(message_id: str) -> EmailMessage | None:
    path = mailing.mails_folder() / mailing.file_name(message_id)
    try:
        found = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    except FileNotFoundError:
        return None
    return found if isinstance(found, EmailMessage) else None
