"""Looking for the same matter: comparing, on demand, the words of the few near by people or facets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from portal.domain.permissions import Permission
from portal.domain.similarity import ALIKE, NEARLY_THE_SAME, Telling, likeness, telling, words_in_both
from portal.domain.vocabulary import FeedbackStatus, Kind
from portal.extensions import db
from portal.models.feedback import Feedback, FeedbackWords
from portal.services.accounts import StaffMember
from portal.services.conflicts import in_conflict
from portal.services.holding import require
from portal.services.linking import Linked, is_linked_with, list_linked
from portal.services.opening import open_logged
from portal.services.same_person import EarlierFeedback, find_same_person
from portal.services.sealing import Seal, seals_of

COMPARED_AT_MOST = 200
SHOWN = 10
DAYS = 365
COMPARE = "compare"
# A short answer is often one that the page offered, and many chose the same.
SHORTEST_ANSWER = 8


@dataclass(frozen=True, slots=True)
class AlikeFeedback:
    """Another piece that says something alike, the telling words of both, and from 0 to 1 how alike it is."""

    reference: str
    kind: Kind
    status: FeedbackStatus
    received_on: date
    likeness: float
    words: tuple[str, ...]

    @property
    def why(self) -> tuple[str, ...]:
        """Return why it is suggested, with words to know it by."""
        how = "nearly the same words" if self.likeness >= NEARLY_THE_SAME else "some of the same words"
        return (f"{how}, such as {' · '.join(self.words)}",)


@dataclass(frozen=True, slots=True)
class SameMatter:
    """What may belong with a piece, by its people and by its words; ``compared`` of so many near.

    What is alike in both stands in ``earlier``, with all its reasons.
    """

    reference: str
    earlier: tuple[EarlierFeedback, ...]
    alike: tuple[AlikeFeedback, ...]
    compared: int
    of: int
    by_team: bool
    linked: tuple[Linked, ...]


def find_same_matter(reference: str, officer: StaffMember) -> SameMatter:
    """Compare the words of a piece with those near it, and log that this was done. Commits the log.

    Near is what shares a person, or kind and team within a year; at most the newest 200 are unsealed. Nothing
    is linked by it. Raises NotAllowed, NotFound or ConflictOfInterest.
    """
    require(officer, Permission.SCREEN)
    feedback_id = open_logged(reference, officer, COMPARE)
    feedback = db.session.get_one(Feedback, feedback_id)
    earlier = find_same_person(feedback_id, officer.id)
    near = _near(feedback, officer, [one.reference for one in earlier])
    rows = _newest(near, earlier)
    alike, compared = _alike(feedback, rows)
    of = db.session.scalar(select(func.count(Feedback.id)).where(near)) or 0
    linked, by_team = list_linked(feedback_id, officer), feedback.team is not None
    db.session.rollback()
    by_words = {one.reference: one.why for one in alike}
    earlier = tuple(replace(one, why=one.why + by_words.get(one.reference, ())) for one in earlier)
    others = tuple(one for one in alike if one.reference not in {known.reference for known in earlier})
    return SameMatter(reference, earlier, others[:SHOWN], compared, of, by_team, linked)


def _near(feedback: Feedback, officer: StaffMember, of_person: list[str]) -> ColumnElement[bool]:
    """Return the condition that a piece may be opened for comparing."""
    around = timedelta(days=DAYS)
    facets = [
        Feedback.kind == feedback.kind,
        Feedback.received_on.between(feedback.received_on - around, feedback.received_on + around),
    ]
    if feedback.team is not None:
        facets.append(Feedback.team == feedback.team)
    return and_(
        or_(Feedback.reference.in_(of_person), and_(*facets)),
        Feedback.id != feedback.id,
        ~in_conflict(officer.id),
        ~is_linked_with(feedback.id),
    )


def _newest(near: ColumnElement[bool], earlier: Iterable[EarlierFeedback]) -> Sequence[Any]:
    """Return facets and sealed words, those of the same person first."""
    of_person = case((Feedback.reference.in_([one.reference for one in earlier]), 0), else_=1)
    return db.session.execute(
        select(
            Feedback.id,
            Feedback.reference,
            Feedback.kind,
            Feedback.status,
            Feedback.received_on,
            Feedback.data_key_id,
            FeedbackWords.said,
        )
        .join(FeedbackWords, FeedbackWords.feedback_id == Feedback.id)
        .where(near)
        .order_by(of_person, Feedback.received_on.desc(), Feedback.id.desc())
        .limit(COMPARED_AT_MOST)
    ).all()


def _alike(feedback: Feedback, rows: Sequence[Any]) -> tuple[tuple[AlikeFeedback, ...], int]:
    """Return what is alike, the most alike first, and how many were compared; two queries."""
    own_words = db.session.get_one(FeedbackWords, feedback.id)
    seals = seals_of({feedback.data_key_id} | {row.data_key_id for row in rows})
    own = _telling(feedback.id, own_words.said, seals[feedback.data_key_id])
    readable = [row for row in rows if row.data_key_id in seals]  # what was erased has no key
    found = []
    for row in readable:
        other = _telling(row.id, row.said, seals[row.data_key_id])
        how_alike = likeness(own, other)
        if how_alike >= ALIKE:
            facets = (row.reference, row.kind, row.status, row.received_on)
            found.append(AlikeFeedback(*facets, how_alike, words_in_both(own, other)))
    found.sort(key=lambda one: one.likeness, reverse=True)
    return tuple(found), len(readable)


def _telling(feedback_id: int, sealed: bytes, seal: Seal) -> Telling:
    """Return what one piece says at length; the letter itself, not what was chosen on the way to it."""
    said = seal.open(f"feedback_words.said:{feedback_id}", sealed)
    answers = (line["answer"] for line in said)
    return telling("\n".join(answer for answer in answers if len(answer.split()) >= SHORTEST_ANSWER))
