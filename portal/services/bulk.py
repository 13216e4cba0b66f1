"""Doing one thing to several items: each by its ordinary verb, and what became of each told by itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, or_, select

from portal.domain.errors import (
    AlreadyClaimed,
    ConflictOfInterest,
    Incomplete,
    MoveNotPossible,
    NotClaimed,
    NotFound,
)
from portal.domain.permissions import Permission
from portal.domain.signatures import is_of_a_child, set_aside_needs_second_person
from portal.domain.suggestion import ScreeningFacts
from portal.domain.vocabulary import PartyRole, SetAsideAs
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.event import AccessLog
from portal.models.feedback import Feedback
from portal.models.party import Party
from portal.models.screening import Screening
from portal.services import claims, handing_over, screening, set_aside
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.holding import require
from portal.services.read_first import READ
from portal.services.screening import CHILDREN

AT_ONCE = 50
SAYS = {
    "team": "the team is not on the list",
    "safeguarding": "nobody has answered yet whether anybody is at risk",
    "to": "choose an officer who screens",
    "reason": "a reason is missing",
}
NOT_THERE = "there is no such item that you may open"
NOT_OPENED = "you have not opened it since it came"
UNREAD = "the person wrote, and nobody has read it yet"
NOT_HELD = "you don’t hold it"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one item; ``left_out`` is why nothing did, or empty."""

    reference: str
    left_out: str = ""


def claim_all(references: Sequence[str], officer: StaffMember) -> tuple[Result, ...]:
    """Claim each for the officer; returns what became of each. Commits each by itself."""
    return _each(references, lambda reference: claims.claim(reference, officer))


def release_all(references: Sequence[str], officer: StaffMember) -> tuple[Result, ...]:
    """Give each back to the desk; returns what became of each. Commits each by itself."""
    return _each(references, lambda reference: claims.release(reference, officer))


def change_team_of_all(
    references: Sequence[str], officer: StaffMember, team: str | None
) -> tuple[Result, ...]:
    """Set the team of each that the officer holds; returns what became of each. Commits each by itself."""
    return _each(references, lambda reference: screening.change_team(reference, officer, team))


def hand_over_all(
    references: Sequence[str], supervisor: StaffMember, to_id: int, reason: str, from_id: int | None = None
) -> tuple[Result, ...]:
    """Hand each over from whoever holds it now; returns what became of each. Commits each by itself.

    ``from_id`` keeps to what one officer holds. Raises NotAllowed and Incomplete before anything is moved.
    """
    require(supervisor, Permission.SUPERVISE)
    if not reason.strip():
        raise Incomplete(("reason",))
    if to_id not in {officer.id for officer in handing_over.list_officers()}:
        raise Incomplete(("to",))
    holders = _holders(references)

    def move(reference: str) -> object:
        holder = from_id if from_id is not None else holders.get(reference)
        return handing_over.hand_over(reference, supervisor, to_id, reason, holder)

    return _each(references, move)


def hand_over_everything(
    supervisor: StaffMember, from_id: int, to_id: int, reason: str
) -> tuple[Result, ...]:
    """Hand over all that an officer holds, however much; returns what became of each. Commits each by itself.

    Raises NotAllowed, and Incomplete with "ticked" where they hold nothing, before anything is moved.
    """
    held = handing_over.references_held(supervisor, from_id)
    if not held:
        raise Incomplete(("ticked",))
    results: list[Result] = []
    for first in range(0, len(held), AT_ONCE):
        part = held[first : first + AT_ONCE]
        results += hand_over_all(part, supervisor, to_id, reason, from_id)
    return tuple(results)


