"""What stands in each list of the desk past its day, and requests for an advocate nobody passed on."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from portal.domain.vocabulary import AdvocateRequestStatus, FreezeStatus, TaskStatus, Way
from portal.extensions import db
from portal.models.advocate_request import AdvocateRequest
from portal.models.contact_task import ContactTask
from portal.models.feedback import Feedback
from portal.models.freeze import FreezeRequest
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.now import today
from portal.services.signers import is_asked_of, is_late, may_sign
from portal.services.unread import is_ours


@dataclass(frozen=True, slots=True)
class LateWork:
    """How many are late in each list; ``requests`` is how many wait to be passed on at all.

    ``freezes`` are requests to hold something whose day is today or gone by.
    """

    unread: int
    calls: int
    letters: int
    to_sign: int
    requests: int
    requests_late: int
    freezes: int


def count_late_work(officer: StaffMember) -> LateWork:
    """Return what is past its day, without what the officer must keep away from; one query."""
    asked = AdvocateRequest.status == AdvocateRequestStatus.ASKED
    counts: dict[str, Select[int]] = {
        "unread": select(func.count(Feedback.id)).where(
            Feedback.unread_since.is_not(None), Feedback.read_by_on < today(), is_ours(officer)
        ),
        "calls": _owed(Way.PHONE),
        "letters": _owed(Way.LETTER),
        "to_sign": _of(Decision).where(*is_late(), may_sign(officer.id), is_asked_of(officer.id)),
        "requests": _of(AdvocateRequest).where(asked),
        "requests_late": _of(AdvocateRequest).where(asked, AdvocateRequest.offer_by < today()),
        "freezes": _of(FreezeRequest).where(
            FreezeRequest.status == FreezeStatus.ASKED, FreezeRequest.decide_by <= today()
        ),
    }
    mine: ColumnElement[bool] = ~in_conflict(officer.id)
    columns = [wanted.where(mine).scalar_subquery().label(name) for name, wanted in counts.items()]
    return LateWork(**db.session.execute(select(*columns)).one()._mapping)


def _owed(way: Way) -> Select[int]:
    return _of(ContactTask).where(
        ContactTask.status == TaskStatus.OPEN, ContactTask.way == way, ContactTask.due_on < today()
    )


def _of(
    model: type[Decision] | type[ContactTask] | type[AdvocateRequest] | type[FreezeRequest],
) -> Select[int]:
    """Return the query that counts rows of a table that belong to feedback."""
    return select(func.count(model.id)).select_from(model).join(Feedback, Feedback.id == model.feedback_id)
