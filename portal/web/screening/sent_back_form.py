"""Noting that the Ombudsman sent an item back, and looking whether what they sent is here already."""

from typing import ClassVar

from portal.services.submission import SentBack
from portal.web.fields import DatePartsField, LongTextField, TextField
from portal.web.receipt_day import ReceiptDay
from portal.web.screening.forms import DeskForm, reason, without_unprintable
from portal.web.typed import LONG, SHORT, AtMost, Needed
from portal.web.widgets import Textarea

NO_REFERENCE = "Write the Ombudsman’s reference. It is on their letter"
NOT_THAT_DAY = "That day can’t be right. Write the day their letter came"
NO_REASON = "Say in a sentence why it is taken back, so that others understand it"
NOTHING_TO_LOOK_FOR = "Write a name, an e-mail address or a telephone number"


class SentBackForm(DeskForm):
    """The Ombudsman's letter about an item that is here."""

    lacks: ClassVar = {"their_reference": ("their_reference", NO_REFERENCE), "on": ("on", NOT_THAT_DAY)}
    on = DatePartsField(
        "On what day did their letter come?",
        [Needed("Write the day their letter came"), ReceiptDay()],
        what="The day their letter came",
    )
    their_reference = TextField(
        "Their reference", [Needed(NO_REFERENCE), AtMost(SHORT)], filters=[without_unprintable]
    )
    said = LongTextField(
        "What did they write to us? (optional)",
        [AtMost(LONG)],
        filters=[without_unprintable],
        widget=Textarea(rows=4),
    )

    @property
    def sent(self) -> SentBack:
        """What is noted; only of a form that is right."""
        on = self.on.data
        assert on is not None
        return SentBack(on, self.their_reference.data or "", self.said.data or "")


class TakeBackForm(DeskForm):
    """Why it was noted by mistake."""

    lacks: ClassVar = {"reason": ("back_reason", NO_REASON)}
    back_reason = reason("Why is it taken back?", "It stays in the history.", missing=NO_REASON)


class LookForm(DeskForm):
    """What the person may be known by."""

    lacks: ClassVar = {"name": ("name", NOTHING_TO_LOOK_FOR)}
    name = TextField("Their name", [AtMost(SHORT)], filters=[without_unprintable])
    email = TextField("Their e-mail address", [AtMost(SHORT)], filters=[without_unprintable])
    phone = TextField("Their telephone number", [AtMost(SHORT)], filters=[without_unprintable])
