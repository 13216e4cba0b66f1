"""The person tells us what we missed: their words are added, and what was settled goes back to the desk."""

from portal.domain.errors import MoveNotPossible
from portal.domain.vocabulary import FeedbackStatus
from portal.extensions import db
from portal.services.own_words import load_words
from portal.services.private_page_changes import add_words_within
from portal.services.reopening import reopen_within
from portal.services.set_aside import restore_within

HEADING = "Please look again. This is what you missed:\n\n"
WHY = "The person asks us to look again. What they say we missed is with their words."


def ask_to_look_again(feedback_id: int, text: str) -> bool:
    """Add what was missed and return whether it is back on the desk; raises NotFound. Commits.

    Where a procedure is open, or nothing is settled yet, the words go to the people who have it.
    """
    feedback, _words, seal = load_words(feedback_id, for_change=True)
    add_words_within(feedback, seal, HEADING + text, look_again=True)
    try:
        if feedback.status is FeedbackStatus.SET_ASIDE:
            restore_within(feedback, WHY)
        else:
            reopen_within(feedback, WHY)
        back = True
    except MoveNotPossible:
        back = False
    db.session.commit()
    return back
