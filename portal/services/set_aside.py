"""Taking out of the queue what is no feedback: reversible, sampled by a supervisor, or signed by a second."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import aliased

from portal.domain import opening_letters
from portal.domain.errors import ConflictOfInterest, Incomplete, MoveNotPossible, NotFound, OwnDecision
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.route_details import SETTLES_NOTHING
from portal.domain.signatures import is_of_a_child, set_aside_needs_second_person
from portal.domain.vocabulary import DecisionStatus, FeedbackStatus, Kind, PartyRole, SetAsideAs
from portal.domain.workflow import FeedbackAction, move
from portal.extensions import db
from portal.models.account import Account
from portal.models.alert import DutyAlert
from portal.models.event import AccessLog, Event
from portal.models.feedback import Feedback
from portal.models.party import Party
from portal.models.screening import Decision, Screening
from portal.services.accounts import StaffMember
from portal.services.child_contacts import require_spoken
from portal.services.claims import has_open_alert
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.decided_before import owe_third_person, require_fresh
from portal.services.events import write_event
from portal.services.holding import let_go, load_held, load_open, require
from portal.services.in_force import SET_ASIDE_RECORD, require_no_feedback
from portal.services.letters import finish_message
from portal.services.procedures import has_open_case
from portal.services.proposing import Proposal, propose, require_words
from portal.services.read_first import READ, require_words_read
from portal.services.records import RECORD_TYPES, change_record
from portal.services.screening import facts_of, require_safeguarding, require_safeguarding_again

SAMPLE_SHOWN = 50


@dataclass(frozen=True, slots=True)
class SampledItem:
    """Something set aside that nobody has looked over yet."""

    reference: str
    kind: Kind
    received_on: date
    set_aside_as: SetAsideAs | None
    set_aside_at: datetime
    set_aside_by: str


def set_aside(
    reference: str,
    officer: StaffMember,
    as_: SetAsideAs,
    same_as: str | None = None,
    reason: str = "",
    message: str = "",
    version: int | None = None,
    signer_id: int | None = None,
) -> bool:
    """Take an item out of the queue; return whether it is out, or waits for a second person. Commits.

    ``same_as`` is the reference of the other one where it was sent twice, which needs a message to the person
    and a second person; so does what a child may have to do with, or danger. Raises Incomplete ("spoken"
    until somebody spoke with a child whose item would close, "signer" for whoever may not sign,
    "unread" while words of the person are), MoveNotPossible while the duty team has an alert open about it,
    another item leans on it or something of it is decided, and what ``load_held`` raises.
    """
    require_words(reason=reason)
    with writing():
        feedback = load_held(reference, officer, version)
        screening = db.session.get(Screening, feedback.id)
        require_safeguarding(screening)
        assert screening is not None
        require_safeguarding_again(feedback.id, screening)
        _refuse_what_must_stay(feedback, as_)
        require_words_read(feedback.id)
        facts = facts_of(feedback, screening)
        why = _why_two(feedback, as_, is_of_a_child(facts, screening.answers))
        proposal = Proposal(reason, "", second_person=why, set_aside_as=as_, signer_id=signer_id)
        if as_ is SetAsideAs.SENT_TWICE:
            require_words(message=message)
            finished = finish_message(feedback, opening_letters.SENT_TWICE, {}, message)
            proposal = replace(proposal, message=finished, same_as_id=_twin(feedback, same_as, officer))
        require_spoken(feedback.id, as_, facts, [screening.answers])
        if why:
            propose(feedback, officer, proposal)
        else:
            _take_out(feedback, officer, as_, reason)
        return not why


def _take_out(feedback: Feedback, officer: StaffMember, as_: SetAsideAs, reason: str) -> None:
    feedback.status = move(feedback.status, FeedbackAction.SET_ASIDE)
    feedback.set_aside_as = as_
    let_go(feedback)
    change_record(feedback, record_type=SET_ASIDE_RECORD)
    write_event(feedback, EventName.SET_ASIDE, by=officer.id, reason=reason, set_aside_as=as_)


def restore(reference: str, officer: StaffMember, reason: str) -> None:
    """Put something set aside back into the queue, by the day it had. Commits."""
    require_words(reason=reason)
    with writing():
        restore_within(load_open(reference, officer, Permission.SCREEN), reason, by=officer.id)


def restore_within(feedback: Feedback, reason: str, by: int | None = None) -> None:
    """Put a locked item back into the queue, as part of the caller's transaction; None is the person.

    What the person asks for is read by a third person; an officer's own slip anybody may put right.
    """
    if by is None:
        owe_third_person(feedback, by)
    feedback.status = move(feedback.status, FeedbackAction.RESTORE)
    feedback.set_aside_as = feedback.same_as_id = None
    signed = update(Decision).where(
        Decision.feedback_id == feedback.id, Decision.status == DecisionStatus.IN_FORCE
    )
    db.session.execute(signed.values(status=DecisionStatus.SUPERSEDED))
    change_record(feedback, record_type=RECORD_TYPES[feedback.kind])
    write_event(feedback, EventName.RESTORED, by=by, reason=reason)


def mark_sampled(reference: str, supervisor: StaffMember) -> None:
    """Note that a supervisor looked it over and it is rightly set aside. Commits.

    Raises OwnDecision for whoever set it aside, Incomplete(("read",)) until the supervisor has opened the
    words since, and MoveNotPossible.
    """
    with writing():
        feedback = load_open(reference, supervisor, Permission.SUPERVISE)
        if feedback.status is not FeedbackStatus.SET_ASIDE:
            raise MoveNotPossible("This is not set aside.")
        require_fresh(feedback.id, supervisor.id)
        since = feedback.received_at
        last = _last_set_aside(feedback.id)
        if last is not None:
            since = last.happened_at
            if last.account_id == supervisor.id:
                raise OwnDecision("Somebody else has to look over what you set aside.")
        if not _has_read(feedback.id, supervisor.id, since):
            raise Incomplete(("read",))
        write_event(feedback, EventName.SET_ASIDE_SAMPLED, by=supervisor.id)


def may_look_over(feedback: Feedback, officer: StaffMember) -> bool:
    """Whether an item waits for this supervisor to say that it is rightly set aside; one query at most."""
    if feedback.status is not FeedbackStatus.SET_ASIDE or not officer.may(Permission.SUPERVISE):
        return False
    waits = select(Event.id).where(Event.feedback_id == feedback.id, *_waits_for(officer.id))
    return db.session.scalar(waits.limit(1)) is not None


def _waits_for(account_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on an Event: one person set it aside, and nobody else has looked since."""
    later = Event.__table__.alias("later")
    looked_over = exists().where(
        later.c.feedback_id == Event.feedback_id,
        later.c.id > Event.id,
        later.c.name.in_((EventName.SET_ASIDE_SAMPLED, EventName.RESTORED)),
    )
    return (
        Event.name == EventName.SET_ASIDE,
        Event.facts["decision"].as_integer().is_(None),
        Event.account_id != account_id,
        ~looked_over,
    )


