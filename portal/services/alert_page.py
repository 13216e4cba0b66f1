"""An alert's own page: the words, how it is safe to make contact, and the log of who read them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from portal.domain.errors import ConflictOfInterest, NotFound
from portal.domain.route_details import as_kept
from portal.domain.vocabulary import PartyRole, Route, Urgency
from portal.extensions import db
from portal.models.account import Account
from portal.models.alert import DutyAlert
from portal.models.data_key import DataKey
from portal.models.event import Event, SealedReason
from portal.models.feedback import AddedWords, Feedback, FeedbackWords
from portal.models.party import Party, PartyWords
from portal.models.screening import Decision, DecisionWords
from portal.services.accounts import StaffMember
from portal.services.conflicts import is_in_conflict
from portal.services.database import writing
from portal.services.duty_board import READ_ALERT, AlertView, select_alerts, view_of
from portal.services.duty_notes import NOTES
from portal.services.events import log_access
from portal.services.route_details import read_details, shown_for
from portal.services.sealing import Seal

DANGER_PAGES = frozenset({"danger", "safe", "safety", "not-safe"})
SHOWN_FIRST = ("name", "phone", "email", "address")


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in what was sent, and what was said of them."""

    role: PartyRole
    capacity: str
    facts: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """Something the person added later."""

    added_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody on duty wrote of what they do or did."""

    written_at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class AlertPage:
    """Everything a person on duty needs; ``safe_how`` empty means the private page only."""

    alert: AlertView
    received_at: datetime
    safe_how: tuple[str, ...]
    safe_when: str
    must_not_know: str
    about_danger: tuple[Said, ...] = field(repr=False)
    said: tuple[Said, ...] = field(repr=False)
    added: tuple[Added, ...] = field(repr=False)
    people: tuple[Person, ...] = field(repr=False)
    notes: tuple[Note, ...] = field(repr=False)
    referred: tuple[Said, ...] = field(default=(), repr=False)

    def told(self, question: str) -> str:
        """Return what the sender said of themselves: their name, phone, email or address; or nothing."""
        senders = (person for person in self.people if person.role is PartyRole.SENDER)
        told = (fact.answer for person in senders for fact in person.facts if fact.question == question)
        return next(told, "")

    @property
    def is_reachable(self) -> bool:
        """Whether the sender gave any way to reach them but their private page."""
        return any(self.told(way) for way in ("phone", "email", "address"))


def read_alert(alert_id: int, staff: StaffMember) -> AlertPage:
    """Return an alert with the words and note who read them; raises NotFound, ConflictOfInterest. Commits."""
    found = db.session.execute(
        select_alerts().add_columns(DutyAlert.feedback_id).where(DutyAlert.id == alert_id)
    ).first()
    if found is None:
        raise NotFound("There is no such alert.")
    feedback_id: int = found.feedback_id
    if is_in_conflict(staff.id, feedback_id):
        raise ConflictOfInterest("You must keep away from this alert. Ask somebody else on duty.")
    with writing():
        log_access(READ_ALERT, by=staff.id, feedback_id=feedback_id)
    return _open(view_of(found), feedback_id)


def _open(alert: AlertView, feedback_id: int) -> AlertPage:
    feedback, words, key = db.session.execute(
        select(Feedback, FeedbackWords, DataKey)
        .join(FeedbackWords, FeedbackWords.feedback_id == Feedback.id)
        .join(DataKey, DataKey.id == Feedback.data_key_id)
        .where(Feedback.id == feedback_id)
    ).one()
    seal = Seal(key)
    contact = seal.open(f"feedback_words.safe_contact:{feedback_id}", words.safe_contact)
    said = seal.open(f"feedback_words.said:{feedback_id}", words.said)
    return AlertPage(
        alert=alert,
        received_at=feedback.received_at,
        safe_how=tuple(contact.get("how", ())),
        safe_when=contact.get("when", ""),
        must_not_know=contact.get("must_not_know", ""),
        about_danger=_answers(said, about_danger=True),
        said=_answers(said, about_danger=False),
        added=_added(feedback_id, seal),
        people=_people(feedback_id, seal),
        notes=_notes(alert.id, feedback_id, seal),
        referred=_referred(feedback_id, seal) if alert.urgency is Urgency.REFERRED else (),
    )


def _referred(feedback_id: int, seal: Seal) -> tuple[Said, ...]:
    """Return why the screening desk refers it, and who was told already, the newest referral."""
    newest = select(Decision.id, DecisionWords.reason).join(
        DecisionWords, DecisionWords.decision_id == Decision.id
    )
    route = Route.SAFEGUARDING_REFERRAL
    row = db.session.execute(
        newest.where(Decision.feedback_id == feedback_id, Decision.route == route)
        .order_by(Decision.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return ()
    why = seal.open(f"decision_words.reason:{row.id}", row.reason)
    kept = as_kept(read_details(row.id, seal))
    return (Said("Why", why), *(Said(*line) for line in shown_for(route, "", kept)))


def _answers(said: Iterable[dict[str, str]], *, about_danger: bool) -> tuple[Said, ...]:
    return tuple(
        Said(one["question"], one["answer"])
        for one in said
        if (one.get("page") in DANGER_PAGES) is about_danger and one["answer"]
    )


def _added(feedback_id: int, seal: Seal) -> tuple[Added, ...]:
    rows = db.session.scalars(
        select(AddedWords).where(AddedWords.feedback_id == feedback_id).order_by(AddedWords.id.desc())
    )
    return tuple(Added(row.added_at, seal.open(f"added_words.words:{row.id}", row.words)) for row in rows)


def _people(feedback_id: int, seal: Seal) -> tuple[Person, ...]:
    rows = db.session.execute(
        select(Party.id, Party.role, Party.capacity, PartyWords.words)
        .join(PartyWords, PartyWords.party_id == Party.id)
        .where(Party.feedback_id == feedback_id)
        .order_by(Party.id)
    )
    return tuple(
        Person(row.role, row.capacity, _facts(seal.open(f"party_words.words:{row.id}", row.words)))
        for row in rows
    )


def _facts(words: dict[str, str]) -> tuple[Said, ...]:
    """Return what was said of somebody, how to reach them first."""
    names = [*SHOWN_FIRST, *(name for name in words if name not in SHOWN_FIRST)]
    return tuple(Said(name, words[name]) for name in names if words.get(name))


def _notes(alert_id: int, feedback_id: int, seal: Seal) -> tuple[Note, ...]:
    """Return what was written of what was done, the first first."""
    rows = db.session.execute(
        select(Event.facts, Event.happened_at, Account.name, SealedReason.id, SealedReason.words)
        .join(SealedReason, SealedReason.id == Event.reason_id)
        .outerjoin(Account, Account.id == Event.account_id)
        .where(Event.feedback_id == feedback_id, Event.name.in_(NOTES))
        .order_by(Event.id)
    )
    return tuple(
        Note(row.happened_at, row.name or "", seal.open(f"sealed_reason.words:{row.id}", row.words))
        for row in rows
        if row.facts.get("alert") == alert_id
    )
