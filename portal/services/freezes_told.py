"""What a person is told of requests to hold something: that it was asked, by when, what came of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.domain.freezes import LEFT
from portal.domain.vocabulary import FreezeStatus
from portal.domain.workingdays import london_date
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.freeze import FreezeRequest
from portal.services.freezes import words_sealed_in
from portal.services.now import today
from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class HoldTold:
    """One request as its person sees it; who decides is a manager, never a name."""

    status: FreezeStatus
    what: str
    happens_on: date | None
    decide_by: date
    late: bool
    decided_on: date | None


def list_holds(feedback: Feedback, seal: Seal) -> tuple[HoldTold, ...]:
    """Return what was asked to wait, the newest first; one query. Nothing waits of what was set aside."""
    rows = db.session.scalars(
        select(FreezeRequest)
        .where(FreezeRequest.feedback_id == feedback.id)
        .order_by(FreezeRequest.id.desc())
    )
    return tuple(
        HoldTold(
            status=row.status,
            what=words_sealed_in(row, seal).get("what", ""),
            happens_on=row.happens_on,
            decide_by=row.decide_by,
            late=today() > row.decide_by,
            decided_on=london_date(row.decided_at) if row.decided_at else None,
        )
        for row in rows
        if row.status is not FreezeStatus.ASKED or feedback.status not in LEFT
    )
