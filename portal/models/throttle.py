"""Counts of failed tries, kept a day under a hash that changes daily."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import Instant


class FailedTries(Model):
    """How often somebody from one network failed at one thing."""

    __tablename__ = "failed_tries"

    who: Mapped[str] = mapped_column(String(80), primary_key=True)
    tries: Mapped[int]
    first_at: Mapped[Instant] = mapped_column(index=True)
    last_at: Mapped[Instant]
