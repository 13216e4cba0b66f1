"""Projecting countable rows for reports, in the transaction of the fact they count; nothing here commits."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from portal.domain.vocabulary import Audience, DecisionStatus, Kind, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.point import Point
from portal.models.record import Record
from portal.models.screening import Decision
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.procedures import reply_due

RECORD_TYPES = {
    Kind.COMPLAINT: "complaint",
    Kind.COMPLIMENT: "compliment",
    Kind.COMMENT: "comment",
    Kind.ENQUIRY: "mp_enquiry",
    Kind.ADVOCATE_REQUEST: "advocacy_referral",
    Kind.NOT_SURE: "not_sure",
}
OF_THE_LETTER = (
    "received_on",
    "channel",
    "complainant_type",
    "young_person",
    "via_advocate",
    "team",
    "service_area",
)
THEME_LENGTH = 400
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
        due_on=_promised(feedback),
    )
    _place(record, feedback.team)
    db.session.add(record)
    return record


def _promised(feedback: Feedback) -> date | None:
    """Return when the answer to an enquiry is due, which no decision changes; None for all else."""
    if feedback.kind is not Kind.ENQUIRY:
        return None
    return reply_due(Route.ENQUIRY, feedback.received_on, current_calendar())


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


def count_decision(
    feedback: Feedback, decision: Decision, points: Sequence[Point], facets: dict[str, Any]
) -> None:
    """Count what a decision settles: in the item's own row, or in one more where part of it is counted there.

    Parts that go the same way are one row (S2 2.3: a complaint is counted once); its themes are the points'.
    """
    mine = _row_of_decision(feedback, decision)
    if mine.reference != feedback.reference or points:
        facets = facets | _of_points(points)
    if "team" in facets:
        _place(mine, facets.pop("team"))
    for name, value in facets.items():
        setattr(mine, name, value)
    if facets.get("procedure") and facets.get("stage") == "1":
        mine.escalated_from = mine.escalated_from or _tried_before(feedback)
    decision.facts = {**decision.facts, "record": mine.reference}


def _tried_before(feedback: Feedback) -> str | None:
    """Return the row of an early resolution that the person took further, and no row comes from yet."""
    from_it = select(Record.escalated_from).where(
        Record.feedback_id == feedback.id, Record.escalated_from.is_not(None)
    )
    return db.session.scalar(
        select(Record.reference)
        .where(
            Record.feedback_id == feedback.id,
            Record.reference.like(f"{feedback.reference}-E%"),
            Record.reference.not_in(from_it),
        )
        .order_by(Record.id.desc())
        .limit(1)
    )


def drop_parts(feedback: Feedback) -> None:
    """Count an item that is opened again as one, without the rows of its parts; doesn't commit."""
    parts = delete(Record).where(
        Record.feedback_id == feedback.id, Record.reference.like(f"{feedback.reference}-P%")
    )
    db.session.execute(parts)


def _row_of_decision(feedback: Feedback, decision: Decision) -> Record:
    """Return the row a decision is counted in, a new one where the item's own counts another route."""
    others = db.session.execute(
        select(Decision.route, Decision.facts).where(
            Decision.feedback_id == feedback.id,
            Decision.status == DecisionStatus.IN_FORCE,
            Decision.id != decision.id,
            Decision.route.is_not(None),
        )
    ).all()
    counted = {facts["record"]: route for route, facts in others if facts.get("record")}
    same = [reference for reference, route in counted.items() if route is decision.route]
    own = db.session.scalars(select(Record).where(Record.reference == feedback.reference)).one()
    if not counted:
        return own
    if same:
        return db.session.scalars(select(Record).where(Record.reference == same[0])).one()
    part = Record(
        **{name: getattr(own, name) for name in OF_THE_LETTER},
        feedback_id=feedback.id,
        reference=f"{feedback.reference}-P{len(counted) + 1}",
        record_type=own.record_type,
    )
    db.session.add(part)
    return part


def _of_points(points: Sequence[Point]) -> dict[str, Any]:
    """Return team and themes as the points have them, in the council's own words."""
    council = current_council()
    codes = dict.fromkeys(code for point in points for code in point.themes)
    themes = "; ".join(council.theme_label(code) for code in codes)
    team = next((point.team for point in points if point.team), None)
    found: dict[str, Any] = {"theme": themes[:THEME_LENGTH] or None}
    return found | ({"team": team} if team else {})


def _referral(feedback: Feedback) -> str:
    return f"{feedback.reference}-A"


def _place(record: Record, team: str | None) -> None:
    """Write a team and its service area in the council's own words, as reports print them."""
    council = current_council()
    area = council.service_area_of(team) if team else None
    record.team = council.team_label(team) if team else None
    record.service_area = council.service_area_label(area) if area else None
