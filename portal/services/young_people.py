"""What became of what young people sent in a year: only in total, small numbers hidden (S3 7)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from portal.domain.financial_year import last_day, months_of
from portal.domain.permissions import Permission
from portal.domain.suppression import Suppressed, suppress
from portal.extensions import db
from portal.models.record import Record
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.holding import require

KINDS = {
    "duty_matter": "Duty matter",
    "compliment": "Compliment",
    "comment": "Comment",
    "mp_enquiry": "MP’s or councillor’s enquiry",
    "councillor_enquiry": "MP’s or councillor’s enquiry",
    "advocacy_referral": "Advocate asked for",
    "not_sure": "Not known yet what it is",
}
PROCEDURES = {"statutory": "Statutory procedure", "corporate": "Corporate procedure"}
LEFT_OUT = ("set_aside",)
UNDECIDED = "Complaint: not decided yet"


@dataclass(frozen=True, slots=True)
class YoungYear:
    """One financial year, divided once by route and outcome."""

    year: int
    counts: Suppressed


def read_young_year(officer: StaffMember, year: int) -> YoungYear:
    """Return the year that begins in April of ``year``, never by team; one query. Raises NotAllowed.

    Everybody reads the same totals: two that differ would tell whoever keeps away that there is something.
    """
    require(officer, Permission.SEE_DESK)
    months = months_of(year)
    kinds = (Record.record_type, Record.procedure, Record.stage, Record.outcome)
    rows = db.session.execute(
        select(*kinds, func.count(Record.id).label("number"))
        .where(
            Record.young_person.is_(True),
            Record.record_type.not_in(LEFT_OUT),
            Record.received_on.between(months[0], last_day(months[-1])),
        )
        .group_by(*kinds)
    )
    counts: Counter[str] = Counter()
    for row in rows:
        counts[_said(row)] += row.number
    return YoungYear(year, suppress(dict(sorted(counts.items()))))


def _said(row: Any) -> str:
    """Return which line counts a record: its route, and its outcome where a complaint has one."""
    if row.record_type in KINDS:
        return KINDS[row.record_type]
    if row.record_type == "pre_complaint":
        early = current_council().terms["early_resolution"]
        return f"{early[:1].upper()}{early[1:]}"
    if row.procedure in PROCEDURES:
        stage = f", stage {row.stage}" if row.stage else ""
        return f"{PROCEDURES[row.procedure]}{stage}: {row.outcome or 'no outcome yet'}"
    return f"Complaint: {row.outcome}" if row.outcome else UNDECIDED
