"""What was said and tried before a complaint was accepted at each stage, and when that was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.domain.event_names import EventName
from portal.domain.history import in_past_tense
from portal.domain.vocabulary import ContactPurpose
from portal.extensions import db
from portal.models.event import Event
from portal.services.child_contacts import ChildContactShown
from portal.services.item_conversation import SpokenShown
from portal.services.practitioners import PractitionerContactShown
from portal.services.sealing import Seal

ACCEPTED = frozenset({EventName.CASE_OPENED})
REACHED = (EventName.CONTACT_TRIED, EventName.CONTACT_MADE)
DID = {
    ContactPurpose.ASKED: "Asked the service",
    ContactPurpose.CONFIRMED: "Confirmed with the service",
    ContactPurpose.TOLD: "Told the service",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One contact, or the acceptance itself, with its instant; ``by`` is empty for the person."""

    at: datetime
    text: str
    by: str
    accepted: bool = False


def list_steps(feedback_id: int, _seal: Seal, names: Mapping[int, str]) -> tuple[Step, ...]:
    """Return each acceptance of an item and the calls and letters before, the oldest first; one query."""
    rows = db.session.execute(
        select(Event.name, Event.happened_at, Event.account_id, Event.facts)
        .where(Event.feedback_id == feedback_id, Event.name.in_((*ACCEPTED, *REACHED)))
        .order_by(Event.id)
    )
    return tuple(
        Step(
            row.happened_at,
            in_past_tense(row.name, row.facts, dict(names)),
            names.get(row.account_id or 0, ""),
            row.name in ACCEPTED,
        )
        for row in rows
    )


def before_acceptance(
    steps: Iterable[Step],
    child_contacts: Iterable[ChildContactShown],
    practitioners: Iterable[PractitionerContactShown],
    spoken: Iterable[SpokenShown],
) -> tuple[Step, ...]:
    """Return all contacts up to the last acceptance in the order of time; nothing where none was accepted."""
    found = list(steps)
    last = max((step.at for step in found if step.accepted), default=None)
    if last is None:
        return ()
    found += (Step(one.happened_at, one.how, one.by) for one in child_contacts)
    found += (Step(one.at, f"{DID[one.purpose]}: {one.who}", one.by) for one in practitioners)
    # The letter about a decision has its instant: it is no contact before it.
    found += (_message(one) for one in spoken if not one.ours or one.at < last)
    kept = (step for step in found if step.at <= last)
    return tuple(sorted(kept, key=lambda step: (step.at, step.accepted)))


def _message(one: SpokenShown) -> Step:
    return Step(one.at, "We wrote to them" if one.ours else "They wrote to us", one.by if one.ours else "")
