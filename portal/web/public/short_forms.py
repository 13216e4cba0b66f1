"""The questions of the short journeys: thanks, comments, not sure, ring me; codes never change meaning."""

from typing import Any

from portal.web.fields import CheckboxesField, LongTextField, PhoneField, RadioField, SelectField, choices
from portal.web.journey_pages import PageForm
from portal.web.public.complaint_forms import NothingAsked as NothingAsked
from portal.web.public.complaint_forms import team_choices
from portal.web.public.language_forms import Chosen, language_field
from portal.web.questions import long, short
from portal.web.typed import LONGER, LONGEST, SHORT, AtMost, Needed, PhoneShape
from portal.web.widgets import Textarea

YES_NO = (("yes", "Yes"), ("no", "No"))


class ThanksForm(PageForm):
    """Whom somebody wants to thank."""

    worker = short(
        "Who was it?", "A name, or what they do. For example: Sam, the family worker", autocomplete="off"
    )
    team = SelectField("Which team, if you know?", choices=team_choices)


class WhatTheyDidForm(PageForm):
    """What was done well; the words that are passed on."""

    words = LongTextField(
        "Tell us in your own words",
        [Needed("Tell us what they did. A few words are enough."), AtMost(LONGER)],
        description="What did it mean to you? What would have been harder without it?",
        widget=Textarea(rows=10, limit=LONGER),
    )


class WhoThanksForm(PageForm):
    """Who says thank you; all of it may be left out."""

    who = RadioField(
        "Who are you?",
        choices=choices(
            ("parent", "A parent or carer"),
            ("young_person", "A child or young person"),
            ("care_leaver", "Somebody who was in care (a care leaver)"),
            ("foster_carer", "A foster carer"),
            ("adopter", "Somebody who has adopted a child, or wants to"),
            ("relative", "A relative"),
            ("professional", "Somebody who works with children or families"),
            ("someone_else", "Somebody else"),
        ),
    )
    name = short("Your name", "A first name is enough", autocomplete="name")


class PassingOnForm(PageForm):
    """Whether the words may be passed on and printed."""

    tell = RadioField(
        "May we show your words to the people you thank?",
        choices=choices(
            ("with_name", "Yes, with my name"),
            ("without_name", "Yes, without my name"),
            ("no", "No, please don’t"),
        ),
    )
    quote = RadioField(
        "May we print some of your words, without any names?",
        choices=choices(*YES_NO),
        hints={"yes": "For example in our report of the year. We change what could show who you are."},
    )


class CommentForm(PageForm):
    """What somebody noticed or thought of."""

    words = LongTextField(
        "Tell us in your own words",
        [Needed("Write your comment. A few words are enough."), AtMost(LONGER)],
        description="An idea, something you noticed, or what you think of something we do.",
        widget=Textarea(rows=10, limit=LONGER),
    )
    team = SelectField("Which team is it about, if any?", choices=team_choices)


class AnswerForm(PageForm):
    """Whether a comment wants an answer."""

    reply = RadioField(
        "Would you like an answer?",
        choices=choices(("yes", "Yes, please answer me"), ("no", "No, I only want you to know")),
    )


class AnythingForm(PageForm):
    """One big box for whatever it is."""

    words = LongTextField(
        "Tell us in your own words",
        [Needed("Tell us what is on your mind. A few words are enough."), AtMost(LONGEST)],
        description="Begin anywhere. Spelling does not matter, and you can write in your own language.",
        widget=Textarea(rows=14, limit=LONGEST),
    )


class WhoAndWhomForm(PageForm):
    """Who writes and about which child; all of it may be left out."""

    who = RadioField(
        "Who are you?",
        choices=choices(
            ("parent", "A parent"),
            ("carer", "Somebody who looks after a child"),
            ("foster_carer", "A foster carer"),
            ("relative", "A relative"),
            ("care_leaver", "Somebody who was in care (a care leaver)"),
            ("young_person", "A child or young person"),
            ("someone_else", "Somebody else"),
        ),
    )
    name = short("Your name", "A first name is enough", autocomplete="name")
    child = short(
        "The child’s name and age, if it is about a child", "A first name is enough", autocomplete="off"
    )


class NumberForm(PageForm):
    """The number to ring and whom to ask for; a language that was chosen before is not asked for again."""

    phone = PhoneField(
        "Which number shall we ring?",
        [Needed("Write the telephone number that we should ring"), AtMost(SHORT), PhoneShape()],
        description="For example 01632 960100. A friend’s number is fine, if they know.",
    )
    name = short(
        "Who should we ask for?", "A first name is enough. You can leave this out.", autocomplete="name"
    )
    language = language_field()

    def __init__(self, formdata: Any = None, **kwargs: Any) -> None:
        super().__init__(formdata=formdata, **kwargs)
        if formdata and "language" in formdata and "name" not in formdata:
            self.language.widget = Chosen()  # type: ignore[assignment]


class SafeTimesForm(PageForm):
    """When it is safe to ring, and what to do when it isn't the right person who answers."""

    times = CheckboxesField(
        "When is it safe to ring you?",
        choices=choices(
            ("morning", "In the morning, 9am to 12"),
            ("afternoon", "In the afternoon, 12 to 5pm"),
            ("any", "At any time when you work"),
        ),
        none_value="any",
    )
    when = short(
        "Anything else about the time?",
        "For example: not on Tuesdays, or only when school is on",
        autocomplete="off",
    )
    other = RadioField(
        "What may we say if somebody else answers?",
        choices=choices(
            ("nothing", "Nothing. Ring off, and try again another time"),
            ("name_only", "Ask for me by name, and do not say who you are"),
            ("council", "You can say that you ring from the council"),
        ),
    )
    voicemail = RadioField(
        "If nobody answers, may we leave a message?",
        choices=choices(("no", "No, never"), ("yes", "Yes, with your name and number only")),
    )
    must_not_know = short(
        "Who must not find out?", "We will not tell them that you asked us to ring.", autocomplete="off"
    )


class AboutForm(PageForm):
    """One line about the matter."""

    about = long("What is it about?", "One line is enough. You can leave this out.", rows=3)
