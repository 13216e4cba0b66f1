"""Alerts to the duty team when somebody may not be safe."""

from portal.domain.vocabulary import EventName
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.feedback import Feedback
from portal.services.events import write_event
from portal.services.now import now
from portal.services.outbox import queue_mail


def raise_alert(feedback: Feedback) -> None:
    """Put an alert on the duty board, as part of the caller's transaction."""
    db.session.add(DutyAlert(feedback_id=feedback.id, raised_at=now(), times_told=1, told_at=now()))
    queue_mail("duty_alert", feedback=feedback, staff_list="duty")
    write_event(feedback, EventName.DUTY_ALERTED)
