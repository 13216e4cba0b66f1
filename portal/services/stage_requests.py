"""Requests for the next stage of a procedure: what was tried, and the person's own choice ends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.next_stage import CHOICES, OPEN, SIGNED_AS, WANTED
from portal.domain.permissions import Permission
from portal.domain.substance import is_of_substance
from portal.domain.vocabulary import CaseStatus, Channel, Holder, Procedure, StageRequestStatus, StageStatus
from portal.domain.workflow import STAGE_REQUEST_MOVES, StageRequestAction
from portal.extensions import db
from portal.models.case import Case, Stage
from portal.models.feedback import Feedback
from portal.models.stage_request import StageRequest
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now, today
from portal.services.own_words import load_words
from portal.services.private_page_changes import add_words_within
from portal.services.sealing import Seal

ASKED_BEFORE = "The next stage was asked for already. What was noted stands below."
NO_STAGE = "No next stage can be asked for here."
OWN_NOTE = "You noted this yourself, so somebody else has to read it."
NOT_FROM_HERE = "This request stands elsewhere now. Look at what was noted."
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """On which day the next stage was asked for, how, and why in the person's own words."""

    on: date | None
    channel: Channel
    why: str


@dataclass(frozen=True, slots=True)
class Try:
    """Something that was tried: an offer by somebody, or a meeting (``met``) with who came and its result."""

    on: date | None
    who: str
    words: str
    met: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose: on which day, who told us, how, and what was agreed or said."""

    action: StageRequestAction
    on: date | None
    told_by: str
    how: str
    words: str


def ask_next_stage(reference: str, officer: StaffMember, case_id: int, asking: Asking) -> int:
    """Note that the person asked for the next stage, and return the request's number. Commits.

    However late: whether a late one is taken is for a human to weigh. Raises Incomplete with "on",
    "on_to_come", "on_before" (it came later than that) or "words", MoveNotPossible where it was asked for
    before or the procedure has no next stage, NotFound, and what ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        case = db.session.scalar(select(Case).where(Case.id == case_id, Case.feedback_id == feedback.id))
        if case is None:
            raise NotFound("There is no such procedure here.")
        stage = _stage_after(case)
        if case.status is not CaseStatus.OPEN or stage is None:
            raise MoveNotPossible(NO_STAGE)
        if _find_for(case, stage) is not None:
            raise MoveNotPossible(ASKED_BEFORE)
        _require(_day_lacks(feedback, asking.on), words=asking.why)
        seal = Seal.of(feedback.data_key_id)
        return _add(feedback, seal, case, stage, asking, by=officer.id).id


def note_try(reference: str, officer: StaffMember, request_id: int, tried: Try) -> None:
    """Note what was offered, or a meeting and its result; no clock stops for it. Commits.

    Raises Incomplete with "on", "on_to_come", "on_before", "who" or "words", MoveNotPossible once they
    chose, NotFound, and what ``load_open`` raises.
    """
    with writing():
        feedback, request = _load(reference, officer, request_id)
        _require(_day_lacks(feedback, tried.on), who=tried.who, words=tried.words)
        entry = {"what": "met" if tried.met else "offered", "who": tried.who, "text": tried.words}
        if tried.met:
            request.met_on = tried.on
        else:
            request.offered_on = tried.on
        _move(feedback, request, StageRequestAction.OFFER, _entry(entry, tried.on, officer.id), officer.id)


def note_choice(reference: str, officer: StaffMember, request_id: int, choice: Choice) -> None:
    """Note whether the person goes on, settled it or withdraws, as they told us. Commits.

    To go on takes effect at once; that they end it waits until a second person signs what was noted.
    Raises Incomplete with "action", "on", "on_to_come", "on_before" (they asked later than that), "told_by",
    "how", "words" (what was agreed) or "nothing_offered", MoveNotPossible where the table has no such step,
    NotFound, and what ``load_open`` raises.
    """
    if choice.action not in CHOICES:
        raise Incomplete(("action",))
    with writing():
        feedback, request = _load(reference, officer, request_id)
        settles = choice.action is StageRequestAction.ACCEPT
        agreed = {"words": choice.words} if settles else {}
        lacking = _day_lacks(feedback, choice.on, request.asked_on)
        if settles and request.offered_on is None and request.met_on is None:
            lacking += ("nothing_offered",)
        _require(lacking, told_by=choice.told_by, how=choice.how, **agreed)
        request.chosen_on = choice.on
        entry = {"what": choice.action, "who": choice.told_by, "how": choice.how, "text": choice.words}
        _move(feedback, request, choice.action, _entry(entry, choice.on, officer.id), officer.id)


