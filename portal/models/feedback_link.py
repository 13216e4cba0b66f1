"""Which pieces of feedback belong together, as an officer said; never merged."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.vocabulary import LinkKind
from portal.extensions import Model
from portal.models.columns import ByAccount, Instant, Key, code_of


class FeedbackLink(Model):
    """One link from a later piece to an earlier one."""

    __tablename__ = "feedback_link"
    __table_args__ = (UniqueConstraint("later_id", "earlier_id", "kind"),)

    id: Mapped[Key]
    later_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), index=True)
    earlier_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(code_of(LinkKind))
    noted_at: Mapped[Instant]
    noted_by_id: Mapped[ByAccount]
