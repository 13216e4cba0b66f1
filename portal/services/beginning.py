"""Beginning a complaint of its own from what is written in another item; neither is mixed into the other.

The new one has its own words, people, page, record and clock. Whoever must keep away from the old item must
keep away from it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Select, select

from portal.domain.errors import (
    AlreadyClaimed,
    AlreadyDecided,
    ConflictOfInterest,
    Incomplete,
    MoveNotPossible,
)
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.receipt_day import can_be
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Audience, FeedbackStatus, Kind, LinkKind, PartyRole
from portal.extensions import db
from portal.models.feedback import Feedback, OfficeNote
from portal.models.feedback_link import FeedbackLink
from portal.services import item_words
from portal.services.accounts import StaffMember
from portal.services.carrying_over import carry_conflicts, carry_danger, carry_whose_voice
from portal.services.claims import claim
from portal.services.conflicts import in_conflict, note_on_family
from portal.services.database import writing
from portal.services.decided_before import require_fresh
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.intake import store_within
from portal.services.item_page import PartyShown
from portal.services.now import now, today
from portal.services.screening import CHILDREN
from portal.services.sealing import Seal
from portal.services.staff_entries import BEGUN
from portal.services.submission import Answer, Keyed, PartySent, SafeContact, Submission

JOURNEY, VERSION = "begun-complaint", 1
CARRIED = "carried-over"
# An office's constituent has to want it; what somebody wrote themselves may be a complaint as it stands.
AGREED = {
    "told_us": "Yes, they told us so",
    "office": "Yes, somebody who speaks for them told us so",
    "own_words": "Their own words to us are a complaint",
}
OF_CONSTITUENTS = ("told_us", "office")
COPIED = "What was written to us about it (this is a copy the council made)"
IS_COMPLAINT = "This is a complaint itself."
IS_SET_ASIDE = "Put it back on the desk first."
IS_WITHDRAWN = (
    "The person withdrew this, so no complaint is begun from it. Ask them: if they want one, they can send "
    "it themselves."
)
HOW_WE_KNOW = "How we know that they want a complaint:"
CARRIED_ROLES = (PartyRole.CHILD, PartyRole.WORKER_NAMED)
IN_THE_WAY = (AlreadyClaimed, AlreadyDecided, ConflictOfInterest, MoveNotPossible)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who complains and how they are reached, that they want it, since when we know of it, and the words."""

    person: PartySent
    safe_contact: SafeContact
    audience: Audience | None
    agreed: str
    how_agreed: str
    first_on: date
    words: str


def begin_complaint(reference: str, officer: StaffMember, wanted: Wanted, press: str, seen: int) -> str:
    """Begin the complaint and return its reference; the same ``press`` again returns the same. Commits.

    ``seen`` is how many the page said were begun before. Raises Incomplete, MoveNotPossible where another
    was begun meanwhile or with other words by the same press, or none can be, and what ``load_open`` raises.
    """
    with writing():
        item = load_open(reference, officer, Permission.SCREEN)
        submission_id = str(uuid5(NAMESPACE_OID, f"{JOURNEY}:{item.id}:{press}"))
        people = item_words.list_parties(item.id, Seal.of(item.data_key_id))
        submission = _submission(item, people, officer, wanted, submission_id)
        earlier = db.session.scalar(select(Feedback).where(Feedback.submission_id == submission_id))
        if earlier is not None:
            _require_same(earlier, submission, wanted)
            return earlier.reference
        require_source(item, officer)
        _require_sound(item, wanted, people)
        _require_seen(item.id, officer, seen)
        complaint = db.session.get_one(Feedback, store_within(submission))
        carry_conflicts(item, complaint)
        carry_danger(item, complaint)
        carry_whose_voice(item, complaint)
        _note_how_agreed(complaint, officer, wanted)
        _link(item, complaint, officer.id)
        note_on_family(complaint)
        begun = complaint.reference
    _claim(begun, officer)
    return begun


def require_source(item: Feedback, officer: StaffMember) -> None:
    """Raise MoveNotPossible for what no complaint is begun from, AlreadyDecided for who settled it before."""
    if item.kind is Kind.COMPLAINT:
        raise MoveNotPossible(IS_COMPLAINT)
    if item.status is FeedbackStatus.SET_ASIDE:
        raise MoveNotPossible(IS_SET_ASIDE)
    if item.status is FeedbackStatus.WITHDRAWN:
        raise MoveNotPossible(IS_WITHDRAWN)
    require_fresh(item.id, officer.id)


def _require_sound(item: Feedback, wanted: Wanted, people: Iterable[PartyShown]) -> None:
    """Raise Incomplete with the codes of what is missing or can't be."""
    allowed = OF_CONSTITUENTS if item.kind is Kind.ENQUIRY else tuple(AGREED)
    given = {
        "agreed": wanted.agreed in allowed,
        "how_agreed": bool(wanted.how_agreed.strip()),
        "name": bool(wanted.person.name.strip()),
        "words": bool(wanted.words.strip()),
        "first_on": can_be(wanted.first_on, today()),
        "giver": _keeps_their_voice(item, wanted, people),
    }
    lacking = tuple(code for code, is_there in given.items() if not is_there)
    if lacking:
        raise Incomplete(lacking)


