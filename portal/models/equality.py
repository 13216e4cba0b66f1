"""Equality monitoring as counters: no row is anybody's answer (DESIGN 2)."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import Kind
from portal.extensions import Model
from portal.models.columns import code_of


class EqualityCount(Model):
    """How often an answer was given in a quarter, by kind; offers and returns are counted the same way.

    ``quarter`` is the first day of a calendar quarter. There is no time and no other row to join it to.
    """

    __tablename__ = "equality_count"

    kind: Mapped[Kind] = mapped_column(code_of(Kind), primary_key=True)
    quarter: Mapped[date] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    answer: Mapped[str] = mapped_column(String(60), primary_key=True)
    times: Mapped[int]
