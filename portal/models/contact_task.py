"""Calls and letters that are owed to a person whom mail may not reach, each with its proof."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import Holder, TaskStatus, Way
from portal.extensions import Model
from portal.models.columns import (
    Instant,
    Key,
    OfFeedback,
    OptionalAccount,
    OptionalCode,
    OptionalInstant,
    Sealed,
    code_of,
)


class ContactTask(Model):
    """One call or letter; ``proof`` (sealed) is who answered, or what was posted and when."""

    __tablename__ = "contact_task"
    __table_args__ = (Index("ix_contact_task_open", "status", "way", "due_on", "id"),)

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    holder: Mapped[Holder] = mapped_column(code_of(Holder), default=Holder.SENDER)
    way: Mapped[Way] = mapped_column(code_of(Way))
    about: Mapped[str] = mapped_column(String(40))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    status: Mapped[TaskStatus] = mapped_column(code_of(TaskStatus))
    made_at: Mapped[Instant]
    due_on: Mapped[date]
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[OptionalInstant]
    done_at: Mapped[OptionalInstant]
    done_by_id: Mapped[OptionalAccount]
    outcome: Mapped[OptionalCode]
    proof: Mapped[Sealed | None]
