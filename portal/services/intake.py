"""Receiving feedback: one transaction for words, people, history, record and mails (DESIGN 1)."""

import os
from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.domain.birth import date_of_birth
from portal.domain.clocks import due_date
from portal.domain.errors import NotFound
from portal.domain.event_names import EventName
from portal.domain.priority import act_by
from portal.domain.private_code import mint
from portal.domain.reference import mint_reference
from portal.domain.vocabulary import Audience, FeedbackStatus, Kind, Urgency
from portal.domain.workingdays import LONDON, Calendar, london_date
from portal.extensions import db
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.party import Party, PartyWords
from portal.services.address_checks import ask_address
from portal.services.advocate_requests import open_request
from portal.services.alerts import raise_alert
from portal.services.attachments import move_to_feedback
from portal.services.authorities import note_asked
from portal.services.calendar import current_calendar
from portal.services.conflicts import note_named_workers
from portal.services.contact_tasks import owe_meeting
from portal.services.council import current_council
from portal.services.drafts import code_of_draft, erase_draft
from portal.services.equality import count_offer
from portal.services.events import write_event
from portal.services.now import now
from portal.services.outbox import queue_mail
from portal.services.records import project_receipt
from portal.services.sealing import Seal, code_hash, matching_hash, new_data_key
from portal.services.sent_back import note_within
from portal.services.submission import Answer, Keyed, PartySent, SafeContact, Submission
from portal.services.visits import note_sent

