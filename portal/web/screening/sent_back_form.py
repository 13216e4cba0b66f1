"""Noting that the Ombudsman sent an item back, and looking whether what they sent is here already."""

from typing import Any, ClassVar

from wtforms.validators import ValidationError

from portal.services.now import today
from portal.services.submission import SentBack
from portal.web.fields import DatePartsField, LongTextField, TextField
from portal.web.screening.forms import A_YEAR, DeskForm, without_unprintable
from portal.web.typed import LONG, SHORT, AtMost, Needed
from portal.web.widgets import Textarea

NO_REFERENCE = "Write the Ombudsman’s reference. It is on their letter"
TO_COME = "That day is still to come. Write the day their letter came"
NOTHING_TO_LOOK_FOR = "Write a name, an e-mail address or a telephone number"


class SentBackForm(DeskForm):
    """The Ombudsman's letter about an item that is here."""

    lacks: ClassVar = {"their_reference": ("their_reference", NO_REFERENCE), "on": ("on", TO_COME)}
    on = DatePartsField(
        "On what day did their letter come?",
        [Needed("Write the day their letter came")],
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

    def validate_on(self, field: Any) -> None:
        """Refuse a day to come, and one so long ago that it must be a slip."""
        if field.data and field.data > today():
            raise ValidationError(TO_COME)
        if field.data and field.data < today() - A_YEAR:
            raise ValidationError("That is more than a year ago. Write the day their letter came")

    @property
    def sent(self) -> SentBack:
        """What is noted; only of a form that is right."""
        on = self.on.data
        assert on is not None
        return SentBack(on, self.their_reference.data or "", self.said.data or "")


class LookForm(DeskForm):
    """What the person may be known by."""

    lacks: ClassVar = {"name": ("name", NOTHING_TO_LOOK_FOR)}
    name = TextField("Their name", [AtMost(SHORT)], filters=[without_unprintable])
    email = TextField("Their e-mail address", [AtMost(SHORT)], filters=[without_unprintable])
    phone = TextField("Their telephone number", [AtMost(SHORT)], filters=[without_unprintable])
