"""Words of a compliment picked to be quoted in a report, with no name in them (S2 Appendix C)."""

from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Model
from portal.models.columns import ByAccount, FeedbackKey, Instant, Sealed


class ComplimentQuote(Model):
    """What may be quoted of one accepted compliment, as somebody read it over; sealed."""

    __tablename__ = "compliment_quote"

    feedback_id: Mapped[FeedbackKey]
    picked_at: Mapped[Instant] = mapped_column(index=True)
    picked_by_id: Mapped[ByAccount]
    words: Mapped[Sealed]
