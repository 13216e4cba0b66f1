"""Days the bank-holiday package does not know yet, and the council's own closures."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import Instant


class ExtraDay(Model):
    """A date and what it is called; ``closure`` days count only for clocks that opt in."""

    __tablename__ = "extra_day"

    on: Mapped[date] = mapped_column("on_date", primary_key=True)
    label: Mapped[str] = mapped_column(String(80))
    closure: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[Instant]
