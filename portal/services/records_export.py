"""Every record as plain rows, for ``flask records export``."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from portal.domain.vocabulary import DecisionStatus
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.outbox import MailStatus, OutboxMail
from portal.models.record import Record
from portal.models.screening import Decision
from portal.services.events import log_access

AT_A_TIME = 500


def export_records() -> Iterator[dict[str, Any]]:
    """Yield reference, kind, route, status, received_on and mail of every record, oldest first.

    Three queries for each 500 records; the export itself is noted in the access log. Commits.
    """
    log_access("export", by=None)
    db.session.commit()
    last = 0
    while rows := _rows_after(last):
        ids = [feedback.id for _record, feedback in rows if feedback is not None]
        routes, mails = _routes(ids), _mails(ids)
        for record, feedback in rows:
            yield _row(record, feedback, routes, mails)
        last = rows[-1][0].id
        db.session.rollback()


def _rows_after(last: int) -> list[tuple[Record, Feedback | None]]:
    found = db.session.execute(
        select(Record, Feedback)
        .outerjoin(Feedback, Feedback.id == Record.feedback_id)
        .where(Record.id > last)
        .order_by(Record.id)
        .limit(AT_A_TIME)
    )
    return [(record, feedback) for record, feedback in found]


def _routes(ids: list[int]) -> dict[int, str]:
    found = db.session.execute(
        select(Decision.feedback_id, Decision.route)
        .where(Decision.feedback_id.in_(ids), Decision.status == DecisionStatus.IN_FORCE)
        .order_by(Decision.id)
    )
    return {row.feedback_id: row.route.value for row in found if row.route is not None}


def _mails(ids: list[int]) -> dict[int, str]:
    """Return by feedback: ``queued`` while any mail to the person waits, else the state of its last one."""
    found = db.session.execute(
        select(OutboxMail.feedback_id, OutboxMail.status)
        .where(OutboxMail.feedback_id.in_(ids), OutboxMail.staff_list.is_(None))
        .order_by(OutboxMail.id)
    )
    states: dict[int, str] = {}
    for row in found:
        if row.feedback_id is not None and states.get(row.feedback_id) != MailStatus.QUEUED.value:
            states[row.feedback_id] = row.status.value
    return states


def _row(
    record: Record, feedback: Feedback | None, routes: dict[int, str], mails: dict[int, str]
) -> dict[str, Any]:
    of = feedback.id if feedback else 0
    own = feedback is not None and feedback.reference == record.reference  # or of a referral beside it
    return {
        "reference": record.reference,
        "kind": feedback.kind.value if feedback and own else record.record_type,
        "route": routes.get(of),
        "status": feedback.status.value if feedback else "imported",
        "received_on": record.received_on.isoformat() if record.received_on else None,
        "mail": mails.get(of),
    }
