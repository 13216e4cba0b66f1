"""Requests to hold what is about to happen: asked by an officer, decided by a named manager in a day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, select

from portal.domain.errors import Incomplete, MoveNotPossible, NotAllowed, NotFound
from portal.domain.event_names import EventName
from portal.domain.freeze_letters import freeze_letter, on_their_page, with_advocate, with_reason
from portal.domain.freezes import LEFT, NEEDS_REASON, choose_decider, decide_by, tell_by
from portal.domain.permissions import Permission
from portal.domain.substance import is_of_substance
from portal.domain.vocabulary import Audience, ContactPurpose, FreezeStatus, LetterKind, Way
from portal.domain.workflow import FREEZE_MOVES, FreezeAction
from portal.domain.workingdays import london_date
from portal.extensions import db
from portal.models.account import Account
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.freeze import FreezeRequest
from portal.models.screening import Screening
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.contact_tasks import hasten, next_safe_way
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.freeze_deciders import list_deciders
from portal.services.holding import load_open, require_known_office
from portal.services.letters import finish_other_message
from portal.services.now import now, today
from portal.services.outbox import queue_mail
from portal.services.practitioners import note_within
from portal.services.sealing import Seal
from portal.services.telling import send_letter

ASKED_MAIL, NOBODY_MAIL = "freeze_asked", "freezes_late"


@dataclass(frozen=True, slots=True)
class FreezeShown:
    """One request to hold something; ``late`` while it waits past its day, ``reason`` of the last ruling."""

    id: int
    status: FreezeStatus
    what: str
    happens_on: date | None
    asked_at: datetime
    asked_by: str
    asked_by_id: int | None
    decide_by: date
    late: bool
    manager: str
    manager_id: int | None
    decided_at: datetime | None
    decided_by: str
    reason: str
    harmed: str
    to_be_told: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a manager decides: the reason where one is owed, and the exact message.

    ``seen`` is where the request stood on the page it was decided from; ``harmed`` is who would be harmed by
    waiting, which letting it go ahead needs and nobody is sent. ``happens_on`` puts right the day on which it
    happens; None leaves it as it was asked.
    """

    action: FreezeAction
    reason: str
    message: str
    seen: FreezeStatus
    harmed: str = ""
    happens_on: date | None = None


