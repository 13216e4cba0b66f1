"""Telling the person what was decided: the message, and the letter that is kept of it."""

from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.screening import Decision, DecisionWords
from portal.services.messages import add_message
from portal.services.sealing import Seal


def tell(feedback: Feedback, decision: Decision, about: str) -> None:
    """Send the message exactly as it was proposed; where the officer left none, nothing is sent."""
    words = db.session.get_one(DecisionWords, decision.id)
    where = f"decision_words.message:{decision.id}"
    text: str = Seal.of(feedback.data_key_id).open(where, words.message)
    if text:
        add_message(feedback, text, about=about, by=decision.proposed_by_id)
