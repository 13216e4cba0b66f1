"""Themes that come up again and again, marked to be talked through in a workshop (S0 4.1)."""

from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import (
    ByAccount,
    Instant,
    Key,
    OptionalAccount,
    OptionalCode,
    OptionalInstant,
    ShortCode,
)


class EmergingTheme(Model):
    """One theme, for one team or all; ``note`` is the office's own, and nobody's story, so not sealed."""

    __tablename__ = "emerging_theme"
    __table_args__ = (Index("ix_emerging_theme_open", "ended_at", "marked_at", "id"),)

    id: Mapped[Key]
    theme: Mapped[ShortCode]
    team: Mapped[OptionalCode]
    note: Mapped[str] = mapped_column(String(500))
    marked_at: Mapped[Instant]
    marked_by_id: Mapped[ByAccount]
    workshop_on: Mapped[date | None]
    ended_at: Mapped[OptionalInstant]
    ended_by_id: Mapped[OptionalAccount]
