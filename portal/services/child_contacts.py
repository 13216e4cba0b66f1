"""Speaking with the child, or their advocate, before anything is refused, sent elsewhere or closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Select, func, select

from portal.domain.checklist import Answers
from portal.domain.errors import Incomplete
from portal.domain.event_names import EventName
from portal.domain.history_of_signing import SPOKEN as HOW
from portal.domain.permissions import Permission
from portal.domain.signatures import enough_tries, is_of_a_child, must_be_spoken_with
from portal.domain.substance import is_of_substance
from portal.domain.suggestion import ScreeningFacts
from portal.domain.vocabulary import Route, SetAsideAs, Spoken
from portal.extensions import db
from portal.models.dealings import ChildContact
from portal.models.event import Event
from portal.models.feedback import Feedback, FeedbackWords
from portal.models.screening import Screening
from portal.services.accounts import StaffMember
from portal.services.database import writing
from portal.services.events import write_event
from portal.services.holding import load_open
from portal.services.now import LONDON, now
from portal.services.own_words import safe_contact_of
from portal.services.screening import facts_of
from portal.services.sealing import Seal

SPOKEN = "spoken"
What = Route | SetAsideAs | Literal["withdrawn"]
NOT_REACHED = frozenset({Spoken.NO_ANSWER, Spoken.NOT_SAFE_TO_TRY})
ASKED_ANEW = (EventName.REOPENED, EventName.ESCALATED, EventName.RESTORED)


@dataclass(frozen=True, slots=True)
class ChildContactShown:
    """One talk, or one try: how it went, when, what was said, and who noted it.

    It ``counts`` unless the item was put back on the desk after it.
    """

    id: int
    spoken: Spoken
    happened_at: datetime
    words: str
    by: str
    noted_at: datetime
    counts: bool = True

    @property
    def how(self) -> str:
        """How it went, in words."""
        return HOW[self.spoken]

    @property
    def on(self) -> date:
        """The day in London."""
        return self.happened_at.astimezone(LONDON).date()


def note_child_contact(
    reference: str, officer: StaffMember, spoken: Spoken, when: datetime | None, words: str
) -> None:
    """Note one talk with the child or their advocate, or one try, with what was said or why not. Commits.

    Whoever screens may, whether they hold it or not. Raises Incomplete with "words", "when", "when_to_come",
    "when_before" (it came later than that), "substance" or "way_known" (that no try is safe needs a reason of
    some words, and no way that they call safe), and what ``load_open`` raises.
    """
    with writing():
        feedback = load_open(reference, officer, Permission.SCREEN)
        lacking = _lacking(feedback, when, words)
        if spoken is Spoken.NOT_SAFE_TO_TRY:
            lacking += _not_safe_because(feedback, words)
        if lacking or when is None:
            raise Incomplete(lacking)
        row = ChildContact(
            feedback_id=feedback.id,
            spoken=spoken,
            happened_at=when,
            noted_at=now(),
            noted_by_id=officer.id,
            words=b"",
        )
        db.session.add(row)
        db.session.flush()
        row.words = Seal.of(feedback.data_key_id).close(_place(row.id), words.strip())
        name = EventName.CHILD_TRIED if spoken in NOT_REACHED else EventName.SPOKEN_WITH_CHILD
        write_event(feedback, name, by=officer.id, spoken=spoken, contact=row.id)


def list_child_contacts(
    feedback_id: int, seal: Seal, names: Mapping[int, str]
) -> tuple[ChildContactShown, ...]:
    """Return those of an item, the oldest first; one query."""
    rows = db.session.execute(
        select(ChildContact, _asked_last(feedback_id).scalar_subquery())
        .where(ChildContact.feedback_id == feedback_id)
        .order_by(ChildContact.happened_at, ChildContact.id)
    )
    return tuple(
        ChildContactShown(
            row.id,
            row.spoken,
            row.happened_at,
            seal.open(_place(row.id), row.words),
            names.get(row.noted_by_id, ""),
            row.noted_at,
            _counts(row.happened_at, asked),
        )
        for row, asked in rows
    )


def require_spoken(
    feedback_id: int, what: What, facts: ScreeningFacts, answers_of_each: Sequence[Answers]
) -> None:
    """Raise Incomplete(("spoken",)) until somebody spoke with the child, or tried what was safe.

    A talk from before the item was put back on the desk is about what was decided then, and doesn't count.
    A request for an advocate that goes to the provider is no diversion: it is what the child asked for.
    """
    if not any(must_be_spoken_with(what, facts, answers) for answers in answers_of_each):
        return
    rows = db.session.execute(
        select(
            ChildContact.spoken, ChildContact.happened_at, _asked_last(feedback_id).scalar_subquery()
        ).where(ChildContact.feedback_id == feedback_id)
    )
    if not enough_tries((how, at.astimezone(LONDON).date()) for how, at, asked in rows if _counts(at, asked)):
        raise Incomplete((SPOKEN,))


def _asked_last(feedback_id: int) -> Select[datetime]:
    """Return when the item was last put back on the desk, for whatever reason."""
    return select(func.max(Event.happened_at)).where(
        Event.feedback_id == feedback_id, Event.name.in_(ASKED_ANEW)
    )


def _counts(happened_at: datetime, asked: datetime | None) -> bool:
    """Whether a talk was after that; an officer notes whole minutes."""
    return asked is None or happened_at >= asked.replace(second=0, microsecond=0)


def _not_safe_because(feedback: Feedback, words: str) -> tuple[str, ...]:
    """Return what speaks against a note that no try is safe."""
    if not is_of_substance(words):
        return ("substance",)
    screening = db.session.get(Screening, feedback.id)
    who = screening.answers.get("who", "") if screening else ""
    if not is_of_a_child(facts_of(feedback, screening), {"who": who}):
        return ()  # the ways that are known lead to somebody else
    kept = db.session.get_one(FeedbackWords, feedback.id)
    return ("way_known",) if safe_contact_of(feedback, kept, Seal.of(feedback.data_key_id)).how else ()


def _lacking(feedback: Feedback, when: datetime | None, words: str) -> tuple[str, ...]:
    came_on = min(feedback.received_on, feedback.first_received_on or feedback.received_on)
    checks = {
        "words": bool(words.strip()),
        "when": when is not None,
        "when_to_come": when is None or when <= now(),
        "when_before": when is None or when.astimezone(LONDON).date() >= came_on,
    }
    return tuple(code for code, holds in checks.items() if not holds)


def _place(contact_id: int) -> str:
    return f"child_contact.words:{contact_id}"
