"""A lost code: one safe word, chosen at sending, lets an officer give a new code by a way recorded then.

Nothing typed opens a page by itself. Five tries are allowed for a reference, whether or not it exists.
"""

import hmac
import os
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, exists, select

from portal.domain import private_code
from portal.domain.errors import MoveNotPossible, TooManyTries
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.reference import parse_reference
from portal.domain.vocabulary import Audience, TaskStatus
from portal.extensions import db
from portal.models.contact_task import ContactTask
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.recovery import SafeWordTries
from portal.services.accounts import StaffMember
from portal.services.contact_tasks import BY_CHOICE, next_safe_way, owe
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now
from portal.services.own_words import load_words, safe_contact_of, ways_known
from portal.services.page_keys import is_switched_off
from portal.services.sealing import Seal, code_hash, matching_hash
from portal.services.visits import close_pages_of

TRIES = 5
TRIES_LAST = timedelta(days=1)
OFFERED = 6
LOST_CODE = "lost_code"


@dataclass(frozen=True, slots=True)
class Kept:
    """A safe word and the ways that were safe when it was chosen."""

    word: str
    ways: tuple[str, ...]


def offer_words() -> tuple[str, ...]:
    """Return words to choose one from; others each time."""
    return private_code.some_words(os.urandom, OFFERED)


def may_have_safe_word(feedback_id: int) -> bool:
    """Whether a safe word may be chosen now: not under 12, nor while somebody looked on, and only once.

    It only helps whoever can be rung or written to: a way they called safe, and a number or an address.
    """
    found = db.session.execute(
        select(Feedback.audience, Feedback.accompanied, FeedbackWords.safe_word)
        .join(FeedbackWords, FeedbackWords.feedback_id == Feedback.id)
        .where(Feedback.id == feedback_id)
    ).first()
    return bool(
        found
        and found.audience is not Audience.UNDER_TWELVE
        and not found.accompanied
        and found.safe_word is None
        and can_be_reached(feedback_id)
    )


def can_be_reached(feedback_id: int) -> bool:
    """Whether there is a safe way to ring or to write, without which new words could never be given."""
    return next_safe_way(db.session.get_one(Feedback, feedback_id)) is not None


def keep_safe_word(feedback_id: int, typed: str) -> None:
    """Keep the word chosen, with the ways that are safe now. Commits.

    Raises CodeNotUnderstood for what is not one word of the list, MoveNotPossible where none may be chosen.
    """
    word = private_code.one_word(typed)
    if not may_have_safe_word(feedback_id):
        raise MoveNotPossible("A safe word can't be chosen here.")
    feedback, words, seal = load_words(feedback_id, for_change=True)
    known = ways_known(feedback_id)
    ways = [way for way in safe_contact_of(feedback, words, seal).how if way in known]
    words.safe_word = seal.close(_place(feedback_id), {"word": word, "ways": ways})
    db.session.commit()


def ask_for_new_code(typed_reference: str, typed_word: str) -> None:
    """Ask an officer for a new code; says nothing of whether reference and word are right. Commits.

    Raises TooManyTries after five tries for a reference, InvalidReference, and CodeNotUnderstood for what is
    no word of ours.
    """
    word = private_code.one_word(typed_word)
    wanted = parse_reference(typed_reference)
    _count_try(wanted)
    found = _find(wanted)
    right = found is not None and _is_right(found[1], word)
    with writing():
        if right and found is not None:
            _owe_call(db.session.get_one(Feedback, found[0].id), found[1])


