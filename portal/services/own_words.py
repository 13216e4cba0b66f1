"""Loading a piece of feedback with its words for the person who wrote it; shared by reading and changing."""

from sqlalchemy import func, select

from portal.domain.errors import NotFound
from portal.domain.vocabulary import PartyRole
from portal.extensions import db
from portal.models.data_key import DataKey
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.party import Party
from portal.services.sealing import Seal
from portal.services.submission import SafeContact


def load_words(feedback_id: int, *, for_change: bool = False) -> tuple[Feedback, FeedbackWords, Seal]:
    """Return feedback, words and seal; raises NotFound."""
    query = (
        select(Feedback, FeedbackWords, DataKey)
        .join(FeedbackWords, FeedbackWords.feedback_id == Feedback.id)
        .join(DataKey, DataKey.id == Feedback.data_key_id)
        .where(Feedback.id == feedback_id)
    )
    if for_change:  # what this request read before may have changed while it waited for the lock
        query = query.with_for_update(of=Feedback).execution_options(populate_existing=True)
    found = db.session.execute(query).first()
    if found is None:
        raise NotFound("There is no such page.")
    feedback, words, key = found
    return feedback, words, Seal(key)


def safe_contact_of(feedback: Feedback, words: FeedbackWords, seal: Seal) -> SafeContact:
    """Return how and when it is safe to make contact."""
    said = seal.open(f"feedback_words.safe_contact:{feedback.id}", words.safe_contact)
    return SafeContact(tuple(said.get("how", ())), said.get("when", ""), said.get("must_not_know", ""))


def ways_known(feedback_id: int) -> frozenset[str]:
    """Return by what the sender can be reached at all: any of email, phone, letter."""
    given = db.session.execute(
        select(
            func.count(Party.email_hash).label("email"),
            func.count(Party.phone_hash).label("phone"),
            func.count(Party.address_hash).label("letter"),
        ).where(Party.feedback_id == feedback_id, Party.role == PartyRole.SENDER)
    ).one()
    return frozenset(way for way, times in given._mapping.items() if times)
