"""Projecting countable rows for reports, in the transaction of the fact they count; nothing here commits."""

from typing import Any

from sqlalchemy import delete, select

from portal.domain.vocabulary import Audience, Kind
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.services.council import current_council

RECORD_TYPES = {
    Kind.COMPLAINT: "complaint",
    Kind.COMPLIMENT: "compliment",
    Kind.COMMENT: "comment",
    Kind.ENQUIRY: "mp_enquiry",
    Kind.ADVOCATE_REQUEST: "advocacy_referral",
    Kind.NOT_SURE: "not_sure",
}
YOUNG = (Audience.UNDER_TWELVE, Audience.TWELVE_AND_OVER)


def project_receipt(feedback: Feedback, *, complainant_type: str | None, via_advocate: bool) -> Record:
    """Add the row that counts a piece of feedback from the moment it is received."""
    record = Record(
        feedback_id=feedback.id,
        record_type=record_type_of(feedback.kind, complainant_type),
        reference=feedback.reference,
        received_on=feedback.received_on,
        channel=feedback.channel.value,
        complainant_type=complainant_type,
        young_person=feedback.audience in YOUNG or complainant_type == "young_person",
        via_advocate=via_advocate,
    )
    _place(record, feedback.team)
    db.session.add(record)
    return record


def project_referral(feedback: Feedback) -> None:
    """Count an advocate asked for within other feedback as a referral of its own, once."""
    if db.session.scalar(select(Record.id).where(Record.reference == _referral(feedback))) is not None:
        return
    record = Record(
        feedback_id=feedback.id,
        record_type=RECORD_TYPES[Kind.ADVOCATE_REQUEST],
        reference=_referral(feedback),
        received_on=feedback.received_on,
        channel=feedback.channel.value,
        young_person=feedback.audience in YOUNG,
    )
    _place(record, feedback.team)
    db.session.add(record)


def drop_referral(feedback: Feedback) -> None:
    """Count no referral beside an item that is one itself."""
    db.session.execute(delete(Record).where(Record.reference == _referral(feedback)))


def record_type_of(kind: Kind, complainant_type: str | None) -> str:
    """Return what a piece counts as; MPs' and councillors' enquiries are counted apart (S4 section 10)."""
    if kind is Kind.ENQUIRY and complainant_type == "councillor":
        return "councillor_enquiry"
    return RECORD_TYPES[kind]


def change_record(feedback: Feedback, **facets: Any) -> None:
    """Change the facets of the row that counts a piece of feedback; ``team`` takes a code."""
    record = db.session.scalars(select(Record).where(Record.reference == feedback.reference)).one()
    if "team" in facets:
        _place(record, facets.pop("team"))
    for name, value in facets.items():
        setattr(record, name, value)


def _referral(feedback: Feedback) -> str:
    return f"{feedback.reference}-A"


def _place(record: Record, team: str | None) -> None:
    """Write a team and its service area in the council's own words, as reports print them."""
    council = current_council()
    area = council.service_area_of(team) if team else None
    record.team = council.team_label(team) if team else None
    record.service_area = council.service_area_label(area) if area else None
