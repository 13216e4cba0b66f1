"""Meetings with the managers of a service about a complaint: owed, held, or not needed and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from portal.domain.clocks import working_days_left
from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.next_stage import meeting_due
from portal.domain.permissions import Permission
from portal.domain.substance import is_of_substance
from portal.domain.vocabulary import CaseStatus, MeetingStatus
from portal.domain.workingdays import london_date
from portal.extensions import db
from portal.models.case import Case
from portal.models.feedback import Feedback
from portal.models.service_meeting import ServiceMeeting
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now, today
from portal.services.sealing import Seal

DONE_MEANWHILE = "Somebody noted this meeting meanwhile. Look at what they wrote."
NO_CASE = "No procedure was opened here, so there is no meeting about one to note."


@dataclass(frozen=True, slots=True)
class MeetingShown:
    """One meeting; ``days_left`` are working days while it is owed, ``by`` is who noted how it went.

    ``target_past`` says that the target from receipt was past already when the case was opened.
    """

    id: int
    status: MeetingStatus
    due_on: date | None
    days_left: int | None
    target_past: bool
    held_on: date | None
    who: str
    words: str
    noted_at: datetime | None
    by: str

    @property
    def owed(self) -> bool:
        """Whether it is still to be held."""
        return self.status is MeetingStatus.OWED


@dataclass(frozen=True, slots=True)
class Held:
    """How a meeting went: on which day, who came, and what was said or agreed."""

    on: date | None
    who: str
    words: str


def list_meetings(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[MeetingShown, ...]:
    """Return those of an item, the oldest first; one query."""
    rows = db.session.execute(
        select(ServiceMeeting, Feedback.received_on)
        .join(Feedback, Feedback.id == ServiceMeeting.feedback_id)
        .where(ServiceMeeting.feedback_id == feedback_id)
        .order_by(ServiceMeeting.id)
    ).all()
    return tuple(_shown(row, received_on, seal, names) for row, received_on in rows)


def note_held(reference: str, officer: StaffMember, meeting_id: int, held: Held) -> None:
    """Note that a meeting that was owed has been held. Commits.

    Raises Incomplete with "on", "on_to_come", "on_before" (it came later than that), "who" or "words",
    MoveNotPossible once somebody noted it, NotFound, and what ``load_open`` raises.
    """
    with writing():
        feedback, meeting = _load_owed(reference, officer, meeting_id)
        _require(feedback, held)
        _close(feedback, meeting, officer, MeetingStatus.HELD, held)


def note_another(reference: str, officer: StaffMember, held: Held) -> None:
    """Note a further meeting, owed or not, of the case that was opened last. Commits.

    Raises Incomplete as ``note_held`` does, MoveNotPossible where no procedure was ever opened, and what
    ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        case_id = _last_case(feedback.id)
        if case_id is None:
            raise MoveNotPossible(NO_CASE)
        _require(feedback, held)
        meeting = ServiceMeeting(
            feedback_id=feedback.id, case_id=case_id, status=MeetingStatus.HELD, opened_at=now()
        )
        db.session.add(meeting)
        db.session.flush()
        _close(feedback, meeting, officer, MeetingStatus.HELD, held)


def note_not_needed(reference: str, officer: StaffMember, meeting_id: int, reason: str) -> None:
    """Note that a meeting that was owed is not needed, and why. Commits.

    Raises Incomplete with "reason" or "reason_short", MoveNotPossible once somebody noted it, NotFound, and
    what ``load_open`` raises.
    """
    if not is_of_substance(reason):
        raise Incomplete(("reason_short" if reason.strip() else "reason",))
    with writing():
        feedback, meeting = _load_owed(reference, officer, meeting_id)
        _close(feedback, meeting, officer, MeetingStatus.NOT_NEEDED, Held(None, "", reason))


def _load_owed(reference: str, officer: StaffMember, meeting_id: int) -> tuple[Feedback, ServiceMeeting]:
    """Return a meeting that is still owed, with its item locked."""
    feedback = load_open(reference, officer, Permission.SCREEN)
    wanted = select(ServiceMeeting).where(
        ServiceMeeting.id == meeting_id, ServiceMeeting.feedback_id == feedback.id
    )
    meeting = db.session.scalar(wanted.execution_options(populate_existing=True))
    if meeting is None:
        raise NotFound("There is no such meeting here.")
    if meeting.status is not MeetingStatus.OWED:
        raise MoveNotPossible(DONE_MEANWHILE)
    return feedback, meeting


def _require(feedback: Feedback, held: Held) -> None:
    came_on = min(feedback.received_on, feedback.first_received_on or feedback.received_on)
    checks = {
        "on": held.on is not None,
        "on_to_come": held.on is None or held.on <= today(),
        "on_before": held.on is None or held.on >= came_on,
        "who": bool(held.who.strip()),
        "words": bool(held.words.strip()),
    }
    lacking = tuple(code for code, holds in checks.items() if not holds)
    if lacking:
        raise Incomplete(lacking)


def _close(
    feedback: Feedback, meeting: ServiceMeeting, officer: StaffMember, status: MeetingStatus, held: Held
) -> None:
    meeting.status, meeting.held_on = status, held.on
    meeting.noted_at, meeting.noted_by_id = now(), officer.id
    said = {"who": held.who.strip(), "words": held.words.strip()}
    meeting.words = Seal.of(feedback.data_key_id).close(_place(meeting.id), said)
    name = EventName.MEETING_HELD if status is MeetingStatus.HELD else EventName.MEETING_NOT_NEEDED
    write_event(feedback, name, by=officer.id, case=meeting.case_id, meeting=meeting.id, held_on=held.on)


def _last_case(feedback_id: int) -> int | None:
    """Return the case that is open, or else the last that was."""
    closed_last = (Case.status != CaseStatus.OPEN, Case.id.desc())
    wanted = select(Case.id).where(Case.feedback_id == feedback_id).order_by(*closed_last).limit(1)
    return db.session.scalar(wanted)


def _shown(row: ServiceMeeting, received_on: date, seal: Seal, names: Mapping[int, str]) -> MeetingShown:
    said: dict[str, str] = seal.open(_place(row.id), row.words) if row.words else {}
    owed = row.status is MeetingStatus.OWED and row.due_on is not None
    return MeetingShown(
        id=row.id,
        status=row.status,
        due_on=row.due_on,
        days_left=working_days_left(today(), row.due_on, current_calendar()) if owed and row.due_on else None,
        target_past=row.due_on is not None and _was_past(row, received_on),
        held_on=row.held_on,
        who=said.get("who", ""),
        words=said.get("words", ""),
        noted_at=row.noted_at,
        by=names.get(row.noted_by_id or 0, ""),
    )


def _was_past(row: ServiceMeeting, received_on: date) -> bool:
    days = current_council().service_meeting_days
    opened_on = london_date(row.opened_at)
    return days is not None and meeting_due(received_on, opened_on, days, current_calendar())[1]


def _place(meeting_id: int) -> str:
    return f"service_meeting.words:{meeting_id}"
