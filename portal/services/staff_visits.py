"""What a member of staff is keying in: it goes with their account, whatever browser they sign in from.

Several pieces stand side by side: each is held by a visit of its own, numbered within the account.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.domain.errors import MoveNotPossible
from portal.extensions import db
from portal.models.draft import Draft
from portal.models.feedback import Feedback
from portal.models.visit import Visit
from portal.services.database import writing
from portal.services.now import now
from portal.services.visits import KEYED, VisitView

AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class BegunPiece:
    """One piece that somebody began to key in: which form, and nothing that was said."""

    journey: str
    submission_id: str
    saved_at: datetime
    expires_at: datetime


def find_staff_visit(account_id: int, journey: str) -> VisitView | None:
    """Return what an account may see of its keying on one form: the piece last in hand, and the last sent.

    Nobody reaches it without being signed in to the account, which idles out by itself; a draft waits until
    the day it expires, not an hour.
    """
    rows, at = _held_by(account_id), now()
    begun = [row for row in rows if row.Draft is not None and row.Draft.journey == journey]
    sent = [row for row in rows if _shows_sent(row.Visit, at) and row.sent_journey == journey]
    in_hand = max(begun, key=lambda row: (row.Visit.seen_at, row.Visit.id), default=None)
    last_sent = max(sent, key=lambda row: (row.Visit.sent_until, row.Visit.id), default=None)
    found = in_hand or last_sent
    if found is None:
        return None
    return VisitView(
        id=found.Visit.id,
        draft_id=in_hand.Draft.id if in_hand else None,
        sent_feedback_id=last_sent.Visit.sent_feedback_id if last_sent else None,
        open_feedback_id=None,
    )


def open_staff_visit(account_id: int) -> int:
    """Return a visit of an account that holds nothing, making one where there is none. Commits.

    Raises MoveNotPossible where 20 pieces are begun and not sent.
    """
    rows, at = _held_by(account_id), now()
    free = next((row for row in rows if row.Draft is None and not _shows_sent(row.Visit, at)), None)
    if free is not None:
        visit_id: int = free.Visit.id
        return visit_id
    taken = {row.Visit.token_hash for row in rows}
    name = next((name for name in _names_of(account_id) if name not in taken), None)
    if name is None:
        raise MoveNotPossible(f"You have begun {AT_ONCE} pieces. Send one, or throw one away, first.")
    try:
        with writing():
            made = Visit(token_hash=name, created_at=at, seen_at=at)
            db.session.add(made)
            db.session.flush()
            return made.id
    except IntegrityError:  # another window was quicker
        db.session.rollback()
        return open_staff_visit(account_id)


def take_in_hand(account_id: int, submission_id: str) -> str | None:
    """Make one piece of an account the one in hand on its form, and return that form, or None. Commits."""
    rows = _held_by(account_id)
    its = next((row for row in rows if row.Draft and row.Draft.submission_id == submission_id), None)
    if its is None:
        return None
    journey: str = its.Draft.journey
    with writing():
        db.session.execute(update(Visit).where(Visit.id == its.Visit.id).values(seen_at=now()))
    return journey


def list_begun(account_id: int) -> tuple[BegunPiece, ...]:
    """Return every piece an account began and has not sent, the latest first; one query."""
    drafts = [row.Draft for row in _held_by(account_id) if row.Draft is not None]
    return tuple(
        BegunPiece(draft.journey, draft.submission_id, draft.saved_at, draft.expires_at)
        for draft in sorted(drafts, key=lambda draft: draft.saved_at, reverse=True)
    )


def _held_by(account_id: int) -> Sequence[Any]:
    """Return an account's visits, each with its draft and the form of what was sent last; one query."""
    live = (Draft.id == Visit.draft_id) & Draft.journey.startswith(KEYED) & (Draft.expires_at > now())
    wanted = (
        select(Visit, Draft, Feedback.journey.label("sent_journey"))
        .outerjoin(Draft, live)
        .outerjoin(Feedback, Feedback.id == Visit.sent_feedback_id)
        .where(Visit.token_hash.in_(_names_of(account_id)))
        .order_by(Visit.id)
    )
    return db.session.execute(wanted.execution_options(populate_existing=True)).all()


def _shows_sent(visit: Visit, at: datetime) -> bool:
    return visit.sent_until is not None and visit.sent_until > at


def _names_of(account_id: int) -> tuple[str, ...]:
    """Return what stands where a browser's token is hashed: no token hashes to it, so no cookie opens it."""
    first = f"keying of account {account_id}"
    return (first, *(f"{first}, {number}" for number in range(2, AT_ONCE + 1)))
