"""What an officer has written and not yet sent: sealed, shown to nobody else, and gone once it is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.permissions import Permission
from portal.domain.workflow import IN_THE_QUEUE
from portal.extensions import db
from portal.models.dealings import DeskDraft
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.holding import load_open, require_held
from portal.services.now import now
from portal.services.sealing import Seal

LASTS = timedelta(days=14)
LONGEST = 100_000
SLOT = re.compile(r"decision|checklist|point(-[1-9][0-9]{0,2})?")
DUTY = "duty-"
WINDOW = ""  # stands among the sealed fields; no field is called so
KEPT_BEFORE = "You wrote something here before and did not send it. First bring it back, or throw it away."
Typed = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What was typed into one form, by field, when, and in which window."""

    slot: str
    saved_at: datetime
    typed: Typed
    window: str = ""


def keep(
    reference: str, officer: StaffMember, slot: str, typed: Mapping[str, list[str]], window: str = ""
) -> None:
    """Keep what an officer who holds the item has typed; what its window kept before goes. Commits.

    What was kept from another window stays until it is brought back or thrown away. The item stays as it is,
    so that the page on which they write is still true. Raises NotFound for a form that isn't kept, Incomplete
    with "typed" for too much, MoveNotPossible once it has left the desk or where other words are kept,
    NotClaimed or AlreadyClaimed, and what ``load_open`` raises.
    """
    if not SLOT.fullmatch(slot):
        raise NotFound("Nothing is kept of this form.")
    if sum(len(text) for name, texts in typed.items() for text in (name, *texts)) > LONGEST:
        raise Incomplete(("typed",))
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        if feedback.status not in IN_THE_QUEUE:
            raise MoveNotPossible("This item has left the desk.")
        require_held(feedback, officer)
        row = db.session.get(DeskDraft, (feedback.id, officer.id, slot))
        if row is not None and take_out(row, Seal.of(feedback.data_key_id)).window != window:
            raise MoveNotPossible(KEPT_BEFORE)
        put_away(feedback, officer.id, slot, {**typed, WINDOW: [window]})


def put_away(feedback: Feedback, account_id: int, slot: str, typed: Typed) -> None:
    """Seal what was typed in place of what was kept before; doesn't commit."""
    sealed = Seal.of(feedback.data_key_id).close(_place(feedback.id, account_id, slot), typed)
    row = db.session.get(DeskDraft, (feedback.id, account_id, slot))
    if row is None:
        row = DeskDraft(feedback_id=feedback.id, account_id=account_id, slot=slot)
        db.session.add(row)
    row.words, row.saved_at = sealed, now()


def find_kept(reference: str, officer: StaffMember) -> tuple[KeptWords, ...]:
    """Return what this officer wrote about an item they may see and did not send; two queries at most."""
    if not officer.may(Permission.SCREEN):
        return ()
    rows = db.session.execute(
        select(DeskDraft, Feedback.data_key_id)
        .join(Feedback, Feedback.id == DeskDraft.feedback_id)
        .where(
            Feedback.reference == reference,
            DeskDraft.account_id == officer.id,
            DeskDraft.slot.not_like(f"{DUTY}%"),
            DeskDraft.saved_at > now() - LASTS,
            ~in_conflict(officer.id),
        )
        .order_by(DeskDraft.slot)
    ).all()
    found = tuple(take_out(row.DeskDraft, Seal.of(row.data_key_id)) for row in rows)
    db.session.rollback()
    return found


def forget(reference: str, officer: StaffMember, slot: str) -> None:
    """Throw away what this officer wrote into a form, where there is any. Commits."""
    item = select(Feedback.id).where(Feedback.reference == reference).scalar_subquery()
    with writing():
        db.session.execute(
            delete(DeskDraft).where(
                DeskDraft.feedback_id == item, DeskDraft.account_id == officer.id, DeskDraft.slot == slot
            )
        )


def forget_old_words() -> None:
    """Throw away what nobody sent within fourteen days. Commits."""
    with writing():
        db.session.execute(delete(DeskDraft).where(DeskDraft.saved_at <= now() - LASTS))


def take_out(row: DeskDraft, seal: Seal) -> KeptWords:
    """Return what was sealed there."""
    typed: Typed = seal.open(_place(row.feedback_id, row.account_id, row.slot), row.words)
    (window,) = typed.pop(WINDOW, [""])
    return KeptWords(row.slot, row.saved_at, typed, window)


def _place(feedback_id: int, account_id: int, slot: str) -> str:
    return f"desk_draft.words:{feedback_id}:{account_id}:{slot}"
