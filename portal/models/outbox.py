"""Mails to be sent, written in the transaction of what they are about; and leases of periodic jobs."""

from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import Instant, Key, OptionalFeedback, OptionalInstant, Sealed, code_of


class MailStatus(StrEnum):
    """Whether a mail still has to go."""

    QUEUED = "queued"
    SENT = "sent"
    GIVEN_UP = "given_up"


class OutboxMail(Model):
    """One mail: a template's name and an address, sealed for people outside, by role for staff."""

    __tablename__ = "outbox_mail"
    __table_args__ = (Index("ix_outbox_mail_next", "status", "not_before", "id"),)

    id: Mapped[Key]
    feedback_id: Mapped[OptionalFeedback]
    template: Mapped[str] = mapped_column(String(60))
    staff_list: Mapped[str | None] = mapped_column(String(60))
    address: Mapped[Sealed | None]
    link: Mapped[Sealed | None]
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    status: Mapped[MailStatus] = mapped_column(code_of(MailStatus))
    not_before: Mapped[Instant]
    leased_until: Mapped[OptionalInstant]
    tries: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[Instant]
    sent_at: Mapped[OptionalInstant]
    problem: Mapped[str | None] = mapped_column(String(120))


class PeriodicJob(Model):
    """When a periodic job last ran, and who holds it now."""

    __tablename__ = "periodic_job"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    leased_until: Mapped[OptionalInstant]
    succeeded_at: Mapped[OptionalInstant]
    problem: Mapped[str | None] = mapped_column(String(200))
