"""What officers did about an item before deciding it: with the child, with the service, and while waiting."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import ContactPurpose, Spoken, WaitingFor
from portal.extensions import Model
from portal.models.columns import (
    ByAccount,
    FeedbackKey,
    Instant,
    Key,
    OfFeedback,
    OptionalAccount,
    OptionalInstant,
    Sealed,
    code_of,
)


class ChildContact(Model):
    """One time somebody spoke with the child or their advocate, or tried to; what was said is sealed."""

    __tablename__ = "child_contact"

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    spoken: Mapped[Spoken] = mapped_column(code_of(Spoken))
    happened_at: Mapped[Instant]
    noted_at: Mapped[Instant]
    noted_by_id: Mapped[ByAccount]
    words: Mapped[Sealed]


class PractitionerContact(Model):
    """One time an officer asked, confirmed with or told somebody of the service; who and what is sealed."""

    __tablename__ = "practitioner_contact"

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    purpose: Mapped[ContactPurpose] = mapped_column(code_of(ContactPurpose))
    happened_at: Mapped[Instant]
    noted_at: Mapped[Instant]
    noted_by_id: Mapped[ByAccount]
    words: Mapped[Sealed]


class Waiting(Model):
    """Since when an item waits for somebody's answer, and until when that is expected."""

    __tablename__ = "waiting"
    __table_args__ = (
        Index("ix_waiting_of_feedback", "feedback_id", "id"),
        Index("ix_waiting_open", "ended_at", "expected_by", "id"),
    )

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    whom: Mapped[WaitingFor] = mapped_column(code_of(WaitingFor))
    since: Mapped[Instant]
    asked_by_id: Mapped[ByAccount]
    expected_by: Mapped[date | None]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    ended_at: Mapped[OptionalInstant]
    ended_by_id: Mapped[OptionalAccount]
    words: Mapped[Sealed]


class DecidedBefore(Model):
    """Who decided or signed what a person asks us to look at again: a third person reads it (DESIGN 4)."""

    __tablename__ = "decided_before"

    feedback_id: Mapped[FeedbackKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    noted_at: Mapped[Instant]


class DeskDraft(Model):
    """What an officer has typed into a form of an item and not yet sent; gone once it is."""

    __tablename__ = "desk_draft"

    feedback_id: Mapped[FeedbackKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    slot: Mapped[str] = mapped_column(String(40), primary_key=True)
    saved_at: Mapped[Instant] = mapped_column(index=True)
    words: Mapped[Sealed]
