"""Owing a meeting with the service for a case that was opened, and owing it no more once the case closes."""

from sqlalchemy import select

from portal.domain.event_names import EventName
from portal.domain.next_stage import meeting_due
from portal.domain.vocabulary import MeetingStatus, Procedure
from portal.domain.workingdays import london_date
from portal.extensions import db
from portal.models.case import Case
from portal.models.feedback import Feedback
from portal.models.service_meeting import ServiceMeeting
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.events import write_event
from portal.services.now import now
from portal.services.sealing import Seal

CLOSED = "The complaint was closed or opened again before the meeting."


def owe_meeting(feedback: Feedback, case: Case, by: int) -> None:
    """Owe a meeting for a statutory case where the profile asks for one; doesn't commit."""
    days = current_council().service_meeting_days
    if days is None or case.procedure is not Procedure.STATUTORY:
        return
    due_on, late = meeting_due(feedback.received_on, london_date(case.opened_at), days, current_calendar())
    db.session.add(
        ServiceMeeting(
            feedback_id=feedback.id,
            case_id=case.id,
            status=MeetingStatus.OWED,
            due_on=due_on,
            opened_at=case.opened_at,
        )
    )
    write_event(
        feedback, EventName.MEETING_OWED, by=by, case=case.id, due_on=due_on, target_past=late or None
    )


def drop_owed_meeting(feedback: Feedback, case_id: int, by: int | None) -> None:
    """Owe nothing more for a case that closes, and say why; doesn't commit."""
    owed = select(ServiceMeeting).where(
        ServiceMeeting.case_id == case_id, ServiceMeeting.status == MeetingStatus.OWED
    )
    for meeting in db.session.scalars(owed).all():
        meeting.status, meeting.noted_at, meeting.noted_by_id = MeetingStatus.NOT_NEEDED, now(), by
        meeting.words = Seal.of(feedback.data_key_id).close(
            f"service_meeting.words:{meeting.id}", {"words": CLOSED}
        )
        write_event(
            feedback, EventName.MEETING_NOT_NEEDED, by=by, case=case_id, meeting=meeting.id, closed=True
        )
