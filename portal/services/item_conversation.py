"""What the reading page shows of the conversation with the person, frozen."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.vocabulary import Holder, Scope


@dataclass(frozen=True, slots=True)
class SpokenShown:
    """One turn of the conversation; ``by`` is who wrote ours, or who read theirs.

    ``holder`` is whose words they are, or the one reader of ours; ``read_at`` is when they were read.
    """

    at: datetime
    ours: bool
    by: str
    holder: Holder | None
    text: str
    subject: str
    read_at: datetime | None
    danger: bool = False
    answers: int | None = None
    shares: Scope | None = None
    asks: str = ""
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConversationShown:
    """The conversation, the oldest first, and who is to read what is new by when.

    ``readers`` are those who can open the private page, with what to call them, where there are several.
    """

    spoken: tuple[SpokenShown, ...]
    unread: int
    last_added: int
    waiting: bool
    reader: str
    reader_is_me: bool
    read_by_on: date | None
    days_left: int
    may_read: bool
    readers: tuple[tuple[Holder, str], ...]
