"""What the person who wrote sees and does on their private page, opened by its code and by nothing else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.domain import private_code
from portal.domain.errors import WrongCode
from portal.domain.vocabulary import (
    Audience,
    DecisionStatus,
    FeedbackStatus,
    Kind,
    Route,
)
from portal.domain.workflow import FeedbackAction, actions_from
from portal.extensions import db
from portal.models.draft import Draft
from portal.models.feedback import AddedWords, Feedback
from portal.models.message import Message
from portal.models.screening import Decision
from portal.services.intake import SafeContact
from portal.services.next_date import NextDate, find_next_date
from portal.services.now import now
from portal.services.own_words import load_words, safe_contact_of, ways_known
from portal.services.procedures import PROCEDURE_OF
from portal.services.sealing import Seal, code_hashes
from portal.services.throttles import check_throttle, count_failure

NOTHING_OPENED = (
    "We couldn't open anything with that code. Check the words and their order, or ask us for help."
)

HOLDERS = {
    Route.STATUTORY: "service_manager",
    Route.CORPORATE: "service_manager",
    Route.EARLY_RESOLUTION: "service_manager",
    Route.COMMENT: "service_manager",
    Route.ENQUIRY: "service_manager",
    Route.DUTY_MATTER: "duty_team",
    Route.SAFEGUARDING_REFERRAL: "duty_team",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a private code opens: a page of something sent, or a draft."""

    feedback_id: int | None = None
    draft_id: int | None = None


@dataclass(frozen=True, slots=True)
class MessageShown:
    """A message from the council, as shown."""

    sent_at: datetime
    subject: str
    text: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class AddedShown:
    """Something the person added later."""

    added_at: datetime
    text: str
    read: bool


@dataclass(frozen=True, slots=True)
class PrivatePage:
    """Everything the private page opens on; what was sent is one press deeper."""

    feedback_id: int
    reference: str
    kind: Kind
    audience: Audience
    received_at: datetime
    status: FeedbackStatus
    step: str
    route: Route | None
    who_has_it: str
    next_date: NextDate | None
    messages: tuple[MessageShown, ...]
    added: tuple[AddedShown, ...]
    safe_contact: SafeContact
    mail_allowed: bool
    ways_known: frozenset[str]
    danger: bool
    may_withdraw: bool
    may_ask_again: bool
    may_start_again: bool
    code: str | None


def open_code(typed: str, address: str) -> Opened:
    """Return what a code opens; raises CodeNotUnderstood for the box, WrongCode for any that opens nothing.

    Raises TooManyTries where this address failed too often. The work done is the same whatever the code.
    """
    check_throttle("code", address)
    hashes = code_hashes(private_code.normalise(typed))
    feedback_id = db.session.scalar(select(Feedback.id).where(Feedback.code_hash.in_(hashes)))
    draft_id = db.session.scalar(
        select(Draft.id).where(Draft.code_hash.in_(hashes), Draft.expires_at > now())
    )
    if feedback_id is None and draft_id is None:
        count_failure("code", address)
        raise WrongCode(NOTHING_OPENED)
    return Opened(feedback_id=feedback_id, draft_id=None if feedback_id else draft_id)


def read_page(feedback_id: int) -> PrivatePage:
    """Return the private page; raises NotFound. A constant number of queries."""
    feedback, words, seal = load_words(feedback_id)
    messages = _messages(feedback, seal)
    decision = db.session.scalar(
        select(Decision)
        .where(Decision.feedback_id == feedback_id, Decision.status == DecisionStatus.IN_FORCE)
        .order_by(Decision.id.desc())
        .limit(1)
    )
    route = decision.route if decision and feedback.status is FeedbackStatus.DECIDED else None
    return PrivatePage(
        feedback_id=feedback.id,
        reference=feedback.reference,
        kind=feedback.sent_as,
        audience=feedback.audience,
        received_at=feedback.received_at,
        status=feedback.status,
        step=_step(feedback),
        route=route,
        who_has_it=_who_has_it(feedback, route),
        next_date=find_next_date(feedback, route),
        messages=messages,
        added=_added(feedback_id, seal),
        safe_contact=safe_contact_of(feedback, words, seal),
        mail_allowed=feedback.mail_allowed,
        ways_known=ways_known(feedback_id),
        danger=feedback.danger,
        may_withdraw=FeedbackAction.WITHDRAW in actions_from(feedback.status),
        may_ask_again=_may_ask_again(feedback, route),
        may_start_again=feedback.status is FeedbackStatus.WITHDRAWN,
        code=seal.open(f"feedback_words.code:{feedback_id}", words.code) if words.code else None,
    )


def read_said(feedback_id: int) -> tuple[dict[str, str], ...]:
    """Return what was sent: page, field, question and answer of each, as it was shown; raises NotFound."""
    _feedback, words, seal = load_words(feedback_id)
    return tuple(seal.open(f"feedback_words.said:{feedback_id}", words.said))


def read_added(feedback_id: int) -> tuple[AddedShown, ...]:
    """Return what was added since, the newest first; raises NotFound."""
    _feedback, _words, seal = load_words(feedback_id)
    return _added(feedback_id, seal)


def _step(feedback: Feedback) -> str:
    """Return where it stands as one of a few steps a person can picture."""
    if feedback.status in (FeedbackStatus.DECIDED, FeedbackStatus.WITHDRAWN, FeedbackStatus.SET_ASIDE):
        return feedback.status.value
    being_read = feedback.claimed_by_id is not None or feedback.status is not FeedbackStatus.RECEIVED
    return "being_read" if being_read else "received"


def _may_ask_again(feedback: Feedback, route: Route | None) -> bool:
    """Whether we settled something that could be looked at again; an open procedure is no end."""
    settled = feedback.status in (FeedbackStatus.DECIDED, FeedbackStatus.SET_ASIDE)
    return settled and route not in PROCEDURE_OF


def _who_has_it(feedback: Feedback, route: Route | None) -> str:
    """Return the role that has it now, never a name; nothing where nobody needs to have it."""
    if feedback.status is FeedbackStatus.AWAITING_SIGNATURE:
        return "supervisor"
    if feedback.status in (FeedbackStatus.SET_ASIDE, FeedbackStatus.WITHDRAWN):
        return ""
    return HOLDERS.get(route, "") if route is not None else "screening_officer"


def _messages(feedback: Feedback, seal: Seal) -> tuple[MessageShown, ...]:
    """Return the messages; new are those that came since the code was typed the time before."""
    rows = db.session.scalars(
        select(Message).where(Message.feedback_id == feedback.id).order_by(Message.id.desc())
    )
    shown = ((row, seal.open(f"message.words:{row.id}", row.words)) for row in rows)
    return tuple(
        MessageShown(
            row.sent_at, words.get("subject", ""), words["text"], row.read_at in (None, feedback.opened_at)
        )
        for row, words in shown
    )


def _added(feedback_id: int, seal: Seal) -> tuple[AddedShown, ...]:
    rows = db.session.scalars(
        select(AddedWords).where(AddedWords.feedback_id == feedback_id).order_by(AddedWords.id.desc())
    )
    return tuple(
        AddedShown(row.added_at, seal.open(f"added_words.words:{row.id}", row.words), row.read_at is not None)
        for row in rows
    )