def check_said_word(wanted: str, officer: StaffMember, typed_word: str) -> bool:
    """Return whether the word said on the telephone is the one chosen; the officer never sees it. Commits.

    Raises what ``load_open`` raises, TooManyTries, and CodeNotUnderstood.
    """
    word = private_code.one_word(typed_word)
    with writing():
        load_open(wanted, officer, Permission.SCREEN)
    _count_try(f"{wanted} by telephone")
    with writing():
        feedback = load_open(wanted, officer, Permission.SCREEN)
        words = db.session.get_one(FeedbackWords, feedback.id)
        kept = _kept(feedback, words)
        right = _is_right(kept, word)
        write_event(feedback, EventName.SAFE_WORD_TRIED, by=officer.id, right=right)
        if right:
            _owe_call(feedback, kept)
    return right


def give_new_code(wanted: str, officer: StaffMember) -> str:
    """Give the page a new code, to be said or posted by the way recorded at sending; returns it. Commits.

    Only after the safe word was right: raises MoveNotPossible otherwise, and what ``load_open`` raises.
    The old code opens nothing from now on, and pages it opened close.
    """
    with writing():
        feedback = load_open(wanted, officer, Permission.SCREEN)
        if is_switched_off(feedback):
            raise MoveNotPossible("The young person has shut out whoever sent this. Give no new words.")
        if not _is_owed(feedback.id):
            raise MoveNotPossible("Check the safe word first.")
        words = db.session.get_one(FeedbackWords, feedback.id)
        code = private_code.mint(os.urandom)
        feedback.code_hash, feedback.code_changed_at = code_hash(code), now()
        words.code = None
        close_pages_of(feedback.id)
        write_event(feedback, EventName.CODE_GIVEN_AGAIN, by=officer.id)
    return code


def forget_old_tries() -> int:
    """Delete counts of tries older than a day; return how many. Commits."""
    old = (
        delete(SafeWordTries)
        .where(SafeWordTries.last_at <= now() - TRIES_LAST)
        .returning(SafeWordTries.reference_hash)
    )
    gone = len(list(db.session.scalars(old)))
    db.session.commit()
    return gone


def _count_try(wanted: str) -> None:
    """Count a try for a reference; raises TooManyTries where five were made within a day."""
    key, at = matching_hash("reference", wanted) or "", now()
    with writing():
        row = db.session.get(SafeWordTries, key, with_for_update=True)
        if row is None:
            db.session.add(SafeWordTries(reference_hash=key, tries=1, last_at=at))
            return
        if row.last_at <= at - TRIES_LAST:
            row.tries = 0
        if row.tries >= TRIES:
            raise TooManyTries(int(TRIES_LAST.total_seconds() // 60))
        row.tries, row.last_at = row.tries + 1, at


def _find(wanted: str) -> tuple[Feedback, Kept | None] | None:
    found = db.session.execute(
        select(Feedback, FeedbackWords)
        .join(FeedbackWords, FeedbackWords.feedback_id == Feedback.id)
        .where(Feedback.reference == wanted)
    ).first()
    return None if found is None else (found[0], _kept(found[0], found[1]))


def _kept(feedback: Feedback, words: FeedbackWords) -> Kept | None:
    if words.safe_word is None:
        return None
    said = Seal.of(feedback.data_key_id).open(_place(feedback.id), words.safe_word)
    return Kept(said["word"], tuple(said["ways"]))


def _is_right(kept: Kept | None, word: str) -> bool:
    return hmac.compare_digest((kept.word if kept else "").encode(), word.encode())


def _owe_call(feedback: Feedback, kept: Kept | None) -> None:
    """Put it on the list to ring or to post, by the first way that was safe at sending; once."""
    way = next((way for way in BY_CHOICE if kept and way in kept.ways), None)
    if way is None or _is_owed(feedback.id):
        return
    owe(feedback, way, LOST_CODE)


def _is_owed(feedback_id: int) -> bool:
    owed = exists().where(
        ContactTask.feedback_id == feedback_id,
        ContactTask.about == LOST_CODE,
        ContactTask.status == TaskStatus.OPEN,
    )
    return bool(db.session.scalar(select(owed)))


def _place(feedback_id: int) -> str:
    return f"feedback_words.safe_word:{feedback_id}"
