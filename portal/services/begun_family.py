"""What was begun from one another: whoever keeps away from one of them keeps away from all."""

from sqlalchemy import Exists, exists, or_, select

from portal.domain.vocabulary import LinkKind
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.feedback_link import FeedbackLink


def was_begun(feedback_id: int) -> Exists:
    """Return the condition that an officer began an item from what is written in another."""
    return exists().where(FeedbackLink.later_id == feedback_id, FeedbackLink.kind == LinkKind.BEGUN_FROM)


def load_family(feedback: Feedback) -> tuple[Feedback, ...]:
    """Return the others it was begun with or from, locked, as part of the caller's transaction.

    It looks again once they are locked: nothing is begun from what is locked.
    """
    locked: dict[int, Feedback] = {}
    while True:
        more = _ids_beside({feedback.id, *locked}) - {feedback.id, *locked}
        if not more:
            return tuple(locked.values())
        rows = db.session.scalars(
            select(Feedback)
            .where(Feedback.id.in_(more))
            .order_by(Feedback.reference)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        locked |= {row.id: row for row in rows}


def _ids_beside(ids: set[int]) -> set[int]:
    rows = db.session.execute(
        select(FeedbackLink.earlier_id, FeedbackLink.later_id).where(
            FeedbackLink.kind == LinkKind.BEGUN_FROM,
            or_(FeedbackLink.earlier_id.in_(ids), FeedbackLink.later_id.in_(ids)),
        )
    )
    return {number for row in rows for number in row}
