"""What a member of staff is keying in: it goes with their account, whatever browser they sign in from."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.extensions import db
from portal.models.draft import Draft
from portal.models.visit import Visit
from portal.services.database import writing
from portal.services.now import now
from portal.services.visits import KEYED, VisitView


def find_staff_visit(account_id: int) -> VisitView | None:
    """Return what an account may see of its keying; its draft waits until the day it expires, not an hour.

    Nobody reaches it without being signed in to the account, which idles out by itself.
    """
    found = db.session.execute(
        select(Visit, Draft.id)
        .outerjoin(Draft, (Draft.id == Visit.draft_id) & Draft.journey.startswith(KEYED))
        .where(Visit.token_hash == _name_of(account_id))
    ).first()
    if found is None:
        return None
    row, draft_id = found
    sent = row.sent_feedback_id if row.sent_until and row.sent_until > now() else None
    return VisitView(id=row.id, draft_id=draft_id, sent_feedback_id=sent, open_feedback_id=None)


def open_staff_visit(account_id: int) -> VisitView:
    """Begin an account's keying. Commits."""
    try:
        with writing():
            db.session.add(Visit(token_hash=_name_of(account_id), created_at=now(), seen_at=now()))
    except IntegrityError:  # another window was quicker
        db.session.rollback()
    visit = find_staff_visit(account_id)
    assert visit is not None
    return visit


def _name_of(account_id: int) -> str:
    """Return what stands where a browser's token is hashed: no token hashes to it, so no cookie opens it."""
    return f"keying of account {account_id}"
