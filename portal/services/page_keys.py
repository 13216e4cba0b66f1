"""Keys of a private page: a young person and whoever acts for them each have six words of their own."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from portal.domain.authority import speaks_as_child
from portal.domain.errors import MoveNotPossible, NotAllowed
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.private_code import mint
from portal.domain.vocabulary import Holder
from portal.extensions import db
from portal.models.authority import Authority
from portal.models.feedback import AddedWords, Feedback
from portal.models.page_key import PageKey
from portal.services.accounts import StaffMember
from portal.services.authorities import (
    SHUT_OUT,
    capacity_of_sender,
    find_sharing,
    sender_complains_themselves,
)
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now
from portal.services.own_words import load_words
from portal.services.sealing import Seal, code_hash
from portal.services.unread import note_unread
from portal.services.visits import close_pages_of, close_sent_of

SWITCHED_OFF = "off:"  # put before the hash of a code that is shut out: no code hashes to that
THEIR_OWN_GOES_ON = (
    "I have shut out the person who wrote this for me. They also complain for themselves. "
    "Please look at how that goes on."
)


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key that opens a page now; ``code`` is there only until somebody says that it is kept."""

    holder: Holder
    made_at: datetime
    made_by_id: int | None
    code: str | None


def find_key(hashes: tuple[str, ...]) -> tuple[int, Holder] | None:
    """Return which page a code opens and for whom, or None; one query, whatever the code."""
    row = db.session.execute(
        select(PageKey.feedback_id, PageKey.holder).where(
            PageKey.code_hash.in_(hashes), PageKey.ended_at.is_(None)
        )
    ).first()
    return (row.feedback_id, row.holder) if row else None


def list_keys(feedback_id: int, seal: Seal) -> tuple[KeyShown, ...]:
    """Return the keys beside the sender's own that open a page now; one query."""
    rows = db.session.scalars(
        select(PageKey)
        .where(PageKey.feedback_id == feedback_id, PageKey.ended_at.is_(None))
        .order_by(PageKey.id)
    )
    return tuple(KeyShown(row.holder, row.made_at, row.made_by_id, _code(row, seal)) for row in rows)


def give_key(reference: str, officer: StaffMember, holder: Holder) -> str:
    """Make six words for the young person, or for whoever they named, and return them. Commits.

    Raises MoveNotPossible for a second key of the sender, and for somebody who may not be told anything yet.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        if holder is Holder.SENDER:
            raise MoveNotPossible("Whoever sent it has six words already.")
        if _is_own_page(feedback) and holder is Holder.CHILD:
            raise MoveNotPossible("The young person sent this, and has six words already.")
        if holder is Holder.ADVOCATE and not find_sharing(feedback, holder).scopes:
            raise MoveNotPossible("Nobody named here may be told anything yet. Both have to say yes first.")
        return make_key(feedback.id, holder, officer.id, "desk")


def make_key(feedback_id: int, holder: Holder, by: int | None, where: str) -> str:
    """Give a holder new six words, in the caller's transaction; theirs from before open nothing more.

    ``where`` is by whom they were made: ``desk``, ``own_page`` or ``senders_page``.
    """
    feedback, _words, seal = load_words(feedback_id, for_change=True)
    end_keys(feedback_id, holder)
    code = mint(os.urandom)
    key = PageKey(
        feedback_id=feedback_id, holder=holder, code_hash=code_hash(code), made_at=now(), made_by_id=by
    )
    db.session.add(key)
    db.session.flush()
    key.code = seal.close(f"page_key.code:{key.id}", code)
    write_event(feedback, EventName.OWN_CODE_GIVEN, by=by, holder=holder, where=where)
    return code


def change_key(feedback_id: int, holder: Holder) -> str:
    """Let a holder change their own six words and return the new ones. Commits."""
    with writing():
        return make_key(feedback_id, holder, None, "own_page")


def keep_key(feedback_id: int, holder: Holder) -> None:
    """Show a key's words no more: somebody has kept them. Commits."""
    with writing():
        kept = update(PageKey).where(PageKey.feedback_id == feedback_id, PageKey.holder == holder)
        db.session.execute(kept.values(code=None))


