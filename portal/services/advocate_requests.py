"""Requests for an advocate: asked, offered, accepted or declined, met with."""

from portal.domain.clocks import due_date
from portal.domain.vocabulary import AdvocateRequestStatus, EventName, Kind
from portal.extensions import db
from portal.models.advocate_request import AdvocateRequest
from portal.models.feedback import Feedback
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.events import write_event
from portal.services.now import now

OFFER_DAYS = 2


def open_request(feedback: Feedback) -> AdvocateRequest:
    """Open a request with its own clock, in the caller's transaction.

    The clock counts from receipt: the profile's days to reply to a request, or 2 (Coram Voice's standard).
    """
    days = current_council().kinds[Kind.ADVOCATE_REQUEST].reply_days or OFFER_DAYS
    request = AdvocateRequest(
        feedback_id=feedback.id,
        status=AdvocateRequestStatus.ASKED,
        asked_at=now(),
        offer_by=due_date(feedback.received_on, days, current_calendar()).due_on,
    )
    db.session.add(request)
    write_event(feedback, EventName.ADVOCATE_ASKED_FOR, offer_by=request.offer_by)
    return request
