"""Whoever signs and wants to be reached: by text, by video call with an interpreter, by letter or e-mail."""

from portal.domain.vocabulary import Audience, Kind, PartyRole
from portal.services.submission import PartySent, SafeContact
from portal.web.answers import Answers
from portal.web.contact import NeededFor, danger_number, is_danger
from portal.web.fields import CheckboxesField, EmailField, LongTextField, PhoneField, TextField, choices
from portal.web.journey_pages import Facts, Journey, Page, PageForm
from portal.web.public.common_pages import DANGER
from portal.web.public.short_forms import AboutForm
from portal.web.questions import short
from portal.web.typed import SHORT, AtMost, EmailShape, Needed, PhoneShape
from portal.web.widgets import Textarea, TextInput

REACH = "reach"
WAYS = {"phone": "by text", "video": "by video call with a BSL interpreter"}
NEVER_BY_VOICE = "Uses British Sign Language. Never ring by voice"


class ReachForm(PageForm):
    """How somebody who signs wants to be reached; one way is needed, and what it takes."""

    how = CheckboxesField(
        "How shall we reach you?",
        [Needed("Choose a way to reach you")],
        choices=choices(
            ("phone", "By text"),
            ("video", "By video call, with an interpreter"),
            ("letter", "By letter"),
            ("email", "By e-mail"),
        ),
        reveals={"phone": "phone", "video": "video", "letter": "address", "email": "email"},
    )
    phone = PhoneField("Your mobile number", [NeededFor("how", "phone"), AtMost(SHORT), PhoneShape()])
    video = TextField(
        "Where shall we call you by video?",
        [NeededFor("how", "video"), AtMost(SHORT)],
        description="A number, or the name that you use in an app.",
        widget=TextInput(autocomplete="off"),
    )
    address = LongTextField(
        "Your postal address",
        [NeededFor("how", "letter"), AtMost(1_000)],
        widget=Textarea(rows=4, autocomplete="street-address"),
    )
    email = EmailField("Your e-mail address", [NeededFor("how", "email"), EmailShape()])
    name = short("Your name", "A first name is enough. You can leave this out.", autocomplete="name")
    when = short("When is it safe?", "For example: weekdays before 3pm.", autocomplete="off")
    must_not_know = short(
        "Who must not find out?", "We will not tell them that you asked us.", autocomplete="off"
    )


def bsl_contact_submission(answers: Answers) -> Facts:
    """Return whom to reach and how; a text and a video call go by the telephone, and never by voice."""
    ways = answers.many(REACH, "how")
    person = PartySent(
        role=PartyRole.SENDER,
        capacity="not_said",
        name=answers.one(REACH, "name"),
        email=answers.one(REACH, "email"),
        phone=answers.one(REACH, "phone") or danger_number(answers),
        address=answers.one(REACH, "address"),
    )
    by_phone = ("phone",) if set(ways) & set(WAYS) else ()
    how = (*by_phone, *(way for way in ways if way not in WAYS))
    return Facts(
        parties=(person,),
        safe_contact=SafeContact(
            how=how, when=_how_said(answers), must_not_know=answers.one(REACH, "must_not_know")
        ),
        danger=is_danger(answers),
    )


def _how_said(answers: Answers) -> str:
    """Return in words how to make contact, for whoever does it."""
    ways = [words for way, words in WAYS.items() if way in answers.many(REACH, "how")]
    video, when = answers.one(REACH, "video"), answers.one(REACH, "when")
    said = [NEVER_BY_VOICE, " or ".join(ways).capitalize(), f"Video: {video}" if video else "", when]
    return " ".join(part if part.endswith(".") else f"{part}." for part in said if part)


BSL_CONTACT = Journey(
    name="bsl-contact",
    version=1,
    kind=Kind.NOT_SURE,
    audience=Audience.ADULT,
    title="Ask us to reach you in BSL",
    pages=(
        DANGER,
        Page(
            name=REACH,
            title="How can we reach you?",
            form=ReachForm,
            lead=("We book an interpreter. It costs you nothing.",),
            why="Everybody who works on it sees this first and has to keep to it.",
        ),
        Page(name="about", title="What is it about?", form=AboutForm),
    ),
    submission=bsl_contact_submission,
    enough=REACH,
    intro="public/bsl_contact_start.html",
)
