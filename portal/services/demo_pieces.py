"""Reading the invented pieces of feedback in ``portal/demo`` and making each what a journey would send."""

import tomllib
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from portal.domain.vocabulary import Audience, AuthorityBasis, Channel, Holder, Kind, PartyRole, Scope
from portal.services.submission import Answer, AuthoritySent, PartySent, SafeContact, Submission

LONDON = ZoneInfo("Europe/London")
QUESTIONS = (
    ("what-happened", "what", "What happened?"),
    ("when", "started_on", "When did it start?"),
    ("when", "why_late", "It started more than a year ago. What kept you from telling us before?"),
    ("affected", "affected", "How has it affected you or the child?"),
    ("about-to-happen", "about_to_happen", "Is something about to happen?"),
    ("put-right", "put_right", "What would put it right?"),
    ("put-right", "put_right_words", "In your own words, what would put it right?"),
    ("team", "worker_named", "Who is it about?"),
    ("court", "court", "Is a court, a tribunal or the police involved?"),
    ("told-before", "told_before", "Have you told us about this before?"),
    ("help", "help_needed", "What help do you need to take part?"),
    ("compliment", "compliment_for", "Who would you like to thank?"),
    ("compliment", "may_quote", "May we quote your words?"),
    ("enquiry", "office_reference", "Your office's reference"),
    ("enquiry", "enquiry_kind", "What are you asking for?"),
    ("enquiry", "enquiry_for_young_person", "Is it on behalf of a young person?"),
)
PLAIN = {
    True: "Yes",
    False: "No",
    "ongoing": "Yes, it is going on now",
    "finished": "Yes, but it has finished",
    "unsure": "Not sure",
    "none": "No",
    "apology": "An apology",
    "explanation": "An explanation",
    "decision_changed": "A decision looked at again",
    "service_started": "A service started or put back",
    "record_corrected": "Something corrected in our records",
    "money": "Money back or a payment",
    "policy_changed": "A change to how we do things",
    "something_else": "Something else",
    "background": "Background information",
    "reasons": "The reasons for a decision",
    "service": "A service for somebody",
    "review": "A review of an outcome",
}

WAITING = frozenset({"unclaimed", "claimed", "checked"})
Piece = Mapping[str, Any]


def read_pieces() -> tuple[Piece, ...]:
    """Return every invented piece, oldest first."""
    pieces: list[Piece] = []
    for file in sorted(files("portal.demo").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            pieces += tomllib.loads(file.read_text(encoding="utf-8"))["piece"]
    return tuple(sorted(pieces, key=lambda piece: (-_days_ago(piece), piece["time"])))


def received_at(piece: Piece, today: date) -> datetime:
    """Return when a piece arrived, counted back from ``today``."""
    at = time.fromisoformat(piece["time"])
    day = today - timedelta(days=_days_ago(piece))
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def _days_ago(piece: Piece) -> int:
    """Return how long ago a piece came; what waits came lately, as on a desk that is kept up."""
    days: int = piece["days_ago"]
    return days // 3 if piece["state"] in WAITING else days


def submission_of(piece: Piece, today: date) -> Submission:
    """Return a piece as a journey would send it."""
    happens_in = piece.get("about_to_happen_in_days")
    return Submission(
        submission_id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"demo:{piece['key']}")),
        kind=Kind(piece["kind"]),
        audience=Audience(piece["audience"]),
        channel=Channel(piece["channel"]),
        journey=piece["kind"].replace("_", "-"),
        journey_version=1,
        said=tuple(_said(piece)),
        parties=tuple(_parties(piece)),
        safe_contact=SafeContact(
            tuple(piece.get("contact_how", ())), piece.get("contact_when", ""), piece.get("must_not_know", "")
        ),
        danger=piece.get("danger", False),
        danger_now=piece.get("danger_now", False),
        about_to_happen="about_to_happen" in piece,
        about_to_happen_on=None if happens_in is None else today + timedelta(days=happens_in),
        team=piece.get("team"),
        asks_advocate=piece.get("asks_advocate", False),
        authorities=tuple(_authorities(piece)),
        received_at=received_at(piece, today),
    )


def _said(piece: Piece) -> Iterator[Answer]:
    for child in piece.get("children", ()):
        yield Answer("children", "first_name", "Who is the child?", _child_in_words(child))
    for page, field, question in QUESTIONS:
        if field in piece:
            yield Answer(page, field, question, _shown(piece[field]))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(PLAIN.get(each, str(each)) for each in value)
    return PLAIN.get(value, str(value).strip())


def _child_in_words(child: Piece) -> str:
    age = f", {child['age']}" if "age" in child else ""
    return f"{child['first_name']}{age} ({child.get('relation', 'not said')})"


def _authorities(piece: Piece) -> Iterator[AuthoritySent]:
    """Yield what somebody who acts for a child asks to be told; the child has not said yes yet."""
    if "may_be_told" in piece:
        yield AuthoritySent(
            holder=Holder.SENDER,
            basis=AuthorityBasis.CHILD_WILL_CONFIRM,
            scopes=tuple(Scope(code) for code in piece["may_be_told"]),
            named={"name": piece.get("sender_name", ""), "relation": piece.get("relation", "")},
            named_confirms=True,
        )


def _parties(piece: Piece) -> Iterator[PartySent]:
    yield PartySent(
        role=PartyRole.SENDER,
        capacity=piece["who"],
        name=piece.get("sender_name", ""),
        email=piece.get("sender_email", ""),
        phone=piece.get("sender_phone", ""),
        address=piece.get("sender_address", ""),
        extra={"relation": piece.get("relation", "")},
    )
    for child in piece.get("children", ()):
        words = {name: str(value) for name, value in child.items() if name != "first_name"}
        yield PartySent(PartyRole.CHILD, "child", name=child["first_name"], extra=words)
    if "worker_named" in piece:
        yield PartySent(PartyRole.WORKER_NAMED, "worker", name=piece["worker_named"])
