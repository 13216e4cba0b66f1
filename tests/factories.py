"""Builders of rows for tests: each needs an app context, takes overrides, commits and returns plain facts.

``make_background`` puts unrelated rows into every test database: a query that forgets its filter fails.
"""

import dataclasses
import itertools
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update

from portal.domain.vocabulary import Audience, Channel, FeedbackStatus, Kind, PartyRole, Role
from portal.extensions import db
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.models.point import Point
from portal.services.accounts import create_account
from portal.services.intake import Answer, PartySent, Submission, submit_feedback
from portal.services.now import now
from portal.services.points import write_wording

PASSWORD = "a password for tests only"
BACKGROUND_WORDS = "Words of somebody else"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class MadeAccount:
    """A member of staff who can sign in with PASSWORD."""

    id: int
    email: str
    name: str
    role: Role


@dataclass(frozen=True)
class MadeFeedback:
    """A piece of feedback as stored; ``code`` opens its private page."""

    id: int
    reference: str
    code: str


def make_account(role: Role = Role.SCREENING_OFFICER, **overrides: Any) -> MadeAccount:
    """Make a member of staff; overrides: email, name, line_manager (an address)."""
    number = next(_numbers)
    email = overrides.pop("email", f"{role.value}.{number}@test.example")
    name = overrides.pop("name", f"Robin Tester{number}")
    return MadeAccount(create_account(email, PASSWORD, role, name, **overrides), email, name, role)


def make_feedback(words: str = "The meeting was moved three times.", **overrides: Any) -> MadeFeedback:
    """Send one complaint from the web as intake does; overrides are fields of Submission, or columns.

    Columns are set after the sending, so rows beside Feedback stay those of an untouched complaint.
    """
    fields = {f.name for f in dataclasses.fields(Submission)}
    number = next(_numbers)
    if "kind" in overrides and overrides.get("sent_as") == overrides["kind"]:
        del overrides["sent_as"]
    sent = {name: overrides.pop(name) for name in list(overrides) if name in fields}
    receipt = submit_feedback(_submission(number, words, sent))
    if overrides:
        db.session.execute(update(Feedback).where(Feedback.id == receipt.feedback_id).values(**overrides))
    db.session.commit()  # also ends what intake began to read, which would lock SQLite
    assert receipt.code or receipt.accompanied
    return MadeFeedback(receipt.feedback_id, receipt.reference, receipt.code or "")


def make_point(reference: str, words: str = "Nobody told us why.", **overrides: Any) -> int:
    """Add the next point to an item and return its number; overrides are columns of Point."""
    feedback = db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
    made = select(func.count(Point.id)).where(Point.feedback_id == feedback.id)
    number = 1 + (db.session.scalar(made) or 0)
    point = Point(
        **{"feedback_id": feedback.id, "number": number, "wording": 1, "defined_at": now(), **overrides}
    )
    db.session.add(point)
    db.session.flush()
    write_wording(feedback, point, words, by=None)
    db.session.commit()
    return number


def _submission(number: int, words: str, changed: dict[str, Any]) -> Submission:
    """Return what the sender of this number sends; no answer on safe contact, so no mail."""
    plain = Submission(
        submission_id=str(uuid.uuid4()),
        kind=Kind.COMPLAINT,
        audience=Audience.ADULT,
        channel=Channel.WEB,
        journey="complaint",
        journey_version=1,
        said=(Answer(page="what-happened", field="words", question="What happened?", answer=words),),
        parties=(PartySent(role=PartyRole.SENDER, capacity="parent", name=f"Kim Sender{number}"),),
    )
    return dataclasses.replace(plain, **changed)


def make_background() -> None:
    """Add people and feedback that no test asked for: every role, several kinds and states, two ages."""
    for role in Role:
        make_account(role, email=f"background.{role.value}@test.example", name=f"Sam {role.value.title()}")
    for kind in Kind:
        make_feedback(f"{BACKGROUND_WORDS}: {kind.value}", kind=kind, sent_as=kind)
    old = now() - timedelta(days=40)
    for status in (FeedbackStatus.DECIDED, FeedbackStatus.SET_ASIDE, FeedbackStatus.WITHDRAWN):
        make_feedback(BACKGROUND_WORDS, status=status, received_at=old)
    assert db.session.scalar(select(func.count()).select_from(Account)) == len(Role)
    db.session.rollback()
