"""What follows an item into the complaint begun from it: who keeps away, danger, and whose voice it is."""

from sqlalchemy import exists, select

from portal.domain.complaint_checklist import CHILD_SENDS
from portal.domain.event_names import EventName
from portal.domain.signatures import FOR_A_CHILD
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.feedback import ConflictOfInterest as KeptAway
from portal.models.feedback import Feedback
from portal.models.screening import Screening
from portal.services.events import write_event
from portal.services.now import now


def carry_conflicts(item: Feedback, complaint: Feedback) -> None:
    """Keep everybody away from the new one who must keep away from the old."""
    known = {
        row.account_id: row
        for row in db.session.scalars(select(KeptAway).where(KeptAway.feedback_id == complaint.id))
    }
    for one in db.session.scalars(select(KeptAway).where(KeptAway.feedback_id == item.id)).all():
        if one.account_id in known:
            known[one.account_id].named = known[one.account_id].named or one.named
            continue
        db.session.add(
            KeptAway(feedback_id=complaint.id, account_id=one.account_id, named=one.named, noted_at=now())
        )
        write_event(complaint, EventName.CONFLICT_NOTED, account=one.account_id, named=one.named)


def carry_danger(item: Feedback, complaint: Feedback) -> None:
    """Keep in sight that somebody may not be safe; the duty team has its alert about the old one."""
    alert = exists().where(DutyAlert.feedback_id == item.id)
    if item.danger or db.session.scalar(select(alert)):
        complaint.danger = True
        write_event(complaint, EventName.DANGER_FLAGGED)


def carry_whose_voice(item: Feedback, complaint: Feedback) -> None:
    """Keep what an officer answered of a child or care leaver who speaks in it, whichever door they took."""
    screening = db.session.get(Screening, item.id)
    answers = screening.answers if screening else {}
    known = {"who": CHILD_SENDS, "behalf": FOR_A_CHILD}
    kept = {code: answers[code] for code, codes in known.items() if answers.get(code) in codes}
    if kept:
        db.session.add(Screening(feedback_id=complaint.id, answers=kept, saved_at=now()))
