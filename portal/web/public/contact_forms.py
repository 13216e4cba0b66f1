"""The questions every public journey shares: help to take part, safe contact, who sends it and for whom."""

from portal.web.fields import CheckboxesField, EmailField, LongTextField, PhoneField, RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short
from portal.web.typed import SHORT, AtMost, EmailShape, PhoneShape
from portal.web.widgets import Textarea


class HelpForm(PageForm):
    """What somebody needs to take part."""

    needs = CheckboxesField(
        "What would help you?",
        choices=choices(
            ("interpreter", "An interpreter, or letters in another language"),
            ("signing", "British Sign Language"),
            ("large_print", "Large print"),
            ("easy_read", "Easy words and pictures"),
            ("talking", "Talking instead of writing"),
            ("supporter", "Having somebody with me"),
            ("time", "More time"),
            ("other", "Something else"),
            ("nothing", "I need nothing like that"),
        ),
        none_value="nothing",
    )
    words = long("Tell us more about the help you need", rows=3)


class SafeContactForm(PageForm):
    """How contact is safe; it binds everybody who works on it."""

    how = CheckboxesField(
        "How can we reach you safely?",
        choices=choices(
            ("private_page", "On my private page here"),
            ("email", "By e-mail"),
            ("phone", "By telephone"),
            ("letter", "By letter"),
        ),
        hints={"private_page": "Opened with your six words. We always write there too."},
    )
    when = short(
        "When is it safe to reach you?",
        "For example: weekdays before 3pm. Never leave a message.",
        autocomplete="off",
    )
    must_not_know = short(
        "Who must not find out?",
        "We will not tell them that you wrote, or what you wrote.",
        autocomplete="off",
    )


class DetailsForm(PageForm):
    """Contact details; none is allowed."""

    name = short("Your name", autocomplete="name")
    email = EmailField(
        "Your e-mail address", [EmailShape()], description="We never put your words in an e-mail."
    )
    phone = PhoneField("Your telephone number", [AtMost(SHORT), PhoneShape()])
    address = LongTextField(
        "Your postal address", [AtMost(1_000)], widget=Textarea(rows=4, autocomplete="street-address")
    )


class ConsentForm(PageForm):
    """Whether it is sent for somebody else, and what they know of it."""

    consent = RadioField(
        "Are you sending this for somebody else?",
        choices=choices(
            ("own", "No, it is my own complaint"),
            ("agreed", "Yes, and they have agreed"),
            ("not_asked", "Yes, but they do not know yet"),
            ("cannot", "Yes, and they are too young or too ill to say"),
        ),
    )
    whom = short("For whom are you sending it?")
