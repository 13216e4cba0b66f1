"""From a quick answer to the formal procedure: the right to it is never refused, and both are counted."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, func, select, update

from portal.domain.errors import MoveNotPossible, NotFound
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.screening import INFORMAL
from portal.domain.vocabulary import DecisionStatus, Holder, LinkKind, Route
from portal.domain.workflow import IN_THE_QUEUE, FeedbackAction, move
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.feedback_link import FeedbackLink
from portal.models.point import DecisionPoint, Point
from portal.models.record import Record
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.linking import find_link, why_not_undone
from portal.services.now import now, today
from portal.services.own_words import load_words
from portal.services.private_page_changes import add_words_within
from portal.services.proposing import require_words
from portal.services.records import OF_THE_LETTER, RECORD_TYPES
from portal.services.reopening import act_by_from_today

WANTED = "I want the formal complaints procedure.\n\n"
NONE_IN_FORCE = "No quick answer is being tried here."
OUTCOME = "Escalated to stage 1"


def escalate(reference: str, officer: StaffMember, words: str) -> None:
    """Put an early resolution back on the desk, to be decided formally, because the person asked. Commits.

    Its clock is that of the complaint's receipt. Raises Incomplete without the officer's reason,
    MoveNotPossible where none is in force, and what ``load_open`` raises.
    """
    require_words(reason=words)
    with writing():
        _escalate(load_open(reference, officer, Permission.SCREEN), officer.id, words)


def ask_for_formal(
    feedback_id: int, text: str = "", *, danger: bool = False, holder: Holder = Holder.SENDER
) -> None:
    """Do so as the person asks on their page; what they add is kept with their words. Commits.

    Raises MoveNotPossible where no early resolution is in force any more, and then changes nothing.
    """
    with writing():
        feedback, _words, seal = load_words(feedback_id, for_change=True)
        _escalate(feedback, None, "")
        add_words_within(feedback, seal, (WANTED + text).strip(), danger=danger, holder=holder)


def may_escalate(feedback_id: int) -> bool:
    """Whether an early resolution is in force; one query."""
    return bool(db.session.scalar(select(exists().where(*_early(feedback_id)))))


def may_open_formal(reference: str, officer: StaffMember) -> bool:
    """Whether this officer may take an item to the formal procedure; two queries."""
    item = select(Feedback.id).where(Feedback.reference == reference, ~in_conflict(officer.id))
    found = db.session.scalar(item)
    return found is not None and may_escalate(found)


def link_to_complaint(feedback: Feedback, complaint: str, by: int, as_: LinkKind | None = None) -> None:
    """Note that an item answers, takes further or repeats a complaint; neither is mixed into the other.

    Doesn't commit; a link that somebody noted by hand becomes the decision's, and where a complaint was begun
    from the item there is none. Raises NotFound.
    """
    other = db.session.scalars(select(Feedback).where(Feedback.reference == complaint)).first()
    if other is None or other.id == feedback.id:
        raise NotFound("There is no such complaint.")
    later, earlier = sorted((feedback, other), key=lambda one: (one.received_at, one.id), reverse=True)
    kind = as_ or (LinkKind.ESCALATED_FROM if later.id == feedback.id else LinkKind.RESPONSE_TO)
    stands = find_link(later.id, earlier.id, kind)
    if why_not_undone(stands) if stands else _was_begun(other, feedback):
        return
    if stands is None:
        db.session.add(
            FeedbackLink(later_id=later.id, earlier_id=earlier.id, kind=kind, noted_at=now(), noted_by_id=by)
        )
    write_event(later, EventName.LINKED, by=by, earlier=earlier.id, kind=kind, decided=True)
    write_event(earlier, EventName.LINKED, by=by, later=later.id, kind=kind, decided=True)


def _was_begun(complaint: Feedback, item: Feedback) -> bool:
    begun = exists().where(
        FeedbackLink.later_id == complaint.id,
        FeedbackLink.earlier_id == item.id,
        FeedbackLink.kind == LinkKind.BEGUN_FROM,
    )
    return bool(db.session.scalar(select(begun)))


def _early(feedback_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Decision.feedback_id == feedback_id,
        Decision.route == Route.EARLY_RESOLUTION,
        Decision.status == DecisionStatus.IN_FORCE,
    )


def _escalate(feedback: Feedback, by: int | None, words: str) -> None:
    early = db.session.scalars(select(Decision).where(*_early(feedback.id))).all()
    if not early:
        raise MoveNotPossible(NONE_IN_FORCE)
    if feedback.status not in IN_THE_QUEUE:
        feedback.status = move(feedback.status, FeedbackAction.ESCALATE)
        feedback.act_by = act_by_from_today(feedback)
    numbers = _open_points(early)
    row = _keep_row(feedback, early)
    for decision in early:
        decision.status = DecisionStatus.SUPERSEDED
    _drop_informal(feedback.id)
    write_event(
        feedback,
        EventName.ESCALATED,
        by=by,
        reason=words or None,
        by_person=by is None,
        row=row,
        points=numbers or None,
    )


def _drop_informal(feedback_id: int) -> None:
    """Let nobody sign another informal way that waits: its points are to be decided formally too."""
    waiting = update(Decision).where(
        Decision.feedback_id == feedback_id,
        Decision.route.in_(INFORMAL),
        Decision.status == DecisionStatus.PROPOSED,
    )
    db.session.execute(waiting.values(status=DecisionStatus.SUPERSEDED))


def _open_points(early: Sequence[Decision]) -> list[int]:
    """Leave the points of these decisions to be decided anew, and return their numbers."""
    of_them = select(DecisionPoint.point_id).where(
        DecisionPoint.decision_id.in_([decision.id for decision in early])
    )
    numbers = list(
        db.session.scalars(select(Point.number).where(Point.id.in_(of_them)).order_by(Point.number))
    )
    db.session.execute(update(Point).where(Point.id.in_(of_them)).values(route=None, case_id=None))
    return numbers


def _keep_row(feedback: Feedback, early: Sequence[Decision]) -> str:
    """Count what was tried in a row of its own, ``<reference>-E1``, and the complaint as one again."""
    counted = {decision.facts.get("record") for decision in early} - {None}
    rows = db.session.scalars(select(Record).where(Record.reference.in_(counted))).all()
    tried = select(func.count(Record.id)).where(
        Record.feedback_id == feedback.id, Record.reference.like(f"{feedback.reference}-E%")
    )
    kept = f"{feedback.reference}-E{1 + (db.session.scalar(tried) or 0)}"
    for row in rows:
        if row.reference == feedback.reference:
            _copy_row(row, kept)
            row.record_type = RECORD_TYPES[feedback.kind]
            row.procedure = row.stage = row.outcome = row.due_on = row.responded_on = None
        else:
            row.reference, row.outcome, row.responded_on = kept, OUTCOME, row.responded_on or today()
    return kept


def _copy_row(row: Record, reference: str) -> None:
    columns = (*OF_THE_LETTER, "feedback_id", "record_type", "procedure", "stage", "theme", "due_on")
    db.session.add(
        Record(
            **{name: getattr(row, name) for name in columns},
            reference=reference,
            outcome=OUTCOME,
            responded_on=row.responded_on or today(),
        )
    )
