"""The questions to an MP's or councillor's office; codes never change meaning."""

from portal.web.fields import EmailField, LongTextField, RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import short
from portal.web.typed import LONGER, AtMost, EmailShape, Needed
from portal.web.widgets import Textarea


class OfficeForm(PageForm):
    """Whose office writes."""

    who = RadioField(
        "Who are you?",
        choices=choices(
            ("mp", "A Member of Parliament"),
            ("mp_office", "Somebody who works for an MP"),
            ("councillor", "A councillor"),
            ("councillor_office", "Somebody who works for a councillor"),
        ),
    )
    name = short("Your name", autocomplete="name")
    office = short("Which MP, or which ward?", "For example: the MP for Exbourne North")
    reference = short("Your office’s reference", "We use it when we answer.", autocomplete="off")


class ReplyToForm(PageForm):
    """Where the answer goes."""

    email = EmailField(
        "Your office’s e-mail address",
        [Needed("Write your office’s e-mail address, so that we can answer"), EmailShape()],
        description="The one that your office uses when it writes to us.",
    )


class ConstituentForm(PageForm):
    """For whom the office asks, and whether that person agrees."""

    constituent = short("The name of the person you ask for", autocomplete="off")
    agreement = RadioField(
        "Has this person agreed that you ask us?",
        choices=choices(
            ("written", "Yes, in writing"),
            ("spoken", "Yes, but not in writing"),
            ("not_asked", "Not yet"),
        ),
    )
    young_person = RadioField(
        "Do you ask on behalf of a child or young person?", choices=choices(("yes", "Yes"), ("no", "No"))
    )
    child = short("The child’s name and age, if it is about a child", autocomplete="off")


class AskedForm(PageForm):
    """What the office asks for: the four kinds that councils count (Blackpool's report, section 10)."""

    kind = RadioField(
        "What do you need?",
        choices=choices(
            ("background", "Background to what has happened"),
            ("reasons", "The reasons for a decision"),
            ("service", "A service for the person"),
            ("review", "A second look at a decision or an outcome"),
        ),
    )
    words = LongTextField(
        "What would you like us to answer?",
        [Needed("Write what you would like us to answer"), AtMost(LONGER)],
        description="If you ask several things, you can number them.",
        widget=Textarea(rows=12, limit=LONGER),
    )
