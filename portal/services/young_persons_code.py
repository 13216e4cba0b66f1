"""A young person's own six words, made while they sit beside whoever wrote for them."""

from sqlalchemy import exists, select

from portal.domain.authority import speaks_as_child
from portal.domain.errors import MoveNotPossible
from portal.domain.vocabulary import Audience, Holder, Kind
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.page_key import PageKey
from portal.services.authorities import capacity_of_sender
from portal.services.database import writing
from portal.services.own_words import load_words
from portal.services.page_keys import is_switched_off, make_key
from portal.services.sealing import Seal

ALREADY = "The young person has six words of their own already. If they have lost them, they can ask us."


def may_have_own_code(feedback_id: int) -> bool:
    """Whether a complaint was sent for a young person who has no six words of their own yet."""
    feedback = db.session.get(Feedback, feedback_id)
    return feedback is not None and _is_for_somebody(feedback) and _live_key(feedback_id) is None


def may_say_yes(feedback_id: int, holder: Holder) -> bool:
    """Whether a yes on this page is the young person's own, and not of whoever sat beside them.

    Six words that only ever stood in another's browser may be in that person's hands: until an officer
    has given the young person words of their own, they say yes to us by word (S1, examples of learning).
    """
    if holder is not Holder.CHILD:
        return True
    of_theirs = PageKey.feedback_id == feedback_id, PageKey.holder == Holder.CHILD
    given = list(db.session.scalars(select(PageKey.made_by_id).where(*of_theirs)))
    return not given or any(by is not None for by in given)


def make_own_code(feedback_id: int) -> None:
    """Make the young person's six words. Commits.

    Raises NotFound, or MoveNotPossible where they have some: nobody changes them from another's page.
    """
    with writing():
        feedback, _words, _seal = load_words(feedback_id, for_change=True)
        shut_out = is_switched_off(feedback)
        if shut_out or not _is_for_somebody(feedback) or _live_key(feedback_id) is not None:
            raise MoveNotPossible(ALREADY)
        make_key(feedback_id, Holder.CHILD, None, "senders_page")


def find_own_code(feedback_id: int) -> str | None:
    """Return the young person's first six words until somebody says that they are kept.

    Words they changed to, or that an officer gave, are theirs alone.
    """
    key = _live_key(feedback_id)
    feedback = db.session.get(Feedback, feedback_id)
    if key is None or key.code is None or key.made_by_id is not None or feedback is None:
        return None
    if is_switched_off(feedback) or not _is_first(key):
        return None
    code: str = Seal.of(feedback.data_key_id).open(f"page_key.code:{key.id}", key.code)
    return code


def _is_for_somebody(feedback: Feedback) -> bool:
    own = speaks_as_child(feedback.audience, Holder.SENDER, capacity_of_sender(feedback.id))
    return feedback.sent_as is Kind.COMPLAINT and feedback.audience is Audience.ADVOCATE and not own


def _is_first(key: PageKey) -> bool:
    earlier = exists().where(
        PageKey.feedback_id == key.feedback_id, PageKey.holder == key.holder, PageKey.id < key.id
    )
    return not db.session.scalar(select(earlier))


def _live_key(feedback_id: int) -> PageKey | None:
    return db.session.scalar(
        select(PageKey).where(
            PageKey.feedback_id == feedback_id, PageKey.holder == Holder.CHILD, PageKey.ended_at.is_(None)
        )
    )
