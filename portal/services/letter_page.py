"""One letter whole: read by an officer, taken along as a file, previewed, or read by the person it is to."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, NotFound
from portal.domain.event_names import EventName
from portal.domain.letter import Letter, kept_letter
from portal.domain.permissions import Permission
from portal.domain.points import answers_of
from portal.domain.vocabulary import Holder, LetterKind, Route
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.letter import Letter as LetterRow
from portal.models.screening import Screening
from portal.services.accounts import StaffMember
from portal.services.authorities import list_readable
from portal.services.conflicts import in_conflict
from portal.services.database import writing
from portal.services.events import log_access, write_event
from portal.services.holding import load_open, require
from portal.services.letters import AS_USUAL, LetterWish, complete_message, make_letter, words_of_points
from portal.services.opening import find_openable
from portal.services.points import undecided_points
from portal.services.sealing import Seal
from portal.services.telling import body_place


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter with what it is for."""

    id: int
    reference: str
    kind: LetterKind
    version: int
    letter: Letter


def read_letter(reference: str, letter_id: int, officer: StaffMember) -> LetterPage:
    """Return a letter as it went out and log that it was read. Commits the log.

    Raises NotAllowed, NotFound or ConflictOfInterest.
    """
    require(officer, Permission.SEE_DESK)
    with writing():
        found = db.session.execute(
            select(LetterRow, Feedback, in_conflict(officer.id))
            .join(Feedback, Feedback.id == LetterRow.feedback_id)
            .where(Feedback.reference == reference, LetterRow.id == letter_id)
        ).first()
        if found is None:
            raise NotFound("There is no such letter.")
        row, feedback, keep_away = found
        if keep_away:
            raise ConflictOfInterest("You must keep away from this item.")
        log_access("read_letter", by=officer.id, feedback_id=feedback.id)
        return LetterPage(row.id, reference, row.kind, row.version, _opened(row, feedback))


def take_letter(reference: str, letter_id: int, officer: StaffMember, form: str) -> LetterPage:
    """Return a letter to be made into a file of a form ("pdf", "docx"); history and log say so. Commits."""
    page = read_letter(reference, letter_id, officer)
    with writing():
        feedback = load_open(reference, officer, Permission.SEE_DESK)
        log_access(f"letter_{form}", by=officer.id, feedback_id=feedback.id)
        write_event(feedback, EventName.LETTER_DOWNLOADED, by=officer.id, letter=letter_id, form=form)
    return page


def preview_letter(
    reference: str,
    officer: StaffMember,
    route: Route,
    message: str,
    numbers: tuple[int, ...] = (),
    wish: LetterWish = AS_USUAL,
) -> Letter:
    """Return the letter that a message would make for a route and some points, or all; stores nothing.

    ``wish`` is the style and the day chosen for it. Points and rights it lacks are in it already. Raises
    NotAllowed, NotFound or ConflictOfInterest.
    """
    require(officer, Permission.SCREEN)
    feedback = find_openable(reference, officer)
    points = [one for one in undecided_points(feedback.id) if not numbers or one.number in numbers]
    screening = db.session.get(Screening, feedback.id)
    answers = answers_of(screening.answers if screening else {}, points[0].answers if points else {})
    told = words_of_points(feedback, points)
    finished = complete_message(feedback, route, answers, message, told, wish)
    return make_letter(feedback, route, finished, style=wish.style, points=[one.number for one in points])


def read_own_letter(feedback_id: int, holder: Holder, letter_id: int) -> Letter:
    """Return a letter that a holder of the private page may read today; raises NotFound."""
    found = db.session.execute(
        select(LetterRow, Feedback)
        .join(Feedback, Feedback.id == LetterRow.feedback_id)
        .where(LetterRow.feedback_id == feedback_id, LetterRow.id == letter_id)
    ).first()
    if found is None or found[0].message_id not in list_readable(feedback_id, holder):
        raise NotFound("There is no such letter.")
    return _opened(found[0], found[1])


def _opened(row: LetterRow, feedback: Feedback) -> Letter:
    return kept_letter(Seal.of(feedback.data_key_id).open(body_place(row.id), row.body))
