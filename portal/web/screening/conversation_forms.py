"""The forms of the conversation on the item page: an answer to the person, and "I have read this"."""

from typing import Any, ClassVar

from wtforms import HiddenField

from portal.domain.vocabulary import Holder, Scope
from portal.services.item_page import ItemPage
from portal.services.messages import ForWhom
from portal.web.fields import CheckboxesField, LongTextField, RadioField, choices
from portal.web.screening.forms import DeskForm, number_of, without_unprintable
from portal.web.typed import LONGER, AtMost, Needed
from portal.web.widgets import Textarea

READERS = {
    "young_person": "The young person only",
    "advocate": "The advocate only",
    "named": "The person they named only",
    "sender": "Whoever sent it only",
}
EVERYBODY = ("", "Everybody whom the young person allows")
SCOPES = (
    (Scope.PROGRESS.value, "How it is going, and nothing more"),
    (Scope.LETTERS.value, "A letter, an answer or a decision"),
    (Scope.MEETINGS.value, "A meeting"),
    (Scope.PERSONAL_INFORMATION.value, "Something personal about the young person"),
)


class ReadForm(DeskForm):
    """The words that the page showed, up to this number, were read."""

    slot = "read"
    up_to = HiddenField()

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with the newest that the page shows."""
        return cls(formdata=None, data={"up_to": str(page.conversation.last_added)})

    @property
    def seen_up_to(self) -> int:
        """The newest words that the page showed."""
        return max(number_of(self.up_to.data), 0)


class MessageForm(ReadForm):
    """A message to the person, beside the decision; whom it is for is asked only where there are several."""

    slot = "message"
    lacks: ClassVar = {"text": ("message_text", "Write the message")}
    message_to = RadioField("Who is it for?", choices=choices(EVERYBODY), validate_choice=False)
    message_shares = RadioField(
        "What is in it?",
        description="The advocate reads it only where the young person agreed that this may be shared. "
        "Until then we show them nothing of it.",
        choices=choices(*SCOPES),
        validate_choice=False,
    )
    message_text = LongTextField(
        "Message to the person",
        [Needed("Write the message"), AtMost(LONGER)],
        description="It stands on their private page. We add how to ask us to look again, and the Ombudsman.",
        filters=[without_unprintable],
        widget=Textarea(rows=6),
    )
    message_asks = CheckboxesField(
        "Do you want them to confirm something?",
        choices=choices(("is_this_right", "Ask under it: “Is this right?”")),
    )

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with everybody."""
        data = {"up_to": str(page.conversation.last_added), "message_to": "", "message_shares": "letters"}
        return cls(formdata=None, data=data)

    def offering(self, page: ItemPage) -> "MessageForm":
        """Put those who can open the page into the list, or take the question away where it is one person."""
        readers = page.conversation.readers
        if not readers:
            del self.message_to, self.message_shares
            return self
        named = ((holder.value, READERS[called]) for holder, called in readers)
        self.message_to.choices = choices(EVERYBODY, *named)
        if not {"advocate", "named"} & {called for _holder, called in readers}:
            del self.message_shares
        return self

    @property
    def whom(self) -> ForWhom:
        """Whom it is for, what it shares, and what it asks."""
        to = self.message_to.data if self.message_to else ""
        shares = self.message_shares.data if self.message_shares else ""
        asks = self.message_asks.data or ()
        return ForWhom(
            to=Holder(to) if to in set(Holder) else None,
            shares=Scope(shares) if shares in set(Scope) else None,
            asks="is_this_right" if "is_this_right" in asks else None,
        )
