"""The letter for the young person it is about, in words for them, where somebody else wrote to us."""

from portal.domain.letter_blanks import blanks_in
from portal.domain.points import answers_of
from portal.domain.vocabulary import Holder, LetterStyle, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.screening import Screening
from portal.services.letters import draft_message, has_other_points, words_of_points
from portal.services.messages import ForWhom, add_message
from portal.services.page_keys import can_open
from portal.services.points import points_of
from portal.services.procedures import PROCEDURE_OF

SUBJECT = "A letter for you"
FOR_YOU = "Somebody wrote to us for you. We have written to them. This letter is for you alone."


def tell_young_person(
    feedback: Feedback, about: Route | str, decision_id: int | None, by: int | None
) -> None:
    """Write to the young person too, where they have six words of their own; doesn't commit.

    It is the draft for 12 and over, which names the advocate, and only where a complaint was accepted: what
    else an officer decides has reasons that are theirs to word.
    """
    if about not in PROCEDURE_OF or decision_id is None or not can_open(feedback, Holder.CHILD):
        return
    screening, points = db.session.get(Screening, feedback.id), points_of(decision_id)
    answers = answers_of(screening.answers if screening else {}, points[0].answers if points else {})
    words = words_of_points(feedback, points)
    text = draft_message(
        feedback,
        about,
        {**answers, "who": "child"},
        points=words,
        other_points=bool(words) and has_other_points(feedback.id, words),
        style=LetterStyle.YOUNG_PERSON,
    )
    if not blanks_in(text):
        whom = ForWhom(to=Holder.CHILD)
        add_message(feedback, f"{FOR_YOU}\n\n{text}", about=str(about), by=by, subject=SUBJECT, whom=whom)
