"""Saying that two pieces of feedback belong together: a link with its kind, never a merger."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select

from portal.domain.errors import MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import LinkKind
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.feedback_link import FeedbackLink
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now


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
        later_one, earlier_one = sorted(
            (load_open(each, officer, Permission.SCREEN) for each in (reference, earlier)),
            key=lambda piece: (piece.received_at, piece.id),
            reverse=True,
        )
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


def _other_of(feedback_id: int) -> ColumnElement[bool]:
    others = or_(Feedback.id == FeedbackLink.later_id, Feedback.id == FeedbackLink.earlier_id)
    return others & (Feedback.id != feedback_id)


def _stands(later_id: int, earlier_id: int, kind: LinkKind) -> bool:
    stands = exists().where(
        FeedbackLink.later_id == later_id, FeedbackLink.earlier_id == earlier_id, FeedbackLink.kind == kind
    )
    return bool(db.session.scalar(select(stands)))
