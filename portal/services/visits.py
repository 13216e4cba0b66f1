"""A member of the public's browser: which draft, sent page or private page it may see, and until when."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, exists, or_, select, update

from portal.domain.vocabulary import Holder
from portal.extensions import db
from portal.models.draft import Draft
from portal.models.visit import Visit
from portal.services.database import writing
from portal.services.now import now

SENT_PAGE_STAYS = timedelta(minutes=60)
PRIVATE_PAGE_IDLE = timedelta(minutes=15)
DRAFT_IDLE = timedelta(minutes=60)
VISIT_IDLE = timedelta(hours=12)
SAID_FOR = timedelta(hours=1)
TOUCH_EVERY = timedelta(minutes=1)
KEYED = "keyed-"  # what the journeys of staff who write for somebody else are called by


@dataclass(frozen=True, slots=True)
class VisitView:
    """What this browser may see now; what ran out is None, and for an hour we can say so."""

    id: int
    draft_id: int | None
    sent_feedback_id: int | None
    open_feedback_id: int | None
    open_as: Holder = Holder.SENDER
    advocate_id: int | None = None
    page_ran_out: bool = False
    draft_ran_out: bool = False


def open_visit() -> str:
    """Begin a visit and return its token, which only the browser keeps. Commits."""
    token = secrets.token_urlsafe(32)
    with writing():
        db.session.add(Visit(token_hash=_hashed(token), created_at=now(), seen_at=now()))
    return token


def find_visit(token: str) -> VisitView | None:
    """Return a token's visit, or None where it ended; notes its use at most once a minute."""
    at = now()
    row = db.session.scalar(
        select(Visit).where(Visit.token_hash == _hashed(token), Visit.seen_at > at - VISIT_IDLE)
    )
    if row is None:
        return None
    draft_ran_out = row.draft_id is not None and row.seen_at <= at - DRAFT_IDLE
    view = VisitView(
        id=row.id,
        draft_id=None if draft_ran_out else row.draft_id,
        sent_feedback_id=row.sent_feedback_id if row.sent_until and row.sent_until > at else None,
        open_feedback_id=row.open_feedback_id if row.open_until and row.open_until > at else None,
        open_as=row.open_as or Holder.SENDER,
        advocate_id=row.advocate_id if row.advocate_until and row.advocate_until > at else None,
        page_ran_out=bool(row.open_until and at - SAID_FOR < row.open_until <= at),
        draft_ran_out=draft_ran_out,
    )
    if row.seen_at < at - TOUCH_EVERY:
        _touch(view)
    return view


def attach_draft(visit_id: int, draft_id: int | None) -> None:
    """Let this browser go on with a draft until 60 idle minutes, or with none. Commits."""
    _change(visit_id, draft_id=draft_id, seen_at=now())


def show_sent(visit_id: int, feedback_id: int) -> None:
    """Let this browser see the page of what it just sent, for 60 minutes, and end its draft. Commits."""
    with writing():
        note_sent(visit_id, feedback_id)


def note_sent(visit_id: int, feedback_id: int) -> None:
    """Do the same as part of the sending, so that what is stored is also shown. Does not commit."""
    values = {"draft_id": None, "sent_feedback_id": feedback_id, "sent_until": now() + SENT_PAGE_STAYS}
    db.session.execute(update(Visit).where(Visit.id == visit_id).values(**values))


def close_sent(visit_id: int) -> None:
    """Close the page of what was sent. Commits."""
    _change(visit_id, sent_feedback_id=None, sent_until=None)


def open_page(visit_id: int, feedback_id: int, holder: Holder = Holder.SENDER) -> None:
    """Open a private page in this browser for whose code it was; it closes after 15 idle minutes. Commits."""
    _change(visit_id, open_feedback_id=feedback_id, open_as=holder, open_until=now() + PRIVATE_PAGE_IDLE)


def open_list(visit_id: int, advocate_id: int) -> None:
    """Open an advocate's list in this browser; it closes after 15 idle minutes. Commits."""
    _change(visit_id, advocate_id=advocate_id, advocate_until=now() + PRIVATE_PAGE_IDLE)


def close_list(visit_id: int) -> None:
    """Close an advocate's list in this browser. Commits."""
    _change(visit_id, advocate_id=None, advocate_until=None)


def close_page(visit_id: int) -> None:
    """Close the private page in this browser. Commits."""
    _change(visit_id, open_feedback_id=None, open_until=None)


def close_pages_of(feedback_id: int, holder: Holder = Holder.SENDER) -> None:
    """Close one holder's private page in every browser, as when their code changes. Does not commit."""
    theirs = Visit.open_as == holder
    if holder is Holder.SENDER:
        theirs = or_(theirs, Visit.open_as.is_(None))
    shut = update(Visit).where(Visit.open_feedback_id == feedback_id, theirs)
    db.session.execute(shut.values(open_feedback_id=None, open_until=None))


def close_sent_of(feedback_id: int) -> None:
    """Close the page of what was sent in every browser, as when its sender is shut out. Does not commit."""
    shut = update(Visit).where(Visit.sent_feedback_id == feedback_id)
    db.session.execute(shut.values(sent_feedback_id=None, sent_until=None))


def close_visit(token: str) -> None:
    """Forget this browser altogether. Commits."""
    with writing():
        db.session.execute(delete(Visit).where(Visit.token_hash == _hashed(token)))


def forget_old_visits() -> int:
    """Delete visits nobody came back to, but not where staff keyed something in; return how many. Commits."""
    kept = exists().where(Draft.id == Visit.draft_id, Draft.journey.startswith(KEYED))
    old = delete(Visit).where(Visit.seen_at < now() - VISIT_IDLE, ~kept).returning(Visit.id)
    gone = len(list(db.session.scalars(old)))
    db.session.commit()
    return gone


def _touch(view: VisitView) -> None:
    # A draft that ran out stays out: being seen again must not open it.
    values: dict[str, object] = {} if view.draft_ran_out else {"seen_at": now()}
    if view.open_feedback_id:
        values["open_until"] = now() + PRIVATE_PAGE_IDLE
    if view.advocate_id:
        values["advocate_until"] = now() + PRIVATE_PAGE_IDLE
    if values:
        _change(view.id, **values)


def _change(visit_id: int, **values: object) -> None:
    with writing():
        db.session.execute(update(Visit).where(Visit.id == visit_id).values(**values))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
