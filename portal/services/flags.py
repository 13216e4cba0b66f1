"""Flags: a request for one's own records, a possible data breach, a hard manner; each with its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.flags import advice_due, may_review_on, records_due
from portal.domain.permissions import Permission
from portal.domain.vocabulary import FlagKind
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.flag import Flag
from portal.services.accounts import StaffMember
from portal.services.calendar import current_calendar
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open, require
from portal.services.now import now, today
from portal.services.sealing import Seal

Words = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Raised:
    """What an officer saw; which fields count depends on the kind.

    ``since`` is the day a request came or a breach was noticed, ``passed_to`` who has it, ``impact`` what
    the behaviour does to people, and ``review_on`` when that flag is looked at again.
    """

    kind: FlagKind
    what: str
    since: date | None = None
    passed_to: str = ""
    impact: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What the data protection team, or whoever it was, said: from whom, on which day, what to do at once."""

    source: str
    on: date
    text: str
    actions: str = ""


@dataclass(frozen=True, slots=True)
class FlagShown:
    """One flag; ``days_left`` are calendar days, None once it ended. ``restriction`` is what was decided."""

    id: int
    kind: FlagKind
    what: str
    raised_at: datetime
    raised_by: str
    due_on: date
    days_left: int | None
    since: date | None
    passed_to: str
    impact: str
    advice: tuple[Advice, ...]
    restriction: str
    restricted_by: str
    ended_at: datetime | None
    ended_by: str
    outcome: str

    @property
    def is_open(self) -> bool:
        """Whether it still has to be minded."""
        return self.ended_at is None

    found: str = ""


def list_flags(feedback_id: int, seal: Seal, names: Mapping[int, str]) -> tuple[FlagShown, ...]:
    """Return those of an item, the oldest first; one query."""
    rows = db.session.scalars(select(Flag).where(Flag.feedback_id == feedback_id).order_by(Flag.id))
    return tuple(_shown(row, seal, names) for row in rows)


def raise_flag(reference: str, officer: StaffMember, raised: Raised) -> int:
    """Note something to mind beside the route, and return the flag's id. Commits.

    It hides nothing and stops no clock; nobody has to hold the item for it. Raises Incomplete for ``what``,
    ``since``, ``impact`` or ``review_on``, and what ``load_open`` raises.
    """
    lacking = _lacking(raised)
    if lacking:
        raise Incomplete(lacking)
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        flag = Flag(
            feedback_id=feedback.id,
            kind=raised.kind,
            raised_at=now(),
            raised_by_id=officer.id,
            due_on=_due_on(raised),
            words=b"",
        )
        db.session.add(flag)
        db.session.flush()
        words = {
            "what": raised.what.strip(),
            "since": raised.since.isoformat() if raised.since else "",
            "passed_to": raised.passed_to.strip(),
            "impact": raised.impact.strip(),
        }
        _seal_words(feedback, flag, words)
        write_event(
            feedback, EventName.FLAG_RAISED, by=officer.id, flag=flag.id, kind=flag.kind, due_on=flag.due_on
        )
        return flag.id


def pass_on(reference: str, flag_id: int, officer: StaffMember, passed_to: str) -> None:
    """Note who has a request for records, or was told of a breach. Commits.

    Raises Incomplete(("passed_to",)), MoveNotPossible, NotFound, and what ``load_open`` raises.
    """
    if not passed_to.strip():
        raise Incomplete(("passed_to",))
    with writing():
        feedback, flag = _load(reference, flag_id, officer, Permission.SCREEN)
        _require_kind(flag, FlagKind.SUBJECT_ACCESS, FlagKind.DATA_BREACH)
        _add_words(feedback, flag, officer, "passed_on", {"passed_to": passed_to.strip()})


def add_advice(reference: str, flag_id: int, officer: StaffMember, advice: Advice) -> None:
    """Record advice taken on a possible breach, with the immediate actions. Commits.

    Raises Incomplete for ``source``, ``text`` or ``on`` (a day to come), MoveNotPossible, NotFound, and what
    ``load_open`` raises.
    """
    missing = [name for name in ("source", "text") if not getattr(advice, name).strip()]
    if advice.on > today():
        missing.append("on")
    if missing:
        raise Incomplete(tuple(missing))
    with writing():
        feedback, flag = _load(reference, flag_id, officer, Permission.SCREEN)
        _require_kind(flag, FlagKind.DATA_BREACH)
        noted = {
            "source": advice.source.strip(),
            "on": advice.on.isoformat(),
            "text": advice.text.strip(),
            "actions": advice.actions.strip(),
        }
        given = [*_words_of(feedback, flag).get("advice", []), noted]
        _add_words(feedback, flag, officer, "advice", {"advice": given})