def sign_ending(reference: str, signer: StaffMember, request_id: int) -> None:
    """Agree, as the second person, that the one who asked ended their request. Commits.

    They may go on all the same. Raises MoveNotPossible for what the signer noted themselves or where nothing
    waits, NotFound, and what ``load_open`` raises.
    """
    with writing():
        feedback, request, last = _load_ending(reference, signer, request_id)
        action = SIGNED_AS[StageRequestAction(last["what"])]
        _move(feedback, request, action, _entry({"what": action}, today(), signer.id), signer.id)


def send_back_ending(reference: str, signer: StaffMember, request_id: int, why: str) -> None:
    """Say, as the second person, that the request doesn't end yet, and why. Commits.

    Raises Incomplete("why"), and what ``sign_ending`` raises.
    """
    if not is_of_substance(why):
        raise Incomplete(("why",))
    with writing():
        feedback, request, _last = _load_ending(reference, signer, request_id)
        request.chosen_on = None
        entry = _entry({"what": StageRequestAction.SEND_BACK, "text": why}, today(), signer.id)
        _move(feedback, request, StageRequestAction.SEND_BACK, entry, signer.id)


def _load_ending(
    reference: str, signer: StaffMember, request_id: int
) -> tuple[Feedback, StageRequest, Entry]:
    """Return a request that waits for this signer, and what was noted last."""
    feedback, request = _load(reference, signer, request_id, Permission.SIGN)
    if request.status is not StageRequestStatus.SAID_ENDED:
        raise MoveNotPossible(NOT_FROM_HERE)
    entries: list[Entry] = Seal.of(feedback.data_key_id).open(place_of(request.id), request.words)
    if entries[-1]["by"] == signer.id:
        raise MoveNotPossible(OWN_NOTE)
    return feedback, request, entries[-1]


def ask_as_person(
    feedback_id: int, text: str = "", *, danger: bool = False, holder: Holder = Holder.SENDER
) -> bool:
    """Ask for the next stage as the person does on their page; False where it was with us already. Commits.

    What they write is kept with their words each time. Whoever settled or withdrew goes on. Raises
    MoveNotPossible where no procedure with a next stage is open, and then changes nothing.
    """
    with writing():
        feedback, _words, seal = load_words(feedback_id, for_change=True)
        ahead = [(case, stage) for case in _open_cases(feedback_id) if (stage := _stage_after(case))]
        if not ahead:
            raise MoveNotPossible(NO_STAGE)
        new = [_ask_for(feedback, seal, case, stage, text.strip()) for case, stage in ahead]
        add_words_within(feedback, seal, (f"{WANTED}\n\n{text}").strip(), danger=danger, holder=holder)
        return any(new)


def _ask_for(feedback: Feedback, seal: Seal, case: Case, stage: int, text: str) -> bool:
    """Ask for the next stage of one case, or go on with it; False where nothing changed."""
    before = _find_for(case, stage)
    if before is None:
        _add(feedback, seal, case, stage, Asking(today(), Channel.WEB, text), by=None)
        return True
    if before.status in (*OPEN, StageRequestStatus.GOES_ON):
        return False
    before.chosen_on = today()
    entry = {"what": StageRequestAction.GO_ON, "who": "", "how": "", "text": text}
    _move(feedback, before, StageRequestAction.GO_ON, _entry(entry, today(), None), None)
    return True