def set_aside_spam(references: Sequence[str], officer: StaffMember, reason: str) -> tuple[Result, ...]:
    """Set each aside as spam that one person may set aside and this officer has opened; the rest is left out.

    Nothing here is proposed to a second person: what needs one is left for its own page. Raises Incomplete
    without a reason. Commits each by itself.
    """
    require(officer, Permission.SCREEN)
    if not reason.strip():
        raise Incomplete(("reason",))
    why_not = dict(_not_for_one_person(references, officer))

    def throw(reference: str) -> bool:
        if why_not.get(reference):
            raise MoveNotPossible(why_not[reference])
        if not set_aside.set_aside(reference, officer, SetAsideAs.SPAM, reason=reason):
            raise MoveNotPossible("it waits for a second person now")
        return True

    return _each(references, throw)


def _each(references: Sequence[str], act: Callable[[str], object]) -> tuple[Result, ...]:
    """Do it to each of at most fifty; the verb of each checks everything, as it does on the item's page."""
    return tuple(_tried(reference, act) for reference in dict.fromkeys(references[:AT_ONCE]))


def _tried(reference: str, act: Callable[[str], object]) -> Result:
    try:
        act(reference)
    except Incomplete as problem:
        return Result(reference, SAYS.get(problem.missing[0], "something is missing"))
    except AlreadyClaimed as problem:
        return Result(reference, f"{problem.holder} has it")
    except NotClaimed:
        return Result(reference, NOT_HELD)
    except (NotFound, ConflictOfInterest):
        return Result(reference, NOT_THERE)
    except MoveNotPossible as problem:
        said = str(problem).rstrip(".")
        return Result(reference, said[:1].lower() + said[1:])
    return Result(reference)


def _holders(references: Sequence[str]) -> dict[str, int | None]:
    """Return who holds each now; one query."""
    free = claims.is_free()
    rows = db.session.execute(
        select(Feedback.reference, Feedback.claimed_by_id, free).where(Feedback.reference.in_(references))
    )
    return {row[0]: None if row[2] else row[1] for row in rows}


def _not_for_one_person(references: Sequence[str], officer: StaffMember) -> Iterator[tuple[str, str]]:
    """Yield each with why it is not set aside in bulk, or nothing; one query."""
    since = or_(Feedback.unread_since.is_(None), AccessLog.happened_at >= Feedback.unread_since)
    opened = exists().where(
        AccessLog.feedback_id == Feedback.id,
        AccessLog.account_id == officer.id,
        AccessLog.action == READ,
        and_(AccessLog.happened_at >= Feedback.received_at, since),
    )
    child = exists().where(Party.feedback_id == Feedback.id, Party.role == PartyRole.CHILD)
    alert = exists().where(DutyAlert.feedback_id == Feedback.id)
    sent = (Party.feedback_id == Feedback.id, Party.role == PartyRole.SENDER)
    rows = db.session.execute(
        select(
            Feedback.reference,
            Feedback.kind,
            Feedback.sent_as,
            Feedback.audience,
            Feedback.channel,
            Feedback.danger,
            Screening.answers,
            exists().where(*sent, Party.capacity.in_(CHILDREN)).label("child_sends"),
            Feedback.unread_since,
            opened.label("opened"),
            child.label("about_child"),
            alert.label("alerted"),
        )
        .join(Screening, Screening.feedback_id == Feedback.id, isouter=True)
        .where(Feedback.reference.in_(references), ~in_conflict(officer.id))
    )
    for row in rows:
        if not row.opened:
            yield row.reference, NOT_OPENED
        elif row.unread_since is not None:
            yield row.reference, UNREAD
        else:
            yield row.reference, "; ".join(why.rstrip(".") for why in _why_two(row))


def _why_two(row: Any) -> tuple[str, ...]:
    """Return why a second person would have to sign, by what the checklist says too."""
    facts = ScreeningFacts(
        row.kind, row.sent_as, row.audience, channel=row.channel, child_sends=row.child_sends
    )
    return set_aside_needs_second_person(
        SetAsideAs.SPAM,
        row.audience,
        row.channel,
        about_child=row.about_child,
        danger=row.danger or row.alerted,
        child_sends=is_of_a_child(facts, row.answers or {}),
    )
