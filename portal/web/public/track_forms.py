"""The forms of the private page: the box for its code, and what can be asked for there."""

from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import HiddenField

from portal.web.fields import (
    CheckboxesField,
    EmailField,
    LongTextField,
    PhoneField,
    RadioField,
    TextField,
    choices,
)
from portal.web.typed import LONGER, SHORT, AtMost, EmailShape, Needed, PhoneShape
from portal.web.widgets import Radios, Textarea

CLOSED = (
    "Your private page is not open here any more, so nothing was sent. What you wrote is still below. "
    "Type your six words, then press the button again."
)
HOW = (
    ("private_page", "On my private page here"),
    ("email", "By e-mail"),
    ("phone", "By telephone"),
    ("letter", "By letter"),
)


def code_field(when_empty: str) -> LongTextField:
    """Return one box for all six words; no browser should correct or remember them."""
    widget = Textarea(rows=3, autocomplete="off", spellcheck="false", autocapitalize="none")
    hint = "Capital letters and spaces do not matter. The first four letters of each word are enough."
    return LongTextField("Your six words", [Needed(when_empty)], description=hint, widget=widget)


def words_field(label: str, hint: str = "", *, needed: str = "", rows: int = 8) -> LongTextField:
    """Return a box for as much as people usually need to say."""
    judges: list[Any] = [Needed(needed)] if needed else []
    widget = Textarea(rows=rows, limit=LONGER)
    return LongTextField(label, [*judges, AtMost(LONGER)], description=hint, widget=widget)


class CodeForm(FlaskForm):
    """The box for a private code."""

    code = code_field("Type the six words of your private code")


class ErrandForm(FlaskForm):
    """What every form of the private page carries.

    ``about`` is the reference of the page it was shown on, so that words never land in another one;
    ``code`` is asked for only where the page closed in the meantime, or where ``asks_code`` says always:
    whoever finds a page open must not lock its owner out, nor stop anything in their name.
    """

    asks_code: ClassVar[bool] = False
    about = HiddenField()
    code = code_field(CLOSED)

    def learn(self, ways_known: frozenset[str]) -> None:
        """Take in by what the person can be reached already."""

    def ask_about_points(self) -> None:
        """Take in that the message it answers lists points; most forms ask the same all the same."""


class AskingForm(ErrandForm):
    """Every box for words asks first whether somebody is in danger; a yes is enough by itself."""

    danger = RadioField(
        "Is anyone in danger now?",
        [Needed("Choose yes or no. If you are not sure, choose yes")],
        choices=choices(("yes", "Yes, or I am not sure"), ("no", "No")),
        hints={"yes": "We tell the team on duty at once. You need not write anything else."},
        widget=Radios(),
    )

    @property
    def in_danger(self) -> bool:
        """Whether somebody is, or may be."""
        return bool(self.danger and self.danger.data == "yes")

    def ask_for_words(self, field: LongTextField, message: str) -> None:
        """Ask for words only where nobody is in danger."""
        if self.danger.data == "no":
            Needed(message)(self, field)


class AddForm(AskingForm):
    """Words to us; ``message`` is the one of ours that they answer, where they answer one."""

    message = HiddenField()
    words = words_field("What would you like to say?")

    def validate_words(self, field: LongTextField) -> None:
        """Ask for words only where nobody is in danger."""
        self.ask_for_words(field, "Write what you would like to say")


class AnswerForm(AskingForm):
    """An answer to "is this right?": a yes is one press and no box, a no says what to change."""

    danger_needed = True
    message = HiddenField()
    answer = HiddenField()
    words = words_field("What would you like to change?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_yes:
            del self.danger, self.words

    def may_leave_danger(self) -> None:
        """Ask about danger, and take no answer as none: a child who does not say is heard all the same."""
        if self.danger:
            self.danger.validators = []
            self.danger_needed = False

    @property
    def danger_said(self) -> bool | None:
        """Whether somebody is in danger, or may be; None where that was asked and not said."""
        return None if self.danger and not self.danger.data else self.in_danger

    def ask_about_points(self) -> None:
        """Ask what is not right, as the link said that leads here from numbered points."""
        if self.words:
            self.words.label.text = "What is not right?"

    @property
    def is_yes(self) -> bool:
        """Whether the answer is that it is right."""
        return bool(self.answer.data == "right")

    def validate_words(self, field: LongTextField) -> None:
        """Ask for words only where nobody is in danger."""
        if self.danger.data == "no" or (not self.danger_needed and not self.in_danger):
            Needed("Write what you would like to change")(self, field)


class LookAgainForm(AskingForm):
    """What was missed."""

    words = words_field("What did we miss, or get wrong?")

    def validate_words(self, field: LongTextField) -> None:
        """Ask for words only where nobody is in danger."""
        self.ask_for_words(field, "Write what we missed or got wrong")


class StartAgainForm(AskingForm):
    """What somebody wants to say who takes a withdrawal back; nothing is needed."""

    words = words_field("Is there anything you want to tell us? You can leave this empty", rows=4)


class FormalForm(AskingForm):
    """What somebody wants to say who asks for the formal procedure; nothing is needed."""

    words = words_field("Is there anything you want to add? You can leave this empty", rows=4)


class NextStageForm(AskingForm):
    """Why somebody wants the next stage; nothing is needed."""

    words = words_field("Why do you want it? You can leave this empty", rows=4)


class ChangeCodeForm(ErrandForm):
    """The words that open the page now, for new ones."""

    asks_code = True
    code = code_field("Type the six words that you have now")


class WithdrawForm(AskingForm):
    """Why somebody withdraws; they need not say."""

    asks_code = True
    reason = words_field(
        "Why do you want to stop? You can leave this empty",
        "It helps us to know, but you do not have to say.",
        rows=4,
    )
    code = code_field("Type your six words. Then nobody else can stop this for you")


class SafeContactForm(ErrandForm):
    """How contact is safe; it binds everybody who works on it. Addresses we have already are not shown."""

    known: frozenset[str] = frozenset({"email", "phone", "letter"})
    how = CheckboxesField(
        "How can we reach you safely?",
        choices=choices(*HOW),
        hints={"private_page": "We always write here too. Nobody opens it without your six words."},
        reveals={"email": "email", "phone": "phone", "letter": "address"},
    )
    email = EmailField("Your e-mail address", [EmailShape()])
    phone = PhoneField("Your telephone number", [AtMost(SHORT), PhoneShape()])
    address = LongTextField(
        "Your postal address", [AtMost(1_000)], widget=Textarea(rows=4, autocomplete="street-address")
    )
    when = TextField(
        "When is it safe?",
        [AtMost(SHORT)],
        description="For example: weekdays before 3pm. Never leave a message.",
    )
    must_not_know = TextField(
        "Who must not find out?",
        [AtMost(SHORT)],
        description="We will not tell them that you wrote, or what you wrote.",
    )

    def learn(self, ways_known: frozenset[str]) -> None:
        """Ask for an address or number only where we have none."""
        self.known = ways_known

    def validate_email(self, field: EmailField) -> None:
        """Ask for the address that was chosen."""
        self._ask_for("email", field, "Write the e-mail address that is safe")

    def validate_phone(self, field: PhoneField) -> None:
        """Ask for the number that was chosen."""
        self._ask_for("phone", field, "Write the telephone number that is safe")

    def validate_address(self, field: LongTextField) -> None:
        """Ask for the address that was chosen."""
        self._ask_for("letter", field, "Write the postal address that is safe")

    def _ask_for(self, way: str, field: Any, message: str) -> None:
        if way in (self.how.data or ()) and way not in self.known:
            Needed(message)(self, field)
