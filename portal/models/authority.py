"""What may be shared with whom about a child's feedback, from when to when, and who confirmed it."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import AuthorityBasis, Holder
from portal.extensions import Model
from portal.models.columns import (
    Codes,
    Instant,
    Key,
    OfFeedback,
    OptionalAccount,
    OptionalCode,
    OptionalInstant,
    Sealed,
    code_of,
)


class Authority(Model):
    """Takes effect only when the child and the person named have both confirmed (S1, examples of learning).

    ``scopes`` are codes of ``Scope``. ``words`` (sealed) name the person: name, relation, how to reach them.
    """

    __tablename__ = "authority"

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    holder: Mapped[Holder] = mapped_column(code_of(Holder))
    basis: Mapped[AuthorityBasis] = mapped_column(code_of(AuthorityBasis))
    scopes: Mapped[Codes]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    asked_at: Mapped[Instant]
    child_confirmed_at: Mapped[OptionalInstant]
    child_confirmed_how: Mapped[OptionalCode]
    child_confirmed_by_id: Mapped[OptionalAccount]
    named_confirmed_at: Mapped[OptionalInstant]
    named_confirmed_how: Mapped[OptionalCode]
    named_confirmed_by_id: Mapped[OptionalAccount]
    ended_at: Mapped[OptionalInstant]
    ended_how: Mapped[OptionalCode]
    ended_by_id: Mapped[OptionalAccount]
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    known_advocate_id: Mapped[int | None] = mapped_column(ForeignKey("known_advocate.id"), index=True)
    words: Mapped[Sealed]


class Suitability(Model):
    """Whether a representative is suitable, and what was judged of the child's age and understanding (S3)."""

    __tablename__ = "suitability"

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), primary_key=True)
    suitable: Mapped[bool | None]
    understands: Mapped[OptionalCode]
    child_agrees: Mapped[OptionalCode]
    decided_at: Mapped[Instant]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    words: Mapped[Sealed]


class KnownAdvocate(Model):
    """An advocate of a provider who has proved it once; a list code shows them their own items."""

    __tablename__ = "known_advocate"

    id: Mapped[Key]
    provider: Mapped[str] = mapped_column(String(60))
    data_key_id: Mapped[int] = mapped_column(index=True)
    email_hash: Mapped[str] = mapped_column(String(80), unique=True)
    words: Mapped[Sealed]
    list_code_hash: Mapped[str | None] = mapped_column(String(80), unique=True)
    made_at: Mapped[Instant]
    proved_at: Mapped[OptionalInstant]
    proved_how: Mapped[OptionalCode]
    proved_by_id: Mapped[OptionalAccount]
    ended_at: Mapped[OptionalInstant]
