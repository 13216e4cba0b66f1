"""Supervisors are told of a decision that nobody signed in time: at once, then each further working day."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import aliased

from portal.domain.event_names import EventName
from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.calendar import current_calendar
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.now import LONDON, now, today
from portal.services.outbox import queue_mail
from portal.services.signers import is_late

TEMPLATE = "signatures_late"
AT_ONCE = 200


def alert_late_signatures() -> int:
    """Tell every supervisor, by one mail without content, what is newly late; return of how many. Commits.

    A day that is no working day tells nobody; the same is told again on the next working day at the earliest.
    """
    if not current_calendar().is_working(today()):
        db.session.rollback()
        return 0
    midnight = datetime.combine(today(), time.min, LONDON)
    with writing():
        rows = db.session.execute(
            select(Decision.id, Feedback)
            .join(Feedback, Feedback.id == Decision.feedback_id)
            .where(*is_late(), or_(Decision.alerted_at.is_(None), Decision.alerted_at < midnight))
            .order_by(Decision.sign_by, Decision.id)
            .limit(AT_ONCE)
            .with_for_update(of=Decision, skip_locked=True)
        ).all()
        if rows:
            _tell(rows)
    return len(rows)


def _tell(rows: Sequence[Any]) -> None:
    told = update(Decision).where(Decision.id.in_([row.id for row in rows]))
    db.session.execute(told.values(alerted_at=now()), execution_options={"synchronize_session": False})
    for decision_id, feedback in rows:
        write_event(feedback, EventName.SIGNATURE_OVERDUE, decision=decision_id)
    its = {row.Feedback.id: row.Feedback for row in rows}
    for address, feedback_id in _supervisors_of(list(its)).items():
        queue_mail(TEMPLATE, feedback=its[feedback_id], address=address)


def _supervisors_of(feedback_ids: Sequence[int]) -> dict[str, int]:
    """Return each supervisor's address, with one of the items they need not keep away from; one query."""
    above = aliased(Account)
    rows = db.session.execute(
        select(above.email, Feedback.id)
        .select_from(above)
        .join(Feedback, Feedback.id.in_(feedback_ids))
        .where(above.role == Role.SUPERVISOR, above.ended_at.is_(None), ~in_conflict(above.id))
        .order_by(above.id, Feedback.id.desc())
    )
    return {row.email: row.id for row in rows}
