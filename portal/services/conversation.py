"""One conversation: what the person wrote after sending and what we wrote, by time; and "is this right?"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from portal.domain.authority import speaks_as_child
from portal.domain.clocks import working_days_left
from portal.domain.errors import MoveNotPossible
from portal.domain.event_names import EventName
from portal.domain.vocabulary import Audience, FeedbackStatus, Holder
from portal.domain.workingdays import Calendar
from portal.extensions import db
from portal.models.feedback import AddedWords, Feedback
from portal.models.message import Message
from portal.models.page_key import PageKey
from portal.services.accounts import StaffMember
from portal.services.answers_pressed import find_pressed, somebody_else_pressed
from portal.services.authorities import capacity_of_sender
from portal.services.events import write_event
from portal.services.item_conversation import ConversationShown, SpokenShown
from portal.services.now import now, today
from portal.services.own_words import load_words
from portal.services.page_keys import is_switched_off
from portal.services.point_corrections import asks_about_points, note_answer
from portal.services.private_page import AddedShown, MessageShown
from portal.services.private_page_changes import add_words_within, find_message
from portal.services.sealing import Seal
from portal.services.unread import may_read

RIGHT, CHANGE = "right", "change"
# What the office reads behind an answer whose writer left that question; to them it is none of their words.
DID_NOT_SAY = "Is anyone in danger now? Did not say."
ANSWERS = {RIGHT: "Yes, that is right.", CHANGE: "No, I want to change something."}
OF_POINTS = {RIGHT: "Yes, this is right.", CHANGE: "Something is not right."}
NOT_ASKED = "We do not ask this any more. You can still write to us."
OVER = (FeedbackStatus.WITHDRAWN, FeedbackStatus.SET_ASIDE)


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said on the private page: by us where ``message`` is set, else by the person."""

    at: datetime
    message: MessageShown | None = None
    added: AddedShown | None = None

    @property
    def is_new(self) -> bool:
        """Whether it is ours and new to the reader."""
        return self.message is not None and self.message.is_new

    @property
    def waits(self) -> bool:
        """Whether it asks something that nobody has answered."""
        asked = self.message is not None and bool(self.message.asks) and not self.message.replaced
        return asked and self.message is not None and not self.message.answer


def as_turns(messages: tuple[MessageShown, ...], added: tuple[AddedShown, ...]) -> tuple[Turn, ...]:
    """Return both sides as one conversation, the newest first."""
    turns = [
        *(Turn(message.sent_at, message=message) for message in messages),
        *(Turn(one.added_at, added=_their_own(one)) for one in added),
    ]
    return tuple(sorted(turns, key=lambda turn: (turn.at, turn.added is not None), reverse=True))


def _their_own(added: AddedShown) -> AddedShown:
    return replace(added, text=added.text.removesuffix(f"\n\n{DID_NOT_SAY}"))


def answer_question(
    feedback_id: int,
    message_id: int,
    answer: str,
    text: str = "",
    *,
    danger: bool | None = False,
    holder: Holder = Holder.SENDER,
) -> bool:
    """Answer "is this right?" and return whether that was new; it can be changed until it is over. Commits.

    Pressed twice it counts once; ``danger`` is None where they were asked and did not say. Raises
    MoveNotPossible where it is not asked, or not asked any more.
    """
    feedback, _words, seal = load_words(feedback_id, for_change=True)
    message = _find_question(feedback, message_id, holder)
    if message is None or answer not in ANSWERS:
        db.session.rollback()
        raise MoveNotPossible(NOT_ASKED)
    pressed = (OF_POINTS if asks_about_points(message) else ANSWERS)[answer]
    unsaid = DID_NOT_SAY if danger is None else ""
    said = "\n\n".join(filter(None, (pressed, text.strip(), unsaid)))
    if not danger and _said_before(message.id, holder, said, seal):
        db.session.rollback()
        return False
    message.read_at = message.read_at or now()
    _note_pressed(feedback, message, answer, holder)
    write_event(feedback, EventName.QUESTION_ANSWERED, message=message.id, answer=answer, holder=holder)
    add_words_within(feedback, seal, said, danger=bool(danger), holder=holder, message_id=message.id)
    db.session.commit()
    return True


