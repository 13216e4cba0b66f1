"""One page on how a person may be reached, as journeys of every audience ask it, and the people they name."""

from typing import Any

from wtforms.validators import StopValidation

from portal.domain.vocabulary import PartyRole
from portal.services.intake import PartySent, SafeContact
from portal.web.answers import Answers
from portal.web.fields import CheckboxesField, EmailField, LongTextField, PhoneField, TextField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import short
from portal.web.typed import SHORT, AtMost, EmailShape, PhoneShape, is_blank
from portal.web.widgets import Textarea

NOT_SAFE = ("yes", "unsafe")
CONTACT = "safe-contact"
WAYS = (
    ("private_page", "On my private page here"),
    ("email", "By e-mail"),
    ("phone", "By telephone"),
    ("letter", "By letter"),
)


def is_danger(answers: Answers) -> bool:
    """Whether somebody is said not to be safe."""
    return answers.one("danger", "danger") in NOT_SAFE


def danger_number(answers: Answers) -> str:
    """Return the number that was given on the page about danger, or nothing."""
    return answers.one("danger", "phone")


def ways_allowed(answers: Answers, page: str, other_number: str) -> tuple[str, ...]:
    """Return the ways that were ticked; with none, a number given only for danger allows ringing."""
    ticked = answers.many(page, "how")
    return ticked or (("phone",) if danger_number(answers) and not other_number else ())


class NeededFor:
    """There must be an answer where another question's choice needs it."""

    def __init__(self, chooser: str, choice: str) -> None:
        self.chooser, self.choice = chooser, choice

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse a way of contact without what it takes."""
        if self.choice in (form[self.chooser].data or ()) and is_blank(field.data or ""):
            raise StopValidation(f"Fill in “{field.label.text}”, or take the tick away above it")


def ask_ways(**reveals: str) -> CheckboxesField:
    """Return the question how contact is safe; ``reveals`` names the field that stands under a way."""
    return CheckboxesField(
        "How can we reach you safely?",
        choices=choices(*WAYS),
        hints={"private_page": "Opened with your six words. We always write there too."},
        reveals=reveals,
    )


def ask_email(*judges: Any, hint: str = "") -> EmailField:
    """Return the question for an e-mail address; none is allowed."""
    return EmailField("Your e-mail address", [*judges, EmailShape()], description=hint)


def ask_phone(*judges: Any) -> PhoneField:
    """Return the question for a telephone number; none is allowed."""
    return PhoneField("Your telephone number", [*judges, AtMost(SHORT), PhoneShape()])


def ask_address(*judges: Any) -> LongTextField:
    """Return the question for a postal address; none is allowed."""
    return LongTextField(
        "Your postal address",
        [*judges, AtMost(1_000)],
        widget=Textarea(rows=4, autocomplete="street-address"),
    )


def ask_when(question: str) -> TextField:
    """Return the question when contact is safe."""
    return short(question, "For example: weekdays before 3pm. Never leave a message.", autocomplete="off")


def ask_who_must_not_know() -> TextField:
    """Return the question who must not learn of it."""
    return short(
        "Who must not find out?",
        "We will not tell them that you wrote, or what you wrote.",
        autocomplete="off",
    )


class ContactForm(PageForm):
    """Whether, how and when it is safe to make contact; nothing is allowed too."""

    how = ask_ways(email="email", phone="phone", letter="address")
    email = ask_email(NeededFor("how", "email"))
    phone = ask_phone(NeededFor("how", "phone"))
    address = ask_address(NeededFor("how", "letter"))
    when = ask_when("When is it safe?")
    must_not_know = ask_who_must_not_know()


def safe_contact(answers: Answers, page: str = CONTACT, details: str = "") -> SafeContact:
    """Return what was said of safe contact; ``details`` is the page of numbers, where it is another."""
    return SafeContact(
        how=ways_allowed(answers, page, answers.one(details or page, "phone")),
        when=answers.one(page, "when"),
        must_not_know=answers.one(page, "must_not_know"),
    )


def sender(answers: Answers, capacity: str, *, name: str = "", page: str = CONTACT, **said: str) -> PartySent:
    """Return the person who sends; ``said`` is what else they told of themselves."""
    return PartySent(
        role=PartyRole.SENDER,
        capacity=capacity or "not_said",
        name=name,
        email=answers.one(page, "email"),
        phone=answers.one(page, "phone") or danger_number(answers),
        address=answers.one(page, "address"),
        extra={key: words for key, words in said.items() if words},
    )


def child(name: str, **said: str) -> tuple[PartySent, ...]:
    """Return the child somebody named, or nobody."""
    known = {key: words for key, words in said.items() if words}
    return (
        (PartySent(role=PartyRole.CHILD, capacity="child", name=name, extra=known),) if name or known else ()
    )


def worker(name: str) -> tuple[PartySent, ...]:
    """Return the worker somebody named, or nobody."""
    return (PartySent(role=PartyRole.WORKER_NAMED, capacity="worker", name=name),) if name else ()
