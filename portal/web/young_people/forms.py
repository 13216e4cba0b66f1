"""The young people's questions; names and codes are those of the adult complaint, so that words can move."""

from portal.web.fields import LongTextField, RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short
from portal.web.typed import LONGER, LONGEST, AtMost, Needed
from portal.web.widgets import Textarea

TELL_US = "Tell us what happened. A few words are enough."


class SafeForm(PageForm):
    """Whether a child is safe."""

    danger = RadioField(
        "Are you safe right now?",
        choices=choices(("no", "Yes, I am safe"), ("unsafe", "I am not sure"), ("yes", "No, I am not safe")),
    )


class SafeNowForm(PageForm):
    """Whether a young person, or somebody they know, is safe."""

    danger = RadioField(
        "Are you safe right now?",
        choices=choices(
            ("no", "Yes, I am safe"),
            ("unsafe", "I am not sure, or somebody else is not safe"),
            ("yes", "No, I am not safe"),
        ),
    )
    words = long("If not, what is going on?", "You can leave this out.", rows=4)


class FeelingForm(PageForm):
    """What kind of thing it is, without the council's words for it."""

    feeling = RadioField(
        "What do you want to tell us?",
        choices=choices(
            ("bad", "Something is not OK"), ("good", "Something is good"), ("unsure", "I am not sure")
        ),
    )


class ChildWordsForm(PageForm):
    """What happened, from a child."""

    words = LongTextField(
        "What happened?",
        [Needed(TELL_US), AtMost(LONGER)],
        description="Spelling does not matter.",
        widget=Textarea(rows=8, limit=LONGER),
    )


class YoungWordsForm(PageForm):
    """What happened, from a young person."""

    words = LongTextField(
        "What happened?",
        [Needed(TELL_US), AtMost(LONGEST)],
        description="Say it your way. Spelling does not matter.",
        widget=Textarea(rows=12, limit=LONGEST),
    )


class ChildForm(PageForm):
    """Who the child is."""

    name = short("What is your name?", "You can use a nickname.", autocomplete="off")
    age = short("How old are you?", width="3", inputmode="numeric", autocomplete="off")


class FindChildForm(PageForm):
    """How a child can be found safely."""

    where = long("How can we find you?", "Tell us your school. Or a grown-up you trust.", rows=3)
    must_not_know = short(
        "Is there somebody who must not know?", "We will not tell them.", autocomplete="off"
    )


class BetterForm(PageForm):
    """What would make it better."""

    words = long("What would make it better?", rows=5)


class YoungPersonForm(PageForm):
    """Who the young person is."""

    name = short("What is your name?", "Your first name is enough.", autocomplete="off")
    age = short("How old are you?", width="3", inputmode="numeric", autocomplete="off")
    worker = short(
        "Who is your social worker or helper?", "If you have one, and want to say.", autocomplete="off"
    )


class OnYourSideForm(PageForm):
    """Whether a young person wants an advocate."""

    advocate = RadioField(
        "Would you like somebody on your side?",
        choices=choices(
            ("yes", "Yes, please"), ("no", "No, thank you"), ("unsure", "I am not sure. Tell me more later")
        ),
    )