def _note_pressed(feedback: Feedback, message: Message, answer: str, holder: Holder) -> None:
    """Note what the answer means for what was asked; nobody's yes takes back another's no."""
    others_no = somebody_else_pressed(find_pressed(feedback.id), message.id, holder, CHANGE)
    if answer == CHANGE or not others_no:
        message.answer, message.answered_at = answer, now()
        note_answer(feedback, message, answer)


def find_conversation(
    feedback: Feedback, seal: Seal, names: Mapping[int, str], officer: StaffMember, calendar: Calendar
) -> ConversationShown:
    """Return the conversation as officers see it, the oldest first; three queries."""
    added = db.session.scalars(
        select(AddedWords).where(AddedWords.feedback_id == feedback.id).order_by(AddedWords.id)
    ).all()
    messages = db.session.scalars(
        select(Message).where(Message.feedback_id == feedback.id).order_by(Message.id)
    ).all()
    spoken = [*(_theirs(row, seal, names) for row in added), *(_ours(row, seal, names) for row in messages)]
    unread = sum(row.read_at is None for row in added)
    until = feedback.read_by_on
    return ConversationShown(
        spoken=tuple(sorted(spoken, key=lambda one: (one.at, not one.ours))),
        unread=unread,
        last_added=max((row.id for row in added), default=0),
        waiting=bool(unread) or feedback.unread_since is not None,
        reader=names.get(feedback.reader_id or 0, ""),
        reader_is_me=feedback.reader_id == officer.id,
        read_by_on=until,
        days_left=working_days_left(today(), until, calendar) if until else 0,
        may_read=may_read(feedback, officer),
        readers=_readers(feedback),
    )


def _readers(feedback: Feedback) -> tuple[tuple[Holder, str], ...]:
    """Return who can open the page, where not only its sender could: (holder, what to call them) each."""
    keys = select(PageKey.holder).where(PageKey.feedback_id == feedback.id, PageKey.ended_at.is_(None))
    others = set(db.session.scalars(keys.distinct()))
    if not others:
        return ()
    called = _called(feedback)
    can = others if is_switched_off(feedback) else {Holder.SENDER, *others}
    return tuple((holder, called[holder]) for holder in Holder if holder in can)


def _called(feedback: Feedback) -> dict[Holder, str]:
    """Return what the desk calls each holder."""
    guarded = feedback.audience is Audience.ADVOCATE
    own = speaks_as_child(feedback.audience, Holder.SENDER, capacity_of_sender(feedback.id))
    sender = "advocate" if guarded else "sender"
    return {
        Holder.SENDER: "young_person" if own else sender,
        Holder.CHILD: "young_person",
        Holder.ADVOCATE: "named" if guarded and not own else "advocate",
    }


def _find_question(feedback: Feedback, message_id: int, holder: Holder) -> Message | None:
    message = find_message(feedback, message_id, holder) if feedback.status not in OVER else None
    return message if message is not None and message.asks else None


def _said_before(message_id: int, holder: Holder, said: str, seal: Seal) -> bool:
    """Whether the last answer of this person to this message had the very same words."""
    last = db.session.scalar(
        select(AddedWords)
        .where(AddedWords.message_id == message_id, AddedWords.holder == holder)
        .order_by(AddedWords.id.desc())
        .limit(1)
    )
    return last is not None and seal.open(f"added_words.words:{last.id}", last.words) == said


def _theirs(row: AddedWords, seal: Seal, names: Mapping[int, str]) -> SpokenShown:
    return SpokenShown(
        at=row.added_at,
        ours=False,
        by=names.get(row.read_by_id or 0, ""),
        holder=row.holder,
        text=seal.open(f"added_words.words:{row.id}", row.words),
        subject="",
        read_at=row.read_at,
        danger=row.danger,
        answers=row.message_id,
    )


def _ours(row: Message, seal: Seal, names: Mapping[int, str]) -> SpokenShown:
    words = seal.open(f"message.words:{row.id}", row.words)
    return SpokenShown(
        at=row.sent_at,
        ours=True,
        by=names.get(row.account_id or 0, ""),
        holder=row.to,
        text=words["text"],
        subject=words.get("subject", ""),
        read_at=row.read_at,
        shares=row.shares,
        asks=row.asks or "",
        answer=row.answer or "",
        answered_at=row.answered_at,
    )
