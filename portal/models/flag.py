"""What has to be minded beside the route: a request for records, a data breach, a hard manner."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import FlagKind
from portal.extensions import Model
from portal.models.columns import (
    ByAccount,
    Instant,
    Key,
    OptionalAccount,
    OptionalInstant,
    Sealed,
    code_of,
)


class Flag(Model):
    """One flag; ``due_on`` is when records are due, advice is owed, or the flag is looked at again.

    ``words`` (sealed) are what was said or seen, the advice taken, and how it ended.
    """

    __tablename__ = "flag"
    __table_args__ = (
        Index("ix_flag_of_feedback", "feedback_id", "id"),
        Index("ix_flag_open", "ended_at", "due_on", "id"),
    )

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"))
    kind: Mapped[FlagKind] = mapped_column(code_of(FlagKind))
    raised_at: Mapped[Instant]
    raised_by_id: Mapped[ByAccount]
    due_on: Mapped[date | None]
    ended_at: Mapped[OptionalInstant]
    ended_by_id: Mapped[OptionalAccount]
    words: Mapped[Sealed]