def keep_given_key(reference: str, officer: StaffMember, holder: Holder) -> None:
    """Note that the officer has passed the words on, and show them no more. Commits."""
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        kept = update(PageKey).where(PageKey.feedback_id == feedback.id, PageKey.holder == holder)
        db.session.execute(kept.values(code=None))


def switch_off(feedback_id: int, by_holder: Holder, which: Holder) -> bool:
    """Let the young person shut somebody else out: their code, open pages and what they may be told. Commits.

    Returns whether that is somebody who complains in their own right: then an officer is to look.
    Raises NotAllowed for anybody but the young person, or for their own code.
    """
    with writing():
        feedback, words, seal = load_words(feedback_id, for_change=True)
        if which is by_holder or not _speaks_as_child(feedback, by_holder):
            raise NotAllowed("Only the young person can switch off somebody else's code.")
        own = which is Holder.SENDER and sender_complains_themselves(feedback)
        if which is Holder.SENDER:
            feedback.code_hash = switched_off(feedback.code_hash)
            feedback.mail_allowed = False
            words.code = None
            close_sent_of(feedback_id)
        end_keys(feedback_id, which)
        close_pages_of(feedback_id, which)
        shut = update(Authority).where(
            Authority.feedback_id == feedback_id, Authority.holder == which, Authority.ended_at.is_(None)
        )
        db.session.execute(shut.values(ended_at=now(), ended_how=SHUT_OUT))
        write_event(feedback, EventName.CODE_SWITCHED_OFF, holder=which, by_person=True)
        if own:
            _have_an_officer_look(feedback, by_holder, seal)
        return own


def _have_an_officer_look(feedback: Feedback, by_holder: Holder, seal: Seal) -> None:
    """Give an officer words to read, in the caller's transaction: an own complaint goes on."""
    row = AddedWords(feedback_id=feedback.id, added_at=now(), holder=by_holder, words=b"")
    db.session.add(row)
    db.session.flush()
    row.words = seal.close(f"added_words.words:{row.id}", THEIR_OWN_GOES_ON)
    write_event(feedback, EventName.WORDS_ADDED, added=row.id, look_again=False)
    note_unread(feedback)


def switched_off(hashed: str | None) -> str:
    """Return what stands in place of a code's hash, so that its holder can be told so."""
    hashed = hashed or secrets.token_hex(32)
    return hashed if hashed.startswith(SWITCHED_OFF) else f"{SWITCHED_OFF}{hashed}"


def is_switched_off(feedback: Feedback) -> bool:
    """Whether the young person shut out whoever sent it; then nobody gives them new six words either."""
    return (feedback.code_hash or "").startswith(SWITCHED_OFF)


def can_open(feedback: Feedback, holder: Holder) -> bool:
    """Whether a holder has six words that open the page; one query at most."""
    if holder is Holder.SENDER:
        return not is_switched_off(feedback)
    live = PageKey.feedback_id == feedback.id, PageKey.holder == holder, PageKey.ended_at.is_(None)
    return db.session.scalar(select(PageKey.id).where(*live).limit(1)) is not None


def end_keys(feedback_id: int, holder: Holder) -> None:
    """End a holder's keys and close their pages, in the caller's transaction."""
    live = update(PageKey).where(
        PageKey.feedback_id == feedback_id, PageKey.holder == holder, PageKey.ended_at.is_(None)
    )
    db.session.execute(live.values(ended_at=now(), code=None))
    if holder is not Holder.SENDER:
        close_pages_of(feedback_id, holder)


def _speaks_as_child(feedback: Feedback, holder: Holder) -> bool:
    return speaks_as_child(feedback.audience, holder, capacity_of_sender(feedback.id))


def _is_own_page(feedback: Feedback) -> bool:
    return _speaks_as_child(feedback, Holder.SENDER)


def _code(row: PageKey, seal: Seal) -> str | None:
    return seal.open(f"page_key.code:{row.id}", row.code) if row.code else None
