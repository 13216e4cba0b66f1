"""One thing somebody sent or told us: its plain facets, and its sealed words in a side table."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Holder, Kind, ReadBack, SetAsideAs
from portal.extensions import Model
from portal.models.columns import (
    FeedbackKey,
    Hash,
    Instant,
    Key,
    OptionalAccount,
    OptionalCode,
    OptionalInstant,
    Sealed,
    UnderDataKey,
    code_of,
)


class Feedback(Model):
    """Facets only: what lists filter and sort by; nothing a person typed."""

    __tablename__ = "feedback"

    id: Mapped[Key]
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    submission_id: Mapped[str] = mapped_column(String(36), unique=True)
    code_hash: Mapped[Hash] = mapped_column(unique=True)
    data_key_id: Mapped[UnderDataKey]

    kind: Mapped[Kind] = mapped_column(code_of(Kind))
    sent_as: Mapped[Kind] = mapped_column(code_of(Kind))
    audience: Mapped[Audience] = mapped_column(code_of(Audience))
    channel: Mapped[Channel] = mapped_column(code_of(Channel))
    journey: Mapped[str] = mapped_column(String(40))
    journey_version: Mapped[int]

    received_at: Mapped[Instant]
    received_on: Mapped[date]
    first_received_on: Mapped[date | None]
    keyed_at: Mapped[OptionalInstant]
    keyed_by_id: Mapped[OptionalAccount]
    read_back: Mapped[ReadBack | None] = mapped_column(code_of(ReadBack))
    forwarded_from: Mapped[OptionalCode]
    address_confirmed_at: Mapped[OptionalInstant]
    about_to_happen: Mapped[bool] = mapped_column(default=False)
    about_to_happen_on: Mapped[date | None]
    act_by: Mapped[date]
    route_known_by: Mapped[date]
    team: Mapped[OptionalCode]

    status: Mapped[FeedbackStatus] = mapped_column(code_of(FeedbackStatus))
    set_aside_as: Mapped[SetAsideAs | None] = mapped_column(code_of(SetAsideAs))
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("feedback.id"))
    danger: Mapped[bool] = mapped_column(default=False)
    anonymous: Mapped[bool] = mapped_column(default=False)
    accompanied: Mapped[bool] = mapped_column(default=False)
    mail_allowed: Mapped[bool] = mapped_column(default=False)
    news_at: Mapped[OptionalInstant]
    opened_at: Mapped[OptionalInstant]
    code_changed_at: Mapped[OptionalInstant]
    acknowledged_at: Mapped[OptionalInstant]
    correction_asked_at: Mapped[OptionalInstant]

    unread_since: Mapped[OptionalInstant]
    reader_id: Mapped[OptionalAccount]
    read_by_on: Mapped[date | None]

    claimed_by_id: Mapped[OptionalAccount]
    claimed_at: Mapped[OptionalInstant]
    claim_ends_at: Mapped[OptionalInstant]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("ix_feedback_desk", "status", "act_by", "id"),
        Index("ix_feedback_desk_kind", "status", "kind", "act_by", "id"),
        Index("ix_feedback_desk_audience", "status", "audience", "act_by", "id"),
        Index("ix_feedback_desk_channel", "status", "channel", "act_by", "id"),
        Index("ix_feedback_desk_team", "status", "team", "act_by", "id"),
        Index("ix_feedback_desk_claim", "status", "claimed_by_id", "act_by", "id"),
        Index("ix_feedback_claim_ends_at", "claim_ends_at"),
        Index("ix_feedback_same_as_id", "same_as_id"),
        Index("ix_feedback_keyed_by", "keyed_by_id", "id"),
        Index("ix_feedback_news_at", "news_at"),
        Index("ix_feedback_unread", "unread_since", "id"),
        Index("ix_feedback_reader", "reader_id", "unread_since", "id"),
        Index("ix_feedback_of_team", "team", "kind", "received_on", "id"),
        Index("ix_feedback_correction", "correction_asked_at", "id"),
    )


class FeedbackWords(Model):
    """Everything that was said, question by question as shown, sealed; and how it is safe to make contact."""

    __tablename__ = "feedback_words"

    feedback_id: Mapped[FeedbackKey]
    said: Mapped[Sealed]
    safe_contact: Mapped[Sealed]
    code: Mapped[Sealed | None]
    safe_word: Mapped[Sealed | None]


class AddedWords(Model):
    """Something the person added on the private page after sending."""

    __tablename__ = "added_words"

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), index=True)
    added_at: Mapped[Instant]
    holder: Mapped[Holder] = mapped_column(code_of(Holder), default=Holder.SENDER)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    danger: Mapped[bool] = mapped_column(default=False)
    read_at: Mapped[OptionalInstant]
    read_by_id: Mapped[OptionalAccount]
    words: Mapped[Sealed]


class OfficeNote(Model):
    """A note between officers about one piece of feedback."""

    __tablename__ = "office_note"

    id: Mapped[Key]
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[Instant]
    words: Mapped[Sealed]


class ConflictOfInterest(Model):
    """A member of staff who may not open, claim or sign it; where ``named`` in it, nor may their manager."""

    __tablename__ = "conflict_of_interest"

    feedback_id: Mapped[FeedbackKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    named: Mapped[bool] = mapped_column(default=True)
    noted_at: Mapped[Instant]