def _keeps_their_voice(item: Feedback, wanted: Wanted, people: Iterable[PartyShown]) -> bool:
    """Whether what a child or young person sent stays theirs; an adult's complaint is no copy of it."""
    sent_as = {party.capacity for party in people if party.role is PartyRole.SENDER}
    if item.audience not in YOUNG_AUDIENCES and sent_as.isdisjoint(CHILDREN):
        return True
    return wanted.person.capacity in {*CHILDREN, *sent_as}


def _require_same(earlier: Feedback, submission: Submission, wanted: Wanted) -> None:
    """Refuse the same press with other words: nothing that was typed is thrown away unsaid."""
    seal = Seal.of(earlier.data_key_id)
    said, safe = item_words.find_words(earlier, seal)
    first = next(one for one in item_words.list_parties(earlier.id, seal) if one.role is PartyRole.SENDER)
    notes = item_words.list_notes(earlier.id, seal, {})
    person, contact = submission.parties[0], submission.safe_contact
    same = (
        [line.answer for line in said] == [line.answer for line in submission.said]
        and (first.capacity, first.name, first.email, first.phone, first.address)
        == (person.capacity, person.name, person.email, person.phone, person.address)
        and (safe.how, safe.when, safe.must_not_know) == (contact.how, contact.when, contact.must_not_know)
        and earlier.first_received_on == wanted.first_on
        and any(note.text == _how_agreed(wanted) for note in notes)
    )
    if not same:
        raise MoveNotPossible(
            f"{earlier.reference} was begun by this press already, with other words. What you wrote here is "
            "not in it. Look at it, and add there what is missing."
        )


def _require_seen(item_id: int, officer: StaffMember, seen: int) -> None:
    """Refuse a second one that the page did not show."""
    listed = begun_from(item_id).where(~in_conflict(officer.id)).order_by(Feedback.id)
    begun = db.session.scalars(listed).all()
    if len(begun) > max(seen, 0):
        raise MoveNotPossible(
            f"{begun[-1]} was begun from this meanwhile. Look at it. If this is another person’s complaint, "
            "press the button again."
        )


def begun_from(item_id: int) -> Select[str]:
    """Return the query for the references of what was begun from an item."""
    return (
        select(Feedback.reference)
        .join(FeedbackLink, FeedbackLink.later_id == Feedback.id)
        .where(FeedbackLink.earlier_id == item_id, FeedbackLink.kind == LinkKind.BEGUN_FROM)
    )


def _submission(
    item: Feedback, people: Iterable[PartyShown], officer: StaffMember, wanted: Wanted, submission_id: str
) -> Submission:
    theirs = item.kind is not Kind.ENQUIRY or item.audience in {*YOUNG_AUDIENCES, Audience.ADVOCATE}
    of_person = item.audience if theirs else Audience.ADULT
    audience = wanted.audience or (Audience.ADULT if of_person is Audience.STAFF else of_person)
    return Submission(
        submission_id=submission_id,
        kind=Kind.COMPLAINT,
        audience=audience,
        channel=item.channel,
        journey=JOURNEY,
        journey_version=VERSION,
        said=(
            Answer(BEGUN, "agreed", "Do they want a complaint of their own?", AGREED.get(wanted.agreed, "")),
            Answer(CARRIED, "words", COPIED, wanted.words.strip()),
        ),
        parties=(wanted.person, *_carried(people)),
        safe_contact=wanted.safe_contact,
        about_to_happen=item.about_to_happen,
        about_to_happen_on=item.about_to_happen_on,
        team=item.team,
        keyed=Keyed(by=officer.id, received_on=wanted.first_on),
    )


def _carried(parties: Iterable[PartyShown]) -> Iterable[PartySent]:
    """Yield the children and the workers that the old item names: they stay named."""
    for party in parties:
        if party.role in CARRIED_ROLES:
            own = {"reach": party.reach, "reach_when": party.reach_when, "must_not_know": party.must_not_know}
            extra = dict(party.extra) | {key: words for key, words in own.items() if words}
            yield PartySent(
                party.role, party.capacity, party.name, party.email, party.phone, party.address, extra
            )


def _note_how_agreed(complaint: Feedback, officer: StaffMember, wanted: Wanted) -> None:
    """Leave how we know that they want it as a note of the office: the person doesn't read it."""
    note = OfficeNote(feedback_id=complaint.id, account_id=officer.id, written_at=now(), words=b"")
    db.session.add(note)
    db.session.flush()
    seal = Seal.of(complaint.data_key_id)
    note.words = seal.close(f"office_note.words:{note.id}", _how_agreed(wanted))


def _how_agreed(wanted: Wanted) -> str:
    return f"{HOW_WE_KNOW} {wanted.how_agreed.strip()}"


def _link(item: Feedback, complaint: Feedback, by: int) -> None:
    """Link the two: the complaint is always the later one, whenever it first reached the council."""
    kind = LinkKind.BEGUN_FROM
    db.session.add(
        FeedbackLink(later_id=complaint.id, earlier_id=item.id, kind=kind, noted_at=now(), noted_by_id=by)
    )
    write_event(item, EventName.COMPLAINT_BEGUN, by=by, complaint=complaint.id)
    write_event(complaint, EventName.LINKED, by=by, earlier=item.id, kind=kind)


def _claim(reference: str, officer: StaffMember) -> None:
    """Let the officer go on with it where nothing stands in the way."""
    try:
        claim(reference, officer)
    except IN_THE_WAY:
        return
