"""Opening an item to look at it: refused where there is a conflict, and written into the access log."""

from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, NotFound
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.events import log_access


def open_logged(reference: str, officer: StaffMember, what: str) -> int:
    """Return the id of an item that the officer may open, and log ``what`` they did. Commits the log.

    Opening marks nothing as read. Raises NotFound or ConflictOfInterest.
    """
    with writing():
        feedback_id = find_openable(reference, officer).id
        log_access(what, by=officer.id, feedback_id=feedback_id)
    return feedback_id


def find_openable(reference: str, officer: StaffMember) -> Feedback:
    """Return an item that the officer need not keep away from, to be read; one query.

    Raises NotFound or ConflictOfInterest.
    """
    found = db.session.execute(
        select(Feedback, in_conflict(officer.id)).where(Feedback.reference == reference)
    ).first()
    if found is None:
        raise NotFound("There is no such item.")
    feedback, keep_away = found
    if keep_away:
        raise ConflictOfInterest("You must keep away from this item.")
    assert isinstance(feedback, Feedback)
    return feedback
