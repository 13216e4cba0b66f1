"""What a complaint can be begun with, and what its beginner is shown of it: the private code, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal.domain.errors import NotFound
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Kind, LinkKind, PartyRole
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.models.feedback_link import FeedbackLink
from portal.services import item_words
from portal.services.accounts import StaffMember
from portal.services.beginning import JOURNEY, begun_from, require_source
from portal.services.conflicts import in_conflict
from portal.services.holding import require
from portal.services.intake import find_receipt, keep_sent_code
from portal.services.item_page import PartyShown, SafeContactShown
from portal.services.now import today
from portal.services.opening import find_openable, open_logged
from portal.services.sealing import Seal
from portal.services.staff_entries import OF_THE_OFFICE
from portal.services.submission import PartySent, SafeContact

LONG_ANSWER = 8


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the page begins with: who may be complaining, the words to carry over, and what was begun before.

    For an office's enquiry only the constituent's name is known; how to reach them is to be asked.
    """

    reference: str
    kind: Kind
    received_on: date
    team: str | None
    capacity: str
    person: PartySent
    safe_contact: SafeContact
    words: str
    begun: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """A complaint that was begun, as its beginner is shown it: the private code until it is handed on."""

    reference: str
    begun_from: str
    code: str | None
    acknowledge_by: date
    received_on: date
    must_not_know: str

    @property
    def late(self) -> bool:
        """Whether it should have been acknowledged before it was begun."""
        return self.acknowledge_by < today()


def read_beginning(reference: str, officer: StaffMember) -> Beginning:
    """Return what a complaint could be begun with, and log that it was read. Commits the log.

    Raises NotAllowed, NotFound, ConflictOfInterest, or MoveNotPossible for what no complaint is begun from.
    """
    require(officer, Permission.SCREEN)
    feedback = db.session.get_one(Feedback, open_logged(reference, officer, "begin"))
    require_source(feedback, officer)
    seal = Seal.of(feedback.data_key_id)
    said, safe = item_words.find_words(feedback, seal)
    sender = _sender(item_words.list_parties(feedback.id, seal))
    office = feedback.kind is Kind.ENQUIRY
    begun = tuple(
        db.session.scalars(begun_from(feedback.id).where(~in_conflict(officer.id)).order_by(Feedback.id))
    )
    answers = [line.answer for line in said if line.page not in OF_THE_OFFICE]
    found = Beginning(
        reference=feedback.reference,
        kind=feedback.kind,
        received_on=feedback.received_on,
        team=feedback.team,
        capacity="" if office else sender.capacity,
        person=_constituent(sender) if office else sender,
        safe_contact=SafeContact() if office else _safe(safe),
        words=_at_length(answers),
        begun=begun,
    )
    db.session.rollback()
    return found


def list_begun_of(references: Iterable[str], officer: StaffMember) -> dict[str, tuple[str, ...]]:
    """Return what was begun from each of these items, without what the officer keeps away from; one query."""
    source, kind = aliased(Feedback), FeedbackLink.kind == LinkKind.BEGUN_FROM
    rows = db.session.execute(
        select(source.reference, Feedback.reference)
        .select_from(FeedbackLink)
        .join(Feedback, Feedback.id == FeedbackLink.later_id)
        .join(source, source.id == FeedbackLink.earlier_id)
        .where(kind, source.reference.in_([one for one in references if one]), ~in_conflict(officer.id))
        .order_by(FeedbackLink.id)
    )
    found: dict[str, tuple[str, ...]] = {}
    for of, begun in rows:
        found[of] = (*found.get(of, ()), begun)
    return found


def find_begun(reference: str, officer: StaffMember) -> Begun:
    """Return what was begun, with the code for whoever began it. Raises NotFound or ConflictOfInterest."""
    feedback = _begun_by(reference, officer)
    receipt = find_receipt(feedback.id)
    source = select(Feedback.reference).join(FeedbackLink, FeedbackLink.earlier_id == Feedback.id)
    begun_from = db.session.scalar(
        source.where(FeedbackLink.later_id == feedback.id, FeedbackLink.kind == LinkKind.BEGUN_FROM)
    )
    _, safe = item_words.find_words(feedback, Seal.of(feedback.data_key_id))
    return Begun(
        reference=feedback.reference,
        begun_from=begun_from or "",
        code=receipt.code,
        acknowledge_by=receipt.acknowledge_by,
        received_on=receipt.received_on,
        must_not_know=safe.must_not_know,
    )


def hand_on_code(reference: str, officer: StaffMember) -> None:
    """Note that the person has their private code: it is shown no more. Commits; raises the same."""
    keep_sent_code(_begun_by(reference, officer).id)


def _begun_by(reference: str, officer: StaffMember) -> Feedback:
    require(officer, Permission.SCREEN)
    feedback = find_openable(reference, officer)
    if feedback.journey != JOURNEY or feedback.keyed_by_id != officer.id:
        raise NotFound("You did not begin this.")
    return feedback


def _sender(parties: Iterable[PartyShown]) -> PartySent:
    found = next((party for party in parties if party.role is PartyRole.SENDER), None)
    if found is None:
        return PartySent(PartyRole.SENDER, "not_said")
    own = (found.name, found.email, found.phone, found.address)
    return PartySent(PartyRole.SENDER, found.capacity, *own, extra=dict(found.extra))


def _constituent(sender: PartySent) -> PartySent:
    return PartySent(PartyRole.SENDER, "not_said", name=sender.extra.get("constituent", ""))


def _safe(shown: SafeContactShown) -> SafeContact:
    return SafeContact(shown.how, shown.when, shown.must_not_know)


def _at_length(answers: list[str]) -> str:
    """Return what was written at length, or the longest there is."""
    long = [answer for answer in answers if len(answer.split()) >= LONG_ANSWER]
    return "\n\n".join(long or sorted(answers, key=len)[-1:])
