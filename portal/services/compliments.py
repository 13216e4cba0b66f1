"""A compliment that was accepted reaches the people it thanks: who is told, by whom, and in which words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from portal.domain.anonymise import without_names
from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import DecisionStatus, PartyRole, Role, Route
from portal.extensions import db
from portal.models.account import Account
from portal.models.data_key import DataKey
from portal.models.event import Event, SealedReason
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.party import Party
from portal.models.screening import Decision
from portal.services import item_words
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.database import writing
from portal.services.events import log_access, write_event
from portal.services.holding import load_open
from portal.services.item_page import Said
from portal.services.outbox import queue_mail
from portal.services.sealing import Seal
from portal.services.staff_entries import STAFF_COMPLIMENT

MAIL = "compliment_shared"
LATELY = 10
THE_WORDS = frozenset({("what-happened", "words"), ("compliment", "words")})
ALLOWED_BY = frozenset({("passing-on", "tell"), ("compliment", "quote")})
PRINTED_BY = frozenset({("passing-on", "quote"), ("compliment", "quote"), ("compliment", "may_quote")})
YES = "Yes"  # what the answers begin with that allow it


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with an account who may be told, and why they in particular."""

    account_id: int
    name: str
    why: str
    told: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """The page on which a compliment is shared; ``quote`` is empty where its words may not be shown.

    To be printed in a report, ``to_print``, is a question of its own.
    """

    reference: str
    team: str
    colleagues: tuple[Colleague, ...]
    may_show: bool
    quote: str
    others_told: int
    unconfirmed: bool
    may_print: bool
    to_print: str


@dataclass(frozen=True, slots=True)
class SharedWith:
    """A compliment as somebody it thanks reads it, with no name in it that should not be."""

    reference: str
    shared_at: datetime
    words: str


def read_sharing(reference: str, officer: StaffMember) -> Sharing:
    """Return whom an accepted compliment can be told, and log that it was read. Commits the log.

    Raises MoveNotPossible for anything else, and what ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        require_accepted(feedback)
        log_access("read", by=officer.id, feedback_id=feedback.id)
    feedback = db.session.get_one(Feedback, feedback.id)
    seal = Seal.of(feedback.data_key_id)
    said, _safe = item_words.find_words(feedback, seal)
    names = [party.name for party in item_words.list_parties(feedback.id, seal)]
    told, others = _already_told(feedback.id)
    allowed, printed = may_show(said), may_print(said)
    words = without_names(words_of(said), names)
    sharing = Sharing(
        reference=feedback.reference,
        team=current_council().team_label(feedback.team) if feedback.team else "",
        colleagues=tuple(_colleagues(feedback, told)),
        may_show=allowed,
        quote=words if allowed else "",
        others_told=others,
        unconfirmed=_is_unconfirmed(feedback),
        may_print=printed,
        to_print=words if printed else "",
    )
    db.session.rollback()
    return sharing


def share(
    reference: str,
    officer: StaffMember,
    account_ids: frozenset[int],
    address: str = "",
    quote: str = "",
    *,
    checked: bool = False,
) -> int:
    """Tell colleagues of an accepted compliment and return how many were told. Commits.

    ``address`` is a work address of somebody without an account. Nobody is told twice, and no mail holds
    words. ``checked`` says that somebody made sure of what a colleague recorded without confirming it.
    Raises Incomplete("checked") where nobody did, Incomplete("people") where nobody is chosen and
    Incomplete("address") for an address that is not the council's, MoveNotPossible, and what ``load_open``
    raises.
    """
    address = address.strip()
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        require_accepted(feedback)
        if _is_unconfirmed(feedback) and not checked:
            raise Incomplete(("checked",))
        if not account_ids and not address:
            raise Incomplete(("people",))
        if address and not is_of_council(address):
            raise Incomplete(("address",))
        words = quote.strip() if may_show(said_in(feedback)) else ""
        told = _tell_accounts(feedback, officer, account_ids, words)
        if address:
            write_event(feedback, EventName.COMPLIMENT_SHARED, by=officer.id, reason=address, quoted=False)
            queue_mail(MAIL, feedback=feedback, address=address)
        return told + bool(address)


def list_shared_with(member: StaffMember) -> tuple[SharedWith, ...]:
    """Return the newest ten compliments that somebody was told of; one query."""
    rows = db.session.execute(
        select(Feedback.reference, Event.happened_at, SealedReason, DataKey)
        .select_from(Event)
        .join(Feedback, Feedback.id == Event.feedback_id)
        .outerjoin(SealedReason, SealedReason.id == Event.reason_id)
        .outerjoin(DataKey, DataKey.id == Feedback.data_key_id)
        .where(Event.name == EventName.COMPLIMENT_SHARED, _told(member.id))
        .order_by(Event.id.desc())
        .limit(LATELY)
    )
    return tuple(SharedWith(reference, at, _open(reason, key)) for reference, at, reason, key in rows)


def may_show(said: tuple[Said, ...]) -> bool:
    """Whether the person allowed that those they thank see their words; no answer means no."""
    return any(line.answer.startswith(YES) for line in said if (line.page, line.field) in ALLOWED_BY)


def may_print(said: tuple[Said, ...]) -> bool:
    """Whether the person allowed that their words are printed without names; no answer means no."""
    return any(line.answer.startswith(YES) for line in said if (line.page, line.field) in PRINTED_BY)


def is_of_council(address: str) -> bool:
    """Whether an address ends as those of this council's staff do."""
    plain = address.casefold()
    return any(plain.endswith(f"@{domain.casefold()}") for domain in current_council().staff_mail_domains)