def _add(
    feedback: Feedback, seal: Seal, case: Case, stage: int, asking: Asking, *, by: int | None
) -> StageRequest:
    """Store a new request; that of the person was noted by nobody of the office."""
    request = StageRequest(
        feedback_id=feedback.id,
        case_id=case.id,
        stage=stage,
        status=StageRequestStatus.ASKED,
        channel=asking.channel,
        asked_on=asking.on,
        noted_at=now(),
        noted_by_id=by,
        words=b"",
    )
    db.session.add(request)
    db.session.flush()
    first = _entry({"what": "asked", "text": asking.why}, asking.on, by)
    request.words = seal.close(place_of(request.id), [first])
    write_event(
        feedback,
        EventName.STAGE_ASKED_FOR,
        by=by,
        request=request.id,
        case=case.id,
        stage=stage,
        asked_on=asking.on,
        by_person=by is None,
    )
    return request


def _move(
    feedback: Feedback, request: StageRequest, action: StageRequestAction, entry: Entry, by: int | None
) -> None:
    """Move a request by the table, and keep what was said: nothing else changes where one stands."""
    target = STAGE_REQUEST_MOVES.get((request.status, action))
    if target is None:
        raise MoveNotPossible(NOT_FROM_HERE)
    request.status = target
    seal = Seal.of(feedback.data_key_id)
    before: list[Entry] = seal.open(place_of(request.id), request.words)
    request.words = seal.close(place_of(request.id), [*before, entry])
    offered = action is StageRequestAction.OFFER
    write_event(
        feedback,
        EventName.RESOLUTION_OFFERED if offered else EventName.RESOLUTION_ANSWERED,
        by=by,
        request=request.id,
        status=target,
        what=entry["what"],
        on=entry["on"],
        by_person=by is None,
    )


def _load(
    reference: str, officer: StaffMember, request_id: int, permission: Permission = Permission.SCREEN
) -> tuple[Feedback, StageRequest]:
    feedback = load_open(reference, officer, permission)
    wanted = select(StageRequest).where(
        StageRequest.id == request_id, StageRequest.feedback_id == feedback.id
    )
    request = db.session.scalar(wanted.execution_options(populate_existing=True))
    if request is None:
        raise NotFound("There is no such request here.")
    return feedback, request


def _open_cases(feedback_id: int) -> Sequence[Case]:
    wanted = select(Case).where(Case.feedback_id == feedback_id, Case.status == CaseStatus.OPEN)
    return db.session.scalars(wanted.order_by(Case.id)).all()


def _stage_after(case: Case) -> int | None:
    """Return the number of the stage after the one reached, or None where the profile has none."""
    numbers = select(Stage.number).where(Stage.case_id == case.id, Stage.status != StageStatus.STOPPED)
    reached = max(db.session.scalars(numbers), default=0)
    rule = current_council().procedures[case.procedure].stage(reached + 1)
    return rule.number if rule else None


def _find_for(case: Case, stage: int) -> StageRequest | None:
    """Return the request of this stage, also from before the complaint was opened again."""
    return db.session.scalar(
        select(StageRequest)
        .join(Case, Case.id == StageRequest.case_id)
        .where(
            StageRequest.feedback_id == case.feedback_id,
            StageRequest.stage == stage,
            Case.procedure == Procedure(case.procedure),
        )
        .order_by(StageRequest.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def _day_lacks(feedback: Feedback, on: date | None, since: date | None = None) -> tuple[str, ...]:
    """Return what is wrong with a day: none, one to come, or one before the complaint or ``since``."""
    if on is None:
        return ("on",)
    came_on = since or min(feedback.received_on, feedback.first_received_on or feedback.received_on)
    return ("on_to_come",) if on > today() else ("on_before",) if on < came_on else ()


def _require(lacking: tuple[str, ...], **words: str) -> None:
    lacking += tuple(name for name, said in words.items() if not said.strip())
    if lacking:
        raise Incomplete(lacking)


def _entry(said: Entry, on: date | None, by: int | None) -> Entry:
    """Return one dated entry as it is sealed; ``by`` 0 is the person themselves."""
    plain = {name: str(text).strip() for name, text in said.items()}
    return {**plain, "on": (on or today()).isoformat(), "at": now().isoformat(), "by": by or 0}


def place_of(request_id: int) -> str:
    """Return where the words of a request are sealed."""
    return f"stage_request.words:{request_id}"
