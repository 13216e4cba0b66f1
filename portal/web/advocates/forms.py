"""The questions to those who act for a young person; codes never change meaning."""

from portal.web.fields import DatePartsField, LongTextField, RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short
from portal.web.typed import LONGER, LONGEST, AtMost, Needed
from portal.web.widgets import Textarea


class DangerForm(PageForm):
    """Whether somebody is not safe."""

    danger = RadioField(
        "Is the young person, or anybody else, in danger or not safe?",
        choices=choices(
            ("yes", "Yes, now"), ("unsafe", "Not this minute, but somebody is not safe"), ("no", "No")
        ),
    )
    words = long("If so: who, where, and what is happening?", "Add a number where we can ring you.")


class YouForm(PageForm):
    """Who acts for the young person."""

    who = RadioField(
        "Who are you?",
        choices=choices(
            ("advocate", "An advocate"),
            ("relative", "A relative"),
            ("foster_carer", "A foster carer"),
            ("professional", "A teacher, youth worker, or somebody else who works with them"),
            ("someone_else", "Somebody else they trust"),
        ),
    )
    name = short("Your name", autocomplete="name")
    organisation = short("Your organisation, if you have one", autocomplete="organization")


class YoungPersonForm(PageForm):
    """For whom, and whether they agree."""

    name = short("The young person’s name", "A first name is enough", autocomplete="off")
    age = short("How old are they?", width="3", inputmode="numeric", autocomplete="off")
    agreement = RadioField(
        "Do they know, and agree?",
        choices=choices(
            ("agreed", "Yes, they have agreed"),
            ("knows", "They know, and have not said"),
            ("not_asked", "They do not know yet"),
            ("cannot", "They are too young or too ill to say"),
        ),
    )


class WhatHappenedForm(PageForm):
    """What went wrong, as the young person says it."""

    words = LongTextField(
        "What happened?",
        [Needed("Tell us what happened. A few words are enough."), AtMost(LONGEST)],
        description="Use the young person’s own words where you can.",
        widget=Textarea(rows=14, limit=LONGEST),
    )


class PutRightForm(PageForm):
    """What the young person wants."""

    words = long("What would the young person like to happen?")


class HelpWantedForm(PageForm):
    """What an advocate is wanted for."""

    words = LongTextField(
        "What is the advocate wanted for?",
        [Needed("Tell us what you want help with. A few words are enough."), AtMost(LONGER)],
        description="For example: a meeting, a complaint, or being heard about where to live.",
        widget=Textarea(rows=8, limit=LONGER),
    )


class WhoForForm(PageForm):
    """Who needs the advocate."""

    who = RadioField(
        "Who needs an advocate?",
        choices=choices(("young_person", "I do"), ("someone_else", "A child or young person I know")),
    )
    name = short("The young person’s name", "A first name is enough", autocomplete="off")
    age = short("How old are they?", width="3", inputmode="numeric", autocomplete="off")
    agreement = RadioField(
        "If it is not you: do they know, and agree?",
        choices=choices(("agreed", "Yes, they have agreed"), ("not_asked", "They do not know yet")),
    )


class ByWhenForm(PageForm):
    """By when an advocate is needed."""

    on = DatePartsField("On which day, if you know?", what="The day", description="For example, 27 3 2027")
    words = short("What is it?", "For example: a review at school", autocomplete="off")
