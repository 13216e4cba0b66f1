"""Telling the person what was decided: the message, and the letter that is kept of it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from portal.domain.clocks import in_words
from portal.domain.event_names import EventName
from portal.domain.letter import Letter
from portal.domain.opening_letter_texts import SIGNED
from portal.domain.points import answers_of
from portal.domain.vocabulary import LetterKind, LetterStyle, Route
from portal.domain.workingdays import london_date
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.letter import Letter as LetterRow
from portal.models.screening import Decision, DecisionWords, Screening
from portal.services.council import current_council
from portal.services.events import write_event
from portal.services.letters import (
    LetterWish,
    complete_message,
    make_letter,
    words_of_points,
)
from portal.services.messages import ForWhom, add_message
from portal.services.now import now
from portal.services.points import points_of
from portal.services.procedures import PROCEDURE_OF
from portal.services.sealing import Seal
from portal.services.young_persons_letter import tell_young_person

# Behind the heading of a corrected letter: (adult, young).
REPLACES = (": this letter replaces the one of {day}", ": read this, not our letter of {day}")
IS_THIS_RIGHT = ForWhom(asks="is_this_right")
TOLD = ForWhom()
ASKING = (LetterKind.ACKNOWLEDGEMENT, LetterKind.CORRECTED)


def tell(feedback: Feedback, decision: Decision, about: str) -> None:
    """Send the message exactly as it was proposed; where the officer left none, nothing is sent."""
    text = proposed_message(feedback, decision)
    if text:
        kind = LetterKind.ACKNOWLEDGEMENT if decision.route in PROCEDURE_OF else LetterKind.DECISION
        send_letter(
            feedback,
            text,
            about=decision.route or about,
            by=decision.proposed_by_id,
            kind=kind,
            decision_id=decision.id,
            style=decision.letter_style,
        )
        tell_young_person(feedback, decision.route or about, decision.id, decision.proposed_by_id)


def proposed_message(feedback: Feedback, decision: Decision) -> str:
    """Return the message of a decision as it was proposed, empty where none is sent."""
    words = db.session.get_one(DecisionWords, decision.id)
    message: str = Seal.of(feedback.data_key_id).open(f"decision_words.message:{decision.id}", words.message)
    return message


def send_letter(
    feedback: Feedback,
    text: str,
    *,
    about: Route | str,
    by: int | None,
    kind: LetterKind,
    decision_id: int | None = None,
    style: LetterStyle | None = None,
) -> int:
    """Add a message, keep its letter, and return the message's id. Doesn't commit.

    The first acknowledges what they sent, but for an answer about holding something; an acknowledgement asks
    whether it is right. ``about`` is a route or a code of ``add_message``.
    """
    whom = IS_THIS_RIGHT if kind in ASKING else TOLD
    letter = make_letter(feedback, about, text, style=style, points=_numbers_of(decision_id))
    replaced = _last_sent(decision_id) if kind is LetterKind.CORRECTED else None
    letter = _in_place_of(letter, replaced)
    subject = letter.heading if replaced else ""
    message_id = add_message(feedback, text, about=str(about), by=by, whom=whom, subject=subject)
    row = LetterRow(
        feedback_id=feedback.id,
        decision_id=decision_id,
        message_id=message_id,
        kind=kind,
        style=letter.style,
        version=_next_version(decision_id),
        sent_at=now(),
        sent_by_id=by,
        body=b"",
    )
    _keep(feedback, row, letter)
    return message_id


def send_corrected_letter(feedback: Feedback, decision_id: int, by: int, text: str) -> int:
    """Send the next version of a decision's letter, asking again, and return the message's id.

    Points and rights that ``text`` lacks are put in; it keeps the style that was chosen for the first. The
    earlier versions are kept. Doesn't commit.
    """
    decision = db.session.get_one(Decision, decision_id)
    about = decision.route or decision.facts.get("set_aside_as") or "withdrawn"
    screening = db.session.get(Screening, feedback.id)
    points = points_of(decision_id)
    answers = answers_of(screening.answers if screening else {}, points[0].answers if points else {})
    style = decision.letter_style
    wish = LetterWish(style)
    finished = complete_message(
        feedback, about, answers, _signed(text), words_of_points(feedback, points), wish
    )
    return send_letter(
        feedback,
        finished,
        about=about,
        by=by,
        kind=LetterKind.CORRECTED,
        decision_id=decision_id,
        style=style,
    )


def _keep(feedback: Feedback, row: LetterRow, letter: Letter) -> None:
    db.session.add(row)
    db.session.flush()
    row.body = Seal.of(feedback.data_key_id).close(body_place(row.id), letter.as_kept())
    if row.kind is not LetterKind.FREEZE:
        feedback.acknowledged_at = feedback.acknowledged_at or row.sent_at
    write_event(
        feedback,
        EventName.LETTER_SENT,
        by=row.sent_by_id,
        letter=row.id,
        kind=row.kind,
        version=row.version,
        message=row.message_id,
    )


def _numbers_of(decision_id: int | None) -> tuple[int, ...]:
    return tuple(point.number for point in points_of(decision_id)) if decision_id else ()


def body_place(letter_id: int) -> str:
    """Return the place to which the words of a letter are sealed."""
    return f"letter.body:{letter_id}"


def _next_version(decision_id: int | None) -> int:
    if decision_id is None:
        return 1
    last = select(func.max(LetterRow.version)).where(LetterRow.decision_id == decision_id)
    return (db.session.scalar(last) or 0) + 1


def _last_sent(decision_id: int | None) -> datetime | None:
    """Return when the last letter of a decision went, or None where none did."""
    return db.session.scalar(select(func.max(LetterRow.sent_at)).where(LetterRow.decision_id == decision_id))


def _in_place_of(letter: Letter, before: datetime | None) -> Letter:
    """Return a letter whose heading says which one of ours it replaces, where it replaces one."""
    if before is None:
        return letter
    said = REPLACES[int(letter.style is not LetterStyle.ADULT)]
    return replace(letter, heading=letter.heading + said.format(day=in_words(london_date(before))))


def _signed(text: str) -> str:
    """Return a message that ends with who signs it, as the draft of a first letter does."""
    council = current_council()
    end = SIGNED.format(team=council.contact.team_name, council=council.name)
    return text if text.rstrip().endswith(end) or not text.strip() else f"{text.rstrip()}\n\n{end}"
