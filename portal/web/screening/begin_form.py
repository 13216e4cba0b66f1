"""Beginning a complaint from another item: who complains, whether they want it, and which words."""

from typing import Any, ClassVar
from uuid import uuid4

from wtforms import HiddenField
from wtforms.validators import ValidationError

from portal.domain.vocabulary import Kind, PartyRole
from portal.services.beginning import AGREED, OF_CONSTITUENTS, Wanted
from portal.services.beginning_shown import Beginning
from portal.services.submission import PartySent, SafeContact
from portal.web.contact import WAYS, NeededFor
from portal.web.fields import (
    CheckboxesField,
    DatePartsField,
    EmailField,
    LongTextField,
    PhoneField,
    RadioField,
    TextField,
    choices,
)
from portal.web.givers import AUDIENCES, PEOPLE, capacity_of
from portal.web.receipt_day import ReceiptDay
from portal.web.screening.forms import DeskForm, reason, without_unprintable
from portal.web.typed import LONGEST, SHORT, AtMost, EmailShape, Needed, PhoneShape
from portal.web.widgets import Textarea

NO_NAME = "Write the name of the person who complains. Not the MP or the councillor"
ASK_FIRST = "Ask the person first. Nobody’s complaint is begun without them"
NOT_ASKED = "not_asked"
NOBODY_KNOWS = "nobody_knows"
HOW_TO_REACH = "Choose how we can reach them, or say that nobody knows yet"
NOT_BOTH = "Choose a way, or that nobody knows yet, not both"
NOT_THAT_DAY = "That day can’t be right. Write the day it first reached us"
NOT_AN_ADULTS = (
    "A child or young person wrote this. Choose them. If an adult complains too, key that in by itself"
)


class BeginForm(DeskForm):
    """What a new complaint needs to have of its own."""

    lacks: ClassVar = {
        "agreed": ("agreed", ASK_FIRST),
        "how_agreed": ("how_agreed", "Write how and when they said so"),
        "name": ("name", NO_NAME),
        "words": ("words", "Write what they complain of"),
        "first_on": ("first_on", NOT_THAT_DAY),
        "giver": ("giver", NOT_AN_ADULTS),
    }
    giver = RadioField("Who complains?", [Needed("Choose who complains")], choices=choices(*PEOPLE))
    name = TextField("Their name", [Needed(NO_NAME), AtMost(SHORT)], filters=[without_unprintable])
    agreed = RadioField("Do they want a complaint of their own?", [Needed("Choose whether they want it")])
    how_agreed = reason(
        "How do we know?",
        "Who said so, how and when. It is a note of ours: they don’t see it.",
        missing="Write how and when they said so",
        rows=2,
    )
    how = CheckboxesField(
        "How can we reach them safely?",
        [Needed(HOW_TO_REACH)],
        choices=choices(
            ("private_page", "On a private page here"),
            *WAYS[1:],
            (NOBODY_KNOWS, "We don’t know yet: somebody has to find out"),
        ),
        hints={
            "private_page": "Opened with their six words. We always write there too.",
            NOBODY_KNOWS: "A note on the complaint says so.",
        },
        reveals={"email": "email", "phone": "phone", "letter": "address"},
    )
    email = EmailField("Their e-mail address", [NeededFor("how", "email"), EmailShape()])
    phone = PhoneField("Their telephone number", [NeededFor("how", "phone"), AtMost(SHORT), PhoneShape()])
    address = LongTextField(
        "Their postal address",
        [NeededFor("how", "letter"), AtMost(1_000)],
        filters=[without_unprintable],
        widget=Textarea(rows=4),
    )
    when = TextField("When is it safe?", [AtMost(SHORT)], filters=[without_unprintable])
    must_not_know = TextField("Who must not find out?", [AtMost(SHORT)], filters=[without_unprintable])
    first_on = DatePartsField(
        "On what day did it first reach anybody in the council?",
        [Needed("Write the day it first reached us"), ReceiptDay()],
        what="The day it came",
        description="All clocks of the complaint count from this day.",
    )
    words = LongTextField(
        "What do they complain of?",
        [Needed("Write what they complain of"), AtMost(LONGEST)],
        description="A copy of what was written to us. Leave in what is a complaint, in their own words.",
        filters=[without_unprintable],
        widget=Textarea(rows=10, limit=LONGEST),
    )
    press = HiddenField()
    seen = HiddenField()

    @classmethod
    def begun_with(cls, page: Beginning) -> "BeginForm":
        """Return the form with what is known already."""
        known = {code for code, _ in PEOPLE}
        person, safe = page.person, page.safe_contact
        data = {
            "giver": page.capacity if page.capacity in known else None,
            "name": person.name,
            "how": list(safe.how),
            "email": person.email,
            "phone": person.phone,
            "address": person.address,
            "when": safe.when,
            "must_not_know": safe.must_not_know,
            "first_on": page.received_on,
            "words": page.words,
            "press": uuid4().hex,
        }
        return cls(formdata=None, data=data).offering(page)

    def offering(self, page: Beginning) -> "BeginForm":
        """Offer the answers that fit where it came from, and say what was begun from it before."""
        asked = page.kind is Kind.ENQUIRY
        codes = OF_CONSTITUENTS if asked else tuple(AGREED)
        offered = [(code, AGREED[code]) for code in codes]
        self.agreed.choices = choices(*offered, (NOT_ASKED, "No, or nobody has asked them"))
        self.seen.data = str(len(page.begun))
        return self

    def validate_agreed(self, field: Any) -> None:
        """Begin nothing that the person was not asked about."""
        if field.data == NOT_ASKED:
            raise ValidationError(ASK_FIRST)

    def validate_how(self, field: Any) -> None:
        """Refuse a way together with not knowing one."""
        if self.nobody_knows and len(field.data) > 1:
            raise ValidationError(NOT_BOTH)

    @property
    def nobody_knows(self) -> bool:
        """Whether somebody has still to find out how the person is reached."""
        return NOBODY_KNOWS in (self.how.data or ())

    @property
    def wanted(self) -> Wanted:
        """What is to be begun; only of a form that is right."""
        giver, first_on = self.giver.data or "", self.first_on.data
        assert first_on is not None
        own: dict[str, Any] = {
            field: (self[field].data or "").strip() for field in ("name", "email", "phone", "address")
        }
        return Wanted(
            person=PartySent(PartyRole.SENDER, capacity_of(giver), **own),
            safe_contact=SafeContact(
                tuple(way for way in self.how.data or () if way != NOBODY_KNOWS),
                self.when.data or "",
                self.must_not_know.data or "",
            ),
            audience=AUDIENCES.get(giver),
            agreed=self.agreed.data or "",
            how_agreed=self.how_agreed.data or "",
            first_on=first_on,
            words=self.words.data or "",
        )