def _is_unconfirmed(feedback: Feedback) -> bool:
    """Whether a colleague recorded it and never pressed the link that was sent to their work address."""
    return feedback.journey == STAFF_COMPLIMENT and feedback.address_confirmed_at is None


def require_accepted(feedback: Feedback) -> None:
    """Raise MoveNotPossible unless it is a compliment whose acceptance is in force."""
    in_force = select(Decision.route).where(
        Decision.feedback_id == feedback.id, Decision.status == DecisionStatus.IN_FORCE
    )
    if db.session.scalar(in_force) is not Route.COMPLIMENT_ACCEPTED:
        raise MoveNotPossible("Only a compliment that was accepted is shared or quoted.")


def said_in(feedback: Feedback) -> tuple[Said, ...]:
    """Return what its sender answered."""
    words = db.session.get_one(FeedbackWords, feedback.id)
    said = Seal.of(feedback.data_key_id).open(f"feedback_words.said:{feedback.id}", words.said)
    return tuple(
        Said(line.get("page", ""), line.get("field", ""), line["question"], line["answer"]) for line in said
    )


def words_of(said: tuple[Said, ...]) -> str:
    """Return what a compliment says, of everything that its sender answered."""
    return next((line.answer for line in said if (line.page, line.field) in THE_WORDS), "")


def _already_told(feedback_id: int) -> tuple[frozenset[int], int]:
    """Return the accounts that were told, and how many others."""
    facts = db.session.scalars(
        select(Event.facts).where(Event.feedback_id == feedback_id, Event.name == EventName.COMPLIMENT_SHARED)
    ).all()
    accounts = frozenset(fact["account"] for fact in facts if "account" in fact)
    return accounts, sum("account" not in fact for fact in facts)


def _tell_accounts(feedback: Feedback, officer: StaffMember, account_ids: frozenset[int], words: str) -> int:
    told, _others = _already_told(feedback.id)
    wanted = select(Account.id, Account.email).where(
        Account.id.in_(account_ids - told), Account.ended_at.is_(None)
    )
    rows = db.session.execute(wanted.order_by(Account.id)).all()
    for account_id, email in rows:
        write_event(
            feedback,
            EventName.COMPLIMENT_SHARED,
            by=officer.id,
            reason=words or None,
            account=account_id,
            quoted=bool(words),
        )
        queue_mail(MAIL, feedback=feedback, address=email)
    return len(rows)


def _colleagues(feedback: Feedback, told: frozenset[int]) -> Iterator[Colleague]:
    """Yield everybody it would be natural to tell, the nearest first; two queries."""
    hashes = set(
        db.session.scalars(
            select(Party.name_hash).where(
                Party.feedback_id == feedback.id, Party.role == PartyRole.WORKER_NAMED
            )
        )
    ) - {None}
    accounts = db.session.scalars(
        select(Account).where(Account.ended_at.is_(None)).order_by(Account.name)
    ).all()
    above = {account.line_manager_id for account in accounts if account.name_hash in hashes} - {None}
    reasons = {account.id: _why(account, hashes, above, feedback.team) for account in accounts}
    order = {why: place for place, why in enumerate(WHY.values())}
    near = [account for account in accounts if reasons[account.id]]
    for account in sorted(near, key=lambda account: order[reasons[account.id]]):
        yield Colleague(account.id, account.name, reasons[account.id], account.id in told)


WHY: Mapping[str, str] = {
    "named": "named in it",
    "above": "manages who is named in it",
    "team": "manages the team",
    "in_team": "works in the team",
    "senior": "senior manager",
}


def _why(account: Account, hashes: set[Any], above: set[Any], team: str | None) -> str:
    in_team = team is not None and account.team == team
    tests = {
        "named": account.name_hash in hashes,
        "above": account.id in above,
        "team": in_team and account.role is Role.MANAGER,
        "in_team": in_team,
        "senior": account.role is Role.MANAGER,
    }
    return next((WHY[code] for code, holds in tests.items() if holds), "")


def _told(account_id: int) -> ColumnElement[bool]:
    told: ColumnElement[bool] = Event.facts["account"].as_integer() == account_id
    return told


def _open(reason: SealedReason | None, key: DataKey | None) -> str:
    """Return the words that were shown with it, or nothing."""
    if reason is None or key is None:
        return ""
    words: str = Seal(key).open(f"sealed_reason.words:{reason.id}", reason.words)
    return words
