"""Words of accepted compliments picked to be quoted in a report, with no name in them (S2 Appendix C)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select, tuple_

from portal.domain.anonymise import without_names
from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.quoting import is_quoted_from
from portal.domain.vocabulary import DecisionStatus, FeedbackStatus, Route
from portal.extensions import db
from portal.models.account import Account
from portal.models.compliment_quote import ComplimentQuote
from portal.models.feedback import Feedback
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.compliments import may_print, read_sharing, require_accepted, said_in, words_of
from portal.services.conflicts import in_conflict
from portal.services.council import current_council
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open, require
from portal.services.item_words import list_parties
from portal.services.now import now
from portal.services.sealing import Seal, seals_of

PAGE = 25
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Picking:
    """The page on which words are picked: the draft without names, or what stands already."""

    reference: str
    team: str
    may_show: bool
    unconfirmed: bool
    words: str
    picked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that may be quoted; ``id`` is the compliment's own."""

    id: int
    reference: str
    received_on: date
    team: str
    words: str
    picked_by: str


@dataclass(frozen=True, slots=True)
class QuoteList:
    """Up to 25 quotes of compliments received in some days, the newest first."""

    quotes: tuple[Quote, ...]
    next_cursor: str | None


def read_picking(reference: str, officer: StaffMember) -> Picking:
    """Return what may be picked of an accepted compliment; its read is logged. Raises as ``read_sharing``."""
    sharing = read_sharing(reference, officer)
    feedback = db.session.scalars(select(Feedback).where(Feedback.reference == sharing.reference)).one()
    stands = db.session.get(ComplimentQuote, feedback.id)
    words = _open(Seal.of(feedback.data_key_id), stands) if stands else sharing.to_print
    picking = Picking(
        reference=sharing.reference,
        team=sharing.team,
        may_show=sharing.may_print,
        unconfirmed=sharing.unconfirmed,
        words=words,
        picked_at=stands.picked_at if stands else None,
    )
    db.session.rollback()
    return picking


def pick_quote(reference: str, officer: StaffMember, words: str, *, checked: bool) -> None:
    """Let words of an accepted compliment be quoted, in place of those picked before. Commits.

    ``checked`` says that the officer read them over for names. Raises Incomplete("words") or ("checked"),
    ("not_theirs") for what the sender didn't write, ("names") where a name we know is left, MoveNotPossible
    where the sender didn't allow it, and what ``load_open`` raises.
    """
    words = words.strip()
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        require_accepted(feedback)
        said = said_in(feedback)
        if not may_print(said):
            raise MoveNotPossible("They did not say yes to “May we print some of your words?”")
        lacks = [code for code, there in (("words", words), ("checked", checked)) if not there]
        if lacks or len(words) > LONGEST:
            raise Incomplete(tuple(lacks) or ("words",))
        _require_quote(feedback, words, words_of(said))
        _store(feedback, officer, words)
        write_event(feedback, EventName.QUOTE_PICKED, by=officer.id)


def drop_quote(reference: str, officer: StaffMember) -> None:
    """Take a quote back out: its words are deleted. Commits.

    Raises MoveNotPossible where none was picked, and what ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        quote = db.session.get(ComplimentQuote, feedback.id)
        if quote is None:
            raise MoveNotPossible("No words of this compliment are picked.")
        db.session.delete(quote)
        write_event(feedback, EventName.QUOTE_DROPPED, by=officer.id)


def list_quotes(officer: StaffMember, first: date, last: date, after: str | None = None) -> QuoteList:
    """Return the quotes of compliments received between two days, that still stand; two queries.

    A compliment that was withdrawn or is decided anew shows no words. Raises NotAllowed.
    """
    require(officer, Permission.SEE_DESK)
    wanted = (
        select(ComplimentQuote, Feedback, Account.name)
        .join(Feedback, Feedback.id == ComplimentQuote.feedback_id)
        .join(Account, Account.id == ComplimentQuote.picked_by_id)
        .where(Feedback.received_on.between(first, last), *_stands(), ~in_conflict(officer.id))
    )
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(Feedback.received_on, Feedback.id) < tuple_(*place))
    newest = wanted.order_by(Feedback.received_on.desc(), Feedback.id.desc()).limit(PAGE + 1)
    rows = db.session.execute(newest).all()
    seals = seals_of({feedback.data_key_id for _, feedback, _ in rows[:PAGE]})
    quotes = tuple(_quote(row, seals) for row in rows[:PAGE])
    more = day_cursor(quotes[-1].received_on, quotes[-1].id) if len(rows) > PAGE else None
    return QuoteList(quotes, more)


def _stands() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on Feedback that it is an accepted compliment now."""
    accepted = exists().where(
        Decision.feedback_id == Feedback.id,
        Decision.status == DecisionStatus.IN_FORCE,
        Decision.route == Route.COMPLIMENT_ACCEPTED,
    )
    return Feedback.status.not_in((FeedbackStatus.WITHDRAWN, FeedbackStatus.SET_ASIDE)), accepted


def _require_quote(feedback: Feedback, words: str, source: str) -> None:
    """Raise Incomplete unless it is what the sender wrote, with every name that we know left out."""
    if not is_quoted_from(words, source):
        raise Incomplete(("not_theirs",))
    people = list_parties(feedback.id, Seal.of(feedback.data_key_id))
    if without_names(words, [person.name for person in people]) != words:
        raise Incomplete(("names",))


def _store(feedback: Feedback, officer: StaffMember, words: str) -> None:
    sealed = Seal.of(feedback.data_key_id).close(_where(feedback.id), words)
    quote = db.session.get(ComplimentQuote, feedback.id)
    if quote is None:
        quote = ComplimentQuote(feedback_id=feedback.id)
        db.session.add(quote)
    quote.words, quote.picked_at, quote.picked_by_id = sealed, now(), officer.id


def _quote(row: Any, seals: dict[int, Seal]) -> Quote:
    quote, feedback, name = row
    seal = seals.get(feedback.data_key_id)
    return Quote(
        id=feedback.id,
        reference=feedback.reference,
        received_on=feedback.received_on,
        team=current_council().team_label(feedback.team) if feedback.team else "",
        words=_open(seal, quote) if seal else "",
        picked_by=name,
    )


def _open(seal: Seal, quote: ComplimentQuote) -> str:
    words: str = seal.open(_where(quote.feedback_id), quote.words)
    return words


def _where(feedback_id: int) -> str:
    return f"compliment_quote.words:{feedback_id}"
