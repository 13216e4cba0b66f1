"""The forms for ringing and posting, for a safe word said on the telephone, and for linking two items."""

from typing import Any, ClassVar

from portal.domain.vocabulary import Way
from portal.services.contact_making import OUTCOMES, Outcome
from portal.services.linking import BY_HAND
from portal.web.fields import LongTextField, RadioField, TextField, choices
from portal.web.screening.forms import DeskForm, without_unprintable
from portal.web.screening.words import LINKS
from portal.web.typed import LONG, SHORT, AtMost, Needed
from portal.web.widgets import Textarea

SAID = {
    Outcome.REACHED: "I spoke with the person themselves",
    Outcome.POSTED: "It is posted",
    Outcome.NO_ANSWER: "Nobody answered",
    Outcome.SOMEBODY_ELSE: "Somebody else answered, and I said nothing of it",
    Outcome.NOT_SAFE: "It was not safe for them to talk",
    Outcome.WRONG: "The number or the address is wrong",
    Outcome.STOPPED: "It is not needed any more",
}
PROOF = {
    Way.PHONE: "When did you ring, who answered, and what did you say?",
    Way.LETTER: "When and how was it posted, and what was in it?",
}


class TryForm(DeskForm):
    """What came of a call or a letter, with its proof."""

    lacks: ClassVar = {"proof": ("proof", "Write what shows it")}
    outcome = RadioField("What came of it?", [Needed("Choose what came of it")])
    proof = LongTextField(
        "What shows it?",
        [Needed("Write what shows it"), AtMost(LONG)],
        filters=[without_unprintable],
        widget=Textarea(rows=3),
    )

    def about(self, way: Way) -> "TryForm":
        """Offer what can come of this way."""
        self.outcome.choices = choices(*((code.value, SAID[code]) for code in OUTCOMES[way]))
        self.proof.label.text = PROOF[way]
        return self


class OweForm(DeskForm):
    """A call or a letter that an officer wants made."""

    slot = "owe_contact"
    lacks: ClassVar = {"reason": ("owe_reason", "Write what it is for")}
    owe_way = RadioField(
        "How?",
        [Needed("Choose a call or a letter")],
        choices=choices((Way.PHONE.value, "Ring them"), (Way.LETTER.value, "Post them a letter")),
    )
    owe_reason = LongTextField(
        "What for?",
        [Needed("Write what it is for"), AtMost(LONG)],
        filters=[without_unprintable],
        widget=Textarea(rows=2),
    )


class SafeWordForm(DeskForm):
    """The word that somebody says who has lost the six words."""

    slot = "safe_word"
    said_word = TextField(
        "The safe word they said",
        [Needed("Type the word they said"), AtMost(SHORT)],
        description="You are told whether it is right, never what it is. Five tries a day.",
    )

    @classmethod
    def for_page(cls, page: Any) -> Any:
        """Return the form as the page first shows it."""
        return cls(formdata=None)


class LinkForm(DeskForm):
    """The reference of another piece, and how the two belong together."""

    slot = "link"
    linked_reference = TextField(
        "The other reference",
        [Needed("Type the other reference"), AtMost(SHORT)],
        filters=[without_unprintable],
    )
    link_kind = RadioField(
        "How do they belong together?",
        [Needed("Choose how they belong together")],
        choices=choices(*((kind.value, LINKS[kind]) for kind in BY_HAND)),
    )
