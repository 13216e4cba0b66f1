"""What the Ombudsman sent back, newest first, and whether what just came is here already."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select, tuple_

from portal.domain.errors import Incomplete
from portal.domain.permissions import Permission
from portal.domain.vocabulary import FeedbackStatus, Kind, PartyRole
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.ombudsman_referral import OmbudsmanReferral
from portal.models.party import Party
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.database import writing
from portal.services.events import log_access
from portal.services.holding import require
from portal.services.sealing import matching_hash

PAGE = 25
SHOWN = 20
LOOKED = "look_for_person"
PLACES = {"name": Party.name_hash, "email": Party.email_hash, "phone": Party.phone_hash}
SENDERS = (PartyRole.SENDER, PartyRole.REPRESENTATIVE, PartyRole.CHILD)


@dataclass(frozen=True, slots=True)
class SentBackLine:
    """One item that was sent back: facets alone, never the Ombudsman's reference."""

    reference: str
    kind: Kind
    status: FeedbackStatus
    received_on: date
    sent_back_on: date


@dataclass(frozen=True, slots=True)
class SentBackPage:
    """Up to 25 lines, and the cursor of the next page or None."""

    lines: tuple[SentBackLine, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Here:
    """An item that may be the same person's; ``noted`` where it is known that it was sent back."""

    reference: str
    kind: Kind
    status: FeedbackStatus
    received_on: date
    noted: bool


def list_sent_back(officer: StaffMember, after: str | None = None) -> SentBackPage:
    """Return what the Ombudsman sent back, the newest letter first; one query. Raises NotAllowed."""
    require(officer, Permission.SEE_DESK)
    place = (OmbudsmanReferral.received_on, OmbudsmanReferral.feedback_id)
    wanted = (
        select(
            Feedback.id,
            Feedback.reference,
            Feedback.kind,
            Feedback.status,
            Feedback.received_on,
            OmbudsmanReferral.received_on.label("sent_back_on"),
        )
        .join(OmbudsmanReferral, OmbudsmanReferral.feedback_id == Feedback.id)
        .where(~in_conflict(officer.id))
        .order_by(*(column.desc() for column in place))
        .limit(PAGE + 1)
    )
    begins = read_day_cursor(after)
    if begins is not None:
        wanted = wanted.where(tuple_(*place) < tuple_(*begins))
    rows = db.session.execute(wanted).all()
    lines = tuple(SentBackLine(*row[1:]) for row in rows[:PAGE])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return SentBackPage(lines, day_cursor(last.sent_back_on, last.id) if last else None)


def look_whether_here(
    officer: StaffMember, name: str = "", email: str = "", phone: str = ""
) -> tuple[Here, ...]:
    """Return what somebody of that name, address or number sent, newest first, and log the search. Commits.

    The log says by what was searched and how many were found, never what was typed.
    Raises NotAllowed, or Incomplete(("name",)) where there is nothing to look for.
    """
    require(officer, Permission.SCREEN)
    typed = {"name": name, "email": email, "phone": phone}
    hashes = {what: matching_hash(what, words) for what, words in typed.items()}
    same = [PLACES[what] == wanted for what, wanted in hashes.items() if wanted]
    if not same:
        raise Incomplete(("name",))
    with writing():
        found = _find_here(officer, same)
        by_what = ",".join(what for what, wanted in hashes.items() if wanted)
        log_access(f"{LOOKED}:{by_what}:{len(found)}", by=officer.id)
    return found


def _find_here(officer: StaffMember, same: list[ColumnElement[bool]]) -> tuple[Here, ...]:
    """Return what was sent by whoever is the same, without what the officer keeps away from; one query."""
    ids = select(Party.feedback_id).where(or_(*same), Party.role.in_(SENDERS))
    rows = db.session.execute(
        select(
            Feedback.reference,
            Feedback.kind,
            Feedback.status,
            Feedback.received_on,
            OmbudsmanReferral.feedback_id.is_not(None),
        )
        .outerjoin(OmbudsmanReferral, OmbudsmanReferral.feedback_id == Feedback.id)
        .where(Feedback.id.in_(ids), ~in_conflict(officer.id))
        .order_by(Feedback.received_on.desc(), Feedback.id.desc())
        .limit(SHOWN)
    )
    return tuple(Here(*row) for row in rows)
