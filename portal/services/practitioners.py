"""What officers asked of, confirmed with or told the service (S3 duty matters: verify, then inform)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.domain.errors import Incomplete
from portal.domain.event_names import EventName
from portal.domain.permissions import Permission
from portal.domain.vocabulary import ContactPurpose
from portal.extensions import db
from portal.models.dealings import PractitionerContact
from portal.models.feedback import Feedback
from portal.services.accounts import StaffMember
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import now
from portal.services.sealing import Seal


@dataclass(frozen=True, slots=True)
class PractitionerContactShown:
    """One contact with somebody of the service: ``who`` and ``words`` as the officer wrote them."""

    id: int
    purpose: ContactPurpose
    at: datetime
    who: str
    words: str
    by: str


def list_practitioner_contacts(
    feedback_id: int, seal: Seal, names: Mapping[int, str]
) -> tuple[PractitionerContactShown, ...]:
    """Return those of an item, the oldest first; one query."""
    rows = db.session.scalars(
        select(PractitionerContact)
        .where(PractitionerContact.feedback_id == feedback_id)
        .order_by(PractitionerContact.happened_at, PractitionerContact.id)
    )
    return tuple(
        _shown(row, seal.open(f"practitioner_contact.words:{row.id}", row.words), names) for row in rows
    )


def note_contact(
    reference: str, officer: StaffMember, purpose: ContactPurpose, when: datetime, who: str, words: str
) -> int:
    """Note that an officer asked, confirmed with or told somebody of the service; returns its id. Commits.

    Raises Incomplete with "who", "words" or, for an instant still to come, "when"; and what ``load_open``
    raises.
    """
    lacking = [code for code, said in (("who", who), ("words", words)) if not said.strip()]
    if when > now():
        lacking.append("when")
    if lacking:
        raise Incomplete(tuple(lacking))
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        return note_within(feedback, officer, purpose, when, who, words)


def note_within(
    feedback: Feedback,
    officer: StaffMember,
    purpose: ContactPurpose,
    when: datetime,
    who: str,
    words: str,
    *,
    freeze: int | None = None,
) -> int:
    """Note the same in the caller's transaction; ``freeze`` is the decision to hold it that was told."""
    row = PractitionerContact(
        feedback_id=feedback.id,
        purpose=purpose,
        happened_at=when,
        noted_at=now(),
        noted_by_id=officer.id,
        words=b"",
    )
    db.session.add(row)
    db.session.flush()
    said = {"who": who.strip(), "words": words.strip()}
    row.words = Seal.of(feedback.data_key_id).close(f"practitioner_contact.words:{row.id}", said)
    write_event(
        feedback,
        EventName.PRACTITIONER_SPOKEN_WITH,
        by=officer.id,
        contact=row.id,
        purpose=purpose,
        freeze=freeze,
    )
    return row.id


def _shown(
    row: PractitionerContact, said: Mapping[str, str], names: Mapping[int, str]
) -> PractitionerContactShown:
    return PractitionerContactShown(
        id=row.id,
        purpose=row.purpose,
        at=row.happened_at,
        who=said["who"],
        words=said["words"],
        by=names.get(row.noted_by_id, ""),
    )
