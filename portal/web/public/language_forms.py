"""The questions of what is written in another language; ``language_field`` is the choice others ask too."""

from typing import Any

from flask import request
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import HiddenInput

from portal.services.council import current_council
from portal.web.fields import LongTextField, RadioField, SelectField, choices
from portal.web.journey_pages import PageForm
from portal.web.public.language_names import BSL, in_english
from portal.web.questions import short
from portal.web.typed import LONGEST, AtMost, Needed
from portal.web.widgets import Textarea

BSL_NAME = "British Sign Language (BSL)"
BSL_LINE = "Do you use British Sign Language? We book an interpreter for you. It costs you nothing."
ENGLISH, OTHER = "en", "other"


def language_choices() -> list[SelectChoice]:
    """Return the profile's languages in themselves and in English, then signing and any other."""
    spoken = ((line.code, f"{line.name} ({in_english(line.code)})") for line in current_council().languages)
    return choices(*spoken, (BSL, BSL_NAME), (OTHER, "Another language"))


def language_field() -> SelectField:
    """Return the question which language to speak, English first."""
    return SelectField(
        "Which language shall we speak?",
        choices=lambda: [SelectChoice("", "English, or it does not matter"), *language_choices()],
    )


class Chosen:
    """A question that is answered already: it goes with the page unseen."""

    def __call__(self, field: Any, **_: Any) -> str:
        """Return the answer as a hidden field."""
        hidden: str = HiddenInput()(field, value=field.data or "")
        return hidden


def _is_asked_first() -> bool:
    """Whether a page is on its way through the journey, and not opened again to change an answer."""
    return not request.args.get("change")


class LanguageForm(PageForm):
    """Which language somebody writes in, and is to be answered in.

    Where the page of a language led here, its code is stored alone: then it is not asked for again.
    """

    def __init__(self, formdata: Any = None, **kwargs: Any) -> None:
        super().__init__(formdata=formdata, **kwargs)
        if formdata and "language" in formdata and "other_language" not in formdata and _is_asked_first():
            self.language.widget = Chosen()  # type: ignore[assignment]

    language = RadioField(
        "Which language do you use?", choices=language_choices, reveals={OTHER: "other_language"}
    )
    other_language = short("Which language is it?", autocomplete="off")
    answer = RadioField(
        "Shall we answer in this language?",
        choices=choices(("yes", "Yes, please"), ("no", "No, English is fine")),
    )


class OwnWordsForm(PageForm):
    """One big box for whatever it is, in any script."""

    words = LongTextField(
        "Tell us in your own words and your own language",
        [Needed("Tell us what is on your mind. A few words are enough."), AtMost(LONGEST)],
        description="Begin anywhere. You can also mix languages.",
        widget=Textarea(rows=14, limit=LONGEST, dir="auto"),
    )


class NamesForm(PageForm):
    """Who writes and about which child; all of it may be left out."""

    name = short("Your name", "A first name is enough", autocomplete="name", dir="auto")
    child = short(
        "The child’s name and age, if it is about a child",
        "A first name is enough",
        autocomplete="off",
        dir="auto",
    )
