"""The decisions that wait for a second person: what is asked of somebody first, then all they may sign."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import aliased

from portal.domain.clocks import working_days_left
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, Channel, Kind, Route, SetAsideAs
from portal.domain.workingdays import Calendar
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.desk_lines import capacity
from portal.services.holding import require
from portal.services.now import today
from portal.services.signers import is_asked_of, may_sign, waits

SHOWN = 50


@dataclass(frozen=True, slots=True)
class SignLine:
    """A decision that waits, without its reasons: the words are read first.

    ``for_whom`` is who was named where that is somebody else.
    """

    decision_id: int
    reference: str
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    received_on: date
    route: Route | None
    set_aside_as: SetAsideAs | None
    proposed_by: str
    proposed_at: datetime
    sign_by: date | None
    days_left: int | None
    asked: bool
    for_whom: str


def list_for_signer(signer: StaffMember) -> tuple[SignLine, ...]:
    """Return what waits, that asked of this person first, each by the day to sign by; two queries."""
    require(signer, Permission.SIGN)
    named, asked = aliased(Account), is_asked_of(signer.id)
    rows = db.session.execute(
        select(
            Decision,
            Feedback.reference,
            Feedback.kind,
            Feedback.audience,
            Feedback.channel,
            capacity().label("capacity"),
            Feedback.received_on,
            Account.name.label("proposed_by"),
            asked.label("asked"),
            named.name.label("named"),
        )
        .join(Feedback, Feedback.id == Decision.feedback_id)
        .join(Account, Account.id == Decision.proposed_by_id)
        .outerjoin(named, named.id == Decision.signer_id)
        .where(*waits(), may_sign(signer.id))
        .order_by(case((asked, 0), else_=1), Decision.sign_by, Decision.id)
        .limit(SHOWN)
    ).all()
    calendar, day = current_calendar(), today()
    return tuple(_line(row, signer.id, day, calendar) for row in rows)


def _line(row: Any, signer_id: int, day: date, calendar: Calendar) -> SignLine:
    decision = row.Decision
    aside = decision.facts.get("set_aside_as")
    return SignLine(
        decision_id=decision.id,
        reference=row.reference,
        kind=row.kind,
        audience=row.audience,
        channel=row.channel,
        capacity=row.capacity or "",
        received_on=row.received_on,
        route=decision.route,
        set_aside_as=SetAsideAs(aside) if aside else None,
        proposed_by=row.proposed_by,
        proposed_at=decision.proposed_at,
        sign_by=decision.sign_by,
        days_left=working_days_left(day, decision.sign_by, calendar) if decision.sign_by else None,
        asked=bool(row.asked),
        for_whom=(row.named or "") if decision.signer_id != signer_id else "",
    )
