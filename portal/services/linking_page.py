"""Two items side by side: what each is, and how it begins, before anybody says that they belong together."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, NotFound
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind, LinkKind
from portal.extensions import db
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.feedback_link import FeedbackLink
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.desk_lines import capacity
from portal.services.holding import require
from portal.services.linking import find_link, why_not_undone
from portal.services.opening import open_logged
from portal.services.sealing import Seal, seals_of
from portal.services.staff_entries import OF_THE_OFFICE

COMPARE = "compare"
FIRST_WORDS = 60
AT_LENGTH = 8
UNKNOWN = "No item has this reference, or it is one you may not open."


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: facets, and how it begins; ``goes_on`` where there is more than is shown."""

    reference: str
    kind: Kind
    audience: Audience
    channel: Channel
    capacity: str
    status: FeedbackStatus
    received_on: date
    team_label: str
    first_words: str
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Both:
    """The two items, and in which ways they are linked already."""

    this: Side
    other: Side
    standing: tuple[LinkKind, ...]


def read_both(reference: str, other: str, officer: StaffMember) -> Both:
    """Return two items side by side, and log that both were read. Commits the log.

    Raises NotAllowed, and NotFound or ConflictOfInterest for the first; what the officer must keep away from
    is told of the other like what isn't there.
    """
    require(officer, Permission.SCREEN)
    this_id = open_logged(reference, officer, COMPARE)
    try:
        other_id = open_logged(other, officer, COMPARE)
    except (NotFound, ConflictOfInterest):
        raise NotFound(UNKNOWN) from None
    if this_id == other_id:
        raise NotFound(UNKNOWN)
    sides = sides_of((this_id, other_id))
    both = (this_id, other_id)
    standing = db.session.scalars(
        select(FeedbackLink.kind)
        .where(FeedbackLink.later_id.in_(both), FeedbackLink.earlier_id.in_(both))
        .order_by(FeedbackLink.id)
    )
    found = Both(sides[this_id], sides[other_id], tuple(standing))
    db.session.rollback()
    return found


def why_it_stays(reference: str, other: str, kind: LinkKind) -> str:
    """Return why no hand takes this link back, or nothing. Raises NotFound where it doesn't stand."""
    ids = db.session.scalars(select(Feedback.id).where(Feedback.reference.in_((reference, other)))).all()
    row = find_link(ids[0], ids[1], kind) if len(ids) > 1 else None
    if row is None:
        raise NotFound("They are not linked in that way.")
    return why_not_undone(row)


def sides_of(ids: tuple[int, int]) -> dict[int, Side]:
    """Return both sides by id; three queries."""
    rows = db.session.execute(
        select(Feedback, FeedbackWords.said, capacity().label("capacity"))
        .join(FeedbackWords, FeedbackWords.feedback_id == Feedback.id)
        .where(Feedback.id.in_(ids))
    ).all()
    seals = seals_of({row.Feedback.data_key_id for row in rows})
    return {
        row.Feedback.id: _side(
            row.Feedback, row.said, seals.get(row.Feedback.data_key_id), row.capacity or ""
        )
        for row in rows
    }


def _side(feedback: Feedback, sealed: bytes, seal: Seal | None, sender: str) -> Side:
    words = _words(feedback.id, sealed, seal).split() if seal else []
    return Side(
        reference=feedback.reference,
        kind=feedback.kind,
        audience=feedback.audience,
        channel=feedback.channel,
        capacity=sender,
        status=feedback.status,
        received_on=feedback.received_on,
        team_label=current_council().team_label(feedback.team) if feedback.team else "",
        first_words=" ".join(words[:FIRST_WORDS]),
        goes_on=len(words) > FIRST_WORDS,
    )


def _words(feedback_id: int, sealed: bytes, seal: Seal) -> str:
    """Return what was written at length, or everything where nothing was; never what the office noted."""
    said = seal.open(f"feedback_words.said:{feedback_id}", sealed)
    answers = [line["answer"] for line in said if line.get("page") not in OF_THE_OFFICE]
    return " ".join([one for one in answers if len(one.split()) >= AT_LENGTH] or answers)
