"""One countable row for reports; its columns are those of the import files, plain facets only."""

from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import Key, OptionalCode, OptionalFeedback


class Record(Model):
    """Projected by services in the same transaction as the fact; erasure of the Feedback leaves it."""

    __tablename__ = "record"
    __table_args__ = (
        Index("ix_record_received_on", "received_on"),
        Index("ix_record_type_received_on", "record_type", "received_on"),
    )

    id: Mapped[Key]
    feedback_id: Mapped[OptionalFeedback]
    record_type: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(60), unique=True)
    received_on: Mapped[date | None]
    due_on: Mapped[date | None]
    responded_on: Mapped[date | None]
    channel: Mapped[OptionalCode]
    procedure: Mapped[OptionalCode]
    stage: Mapped[OptionalCode]
    service_area: Mapped[str | None] = mapped_column(String(120))
    team: Mapped[str | None] = mapped_column(String(120))
    theme: Mapped[str | None] = mapped_column(String(400))
    complainant_type: Mapped[OptionalCode]
    young_person: Mapped[bool] = mapped_column(default=False)
    via_advocate: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[OptionalCode]
    elements_upheld: Mapped[int | None]
    elements_partially_upheld: Mapped[int | None]
    elements_not_upheld: Mapped[int | None]
    elements_other: Mapped[int | None]
    remedy: Mapped[str | None] = mapped_column(String(200))
    compensation_pence: Mapped[int | None]
    cost_pence: Mapped[int | None]
    escalated_from: Mapped[str | None] = mapped_column(String(60))
    ombudsman_decision: Mapped[str | None] = mapped_column(String(120))
    notes: Mapped[str | None] = mapped_column(String(400))
