"""A complaint that the Ombudsman sent back as too early, keyed in by staff: it is ours to answer first."""

from typing import Any

from portal.domain.vocabulary import Audience, Channel, Kind, PartyRole
from portal.services.staff_entries import SENT_BACK
from portal.services.submission import Keyed, PartySent, SentBack
from portal.services.visits import KEYED
from portal.web.access import signed_in
from portal.web.answers import Answers
from portal.web.contact import WAYS, NeededFor, safe_contact
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
from portal.web.journey_pages import Facts, Journey, Page, PageForm
from portal.web.questions import long, short
from portal.web.receipt_day import ReceiptDay
from portal.web.staff.keying import FRAME, PAGE, nothing_missing
from portal.web.typed import LONGEST, SHORT, AtMost, EmailShape, Needed, PhoneShape
from portal.web.widgets import Textarea

REFERRAL, COMPLAINT = SENT_BACK, "complaint"


class ReferralForm(PageForm):
    """The Ombudsman's letter."""

    came_by = RadioField(
        "How did their letter come?",
        [Needed("Choose how it came")],
        choices=choices(("letter", "By letter"), ("email", "By e-mail")),
    )
    on = DatePartsField(
        "On what day did their letter reach the council?",
        [Needed("Write the day their letter came"), ReceiptDay()],
        what="The day their letter came",
        description="The clocks of the complaint count from this day.",
    )
    their_reference = TextField(
        "The Ombudsman’s reference",
        [Needed("Write the Ombudsman’s reference. It is on their letter"), AtMost(SHORT)],
    )
    said = long("What did they write to us about it?", "You can leave this out where it is on the copy.")


class SentOnForm(PageForm):
    """The complaint itself, as far as the Ombudsman passed it on."""

    giver = RadioField("Who complains?", choices=choices(*PEOPLE))
    name = short("Their name", autocomplete="off")
    how = CheckboxesField(
        "How can we reach them safely?",
        choices=choices(("private_page", "On a private page here"), *WAYS[1:]),
        hints={"private_page": "Opened with their six words. We always write there too."},
        description="Tick only what is safe as far as the letter or the person says.",
        reveals={"email": "email", "phone": "phone", "letter": "address"},
    )
    email = EmailField("Their e-mail address", [NeededFor("how", "email"), EmailShape()])
    phone = PhoneField("Their telephone number", [NeededFor("how", "phone"), AtMost(SHORT), PhoneShape()])
    address = LongTextField(
        "Their postal address", [NeededFor("how", "letter"), AtMost(1_000)], widget=Textarea(rows=3)
    )
    when = short("When is it safe?", "For example: weekdays before 3pm.", autocomplete="off")
    must_not_know = short("Who must not find out?", autocomplete="off")
    words = LongTextField(
        "What do they complain of?",
        [Needed("Write what they complain of, or that it is on the copy you add"), AtMost(LONGEST)],
        description="In their own words, as the Ombudsman sent them.",
        widget=Textarea(rows=8, limit=LONGEST),
    )


def sent_back_submission(answers: Answers) -> Facts:
    """Return who complains, and what the Ombudsman wrote of it."""
    came_by, on = answers.one(REFERRAL, "came_by"), answers.day(REFERRAL, "on")
    giver = answers.one(COMPLAINT, "giver")
    own: dict[str, Any] = {
        name: answers.one(COMPLAINT, name) for name in ("name", "email", "phone", "address")
    }
    keyed = on and Keyed(
        by=signed_in().id,
        received_on=on,
        sent_back=SentBack(on, answers.one(REFERRAL, "their_reference"), answers.one(REFERRAL, "said")),
    )
    return Facts(
        parties=(PartySent(role=PartyRole.SENDER, capacity=capacity_of(giver), **own),),
        audience=AUDIENCES.get(giver),
        safe_contact=safe_contact(answers, COMPLAINT),
        channel=Channel(came_by) if came_by else Channel.LETTER,
        keyed=keyed or None,
    )


FROM_OMBUDSMAN = Journey(
    name=KEYED + "sent-back",
    version=1,
    kind=Kind.COMPLAINT,
    audience=Audience.ADULT,
    title="Sent back by the Ombudsman as too early",
    pages=(
        Page(
            name=REFERRAL,
            title="The Ombudsman’s letter",
            form=ReferralForm,
            template=PAGE,
            files=True,
            clashes=nothing_missing,
        ),
        Page(
            name=COMPLAINT,
            title="The complaint",
            form=SentOnForm,
            template=PAGE,
            clashes=nothing_missing,
        ),
    ),
    submission=sent_back_submission,
    enough=COMPLAINT,
    **{**FRAME, "intro": "staff/sent_back_start.html"},
)
