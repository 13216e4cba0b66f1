"""Requests for an advocate: asked, offered, accepted or declined, met with; each with its own clock."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from portal.domain.clocks import due_date, working_days_left
from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import AdvocateRequestStatus, Kind
from portal.domain.workflow import ADVOCATE_MOVES, AdvocateAction
from portal.domain.workingdays import LONDON, Calendar
from portal.extensions import db
from portal.models.advocate_request import AdvocateRequest
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.known_advocates import provider_names
from portal.services.now import now, today
from portal.services.records import drop_referral, project_referral
from portal.services.sealing import Seal

OFFER_DAYS = 2
STILL_OPEN = (
    AdvocateRequestStatus.ASKED,
    AdvocateRequestStatus.OFFERED,
    AdvocateRequestStatus.ACCEPTED,
)
_PAST = {
    AdvocateAction.OFFER: EventName.ADVOCATE_OFFERED,
    AdvocateAction.ACCEPT: EventName.ADVOCATE_ACCEPTED,
    AdvocateAction.DECLINE: EventName.ADVOCATE_DECLINED,
    AdvocateAction.MEET: EventName.ADVOCATE_MET,
    AdvocateAction.ASK_AGAIN: EventName.ADVOCATE_ASKED_FOR,
}


@dataclass(frozen=True, slots=True)
class RequestProgress:
    """How far a request is; ``advocate`` is who it is once there is one, ``late`` while none was offered."""

    status: AdvocateRequestStatus
    asked_at: datetime
    offer_by: date
    days_left: int
    late: bool
    provider: str
    provider_code: str
    advocate: str
    reach: str
    offered_at: datetime | None
    answered_at: datetime | None
    met_on: date | None
    may: frozenset[AdvocateAction]


def offer_by(start: date) -> date:
    """Return the day by which a request that came on ``start`` is passed to a provider."""
    days = current_council().kinds[Kind.ADVOCATE_REQUEST].reply_days or OFFER_DAYS
    return due_date(start, days, current_calendar()).due_on


def open_request(feedback: Feedback) -> AdvocateRequest:
    """Open a request with its own clock, in the caller's transaction.

    The clock counts from receipt: the profile's days to reply to a request, or 2 (Coram Voice's standard).
    Within other feedback it counts as a referral of its own (S1, advocacy referrals by quarter).
    """
    request = AdvocateRequest(
        feedback_id=feedback.id,
        status=AdvocateRequestStatus.ASKED,
        asked_at=now(),
        offer_by=offer_by(feedback.received_on),
    )
    db.session.add(request)
    write_event(feedback, EventName.ADVOCATE_ASKED_FOR, offer_by=request.offer_by)
    if feedback.kind is not Kind.ADVOCATE_REQUEST:
        project_referral(feedback)
    return request


def follow_kind(feedback: Feedback) -> None:
    """Keep a request and its count true to what the item turned out to be, in the caller's transaction.

    A request that hides a complaint stays a referral beside it; what turns out to be a request becomes one.
    """
    request = _find(feedback)
    if feedback.kind is not Kind.ADVOCATE_REQUEST:
        if request is not None:
            project_referral(feedback)
        return
    drop_referral(feedback)
    if request is None:
        open_request(feedback)


def find_progress(
    feedback_id: int, seal: Seal | None = None, calendar: Calendar | None = None
) -> RequestProgress | None:
    """Return how far an item's request for an advocate is, or None where nobody asked for one.

    ``advocate`` and ``reach`` are opened only with the item's seal.
    """
    found = select(AdvocateRequest).where(AdvocateRequest.feedback_id == feedback_id)
    row = db.session.scalar(found)
    return _progress(row, seal, calendar or current_calendar()) if row else None


def ask_for_one(reference: str, officer: StaffMember, note: str) -> None:
    """Write down that somebody asked for an advocate by word or later on. Commits."""
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        if _find(feedback) is not None:
            raise MoveNotPossible("An advocate was asked for already.")
        request = open_request(feedback)
        request.asked_at, request.offer_by = now(), offer_by(today())
        if note.strip():
            write_event(feedback, EventName.ADVOCACY_TOLD, by=officer.id, reason=note)


def tell_of_advocacy(reference: str, officer: StaffMember, note: str) -> None:
    """Write down that the young person was told about advocacy and offered help to get it. Commits."""
    _require(note=note)
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        write_event(feedback, EventName.ADVOCACY_TOLD, by=officer.id, reason=note)


def offer(reference: str, officer: StaffMember, provider_code: str, note: str = "") -> None:
    """Note that a provider in force was asked to offer an advocate, and how. Commits.

    Raises Incomplete(("provider",)), MoveNotPossible, and what ``load_open`` raises.
    """
    known = {provider.code for provider in current_council().advocacy_on(today())}
    if provider_code not in known:
        raise Incomplete(("provider",))
    with writing():
        _feedback, request = _move(
            reference, officer, AdvocateAction.OFFER, reason=note, provider=provider_code
        )
        request.provider, request.offered_at = provider_code, now()
        request.answered_at = None


def accept(reference: str, officer: StaffMember, advocate: str, reach: str = "") -> None:
    """Note that the young person said yes, and who their advocate is (sealed). Commits."""
    _require(advocate=advocate)
    with writing():
        feedback, request = _move(reference, officer, AdvocateAction.ACCEPT)
        request.answered_at = now()
        seal = Seal.of(feedback.data_key_id)
        named = {"advocate": advocate.strip(), "reach": reach.strip()}
        request.words = seal.close(f"advocate_request.words:{request.id}", named)


def decline(reference: str, officer: StaffMember, reason: str) -> None:
    """Note that the young person does not want one, and in what words. Commits."""
    _require(reason=reason)
    with writing():
        _feedback, request = _move(reference, officer, AdvocateAction.DECLINE, reason=reason)
        request.answered_at = now()


def meet(reference: str, officer: StaffMember, on: date, note: str = "") -> None:
    """Note the day on which the advocate met the young person, and how we know. Commits.

    Raises Incomplete(("met_on",)) for a day to come.
    """
    if on > today():
        raise Incomplete(("met_on",))
    with writing():
        _feedback, request = _move(reference, officer, AdvocateAction.MEET, reason=note, on=on)
        request.met_at = datetime.combine(on, time(12), LONDON)


def ask_again(reference: str, officer: StaffMember, note: str = "") -> None:
    """Note that they want one after all; the clock counts from today. Commits."""
    with writing():
        _feedback, request = _move(reference, officer, AdvocateAction.ASK_AGAIN, reason=note)
        request.asked_at, request.offer_by = now(), offer_by(today())
        request.provider = request.offered_at = request.answered_at = None


def _move(
    reference: str, officer: StaffMember, action: AdvocateAction, reason: str = "", **facts: Any
) -> tuple[Feedback, AdvocateRequest]:
    """Move an item's request by the table, with its event; raises MoveNotPossible or NotFound."""
    feedback = load_open(reference, officer, Permission.SCREEN)
    request = _find(feedback)
    if request is None:
        raise NotFound("Nobody asked for an advocate here.")
    target = ADVOCATE_MOVES.get((request.status, action))
    if target is None:
        raise MoveNotPossible("The request for an advocate has moved on meanwhile. Look at where it stands.")
    request.status, request.handled_by_id = target, officer.id
    write_event(feedback, _PAST[action], by=officer.id, reason=reason, **facts)
    return feedback, request


