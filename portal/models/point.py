"""The things complained of in one piece of feedback, each numbered, worded and decided by itself."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import Route
from portal.extensions import Model
from portal.models.columns import (
    Codes,
    Facts,
    Instant,
    Key,
    OfFeedback,
    OptionalAccount,
    OptionalCode,
    OptionalInstant,
    Sealed,
    code_of,
)


class Point(Model):
    """One thing complained of; its wording is the newest ``PointWording``.

    ``answers`` are what the checklist says of this point alone. ``route`` and ``case_id`` are set by the
    decision in force. A dropped point keeps its number, so that letters stay true.
    """

    __tablename__ = "point"
    __table_args__ = (UniqueConstraint("feedback_id", "number"),)

    id: Mapped[Key]
    feedback_id: Mapped[OfFeedback]
    number: Mapped[int]
    wording: Mapped[int] = mapped_column(default=1)
    team: Mapped[OptionalCode]
    themes: Mapped[Codes] = mapped_column(default=list)
    answers: Mapped[Facts] = mapped_column(default=dict)
    route: Mapped[Route | None] = mapped_column(code_of(Route))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    defined_at: Mapped[Instant]
    agreed_at: Mapped[OptionalInstant]
    dropped_at: Mapped[OptionalInstant]


class PointWording(Model):
    """One version of a point's words, sealed; none is ever changed."""

    __tablename__ = "point_wording"
    __table_args__ = (UniqueConstraint("point_id", "version"),)

    id: Mapped[Key]
    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"))
    feedback_id: Mapped[OfFeedback]
    version: Mapped[int]
    written_at: Mapped[Instant]
    written_by_id: Mapped[OptionalAccount]
    words: Mapped[Sealed]


class DecisionPoint(Model):
    """Which points a decision settles; a decision without any settles the whole of it."""

    __tablename__ = "decision_point"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"), primary_key=True, index=True)
