"""The person tells us what we missed: their words are added, and what was settled goes back to the desk."""

from portal.domain.errors import MoveNotPossible
from portal.domain.vocabulary import FeedbackStatus, Holder
from portal.extensions import db
from portal.services.own_words import load_words
from portal.services.private_page_changes import add_words_within
from portal.services.reopening import reopen_within
from portal.services.set_aside import restore_within

MISSED = "Please look again. This is what you missed:\n\n"
GO_ON = "I have changed my mind. Please go on with this.\n\n"
WHY = "The person asks for this. What they say is with their words."


def ask_to_look_again(
    feedback_id: int, text: str, *, danger: bool = False, holder: Holder = Holder.SENDER
) -> bool:
    """Add what was missed and return whether it is back on the desk; raises NotFound. Commits."""
    return _back_to_the_desk(feedback_id, MISSED + text, danger, holder)


def ask_to_go_on(
    feedback_id: int, text: str, *, danger: bool = False, holder: Holder = Holder.SENDER
) -> bool:
    """Take back a withdrawal and return whether it is back on the desk; raises NotFound. Commits."""
    return _back_to_the_desk(feedback_id, (GO_ON + text).strip(), danger, holder)


def _back_to_the_desk(feedback_id: int, text: str, danger: bool, holder: Holder) -> bool:
    """Add the words; where a procedure is open, or nothing is settled yet, they go to those who have it."""
    feedback, _words, seal = load_words(feedback_id, for_change=True)
    add_words_within(feedback, seal, text, danger=danger, holder=holder, look_again=True)
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
