"""What the Ombudsman sent back to the council because it came too early: noted, counted and shown.

It is the council's to answer in the first instance, so it enters the procedure as a complaint.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Exists, delete, exists, select

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.receipt_day import can_be
from portal.domain.substance import is_of_substance
from portal.domain.vocabulary import FeedbackStatus, Kind
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.ombudsman_referral import OmbudsmanReferral
from portal.models.record import Record
from portal.services.accounts import StaffMember
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now, today
from portal.services.records import OF_THE_LETTER
from portal.services.sealing import Seal
from portal.services.submission import SentBack

RECORD_TYPE = CHANNEL = "ombudsman"
DECISION = "Premature complaint"  # in the words that reports print
NOTED = "It is noted already that the Ombudsman sent this back."
NOT_A_COMPLAINT = "Change the kind to complaint first. What the Ombudsman sends back is one."


IS_OVER = "This was {0}, so it is not noted here. Put it back on the desk first, or key the letter in."
NOT_NOTED = "It is not noted any more that the Ombudsman sent this back. Somebody may have taken it back."
OVER = {FeedbackStatus.SET_ASIDE: "set aside", FeedbackStatus.WITHDRAWN: "withdrawn"}


@dataclass(frozen=True, slots=True)
class ReferralShown:
    """The day of the Ombudsman's letter, their reference, what they sent, and who noted it."""

    received_on: date
    their_reference: str
    said: str
    noted_at: datetime
    by: str


def note_sent_back(reference: str, officer: StaffMember, sent: SentBack) -> None:
    """Note on an item that is here already that the Ombudsman sent it back. Commits.

    Raises Incomplete with "their_reference", or "on" for a day that can't be; MoveNotPossible where it is
    noted already, or the item is no complaint, set aside or withdrawn; and what ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        if feedback.kind is not Kind.COMPLAINT:
            raise MoveNotPossible(NOT_A_COMPLAINT)
        if feedback.status in OVER:
            raise MoveNotPossible(IS_OVER.format(OVER[feedback.status]))
        if db.session.get(OmbudsmanReferral, feedback.id) is not None:
            raise MoveNotPossible(NOTED)
        note_within(feedback, sent, officer.id)


def take_back(reference: str, officer: StaffMember, reason: str) -> None:
    """Take back what was noted by mistake, with a reason; history keeps both, no count does. Commits.

    Raises Incomplete(("reason",)) for a reason that says nothing, MoveNotPossible where nothing is noted, and
    what ``load_open`` raises.
    """
    if not is_of_substance(reason):
        raise Incomplete(("reason",))
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        noted = db.session.get(OmbudsmanReferral, feedback.id)
        if noted is None:
            raise MoveNotPossible(NOT_NOTED)
        on = noted.received_on
        db.session.delete(noted)
        db.session.execute(delete(Record).where(Record.reference == _counted_as(feedback)))
        why = reason.strip()
        write_event(feedback, EventName.SENT_BACK_TAKEN_BACK, by=officer.id, reason=why, on=on)


def note_within(feedback: Feedback, sent: SentBack, by: int) -> None:
    """Note the same in the caller's transaction, and count it beside the complaint."""
    lacking = [] if sent.their_reference.strip() else ["their_reference"]
    if not can_be(sent.on, today()):
        lacking.append("on")
    if lacking:
        raise Incomplete(tuple(lacking))
    words = {"reference": sent.their_reference.strip(), "said": sent.said.strip()}
    db.session.add(
        OmbudsmanReferral(
            feedback_id=feedback.id,
            received_on=sent.on,
            noted_at=now(),
            noted_by_id=by,
            words=Seal.of(feedback.data_key_id).close(_place(feedback.id), words),
        )
    )
    _count(feedback, sent.on)
    write_event(feedback, EventName.SENT_BACK_BY_OMBUDSMAN, by=by, on=sent.on)


def list_referrals(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[ReferralShown, ...]:
    """Return what is noted of an item, one or none; one query."""
    rows = db.session.scalars(select(OmbudsmanReferral).where(OmbudsmanReferral.feedback_id == feedback_id))
    return tuple(
        _shown(row, seal.open(_place(feedback_id), row.words), names.get(row.noted_by_id, "")) for row in rows
    )


def was_sent_back(feedback_id: int) -> Exists:
    """Return the condition that the Ombudsman sent an item back."""
    return exists().where(OmbudsmanReferral.feedback_id == feedback_id)


def _shown(row: OmbudsmanReferral, words: Mapping[str, str], by: str) -> ReferralShown:
    return ReferralShown(row.received_on, words["reference"], words["said"], row.noted_at, by)


def _counted_as(feedback: Feedback) -> str:
    return f"{feedback.reference}-O1"


def _place(feedback_id: int) -> str:
    return f"ombudsman_referral.words:{feedback_id}"


def _count(feedback: Feedback, on: date) -> None:
    """Add the row that counts the Ombudsman's decision, with the facets of the complaint's own."""
    own = db.session.scalars(select(Record).where(Record.reference == feedback.reference)).one()
    facets = {name: getattr(own, name) for name in OF_THE_LETTER}
    db.session.add(
        Record(
            **facets | {"received_on": on, "channel": CHANNEL},
            feedback_id=feedback.id,
            reference=_counted_as(feedback),
            record_type=RECORD_TYPE,
            ombudsman_decision=DECISION,
        )
    )
