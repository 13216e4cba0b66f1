"""The lists behind the board's figures, what was sent twice, and what ended with words the office had."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import literal, select, tuple_
from sqlalchemy.orm import aliased

from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import DecisionStatus, FeedbackStatus, Kind, SetAsideAs
from portal.extensions import db
from portal.models.account import Account
from portal.models.event import Event
from portal.models.feedback import Feedback
from portal.models.record import Record
from portal.models.screening import Decision
from portal.services.accounts import StaffMember
from portal.services.board import is_counted
from portal.services.conflicts import in_conflict
from portal.services.cursors import day_cursor, read_day_cursor
from portal.services.holding import require

PAGE = 25


@dataclass(frozen=True, slots=True)
class Counted:
    """One complaint that is counted; ``feedback`` is the item's reference, where the portal still has it."""

    reference: str
    feedback: str | None
    received_on: date
    team: str
    theme: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CountedPage:
    """Up to 25 of them, and the cursor of the next page or None."""

    lines: tuple[Counted, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class SentTwice:
    """Something closed as the same as another, and the two people who said so."""

    reference: str
    same_as: str
    proposed_by: str
    signed_by: str
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Something withdrawn on a private page with the very six words that ``had_by`` was shown."""

    reference: str
    kind: Kind
    had_by: str
    withdrawn_at: datetime


def list_counted(
    supervisor: StaffMember,
    first: date,
    last: date,
    *,
    team: str | None = None,
    theme: str | None = None,
    after: str | None = None,
) -> CountedPage:
    """Return complaints received between two days, about a team or a theme, the oldest first; one query."""
    require(supervisor, Permission.SUPERVISE)
    return counted_between(supervisor, first, last, team=team, theme=theme, after=after)


def counted_between(
    reader: StaffMember,
    first: date,
    last: date,
    *,
    team: str | None = None,
    theme: str | None = None,
    after: str | None = None,
) -> CountedPage:
    """Return the same for whoever a caller has let in; one query."""
    wanted = (
        select(
            Record.id,
            Record.reference,
            Feedback.reference.label("feedback"),
            Record.received_on,
            Record.team,
            Record.theme,
            Record.outcome,
        )
        .outerjoin(Feedback, Feedback.id == Record.feedback_id)
        .where(*is_counted(~in_conflict(reader.id)), Record.received_on.between(first, last))
    )
    if team:
        wanted = wanted.where(Record.team == team)
    if theme:
        among = literal("; ") + Record.theme + literal("; ")
        wanted = wanted.where(among.contains(f"; {theme}; ", autoescape=True))
    place = read_day_cursor(after)
    if place is not None:
        wanted = wanted.where(tuple_(Record.received_on, Record.id) > tuple_(*place))
    rows = db.session.execute(wanted.order_by(Record.received_on, Record.id).limit(PAGE + 1)).all()
    more = day_cursor(rows[PAGE - 1].received_on, rows[PAGE - 1].id) if len(rows) > PAGE else None
    lines = (
        Counted(r.reference, r.feedback, r.received_on, r.team or "", r.theme or "", r.outcome or "")
        for r in rows[:PAGE]
    )
    return CountedPage(tuple(lines), more)


def list_sent_twice(supervisor: StaffMember) -> tuple[SentTwice, ...]:
    """Return what was closed as sent twice and not by this supervisor, the newest 25; one query."""
    require(supervisor, Permission.SUPERVISE)
    twin, proposer, signer = aliased(Feedback), aliased(Account), aliased(Account)
    rows = db.session.execute(
        select(Feedback.reference, twin.reference, proposer.name, signer.name, Decision.signed_at)
        .select_from(Feedback)
        .join(Decision, Decision.feedback_id == Feedback.id)
        .join(twin, twin.id == Feedback.same_as_id)
        .join(proposer, proposer.id == Decision.proposed_by_id)
        .join(signer, signer.id == Decision.signed_by_id)
        .where(
            Feedback.status == FeedbackStatus.SET_ASIDE,
            Feedback.set_aside_as == SetAsideAs.SENT_TWICE,
            Decision.status == DecisionStatus.IN_FORCE,
            proposer.id != supervisor.id,
            signer.id != supervisor.id,
            ~in_conflict(supervisor.id),
        )
        .order_by(Decision.signed_at.desc(), Decision.id.desc())
        .limit(PAGE)
    )
    return tuple(SentTwice(*row) for row in rows)


def list_withdrawn_with_office_words(supervisor: StaffMember) -> tuple[OfficeWords, ...]:
    """Return what was withdrawn with the six words that a colleague was shown, the newest 25; one query.

    What this supervisor keyed in is left out, and what the person has changed the words of.
    """
    require(supervisor, Permission.SUPERVISE)
    rows = db.session.execute(
        select(Feedback.reference, Feedback.kind, Account.name, Event.happened_at)
        .select_from(Feedback)
        .join(Event, Event.feedback_id == Feedback.id)
        .join(Account, Account.id == Feedback.keyed_by_id)
        .where(
            Feedback.status == FeedbackStatus.WITHDRAWN,
            Feedback.code_changed_at.is_(None),
            Feedback.keyed_by_id != supervisor.id,
            Event.name == EventName.WITHDRAWN,
            Event.account_id.is_(None),
            ~in_conflict(supervisor.id),
        )
        .order_by(Event.happened_at.desc(), Event.id.desc())
        .limit(PAGE)
    )
    return tuple(OfficeWords(*row) for row in rows)