def list_sampled(supervisor: StaffMember) -> tuple[SampledItem, ...]:
    """Return what was set aside by one person and nobody else has looked over since, newest first."""
    require(supervisor, Permission.SUPERVISE)
    rows = db.session.execute(
        select(
            Feedback.reference,
            Feedback.kind,
            Feedback.received_on,
            Feedback.set_aside_as,
            Event.happened_at,
            Account.name,
        )
        .join(Event, Event.feedback_id == Feedback.id)
        .join(Account, Account.id == Event.account_id)
        .where(
            Feedback.status == FeedbackStatus.SET_ASIDE,
            *_waits_for(supervisor.id),
            ~in_conflict(supervisor.id),
        )
        .order_by(Event.id.desc())
        .limit(SAMPLE_SHOWN)
    )
    return tuple(SampledItem(*row) for row in rows)


def _why_two(feedback: Feedback, as_: SetAsideAs, of_a_child: bool) -> tuple[str, ...]:
    """Return why a second person signs; danger counts whenever it was said."""
    child = exists().where(Party.feedback_id == feedback.id, Party.role == PartyRole.CHILD)
    alert = exists().where(DutyAlert.feedback_id == feedback.id)
    about_child, alerted = db.session.execute(select(child, alert)).one()
    return set_aside_needs_second_person(
        as_,
        feedback.audience,
        feedback.channel,
        about_child=about_child,
        danger=feedback.danger or alerted,
        child_sends=of_a_child,
    )


def _last_set_aside(feedback_id: int) -> Event | None:
    taken_out = select(Event).where(Event.feedback_id == feedback_id, Event.name == EventName.SET_ASIDE)
    return db.session.scalar(taken_out.order_by(Event.id.desc()).limit(1))


def _has_read(feedback_id: int, account_id: int, since: datetime) -> bool:
    read = exists().where(
        AccessLog.feedback_id == feedback_id,
        AccessLog.account_id == account_id,
        AccessLog.action == READ,
        AccessLog.happened_at >= since,
    )
    return bool(db.session.scalar(select(read)))


def _twin(feedback: Feedback, same_as: str | None, officer: StaffMember) -> int:
    """Return the id of the other one: another item, still there, that the officer may open."""
    reference = (same_as or "").strip().upper()
    if not reference or reference == feedback.reference:
        raise Incomplete(("same_as",))
    found = db.session.execute(
        select(Feedback.id, Feedback.status, in_conflict(officer.id)).where(Feedback.reference == reference)
    ).first()
    if found is None:
        raise NotFound("There is no item with that reference.")
    twin_id, status, keep_away = found
    if keep_away:
        raise ConflictOfInterest("You must keep away from the other item.")
    if status is FeedbackStatus.SET_ASIDE:
        raise MoveNotPossible("The other one is set aside itself.")
    return int(twin_id)


def _refuse_what_must_stay(feedback: Feedback, as_: SetAsideAs) -> None:
    """Raise MoveNotPossible for what the duty team has not seen, what is decided, and what others lean on.

    What an officer began or the Ombudsman sent back is refused too, unless it was sent twice.
    """
    require_no_feedback(feedback.id, as_)
    twin = aliased(Feedback)
    leans_on_it = exists().where(twin.same_as_id == feedback.id, twin.status == FeedbackStatus.SET_ASIDE)
    decided = exists().where(
        Decision.feedback_id == feedback.id,
        Decision.status == DecisionStatus.IN_FORCE,
        Decision.route.not_in(SETTLES_NOTHING),
    )
    alert, leaning, in_part = db.session.execute(
        select(has_open_alert(), leans_on_it, decided).where(Feedback.id == feedback.id)
    ).one()
    if alert:
        raise MoveNotPossible("The duty team has not acknowledged the alert about this yet.")
    if leaning:
        raise MoveNotPossible("Another item was closed because this one stays open.")
    if in_part or has_open_case(feedback.id):
        raise MoveNotPossible("Part of this is decided already, so it can’t be set aside. Decide the rest.")