def restrict(
    reference: str, flag_id: int, signer: StaffMember, restriction: str, review_on: date, *, found: str
) -> None:
    """Decide how contact is limited for now (no words: not at all), and when to look again. Commits.

    ``found`` is what was found on looking at it. What the person complains of is dealt with all the same.
    Raises Incomplete for ``found`` or ``review_on``, NotAllowed for
    everybody but supervisors and managers, MoveNotPossible, NotFound, and what ``load_open`` raises.
    """
    lacking = [] if found.strip() else ["found"]
    if not may_review_on(review_on, today()):
        lacking.append("review_on")
    if lacking:
        raise Incomplete(tuple(lacking))
    with writing():
        feedback, flag = _load(reference, flag_id, signer, Permission.SIGN)
        _require_kind(flag, FlagKind.UNREASONABLE_BEHAVIOUR)
        flag.due_on = review_on
        decided = {"restriction": restriction.strip(), "restricted_by": signer.id, "found": found.strip()}
        _add_words(feedback, flag, signer, "restriction", decided)


def end_flag(reference: str, flag_id: int, officer: StaffMember, outcome: str) -> None:
    """End a flag with how it ended; a restriction is ended by those who may set one. Commits.

    Raises Incomplete(("outcome",)), MoveNotPossible, NotFound, and what ``load_open`` raises.
    """
    if not outcome.strip():
        raise Incomplete(("outcome",))
    with writing():
        feedback, flag = _load(reference, flag_id, officer, Permission.SEE_DESK)
        words = _words_of(feedback, flag)
        require_to_end(officer, bool(words.get("restriction")))
        flag.ended_at, flag.ended_by_id = now(), officer.id
        _seal_words(feedback, flag, words | {"outcome": outcome.strip()})
        write_event(
            feedback, EventName.FLAG_ENDED, by=officer.id, reason=outcome, flag=flag.id, kind=flag.kind
        )


def require_to_end(officer: StaffMember, restricted: bool) -> None:
    """Raise NotAllowed where the officer may not end such a flag."""
    require(officer, Permission.SIGN if restricted else Permission.SCREEN)


def _lacking(raised: Raised) -> tuple[str, ...]:
    behaviour = raised.kind is FlagKind.UNREASONABLE_BEHAVIOUR
    asked = {
        "what": bool(raised.what.strip()),
        "impact": not behaviour or bool(raised.impact.strip()),
        "since": behaviour or (raised.since is not None and raised.since <= today()),
        "review_on": not behaviour
        or (raised.review_on is not None and may_review_on(raised.review_on, today())),
    }
    return tuple(name for name, there in asked.items() if not there)


def _due_on(raised: Raised) -> date:
    if raised.kind is FlagKind.UNREASONABLE_BEHAVIOUR:
        return raised.review_on or today()
    since = raised.since or today()
    if raised.kind is FlagKind.DATA_BREACH:
        return advice_due(since, current_council().data_protection.advice_days)
    return records_due(since, current_calendar())


def _load(
    reference: str, flag_id: int, officer: StaffMember, permission: Permission
) -> tuple[Feedback, Flag]:
    """Return a flag that is open, with its item locked."""
    feedback = load_open(reference, officer, permission)
    found = select(Flag).where(Flag.id == flag_id, Flag.feedback_id == feedback.id)
    flag = db.session.scalar(found.execution_options(populate_existing=True))
    if flag is None:
        raise NotFound("There is no such flag here.")
    if flag.ended_at is not None:
        raise MoveNotPossible("This flag has ended meanwhile. Raise a new one if you need to.")
    return feedback, flag


def _require_kind(flag: Flag, *kinds: FlagKind) -> None:
    if flag.kind not in kinds:
        raise MoveNotPossible("A flag of this kind has no such step.")


def _add_words(feedback: Feedback, flag: Flag, officer: StaffMember, step: str, new: Words) -> None:
    _seal_words(feedback, flag, _words_of(feedback, flag) | new)
    write_event(feedback, EventName.FLAG_CHANGED, by=officer.id, flag=flag.id, kind=flag.kind, step=step)


def _seal_words(feedback: Feedback, flag: Flag, words: Words) -> None:
    flag.words = Seal.of(feedback.data_key_id).close(f"flag.words:{flag.id}", words)


def _words_of(feedback: Feedback, flag: Flag) -> Words:
    words: Words = Seal.of(feedback.data_key_id).open(f"flag.words:{flag.id}", flag.words)
    return words


def _shown(row: Flag, seal: Seal, names: Mapping[int, str]) -> FlagShown:
    words: Words = seal.open(f"flag.words:{row.id}", row.words)
    due_on = row.due_on or row.raised_at.date()
    return FlagShown(
        id=row.id,
        kind=row.kind,
        what=words.get("what", ""),
        raised_at=row.raised_at,
        raised_by=names.get(row.raised_by_id, ""),
        due_on=due_on,
        days_left=None if row.ended_at else (due_on - today()).days,
        since=date.fromisoformat(words["since"]) if words.get("since") else None,
        passed_to=words.get("passed_to", ""),
        impact=words.get("impact", ""),
        advice=tuple(_advice(one) for one in words.get("advice", [])),
        restriction=words.get("restriction", ""),
        found=words.get("found", ""),
        restricted_by=names.get(words.get("restricted_by", 0), ""),
        ended_at=row.ended_at,
        ended_by=names.get(row.ended_by_id or 0, ""),
        outcome=words.get("outcome", ""),
    )


def _advice(noted: dict[str, str]) -> Advice:
    return Advice(noted["source"], date.fromisoformat(noted["on"]), noted["text"], noted.get("actions", ""))