def _find(feedback: Feedback) -> AdvocateRequest | None:
    """Return a locked item's request."""
    found = select(AdvocateRequest).where(AdvocateRequest.feedback_id == feedback.id)
    return db.session.scalar(found.execution_options(populate_existing=True))


def _progress(row: AdvocateRequest, seal: Seal | None, calendar: Calendar) -> RequestProgress:
    named: dict[str, str] = {}
    if row.words and seal:
        named = seal.open(f"advocate_request.words:{row.id}", row.words)
    waiting = row.status is AdvocateRequestStatus.ASKED
    return RequestProgress(
        status=row.status,
        asked_at=row.asked_at,
        offer_by=row.offer_by,
        days_left=working_days_left(today(), row.offer_by, calendar),
        late=waiting and today() > row.offer_by,
        provider=provider_names().get(row.provider or "", ""),
        provider_code=row.provider or "",
        advocate=named.get("advocate", ""),
        reach=named.get("reach", ""),
        offered_at=row.offered_at,
        answered_at=row.answered_at,
        met_on=row.met_at.astimezone(LONDON).date() if row.met_at else None,
        may=frozenset(action for status, action in ADVOCATE_MOVES if status is row.status),
    )


def _require(**words: str) -> None:
    lacking = tuple(name for name, text in words.items() if not text.strip())
    if lacking:
        raise Incomplete(lacking)
