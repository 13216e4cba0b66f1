"""Who was told what about an item, and when, gathered from everything that tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.domain.event_names import EventName
from portal.domain.vocabulary import ContactPurpose, FreezeStatus, TaskStatus, Way
from portal.extensions import db
from portal.models.alert import DutyAlert
from portal.models.contact_task import ContactTask
from portal.models.dealings import PractitionerContact
from portal.models.event import Event, SealedReason
from portal.models.feedback import Feedback
from portal.models.freeze import FreezeRequest
from portal.models.message import Message
from portal.models.outbox import MailStatus, OutboxMail
from portal.services.freezes import service_to_be_told
from portal.services.mailing import reader_of
from portal.services.sealing import Seal

Names = Mapping[int, str]
PERSON = "The person"
READERS = {"sender": "Whoever sent it", "child": "The young person", "advocate": "The person they named"}
TOLD_OTHERWISE = ("duty_alert", "compliment_shared", "address_check")
MAIL_SAYS = {
    "acknowledgement": "by mail, that we have it",
    "enquiry_received": "by mail, that we have it",
    "news": "by mail, that there is news on the private page",
    "file_locked": "by mail, that a file is locked",
    "freeze_asked": "by mail, that a decision about holding it is asked",
    "signatures_late": "by mail, that a signature is late",
}
FROZEN = {
    FreezeStatus.HELD: "that it is held",
    FreezeStatus.HELD_IN_PART: "that it is held in part",
    FreezeStatus.GOES_AHEAD: "that it goes ahead",
    FreezeStatus.NO_LONGER_NEEDED: "that it need not wait any longer",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One person or team that was told, how and when; ``by`` is empty for the portal itself.

    ``seen_at`` is when they opened or acknowledged it, where that is known. ``owed`` where nobody told them
    yet: ``at`` is since when.
    """

    who: str
    how: str
    at: datetime
    by: str = ""
    seen_at: datetime | None = None
    owed: bool = False


def list_told(feedback_id: int, seal: Seal, names: Names) -> tuple[Told, ...]:
    """Return those of an item, the oldest first, without a word of the person; seven queries."""
    gathered: tuple[Iterable[Told], ...] = (
        _messages(feedback_id, names),
        _mails(feedback_id),
        _calls_and_letters(feedback_id, names),
        _duty(feedback_id, names),
        _practitioners(feedback_id, seal, names),
        _events(feedback_id, seal, names),
        _freezes(feedback_id, names),
    )
    return tuple(sorted((one for found in gathered for one in found), key=lambda one: one.at))


def _messages(feedback_id: int, names: Names) -> Iterable[Told]:
    rows = db.session.execute(
        select(Message.to, Message.account_id, Message.sent_at, Message.read_at)
        .where(Message.feedback_id == feedback_id)
        .order_by(Message.id)
    )
    for row in rows:
        who = READERS[row.to] if row.to else PERSON
        how = "on the private page" if row.read_at else "put on the private page, not opened yet"
        yield Told(who, how, row.sent_at, names.get(row.account_id or 0, ""), row.read_at)


def _mails(feedback_id: int) -> Iterable[Told]:
    """Yield mails that went and that no other line tells of; whose address it was stays sealed."""
    rows = db.session.execute(
        select(OutboxMail.template, OutboxMail.sent_at, Feedback.audience)
        .join(Feedback, Feedback.id == OutboxMail.feedback_id)
        .where(
            OutboxMail.feedback_id == feedback_id,
            OutboxMail.status == MailStatus.SENT,
            OutboxMail.template.not_in(TOLD_OTHERWISE),
        )
        .order_by(OutboxMail.id)
    )
    for row in rows:
        if row.sent_at is not None:
            who = reader_of(row.template, row.audience)
            yield Told(who, MAIL_SAYS.get(row.template, "by mail"), row.sent_at)


def _calls_and_letters(feedback_id: int, names: Names) -> Iterable[Told]:
    rows = db.session.execute(
        select(ContactTask.holder, ContactTask.way, ContactTask.done_at, ContactTask.done_by_id)
        .where(ContactTask.feedback_id == feedback_id, ContactTask.status == TaskStatus.DONE)
        .order_by(ContactTask.id)
    )
    for row in rows:
        if row.done_at is not None:
            how = "by telephone" if row.way is Way.PHONE else "by letter"
            yield Told(READERS[row.holder], how, row.done_at, names.get(row.done_by_id or 0, ""))


def _duty(feedback_id: int, names: Names) -> Iterable[Told]:
    rows = db.session.execute(
        select(DutyAlert.raised_at, DutyAlert.acknowledged_at, DutyAlert.acknowledged_by_id)
        .where(DutyAlert.feedback_id == feedback_id)
        .order_by(DutyAlert.id)
    )
    for row in rows:
        by = names.get(row.acknowledged_by_id or 0, "")
        how = f"on the duty board; {by} has it" if by else "on the duty board"
        yield Told("The duty team", how, row.raised_at, "", row.acknowledged_at)


def _practitioners(feedback_id: int, seal: Seal, names: Names) -> Iterable[Told]:
    told = PractitionerContact.purpose == ContactPurpose.TOLD
    for row in db.session.scalars(
        select(PractitionerContact).where(PractitionerContact.feedback_id == feedback_id, told)
    ):
        said = seal.open(f"practitioner_contact.words:{row.id}", row.words)
        yield Told(said["who"], "by an officer", row.happened_at, names.get(row.noted_by_id, ""))


def _events(feedback_id: int, seal: Seal, names: Names) -> Iterable[Told]:
    """Yield who heard of a compliment, of advocacy, and which advocacy service heard of the person."""
    wanted = (EventName.COMPLIMENT_SHARED, EventName.ADVOCACY_TOLD, EventName.ADVOCATE_OFFERED)
    rows = db.session.execute(
        select(
            Event.name, Event.facts, Event.happened_at, Event.account_id, SealedReason.id, SealedReason.words
        )
        .outerjoin(SealedReason, SealedReason.id == Event.reason_id)
        .where(Event.feedback_id == feedback_id, Event.name.in_(wanted))
    )
    for row in rows:
        by = names.get(row.account_id or 0, "")
        if row.name is EventName.ADVOCACY_TOLD:
            yield Told(PERSON, "about advocacy", row.happened_at, by)
        elif row.name is EventName.ADVOCATE_OFFERED:
            provider = str(row.facts.get("provider") or "").replace("-", " ").replace("_", " ")
            yield Told(
                "An advocacy service", f"asked for an advocate: {provider}".rstrip(": "), row.happened_at, by
            )
        else:
            colleague = names.get(row.facts.get("account") or 0, "")
            if not colleague and row.words:
                colleague = seal.open(f"sealed_reason.words:{row.id}", row.words)
            yield Told(colleague or "A colleague", "of the compliment", row.happened_at, by)


def _freezes(feedback_id: int, names: Names) -> Iterable[Told]:
    """Yield the manager who was asked to hold something, and the service where it is still to be told."""
    found = select(FreezeRequest, service_to_be_told()).where(FreezeRequest.feedback_id == feedback_id)
    for row, owed in db.session.execute(found):
        manager = names.get(row.manager_id or 0, "A manager")
        yield Told(
            manager,
            "asked to hold what is about to happen",
            row.asked_at,
            names.get(row.asked_by_id or 0, ""),
        )
        if owed and row.decided_at is not None and row.status in FROZEN:
            yield Told("The service", FROZEN[row.status], row.decided_at, owed=True)
