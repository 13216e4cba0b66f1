"""The questions of the easy-read complaint; names and codes are those of the ordinary one."""

from portal.web.contact import ContactForm, NeededFor
from portal.web.fields import CheckboxesField, EmailField, LongTextField, PhoneField, RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short
from portal.web.typed import LONGEST, SHORT, AtMost, EmailShape, Needed, PhoneShape
from portal.web.widgets import Textarea


class EasyDangerForm(PageForm):
    """Whether somebody is not safe."""

    danger = RadioField(
        "Is someone not safe?",
        choices=choices(("yes", "Yes, now"), ("unsafe", "Not now, but someone is not safe"), ("no", "No")),
    )
    words = long("Who is not safe?", "A few words. You can tell us the rest later.", rows=2)
    phone = PhoneField(
        "Your phone number, if we may ring you", [AtMost(SHORT)], description="You can leave this out."
    )


class EasyWordsForm(PageForm):
    """What happened; the one question that needs an answer."""

    words = LongTextField(
        "Tell us what happened",
        [Needed("Tell us what happened. A few words are enough."), AtMost(LONGEST)],
        description="A few words are enough. Spelling does not matter.",
        widget=Textarea(rows=10, limit=LONGEST),
    )


class EasyYouForm(PageForm):
    """Who writes, and about which child."""

    who = RadioField(
        "Who are you?",
        choices=choices(
            ("parent", "A parent"),
            ("carer", "I look after a child"),
            ("foster_carer", "A foster carer"),
            ("relative", "Someone in the family"),
            ("care_leaver", "I was in care"),
            ("someone_else", "Someone else"),
        ),
    )
    name = short("Your name", "A first name is enough.", autocomplete="name")
    child = short("The child’s name, if it is about a child", "A first name is enough.", autocomplete="off")


class EasyPutRightForm(PageForm):
    """What would put it right."""

    words = long("What do you want us to do?", "You can leave this out.", rows=6)


class EasyHelpForm(PageForm):
    """What somebody needs to take part."""

    needs = CheckboxesField(
        "What would help you?",
        choices=choices(
            ("easy_read", "Easy words and pictures"),
            ("talking", "Talking instead of writing"),
            ("supporter", "Having someone with me"),
            ("large_print", "Big letters"),
            ("signing", "British Sign Language"),
            ("interpreter", "Another language"),
            ("time", "More time"),
            ("nothing", "I do not need help"),
        ),
        none_value="nothing",
    )
    words = long("Is there something else that would help?", rows=3)


class EasyContactForm(ContactForm):
    """How it is safe to make contact."""

    how = CheckboxesField(
        "How may we reach you?",
        choices=choices(
            ("private_page", "On my private page here"),
            ("email", "By e-mail"),
            ("phone", "By phone"),
            ("letter", "By letter"),
        ),
        hints={"private_page": "You open it with your six words."},
        reveals={"email": "email", "phone": "phone", "letter": "address"},
    )
    email = EmailField("Your e-mail address", [NeededFor("how", "email"), EmailShape()])
    phone = PhoneField("Your phone number", [NeededFor("how", "phone"), AtMost(SHORT), PhoneShape()])
    address = LongTextField(
        "Your address",
        [NeededFor("how", "letter"), AtMost(1_000)],
        widget=Textarea(rows=4, autocomplete="street-address"),
    )
    when = short("When is it safe?", "For example: in the morning.", autocomplete="off")
    must_not_know = short("Who must not find out?", "We will not tell them.", autocomplete="off")
