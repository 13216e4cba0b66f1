"""Working through an item: safeguarding first, then the checklist, its kind, its team and office notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Exists, and_, exists, func, or_, select

from portal.domain.checklist import SAFEGUARDING, TOLD
from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.priority import act_by
from portal.domain.screening import checklist_for, missing
from portal.domain.suggestion import ScreeningFacts
from portal.domain.vocabulary import DecisionStatus, Kind, PartyRole, Route
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback, OfficeNote
from portal.models.party import Party
from portal.models.point import DecisionPoint, Point, PointWording
from portal.models.screening import Decision, Screening
from portal.services.accounts import StaffMember
from portal.services.advocate_requests import follow_kind
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_held, load_open
from portal.services.now import now, today
from portal.services.records import RECORD_TYPES, change_record
from portal.services.sealing import Seal
from portal.services.sent_back import was_sent_back

WAS_COMPLAINT = "was_complaint"
STAYS_A_COMPLAINT = (
    "The Ombudsman sent this back to us as a complaint, so it stays one. If that was noted by mistake, take "
    "the note back first."
)
CHILDREN = ("child", "young_person", "care_leaver")  # by what a sender said they are


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving left: the version for the next form, and the codes still to be answered."""

    version: int
    missing: tuple[str, ...]


def save_safeguarding(
    reference: str,
    officer: StaffMember,
    answer: str,
    told_whom: str = "",
    when: datetime | None = None,
    note: str = "",
    version: int | None = None,
) -> Saved:
    """Answer the first question; whoever was told, and when, is needed where there is a concern. Commits."""
    lacking = _lacking(answer, told_whom, when)
    if lacking:
        raise Incomplete(lacking)
    told = answer in TOLD
    with writing():
        feedback = load_held(reference, officer, version)
        screening = _screening_of(feedback)
        screening.answers = {**screening.answers, SAFEGUARDING.code: answer}
        screening.safeguarding_at, screening.safeguarding_by_id = now(), officer.id
        told_at = when.isoformat() if when and told else ""
        written = {"told_whom": told_whom.strip() if told else "", "told_at": told_at, "note": note.strip()}
        _add_notes(feedback, screening, {SAFEGUARDING.code: written})
        write_event(
            feedback, EventName.SAFEGUARDING_CONSIDERED, by=officer.id, answer=answer, told_at=told_at or None
        )
        return _saved(feedback, screening)


