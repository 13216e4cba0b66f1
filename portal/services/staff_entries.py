"""What came another way than by the portal: how the item says so, and what one colleague keyed in lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from portal.domain.permissions import Permission
from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind, ReadBack
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.holding import require

STAFF_COMPLIMENT = "staff-compliment"
CAME, READ_BACK, BEGUN, SENT_BACK = "came", "read-back", "begun", "sent-back"
OF_THE_OFFICE = frozenset({CAME, READ_BACK, BEGUN, SENT_BACK})  # answers that are not the person's words
LATELY = 25


@dataclass(frozen=True, slots=True)
class EntryShown:
    """Who keyed it in and when, the day it first reached the council, and whether it was read back.

    ``by`` is empty where somebody without an account wrote it down; ``confirmed`` is None where there is no
    address to confirm.
    """

    by: str
    keyed_at: datetime
    first_received_on: date
    read_back: ReadBack | None
    forwarded_from: str
    confirmed: bool | None

    @property
    def days_differ(self) -> bool:
        """Whether the clocks began on an earlier day than the keying."""
        return self.first_received_on < self.keyed_at.date()


@dataclass(frozen=True, slots=True)
class KeyedLine:
    """One piece that somebody keyed in: facets, and nothing that was said."""

    reference: str
    kind: Kind
    channel: Channel
    received_on: date
    status: FeedbackStatus


def find_entry_shown(feedback: Feedback, names: Mapping[int, str]) -> EntryShown | None:
    """Return how it was keyed in, or None for what people sent themselves; no query."""
    if feedback.keyed_at is None:
        return None
    came_from = feedback.forwarded_from
    logged = feedback.audience is Audience.STAFF and feedback.journey == STAFF_COMPLIMENT
    return EntryShown(
        by=names.get(feedback.keyed_by_id or 0, ""),
        keyed_at=feedback.keyed_at,
        first_received_on=feedback.first_received_on or feedback.received_on,
        read_back=feedback.read_back,
        forwarded_from=current_council().team_label(came_from) if came_from else "",
        confirmed=feedback.address_confirmed_at is not None if logged else None,
    )


def list_keyed_by(member: StaffMember) -> tuple[KeyedLine, ...]:
    """Return the newest 25 that this person keyed in; raises NotAllowed."""
    require(member, Permission.KEY_IN)
    rows = db.session.execute(
        select(Feedback.reference, Feedback.kind, Feedback.channel, Feedback.received_on, Feedback.status)
        .where(Feedback.keyed_by_id == member.id)
        .order_by(Feedback.id.desc())
        .limit(LATELY)
    )
    return tuple(KeyedLine(*row) for row in rows)
