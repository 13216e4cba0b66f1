"""What tests of advocates share: a complaint sent for a young person, and the two saying yes."""

from datetime import date
from typing import Any

from sqlalchemy import select

from portal.domain.vocabulary import Audience, AuthorityBasis, Channel, Holder, Kind, PartyRole, Scope
from portal.extensions import db
from portal.models.authority import Authority
from portal.models.feedback import Feedback
from portal.services import authority_changes, messages
from portal.services.accounts import StaffMember
from portal.services.messages import TO_ALL, ForWhom
from portal.services.submission import Answer, AuthoritySent, PartySent, SafeContact
from tests.factories import MadeFeedback, make_feedback

NADIA = PartySent(
    PartyRole.SENDER, "advocate", name="Nadia Friend", email="nadia@your-side.example", phone="01632 960777"
)
JO = PartySent(PartyRole.CHILD, "", name="Jo Young")
SAID = (
    Answer("what-happened", "own_words", "In their own words", "They moved me twice"),
    Answer("safe-contact", "phone", "Your telephone number", "01632 960777"),
)
TELL = (Scope.PROGRESS, Scope.LETTERS)


def asked(**overrides: Any) -> AuthoritySent:
    """Return what an advocate asks to be told; the young person has not said yes."""
    plain: dict[str, Any] = {
        "holder": Holder.SENDER,
        "basis": AuthorityBasis.CHILD_WILL_CONFIRM,
        "scopes": TELL,
        "named": {"name": "Nadia Friend", "relation": "advocate"},
        "named_confirms": True,
    }
    return AuthoritySent(**plain | overrides)


def sent_for_jo(**overrides: Any) -> MadeFeedback:
    """Send a complaint for a young person through the door for advocates."""
    plain: dict[str, Any] = {
        "kind": Kind.COMPLAINT,
        "audience": Audience.ADVOCATE,
        "channel": Channel.ADVOCATE,
        "journey": "advocate-complaint",
        "said": SAID,
        "parties": (NADIA, JO),
        "safe_contact": SafeContact(("email",)),
        "authorities": (asked(),),
    }
    return make_feedback(**plain | overrides)


def sent_by_jo(**overrides: Any) -> MadeFeedback:
    """Send a complaint through a young person's own door."""
    plain: dict[str, Any] = {"audience": Audience.TWELVE_AND_OVER, "journey": "twelve-and-over"}
    return make_feedback("They moved me twice", **plain | overrides)


def authority_of(feedback: MadeFeedback) -> int:
    """Return the newest authority of an item."""
    newest = select(Authority.id).where(Authority.feedback_id == feedback.id).order_by(Authority.id.desc())
    found = db.session.scalars(newest.limit(1)).one()
    db.session.rollback()
    return found


def jo_says_yes(feedback: MadeFeedback, officer: StaffMember) -> None:
    """Let the young person say yes on the telephone."""
    authority_changes.confirm_by_child(feedback.reference, officer, authority_of(feedback), "spoke")


def written(feedback: MadeFeedback, text: str, whom: ForWhom = TO_ALL) -> int:
    """Write a message to the people of an item, whoever they are."""
    row = db.session.get_one(Feedback, feedback.id)
    number = messages.add_message(row, text, about="message", by=None, whom=whom)
    db.session.commit()
    return number


def the_day(feedback: MadeFeedback) -> date:
    """Return the day on which an item was received."""
    return db.session.get_one(Feedback, feedback.id).received_on
