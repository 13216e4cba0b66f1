"""The questions for young people of 12 and over."""

from portal.web.contact import ContactForm
from portal.web.fields import CheckboxesField, DatePartsField, LongTextField, PhoneField, RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short
from portal.web.typed import LONGEST, SHORT, AtMost, PhoneShape, TodayOrLater
from portal.web.widgets import Textarea, TextInput
from portal.web.young_people import shared_questions as shared
from portal.web.young_people.pictures import one_picture, pictures


class SafeNowForm(PageForm):
    """Whether a young person, or somebody they know, is safe."""

    danger = one_picture(
        "Are you safe right now?",
        "",
        ("no", "Yes, I am safe", "safe"),
        ("unsafe", "I am not sure, or somebody else is not safe", "unsure"),
        ("yes", "No, I am not safe", "not_safe"),
        classes="pictures--three",
    )
    words = long("If not, what is going on?", "You can leave this out.", rows=3)
    phone = PhoneField(
        "A number we can ring, if that is safe",
        [AtMost(SHORT), PhoneShape()],
        description="Only if nobody else picks it up. You can leave this out.",
        widget=TextInput(input_type="tel", autocomplete="off", width="20"),
    )


class HappenedForm(PageForm):
    """What happened: written, chosen or spoken."""

    words = LongTextField(
        "Say it your way",
        [AtMost(LONGEST)],
        description="Spelling does not matter.",
        widget=Textarea(rows=10, limit=LONGEST),
    )
    what = shared.happened()


class WhoForm(PageForm):
    """Who it is about."""

    who = pictures(
        "Who is it about?",
        "You can choose more than one.",
        ("social_worker", "My social worker", "social_worker"),
        ("adviser", "My personal adviser (PA)", "adviser"),
        ("carer", "My foster carer", "carer"),
        ("staff", "Staff where I live", "staff"),
        ("family", "My family", "family"),
        ("teacher", "Someone at school or college", "teacher"),
        ("child", "Another young person", "other_child"),
        ("other", "Someone else, or I do not know", "someone"),
        classes="pictures--four",
    )
    names = short("Names, if you want to say them", autocomplete="off")


class BetterForm(PageForm):
    """What would make it better."""

    words = long("What would make it better?", rows=5)


class ComingForm(PageForm):
    """Something that will not wait for the usual time; codes are those of the adult complaint."""

    what = CheckboxesField(
        "What is about to happen?",
        choices=choices(
            ("move", "I may have to move"),
            ("contact", "Seeing my family may stop or change"),
            ("help", "Help or money may stop"),
            ("meeting", "A meeting or a decision"),
            ("other", "Something else"),
            ("no", "Nothing like that"),
        ),
        none_value="no",
    )
    on = DatePartsField(
        "On which day, if you know?", [TodayOrLater()], what="The day", description="For example, 27 3 2027"
    )
    words = long("What should we know about it?", rows=3)


class OnYourSideForm(PageForm):
    """Whether a young person wants an advocate."""

    advocate = shared.advocate()


class ReachForm(ContactForm):
    """How and when contact is safe, and how a young person likes to be spoken to."""

    must_not_know = None  # type: ignore[assignment]  # asked on the next page
    seen = short(
        "What if somebody else sees our message?",
        "For example: that is fine. Or: never write anything about this.",
        autocomplete="off",
    )
    talk = RadioField(
        "Would you rather talk or write?",
        choices=choices(
            ("talk", "Talk to me"),
            ("write", "Write to me"),
            ("either", "Either is fine"),
            ("unsure", "I am not sure"),
        ),
    )


class MayKnowForm(PageForm):
    """Who may know, and who must not."""

    may_know = short("Who may know that you told us?", "For example: my gran.", autocomplete="off")
    must_not_know = short(
        "Who must not find out?",
        "We do not tell them that you wrote, unless we must to keep somebody safe. "
        "We would talk with you first.",
        autocomplete="off",
    )


class YoungPersonForm(PageForm):
    """Who the young person is."""

    name = short("What is your name?", "Your first name is enough.", autocomplete="off")
    age = short("How old are you?", width="3", inputmode="numeric", autocomplete="off")
    worker = short(
        "Who is your social worker or personal adviser (PA)?",
        "If you have one, and want to say.",
        autocomplete="off",
    )
