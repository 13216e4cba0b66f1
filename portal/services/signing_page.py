"""What a second person sees of a proposed decision: nothing of it before the person's own words are read."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain.checklist import Question
from portal.domain.clocks import working_days_left
from portal.domain.errors import Incomplete, MoveNotPossible, OwnDecision
from portal.domain.letter import Letter
from portal.domain.letter_days import past_days, words_of_a_day
from portal.domain.opening_letters import WITHDRAWN
from portal.domain.permissions import Permission
from portal.domain.vocabulary import DecisionStatus, LetterStyle
from portal.domain.workflow import BEING_SCREENED
from portal.domain.workingdays import london_date
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.accounts import StaffMember, names_of_accounts
from portal.services.calendar import current_calendar
from portal.services.database import writing
from portal.services.decided_before import require_fresh
from portal.services.events import log_access
from portal.services.freeze_lists import find_undecided
from portal.services.holding import require
from portal.services.item_page import DecisionShown, SafeContactShown, ScreeningShown
from portal.services.item_screening import find_screening, list_decisions
from portal.services.item_words import find_words
from portal.services.letters import make_letter, style_of
from portal.services.now import today
from portal.services.opening import find_openable
from portal.services.points import points_of
from portal.services.points_shown import PointShown, list_points
from portal.services.read_first import READ, has_read_all, weighed, wrote_since_read
from portal.services.sealing import Seal
from portal.services.twins import Twins, read_twins


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """The decision that waits, and the screening it rests on; safe contact heads every page."""

    reference: str
    safe_contact: SafeContactShown
    decision: DecisionShown
    screening: ScreeningShown
    points: tuple[PointShown, ...] = ()
    not_in_it: tuple[int, ...] = ()
    undecided_hold: int | None = None
    past_days: tuple[str, ...] = ()
    letter: Letter | None = None
    own_style: LetterStyle = LetterStyle.ADULT
    days_waiting: int = 0
    old_words: tuple[str, ...] = ()
    twins: Twins | None = None

    @property
    def answered(self) -> tuple[tuple[Question, str], ...]:
        """The checklist's questions with the words of their answers."""
        given = self.screening.answers
        return tuple(
            (question, dict(question.answers)[given[question.code]])
            for question in self.screening.questions
            if given.get(question.code) in question.codes
        )


def read_proposal(reference: str, signer: StaffMember) -> ProposalShown:
    """Return the decision that waits for this signer, and log that they weighed it. Commits the log.

    Raises Incomplete(("read",)) until the signer has opened the person's words since it was proposed,
    OwnDecision, MoveNotPossible where nothing waits, NotFound, NotAllowed or ConflictOfInterest.
    """
    require(signer, Permission.SIGN)
    feedback = find_openable(reference, signer)
    waiting = db.session.scalar(
        select(Decision)
        .where(Decision.feedback_id == feedback.id, Decision.status == DecisionStatus.PROPOSED)
        .order_by(Decision.proposed_by_id == signer.id, Decision.id)
        .limit(1)
    )
    if waiting is None or feedback.status not in BEING_SCREENED:
        raise MoveNotPossible("This decision no longer waits for a signature.")
    if waiting.proposed_by_id == signer.id:
        raise OwnDecision("Somebody else has to sign what you proposed.")
    require_fresh(feedback.id, signer.id)
    if not has_read_all(waiting, signer.id):
        raise Incomplete((READ,))
    waiting_id = waiting.id
    _log_weighing(feedback.id, waiting_id, signer.id)
    seal, names = Seal.of(feedback.data_key_id), names_of_accounts()
    decisions = list_decisions(feedback.id, seal, names, signer.id)
    shown = next(decision for decision in decisions if decision.id == waiting_id)
    points = points_of(waiting_id) or None
    screening = find_screening(feedback, decisions, current_calendar(), seal, names, points=points)
    _said, safe_contact = find_words(feedback, seal)
    standing = [point for point in list_points(feedback.id, seal, names) if not point.dropped]
    in_it = tuple(point for point in standing if point.number in shown.points)
    others = tuple(point.number for point in standing if point not in in_it) if in_it else ()
    hold = find_undecided(feedback.id)
    late = past_days(shown.message, today())
    letter = _letter_of(feedback, shown)
    own, waited = style_of(feedback), _days_since(shown)
    old = words_of_a_day(shown.message) if london_date(shown.proposed_at) < today() else ()
    shown_so_far = (reference, safe_contact, shown, screening, in_it, others, hold, late, letter, own)
    twins = read_twins(reference, shown.same_as, signer) if shown.same_as else None
    return ProposalShown(*shown_so_far, waited, old, twins)


def _days_since(shown: DecisionShown) -> int:
    """Return the working days for which a proposal has waited."""
    return max(0, working_days_left(london_date(shown.proposed_at), today(), current_calendar()))


def _letter_of(feedback: Feedback, shown: DecisionShown) -> Letter | None:
    """Return the letter as it goes out once it is signed, or None where none does."""
    if not shown.message:
        return None
    about = shown.route or shown.set_aside_as or WITHDRAWN
    return make_letter(feedback, about, shown.message, style=shown.letter_style, points=shown.points)


def has_new_words(reference: str, signer: StaffMember) -> bool:
    """Whether the person wrote, or sent something, since this signer last opened their words."""
    require(signer, Permission.SIGN)
    wanted = select(Decision.id).where(
        Decision.feedback_id == find_openable(reference, signer).id,
        Decision.status == DecisionStatus.PROPOSED,
    )
    return any(wrote_since_read(one, signer.id) for one in db.session.scalars(wanted).all())


def _log_weighing(feedback_id: int, decision_id: int, signer_id: int) -> None:
    with writing():
        log_access(weighed(decision_id), by=signer_id, feedback_id=feedback_id)
