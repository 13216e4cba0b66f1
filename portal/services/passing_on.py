"""Unread words pass on: to the deputy of whoever did not read them in time, left, or must keep away."""

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import aliased

from portal.domain.event_names import EventName
from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import Role
from portal.extensions import db
from portal.models.account import Account
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.services.claims import may_take
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.now import now, today
from portal.services.unread import AT_ONCE, QUIETLY, read_by, restore_lost

SCREENERS = tuple(role for role in Role if Permission.SCREEN in permissions_of(role))
Reader, Deputy = aliased(Account), aliased(Account)


def pass_on_unread() -> int:
    """Give what was not read in time to the deputy, else to everybody; return how many. Commits.

    A deputy has as long as the reader had, and has no deputy of their own for it. What is everybody's keeps
    its day, so that supervisors see how late it is.
    """
    with writing():
        restore_lost()
        rows = db.session.execute(_overdue()).all()
        if not rows:
            return 0
        to_deputies = [row.id for row in rows if row.deputy is not None]
        its_deputy = select(Account.deputy_id).where(Account.id == Feedback.reader_id).scalar_subquery()
        passed = update(Feedback).where(Feedback.id.in_(to_deputies))
        values = {"reader_id": its_deputy, "read_by_on": read_by(today())}
        db.session.execute(passed.values(values), execution_options=QUIETLY)
        freed = update(Feedback).where(Feedback.id.in_([row.id for row in rows if row.deputy is None]))
        db.session.execute(freed.values(reader_id=None), execution_options=QUIETLY)
        db.session.add_all(
            Event(
                feedback_id=row.id,
                name=EventName.READER_CHANGED,
                happened_at=now(),
                facts={"before": row.reader, "reader": row.deputy},
            )
            for row in rows
        )
    return len(rows)


def _overdue() -> Select[int, int, int]:
    """Return the query for what its reader has not read in time, or can't, with the deputy who can."""
    able = and_(
        Deputy.id == Reader.deputy_id,
        Deputy.ended_at.is_(None),
        Deputy.role.in_(SCREENERS),
        may_take(Deputy.id),
        ~_passed_before(),
    )
    late = or_(Feedback.read_by_on < today(), Reader.ended_at.is_not(None), in_conflict(Reader.id))
    return (
        select(Feedback.id, Reader.id.label("reader"), Deputy.id.label("deputy"))
        .join(Reader, Reader.id == Feedback.reader_id)
        .outerjoin(Deputy, able)
        .where(Feedback.unread_since.is_not(None), late)
        .order_by(Feedback.unread_since, Feedback.id)
        .limit(AT_ONCE)
        .with_for_update(of=Feedback, skip_locked=True)
    )


def _passed_before() -> ColumnElement[bool]:
    """Return the condition that these words were passed on before; two deputies would never end."""
    return exists().where(
        Event.feedback_id == Feedback.id,
        Event.name == EventName.READER_CHANGED,
        Event.happened_at >= Feedback.unread_since,
    )