def save_checklist(
    reference: str,
    officer: StaffMember,
    answers: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Saved:
    """Keep what is answered so far; a question left out keeps its answer. Commits.

    Raises Incomplete(("safeguarding",)) until that is answered, and Incomplete with the codes of answers
    that aren't on their list.
    """
    with writing():
        feedback = load_held(reference, officer, version)
        screening = _screening_of(feedback)
        require_safeguarding(screening)
        known = {question.code: question for question in checklist_for(feedback.kind)}
        given = {code: answer for code, answer in answers.items() if code in known and answer}
        wrong = tuple(code for code, answer in given.items() if answer not in known[code].codes)
        if wrong:
            raise Incomplete(wrong)
        screening.answers = {**screening.answers, **given}
        _add_notes(
            feedback, screening, {code: words for code, words in (notes or {}).items() if code in known}
        )
        write_event(feedback, EventName.CHECKLIST_SAVED, by=officer.id)
        return _saved(feedback, screening)


def change_kind(
    reference: str, officer: StaffMember, kind: Kind, reason: str = "", version: int | None = None
) -> Saved:
    """Say what it really is; the checklist that fits follows. Commits.

    From a complaint to anything else needs a reason now, and a second person at the decision. Raises
    MoveNotPossible for a complaint that the Ombudsman sent back.
    """
    with writing():
        feedback = load_held(reference, officer, version)
        screening = _screening_of(feedback)
        require_safeguarding(screening)
        before = feedback.kind
        if before is Kind.COMPLAINT and kind is not Kind.COMPLAINT and not reason.strip():
            raise Incomplete(("reason",))
        if kind is not before:
            _refuse_what_was_sent_back(feedback.id, before)
            _become(feedback, screening, kind)
            follow_kind(feedback)
            why = reason.strip() or None
            write_event(feedback, EventName.KIND_CHANGED, by=officer.id, reason=why, before=before, kind=kind)
        return _saved(feedback, screening)


def change_team(reference: str, officer: StaffMember, team: str | None, version: int | None = None) -> Saved:
    """Say which team it is about, by a code the profile has today, or None. Commits; raises Incomplete."""
    if team is not None and team not in {known.code for known in current_council().teams_on(today())}:
        raise Incomplete(("team",))
    with writing():
        feedback = load_held(reference, officer, version)
        before = feedback.team
        if team != before:
            feedback.team = team
            change_record(feedback, team=team)
            write_event(feedback, EventName.TEAM_CHANGED, by=officer.id, before=before, team=team)
        return _saved(feedback, _screening_of(feedback))


def add_office_note(reference: str, officer: StaffMember, words: str) -> None:
    """Leave a note for other officers; nobody has to hold the item for it. Commits; raises Incomplete."""
    if not words.strip():
        raise Incomplete(("words",))
    with writing():
        feedback = load_open(reference, officer, Permission.SEE_DESK)
        note = OfficeNote(feedback_id=feedback.id, account_id=officer.id, written_at=now(), words=b"")
        db.session.add(note)
        db.session.flush()
        note.words = Seal.of(feedback.data_key_id).close(f"office_note.words:{note.id}", words)


def require_safeguarding(screening: Screening | None) -> None:
    """Raise Incomplete until the safeguarding question is answered: it comes first and blocks."""
    if screening is None or screening.answers.get(SAFEGUARDING.code) not in SAFEGUARDING.codes:
        raise Incomplete((SAFEGUARDING.code,))


def require_safeguarding_again(feedback_id: int, screening: Screening) -> None:
    """Raise Incomplete where a decision was sent back since the safeguarding question was answered."""
    returned = select(func.max(Decision.returned_at)).where(Decision.feedback_id == feedback_id)
    last, answered = db.session.scalar(returned), screening.safeguarding_at
    if last is not None and (answered is None or answered < last):
        raise Incomplete((SAFEGUARDING.code,))


def facts_of(feedback: Feedback, screening: Screening | None, points: Sequence[Point] = ()) -> ScreeningFacts:
    """Return what the rules need to know of an item, or of some points; two queries.

    What was suggested when a second person sent it back counts on, so that other answers don't lower it.
    """
    returned = Decision.status == DecisionStatus.RETURNED
    rows = db.session.execute(
        select(returned, Decision.route, Decision.suggested).where(
            Decision.feedback_id == feedback.id,
            or_(_took_effect(), and_(returned, or_(~_settles_points(), _settles_points(points)))),
        )
    ).all()
    routes = frozenset(route for sent_back, route, _ in rows if route is not None and not sent_back)
    facts = screening_facts(feedback, screening, routes)
    suggested = frozenset(route for sent_back, _, route in rows if route is not None and sent_back)
    back = any(sent_back and route is not None for sent_back, route, _ in rows)
    return replace(facts, earlier_suggested=suggested, returned=back)


def _took_effect() -> ColumnElement[bool]:
    return and_(
        Decision.status.in_((DecisionStatus.IN_FORCE, DecisionStatus.SUPERSEDED)),
        or_(Decision.sign_by.is_(None), Decision.signed_at.is_not(None)),
        ~and_(Decision.status == DecisionStatus.IN_FORCE, _settles_points()),  # those are other points
    )


def _settles_points(points: Sequence[Point] | None = None) -> ColumnElement[bool]:
    """Return whether a decision settles points at all, or any of these."""
    settles = exists().where(DecisionPoint.decision_id == Decision.id)
    if points is None:
        return settles
    return settles.where(DecisionPoint.point_id.in_([point.id for point in points]))


def screening_facts(
    feedback: Feedback, screening: Screening | None, earlier: frozenset[Route]
) -> ScreeningFacts:
    """Return what the rules need to know of an item whose earlier decisions are to hand; one query."""
    asked = exists().where(Event.feedback_id == feedback.id, Event.name == EventName.ESCALATED)
    its = feedback.id
    wanted = select(asked, _child_sends(its), was_sent_back(its), _reworded_since_return(its))
    formal_asked, child_sends, sent_back, reworded = db.session.execute(wanted).one()
    return ScreeningFacts(
        kind=feedback.kind,
        sent_as=feedback.sent_as,
        audience=feedback.audience,
        was_complaint=bool(screening and screening.answers.get(WAS_COMPLAINT)),
        early_for_corporate=current_council().early_resolution.allowed_for_corporate,
        earlier_routes=earlier,
        channel=feedback.channel,
        child_sends=bool(child_sends),
        formal_asked=bool(formal_asked),
        sent_back=bool(sent_back),
        reworded=bool(reworded),
    )


def is_from_child(feedback_id: int) -> bool:
    """Whether the sender is a child or care leaver, whichever door or channel it took; one query."""
    return bool(db.session.scalar(select(_child_sends(feedback_id))))


def _reworded_since_return(feedback_id: int) -> Exists:
    """Return whether an officer worded anything anew that a second person had sent back."""
    return exists().where(
        Decision.feedback_id == feedback_id,
        Decision.status == DecisionStatus.RETURNED,
        DecisionPoint.decision_id == Decision.id,
        PointWording.point_id == DecisionPoint.point_id,
        PointWording.version > 1,
        PointWording.written_by_id.is_not(None),
        PointWording.written_at >= Decision.returned_at,
    )


def _child_sends(feedback_id: int) -> Exists:
    its = (Party.feedback_id == feedback_id, Party.role == PartyRole.SENDER)
    return exists().where(*its, Party.capacity.in_(CHILDREN))


def _lacking(answer: str, told_whom: str, when: datetime | None) -> tuple[str, ...]:
    if answer not in SAFEGUARDING.codes:
        return (SAFEGUARDING.code,)
    if answer not in TOLD:
        return ()
    given = {"told_whom": told_whom.strip(), "told_at": when}
    return tuple(code for code, value in given.items() if not value)


def _screening_of(feedback: Feedback) -> Screening:
    screening = db.session.get(Screening, feedback.id, with_for_update=True)
    if screening is None:
        screening = Screening(feedback_id=feedback.id, answers={}, saved_at=now())
        db.session.add(screening)
    return screening


def _add_notes(feedback: Feedback, screening: Screening, notes: Mapping[str, Any]) -> None:
    seal, where = Seal.of(feedback.data_key_id), f"screening.notes:{feedback.id}"
    kept = seal.open(where, screening.notes) if screening.notes else {}
    screening.notes = seal.close(where, {**kept, **notes})


def _refuse_what_was_sent_back(feedback_id: int, before: Kind) -> None:
    """Raise MoveNotPossible while it is noted that the Ombudsman sent it back: that is a complaint."""
    if before is Kind.COMPLAINT and db.session.scalar(select(was_sent_back(feedback_id))):
        raise MoveNotPossible(STAYS_A_COMPLAINT)


def _become(feedback: Feedback, screening: Screening, kind: Kind) -> None:
    """Change the kind, its record, and the day to act by, which only ever comes nearer."""
    if feedback.kind is Kind.COMPLAINT:
        screening.answers = {**screening.answers, WAS_COMPLAINT: "yes"}
    feedback.kind = kind
    days = current_council().kinds[kind].screen_days
    calendar = current_calendar()
    new = act_by(
        kind,
        feedback.audience,
        feedback.received_on,
        feedback.about_to_happen_on,
        calendar,
        days,
        about_to_happen=feedback.about_to_happen,
    )
    feedback.act_by = min(feedback.act_by, new)
    change_record(feedback, record_type=RECORD_TYPES[kind])


def _saved(feedback: Feedback, screening: Screening) -> Saved:
    screening.saved_at = now()
    db.session.flush()
    lacking = missing(feedback.kind, screening.answers)
    return Saved(feedback.version, lacking)
