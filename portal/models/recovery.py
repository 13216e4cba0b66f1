"""Tries at a safe word, so that nobody guesses one."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import Instant


class SafeWordTries(Model):
    """How often a safe word was tried for a reference, known to us or not; five are allowed."""

    __tablename__ = "safe_word_tries"

    reference_hash: Mapped[str] = mapped_column(String(80), primary_key=True)
    tries: Mapped[int]
    last_at: Mapped[Instant] = mapped_column(index=True)
