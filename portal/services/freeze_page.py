"""The page of one request to hold something: the person's words, what is asked, each outcome's letter."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.errors import NotFound
from portal.domain.freezes import actions_from
from portal.domain.permissions import Permission
from portal.domain.vocabulary import FreezeStatus, PartyRole, Way
from portal.domain.workflow import FreezeAction
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember, names_of_accounts
from portal.services.freeze_deciders import list_deciders
from portal.services.freezes import FreezeShown, draft_of, told_by
from portal.services.item_page import ItemPage
from portal.services.reading import read_item


@dataclass(frozen=True, slots=True)
class FreezePage:
    """One request whole; ``actions`` are what this reader may decide now, holding always first.

    ``others`` are who it can be put to, by number and name; ``drafts`` the exact message of each outcome;
    ``told_by`` how somebody has to tell the person of it. ``may_tell`` where the service is still to be told.
    """

    item: ItemPage
    freeze: FreezeShown
    actions: tuple[FreezeAction, ...]
    asked_it: bool
    others: tuple[tuple[int, str], ...]
    drafts: dict[FreezeAction, str]
    told_by: Way | None = None
    may_tell: bool = False


def read_freeze(reference: str, freeze_id: int, officer: StaffMember) -> FreezePage:
    """Return the page of one request, and log that the item was read. Commits the log.

    Raises NotAllowed, NotFound or ConflictOfInterest.
    """
    item = read_item(reference, officer)
    freeze = next((one for one in item.freezes if one.id == freeze_id), None)
    if freeze is None:
        raise NotFound("There is no such request.")
    feedback = db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
    asked_it = freeze.asked_by_id == officer.id
    decides = officer.may(Permission.DECIDE_FREEZE) and not asked_it
    actions = actions_from(freeze.status) if decides else ()
    page = FreezePage(
        item=item,
        freeze=freeze,
        actions=actions,
        asked_it=asked_it,
        others=_others(feedback.id, freeze, officer),
        drafts={
            action: draft_of(feedback, action, freeze.what, name=_name_of(item), happens_on=freeze.happens_on)
            for action in actions
        },
        told_by=told_by(feedback),
        may_tell=freeze.to_be_told and _may_act(officer),
    )
    db.session.rollback()
    return page


def _name_of(item: ItemPage) -> str:
    """Return the name that whoever sent it gave, or nothing."""
    return next((one.name for one in item.parties if one.role is PartyRole.SENDER and one.name), "")


def _may_act(officer: StaffMember) -> bool:
    return officer.may(Permission.SCREEN) or officer.may(Permission.DECIDE_FREEZE)


def _others(feedback_id: int, freeze: FreezeShown, officer: StaffMember) -> tuple[tuple[int, str], ...]:
    """Return whom else it can be put to while it waits; two queries."""
    if not _may_act(officer) or freeze.status is not FreezeStatus.ASKED:
        return ()
    names = names_of_accounts()
    candidates = list_deciders(feedback_id, freeze.asked_by_id)
    return tuple((one.id, names.get(one.id, "")) for one in candidates if one.id != freeze.manager_id)
