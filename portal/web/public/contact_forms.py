"""The questions every public journey shares: help to take part, safe contact, who sends it and for whom."""

from portal.web import contact
from portal.web.fields import CheckboxesField, RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short


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

    how = contact.ask_ways()
    when = contact.ask_when("When is it safe to reach you?")
    must_not_know = contact.ask_who_must_not_know()


class DetailsForm(PageForm):
    """Contact details; none is allowed."""

    name = short("Your name", autocomplete="name")
    email = contact.ask_email(hint="We never put your words in an e-mail.")
    phone = contact.ask_phone()
    address = contact.ask_address()


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
