"""Saying that two pieces of feedback belong together: a link with its kind, never a merger."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.substance import is_of_substance
from portal.domain.vocabulary import LinkKind
from portal.extensions import db
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.feedback_link import FeedbackLink
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now

# What a deed of its own says; an officer neither notes it by hand nor takes it back.
BY_HAND = tuple(kind for kind in LinkKind if kind is not LinkKind.BEGUN_FROM)
ONE_WAS_BEGUN = "A complaint was begun from the other item. That stays on the record of both."
DECIDED = "This is part of a decision. To change it, open that item again and decide it anew."
NOT_NOTED = "That is not noted any more. Somebody may have taken it back."


@dataclass(frozen=True, slots=True)
class Linked:
    """Another piece that belongs with this one; ``is_earlier`` says which of the two it is."""

    reference: str
    kind: LinkKind
    is_earlier: bool


def link(reference: str, officer: StaffMember, earlier: str, kind: LinkKind) -> None:
    """Note that a piece belongs with an earlier one. Commits.

    Each keeps its own words, page and people. Raises MoveNotPossible for a piece with itself or a link that
    stands already, and what ``load_open`` raises for either of them.
    """
    with writing():
        if kind not in BY_HAND:
            raise MoveNotPossible(ONE_WAS_BEGUN)
        later_one, earlier_one = _both(reference, earlier, officer)
        if later_one.id == earlier_one.id:
            raise MoveNotPossible("That is this same item.")
        if _stands(later_one.id, earlier_one.id, kind):
            raise MoveNotPossible("That is noted already.")
        db.session.add(
            FeedbackLink(
                later_id=later_one.id,
                earlier_id=earlier_one.id,
                kind=kind,
                noted_at=now(),
                noted_by_id=officer.id,
            )
        )
        write_event(later_one, EventName.LINKED, by=officer.id, earlier=earlier_one.id, kind=kind)
        write_event(earlier_one, EventName.LINKED, by=officer.id, later=later_one.id, kind=kind)


def unlink(reference: str, officer: StaffMember, other: str, kind: LinkKind, reason: str) -> None:
    """Take back that two pieces belong together; both histories tell it with the reason. Commits.

    Raises Incomplete without a reason that says something, MoveNotPossible where the link doesn't stand or no
    hand takes it back, and what ``load_open`` raises for either of them.
    """
    if not reason.strip():
        raise Incomplete(("reason",))
    with writing():
        one, two = _both(reference, other, officer)
        row = db.session.scalar(_link_between(one.id, two.id, kind))
        if row is None:
            raise MoveNotPossible(NOT_NOTED)
        why_not = why_not_undone(row)
        if why_not:
            raise MoveNotPossible(why_not)
        if not is_of_substance(reason):
            raise Incomplete(("reason_short",))
        db.session.delete(row)
        for piece, beside in ((one, two), (two, one)):
            write_event(
                piece, EventName.UNLINKED, by=officer.id, reason=reason.strip(), other=beside.id, kind=kind
            )


def find_link(one_id: int, two_id: int, kind: LinkKind) -> FeedbackLink | None:
    """Return the link of a kind between two pieces, whichever is the earlier, or None."""
    return db.session.scalar(_link_between(one_id, two_id, kind))


def why_not_undone(row: FeedbackLink) -> str:
    """Return why no hand takes a link back, or nothing; at most one query."""
    if row.kind not in BY_HAND:
        return ONE_WAS_BEGUN
    told = select(Event.facts).where(Event.feedback_id == row.later_id, Event.name == EventName.LINKED)
    its = [
        facts
        for facts in db.session.scalars(told.order_by(Event.id))
        if (facts.get("earlier"), facts.get("kind")) == (row.earlier_id, row.kind.value)
    ]
    return DECIDED if its and its[-1].get("decided") else ""


def list_linked(feedback_id: int, officer: StaffMember) -> tuple[Linked, ...]:
    """Return what belongs with a piece, without what the officer must keep away from; one query."""
    rows = db.session.execute(
        select(FeedbackLink.kind, FeedbackLink.earlier_id, Feedback.id, Feedback.reference)
        .join(Feedback, _other_of(feedback_id))
        .where(
            or_(FeedbackLink.later_id == feedback_id, FeedbackLink.earlier_id == feedback_id),
            ~in_conflict(officer.id),
        )
        .order_by(FeedbackLink.id)
    )
    return tuple(Linked(row.reference, row.kind, row.earlier_id == row.id) for row in rows)


def is_linked_with(feedback_id: int) -> ColumnElement[bool]:
    """Return the condition on Feedback that an officer linked it with this piece, in whichever way."""
    this_is_later = and_(FeedbackLink.later_id == feedback_id, FeedbackLink.earlier_id == Feedback.id)
    this_is_earlier = and_(FeedbackLink.earlier_id == feedback_id, FeedbackLink.later_id == Feedback.id)
    noted = select(FeedbackLink.id).where(or_(this_is_later, this_is_earlier))
    return exists(noted.correlate(Feedback))


def _both(reference: str, other: str, officer: StaffMember) -> tuple[Feedback, Feedback]:
    """Return two pieces, both locked, the later first."""
    pieces = [load_open(each, officer, Permission.SCREEN) for each in sorted((reference, other))]
    later, earlier = sorted(pieces, key=lambda piece: (piece.received_at, piece.id), reverse=True)
    return later, earlier


def _link_between(one_id: int, two_id: int, kind: LinkKind) -> Select[FeedbackLink]:
    both = (one_id, two_id)
    return select(FeedbackLink).where(
        FeedbackLink.later_id.in_(both),
        FeedbackLink.earlier_id.in_(both),
        FeedbackLink.later_id != FeedbackLink.earlier_id,
        FeedbackLink.kind == kind,
    )


def _other_of(feedback_id: int) -> ColumnElement[bool]:
    others = or_(Feedback.id == FeedbackLink.later_id, Feedback.id == FeedbackLink.earlier_id)
    return others & (Feedback.id != feedback_id)


def _stands(later_id: int, earlier_id: int, kind: LinkKind) -> bool:
    stands = exists().where(
        FeedbackLink.later_id == later_id, FeedbackLink.earlier_id == earlier_id, FeedbackLink.kind == kind
    )
    return bool(db.session.scalar(select(stands)))