__all__ = [
    "Answer",
    "PartySent",
    "Receipt",
    "SafeContact",
    "Submission",
    "find_receipt",
    "keep_sent_code",
    "store_within",
    "submit_feedback",
]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the confirmation page says; dates are working-day clocks counted from receipt."""

    reference: str
    feedback_id: int
    kind: Kind
    audience: Audience
    received_at: datetime
    received_on: date
    acknowledge_by: date
    route_known_by: date
    danger: bool
    accompanied: bool
    code: str | None


def submit_feedback(submission: Submission) -> Receipt:
    """Store what was sent and all that follows; sending twice gives the first receipt. Commits."""
    earlier = _earlier(submission.submission_id)
    if earlier is not None:
        return find_receipt(earlier)
    try:
        feedback_id = store_within(submission)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        racing = _earlier(submission.submission_id)
        if racing is None:
            raise
        return find_receipt(racing)
    return find_receipt(feedback_id)


def find_receipt(feedback_id: int) -> Receipt:
    """Return what the confirmation page says; raises NotFound."""
    found = db.session.execute(
        select(Feedback, FeedbackWords)
        .join(FeedbackWords, FeedbackWords.feedback_id == Feedback.id)
        .where(Feedback.id == feedback_id)
    ).first()
    if found is None:
        raise NotFound("There is no such piece of feedback.")
    feedback, words = found
    code = None
    if words.code:
        code = Seal.of(feedback.data_key_id).open(f"feedback_words.code:{feedback.id}", words.code)
    days = current_council().kinds[feedback.sent_as].acknowledge_days
    return Receipt(
        reference=feedback.reference,
        feedback_id=feedback.id,
        kind=feedback.sent_as,
        audience=feedback.audience,
        received_at=feedback.received_at,
        received_on=feedback.received_on,
        acknowledge_by=due_date(feedback.received_on, days, current_calendar()).due_on,
        route_known_by=feedback.route_known_by,
        danger=feedback.danger,
        accompanied=feedback.accompanied,
        code=code,
    )


def keep_sent_code(feedback_id: int) -> None:
    """Note that the person has kept the private code: it is erased here and shown no more. Commits."""
    words = db.session.get(FeedbackWords, feedback_id)
    if words is not None:
        words.code = None
    db.session.commit()


def _earlier(submission_id: str) -> int | None:
    return db.session.scalar(select(Feedback.id).where(Feedback.submission_id == submission_id))


def store_within(submission: Submission) -> int:
    """Write every row that one sending makes, in the caller's transaction; return the feedback's id."""
    feedback = _feedback(submission)
    code, feedback.code_hash = _private_code(submission)
    db.session.add(feedback)
    db.session.flush()
    seal = Seal.of(feedback.data_key_id)
    _store_words(feedback, submission, seal, code)
    _store_parties(feedback, submission, seal)
    sender = submission.sender
    project_receipt(
        feedback,
        complainant_type=sender.capacity if sender else None,
        via_advocate=submission.via_advocate,
    )
    keyed_by = submission.keyed.by if submission.keyed else None
    write_event(feedback, EventName.FEEDBACK_RECEIVED, by=keyed_by, channel=submission.channel)
    if feedback.danger:
        write_event(feedback, EventName.DANGER_FLAGGED)
        raise_alert(feedback, Urgency.NOW if submission.danger_now else Urgency.NOT_SAFE)
    note_named_workers(feedback)
    if feedback.mail_allowed and sender:
        template = "enquiry_received" if submission.kind is Kind.ENQUIRY else "acknowledgement"
        queue_mail(template, feedback=feedback, address=sender.email)
    _store_what_follows(feedback, submission, seal)
    if submission.draft_id is not None:
        move_to_feedback(submission.draft_id, feedback)
        erase_draft(submission.draft_id)
    if submission.visit_id is not None:
        note_sent(submission.visit_id, feedback.id)
    return feedback.id


def _store_what_follows(feedback: Feedback, submission: Submission, seal: Seal) -> None:
    """Write what only some submissions bring: an advocate asked for, authority, a link to an address."""
    if submission.asks_advocate or submission.kind is Kind.ADVOCATE_REQUEST:
        open_request(feedback)
    for sent in submission.authorities:
        note_asked(feedback, sent, seal)
    owe_meeting(feedback, submission.safe_contact)
    if submission.address_to_check:
        ask_address(feedback, submission.address_to_check)
    if submission.keyed and submission.keyed.sent_back and submission.keyed.by:
        note_within(feedback, submission.keyed.sent_back, submission.keyed.by)
    if submission.offers_equality:
        count_offer(feedback.kind)


def _feedback(submission: Submission) -> Feedback:
    council, calendar = current_council(), current_calendar()
    keyed = submission.keyed
    received_at = submission.received_at or _received_at(keyed)
    received_on = london_date(received_at)
    rule = council.kinds[submission.kind]
    return Feedback(
        reference=mint_reference(council.reference_letters, os.urandom),
        submission_id=submission.submission_id,
        data_key_id=new_data_key().id,
        kind=submission.kind,
        sent_as=submission.kind,
        audience=submission.audience,
        channel=submission.channel,
        journey=submission.journey,
        journey_version=submission.journey_version,
        received_at=received_at,
        received_on=received_on,
        first_received_on=keyed.received_on if keyed else None,
        keyed_at=now() if keyed else None,
        keyed_by_id=keyed.by if keyed else None,
        read_back=keyed.read_back if keyed else None,
        forwarded_from=keyed.forwarded_from if keyed else None,
        about_to_happen=submission.about_to_happen or submission.about_to_happen_on is not None,
        about_to_happen_on=submission.about_to_happen_on,
        act_by=_act_by(submission, received_on, calendar, rule.screen_days),
        route_known_by=due_date(received_on, rule.screen_days, calendar).due_on,
        team=submission.team,
        status=FeedbackStatus.RECEIVED,
        danger=submission.danger,
        accompanied=submission.accompanied,
        anonymous=not _is_reachable(submission.sender),
        mail_allowed=_mail_allowed(submission),
    )


def _received_at(keyed: Keyed | None) -> datetime:
    """Return now, or noon of the earlier day on which it first reached the council."""
    at = now()
    if keyed is None or keyed.received_on >= london_date(at):
        return at
    return datetime.combine(keyed.received_on, time(12), LONDON)


def _act_by(submission: Submission, received_on: date, calendar: Calendar, screen_days: int) -> date:
    return act_by(
        submission.kind,
        submission.audience,
        received_on,
        submission.about_to_happen_on,
        calendar,
        screen_days,
        about_to_happen=submission.about_to_happen,
    )


def _is_reachable(sender: PartySent | None) -> bool:
    return bool(sender and (sender.name or sender.email or sender.phone or sender.address))


def _mail_allowed(submission: Submission) -> bool:
    """No answer on safe contact means the private page only (DESIGN 4)."""
    sender = submission.sender
    return bool(sender and sender.email and "email" in submission.safe_contact.how)


def _private_code(submission: Submission) -> tuple[str | None, str]:
    """Return the code still to be shown, if any, and its hash: the draft's own, or a new one.

    Nobody who stands beside a young person is to see their code.
    """
    if submission.draft_id is None:
        code: str | None = mint(os.urandom)
        hashed = code_hash(str(code))
    else:
        code, hashed = code_of_draft(submission.draft_id)
    return (None if submission.accompanied else code), hashed


def _store_words(feedback: Feedback, submission: Submission, seal: Seal, code: str | None) -> None:
    said = [asdict(answer) for answer in submission.said]
    words = FeedbackWords(
        feedback_id=feedback.id,
        said=seal.close(f"feedback_words.said:{feedback.id}", said),
        safe_contact=seal.close(
            f"feedback_words.safe_contact:{feedback.id}", asdict(submission.safe_contact)
        ),
    )
    if code:
        words.code = seal.close(f"feedback_words.code:{feedback.id}", code)
    db.session.add(words)


def _store_parties(feedback: Feedback, submission: Submission, seal: Seal) -> None:
    parties = [_party(feedback, sent) for sent in submission.parties]
    db.session.add_all(parties)
    db.session.flush()
    for party, sent in zip(parties, submission.parties, strict=True):
        words = {"name": sent.name, "email": sent.email, "phone": sent.phone, "address": sent.address}
        sealed = seal.close(f"party_words.words:{party.id}", {**words, **sent.extra})
        db.session.add(PartyWords(party_id=party.id, words=sealed))


def _party(feedback: Feedback, sent: PartySent) -> Party:
    return Party(
        feedback_id=feedback.id,
        role=sent.role,
        capacity=sent.capacity,
        email_hash=matching_hash("email", sent.email),
        phone_hash=matching_hash("phone", sent.phone),
        name_hash=matching_hash("name", sent.name),
        address_hash=matching_hash("address", sent.address),
        birth_hash=matching_hash("birth", date_of_birth(sent.extra.get("born", ""))),
    )