def list_freezes(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[FreezeShown, ...]:
    """Return those of an item, the oldest first; one query."""
    rows = db.session.execute(
        select(FreezeRequest, service_to_be_told())
        .where(FreezeRequest.feedback_id == feedback_id)
        .order_by(FreezeRequest.id)
    )
    return tuple(replace(_shown(row, seal, names), to_be_told=owed) for row, owed in rows)


def service_to_be_told() -> ColumnElement[bool]:
    """Return the condition on FreezeRequest that nobody noted since it was decided that the service knows."""
    told = exists().where(
        Event.feedback_id == FreezeRequest.feedback_id,
        Event.name == EventName.PRACTITIONER_SPOKEN_WITH,
        Event.facts["freeze"].as_integer() == FreezeRequest.id,
        Event.happened_at >= FreezeRequest.decided_at,
    )
    return and_(FreezeRequest.decided_at.is_not(None), ~told)


def ask_freeze(
    reference: str, officer: StaffMember, what: str, happens_on: date | None, manager_id: int | None = None
) -> int:
    """Ask a manager to hold something until the person is answered, and return the request's id. Commits.

    Nobody has to hold the item for this: it can't wait. ``manager_id`` names the manager; without one the
    rules do. Raises Incomplete for ``what``, ``happens_on`` (gone by) or ``manager``, MoveNotPossible while
    one waits already or once the item was set aside or withdrawn, and what ``load_open`` raises.
    """
    if not what.strip():
        raise Incomplete(("what",))
    if happens_on is not None and happens_on < today():
        raise Incomplete(("happens_on",))
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        _require_none_waiting(feedback)
        freeze = FreezeRequest(
            feedback_id=feedback.id,
            status=FreezeStatus.ASKED,
            asked_at=now(),
            asked_by_id=officer.id,
            happens_on=happens_on,
            decide_by=decide_by(today(), happens_on, current_calendar()),
            words=b"",
        )
        db.session.add(freeze)
        db.session.flush()
        _seal_words(feedback, freeze, {"what": what.strip()})
        _put_to(feedback, freeze, manager_id, by=officer.id)
        return freeze.id


def name_manager(reference: str, freeze_id: int, officer: StaffMember, manager_id: int) -> None:
    """Put a request to another manager, by the same day as before. Commits.

    Raises Incomplete(("manager",)) for somebody who may not decide it, MoveNotPossible once it is decided,
    NotFound, and what ``load_open`` raises.
    """
    if not (officer.may(Permission.SCREEN) or officer.may(Permission.DECIDE_FREEZE)):
        raise NotAllowed("Your role doesn't do this.")
    with writing():
        feedback, freeze = _load(reference, freeze_id, officer, Permission.SEE_DESK)
        if freeze.status is not FreezeStatus.ASKED:
            raise MoveNotPossible("This is decided already.")
        _put_to(feedback, freeze, manager_id, by=officer.id)


def decide_freeze(reference: str, freeze_id: int, manager: StaffMember, ruling: Ruling) -> None:
    """Hold it, hold it in part, let it go ahead or end a hold, and tell the person why. Commits.

    It touches no clock. Raises NotAllowed for whoever asked, Incomplete for what the ruling lacks,
    MoveNotPossible where it stands elsewhere than was seen, NotFound, and what ``load_open`` raises.
    """
    with writing():
        feedback, freeze = _load(reference, freeze_id, manager, Permission.DECIDE_FREEZE)
        if freeze.asked_by_id == manager.id:
            raise NotAllowed("You asked for this. Somebody else has to decide it.")
        target = FREEZE_MOVES.get((freeze.status, ruling.action))
        if freeze.status is not ruling.seen or target is None:
            raise MoveNotPossible("Somebody decided this meanwhile. Look at where it stands.")
        reason = ruling.reason.strip() if ruling.action in NEEDS_REASON else ""
        _require_words(ruling, reason)
        require_known_office(feedback, db.session.get(Screening, feedback.id))
        text = finished(feedback, ruling.message, reason)
        freeze.message_id = send_letter(feedback, text, about="freeze", by=manager.id, kind=LetterKind.FREEZE)
        freeze.status, freeze.decided_at, freeze.decided_by_id = target, now(), manager.id
        freeze.happens_on = ruling.happens_on or freeze.happens_on
        _hasten(feedback.id, freeze.happens_on)
        decided = {"reason": reason, "harmed": _harmed(ruling)}
        _seal_words(feedback, freeze, _words_of(feedback, freeze) | decided)
        write_event(
            feedback, EventName.FREEZE_DECIDED, by=manager.id, reason=reason, freeze=freeze.id, status=target
        )


def tell_service(reference: str, freeze_id: int, officer: StaffMember, who: str, when: datetime) -> None:
    """Note that whoever is about to act was told what was decided: who, and when. Commits.

    Raises Incomplete for ``who`` or ``when`` (still to come, or before it was decided), MoveNotPossible
    before it is decided, NotAllowed, NotFound, and what ``load_open`` raises.
    """
    if not (officer.may(Permission.SCREEN) or officer.may(Permission.DECIDE_FREEZE)):
        raise NotAllowed("Your role doesn't do this.")
    if not who.strip():
        raise Incomplete(("who",))
    with writing():
        feedback, freeze = _load(reference, freeze_id, officer, Permission.SEE_DESK)
        if freeze.decided_at is None:
            raise MoveNotPossible("Nothing is decided yet that anybody could be told.")
        if when > now() or london_date(when) < london_date(freeze.decided_at):
            raise Incomplete(("when",))
        said = "Told what was decided about holding it."
        note_within(feedback, officer, ContactPurpose.TOLD, when, who, said, freeze=freeze.id)


def draft_of(
    feedback: Feedback, action: FreezeAction, what: str, *, name: str = "", happens_on: date | None = None
) -> str:
    """Return the exact message for an outcome, with a mark where the reasons will stand."""
    is_past = happens_on is not None and happens_on < today()
    draft = freeze_letter(action, feedback.audience, what, name=name, is_past=is_past)
    return finished(feedback, draft, "")


def finished(feedback: Feedback, message: str, reason: str) -> str:
    """Return a message as it is sent: reasons, advocate and Ombudsman are in it, whatever was taken out."""
    providers = current_council().advocacy_on(today())
    told = with_reason(message, reason) if reason else message
    told = with_advocate(told, feedback.audience, providers[0].name if providers else "")
    told = finish_other_message(feedback, on_their_page(told, is_read_there=True))
    return on_their_page(told, is_read_there=told_by(feedback) is None)


def told_by(feedback: Feedback) -> Way | None:
    """Return how somebody of the office has to tell the person of a ruling, or None where a mail does."""
    by_hand = not feedback.mail_allowed and feedback.audience is not Audience.STAFF
    return next_safe_way(feedback) if by_hand else None


def _put_to(feedback: Feedback, freeze: FreezeRequest, manager_id: int | None, *, by: int) -> None:
    """Name who decides and tell them at once; where there is nobody, tell the supervisors."""
    candidates = list_deciders(feedback.id, freeze.asked_by_id)
    if manager_id is not None and manager_id not in {one.id for one in candidates}:
        raise Incomplete(("manager",))
    freeze.manager_id = manager_id or choose_decider(candidates)
    named = freeze.manager_id
    write_event(
        feedback,
        EventName.FREEZE_ASKED,
        by=by,
        freeze=freeze.id,
        manager=named,
        decide_by=freeze.decide_by,
    )
    if named is None:
        queue_mail(NOBODY_MAIL, staff_list="supervisors")
        return
    address = db.session.scalar(select(Account.email).where(Account.id == named))
    queue_mail(ASKED_MAIL, feedback=feedback, address=address)


def _require_none_waiting(feedback: Feedback) -> None:
    if feedback.status in LEFT:
        raise MoveNotPossible("This was set aside or withdrawn. Put it back on the desk first.")
    waiting = select(FreezeRequest.id).where(
        FreezeRequest.feedback_id == feedback.id, FreezeRequest.status == FreezeStatus.ASKED
    )
    if db.session.scalar(waiting.limit(1)) is not None:
        raise MoveNotPossible("A manager is asked to hold something here already. Look at that request.")


def _require_words(ruling: Ruling, reason: str) -> None:
    lacking = [] if reason or ruling.action not in NEEDS_REASON else ["reason"]
    if ruling.action is FreezeAction.LET_GO_AHEAD:
        if reason and not is_of_substance(reason):
            lacking.append("reason_short")
        if not _harmed(ruling):
            lacking.append("harmed")
    if not ruling.message.strip():
        lacking.append("message")
    if lacking:
        raise Incomplete(tuple(lacking))


def _harmed(ruling: Ruling) -> str:
    return ruling.harmed.strip() if ruling.action is FreezeAction.LET_GO_AHEAD else ""


def _hasten(feedback_id: int, happens_on: date | None) -> None:
    """Owe the call or letter that tells of a ruling before it happens, not by its usual day."""
    if happens_on is not None and happens_on >= today():
        hasten(feedback_id, tell_by(today(), happens_on, current_calendar()))


def _load(
    reference: str, freeze_id: int, officer: StaffMember, permission: Permission
) -> tuple[Feedback, FreezeRequest]:
    feedback = load_open(reference, officer, permission)
    found = select(FreezeRequest).where(
        FreezeRequest.id == freeze_id, FreezeRequest.feedback_id == feedback.id
    )
    freeze = db.session.scalar(found.execution_options(populate_existing=True))
    if freeze is None:
        raise NotFound("There is no such request.")
    return feedback, freeze


def _seal_words(feedback: Feedback, freeze: FreezeRequest, words: dict[str, str]) -> None:
    freeze.words = Seal.of(feedback.data_key_id).close(_place(freeze), words)


def _words_of(feedback: Feedback, freeze: FreezeRequest) -> dict[str, str]:
    return words_sealed_in(freeze, Seal.of(feedback.data_key_id))


def words_sealed_in(row: FreezeRequest, seal: Seal) -> dict[str, str]:
    """Return the words of a request: what is to be held and, once decided, why."""
    words: dict[str, str] = seal.open(_place(row), row.words)
    return words


def _place(freeze: FreezeRequest) -> str:
    return f"freeze_request.words:{freeze.id}"


def _shown(row: FreezeRequest, seal: Seal, names: Mapping[int, str]) -> FreezeShown:
    words = words_sealed_in(row, seal)
    return FreezeShown(
        id=row.id,
        status=row.status,
        what=words.get("what", ""),
        happens_on=row.happens_on,
        asked_at=row.asked_at,
        asked_by=names.get(row.asked_by_id or 0, ""),
        asked_by_id=row.asked_by_id,
        decide_by=row.decide_by,
        late=row.status is FreezeStatus.ASKED and today() > row.decide_by,
        manager=names.get(row.manager_id or 0, ""),
        manager_id=row.manager_id,
        decided_at=row.decided_at,
        decided_by=names.get(row.decided_by_id or 0, ""),
        reason=words.get("reason", ""),
        harmed=words.get("harmed", ""),
    )
