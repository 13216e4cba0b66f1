"""The questions for children under 12: few, in short words, and none that needs an answer."""

from portal.web.fields import LongTextField, PhoneField
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short
from portal.web.typed import LONGER, SHORT, AtMost, PhoneShape
from portal.web.widgets import Textarea, TextInput
from portal.web.young_people import shared_questions as shared
from portal.web.young_people.pictures import one_picture, pictures


class WithYouForm(PageForm):
    """Who is there while the child writes."""

    company = shared.with_you()
    wants_alone = shared.wants_alone()


class FeelingForm(PageForm):
    """How the child feels, and what kind of thing it is."""

    face = shared.face()
    feeling = shared.feeling()


class HappenedForm(PageForm):
    """What happened: in pictures, in words, or spoken."""

    what = shared.happened()
    words = LongTextField(
        "Tell us in your words",
        [AtMost(LONGER)],
        description="Spelling does not matter.",
        widget=Textarea(rows=6, limit=LONGER),
    )


class WhoForm(PageForm):
    """Who it was about."""

    who = pictures(
        "Who is it about?",
        "You can choose more than one.",
        ("social_worker", "My social worker", "social_worker"),
        ("carer", "My foster carer", "carer"),
        ("staff", "Staff where I live", "staff"),
        ("family", "My family", "family"),
        ("teacher", "Someone at school", "teacher"),
        ("child", "Another child", "other_child"),
        ("other", "Someone else", "someone"),
        ("unknown", "I do not know", "unsure"),
        classes="pictures--four",
    )
    names = short("Do you want to say a name?", autocomplete="off")


class BetterForm(PageForm):
    """What would make it better, and whether somebody is wanted on the child's side."""

    words = long("What would make it better?", rows=4)
    advocate = shared.advocate()


class SafeForm(PageForm):
    """Whether a child is safe."""

    danger = one_picture(
        "Are you safe now?",
        "",
        ("no", "Yes, I am safe", "safe"),
        ("unsafe", "I am not sure", "unsure"),
        ("yes", "No, I am not safe", "not_safe"),
        classes="pictures--three",
    )
    where = short("Where can we find you?", "You can leave this out.", autocomplete="off")


class FindYouForm(PageForm):
    """How a child can be found safely, and what to call them."""

    ways = pictures(
        "How can we find you?",
        "You can choose more than one.",
        ("grown_up", "Ask a grown-up I trust", "trusted"),
        ("school", "At school", "school"),
        ("home", "Where I live", "home"),
        ("phone", "Phone me", "phone"),
        classes="pictures--four",
    )
    where = short(
        "Tell us the name or the place", "For example: my gran. Or: Hill School.", autocomplete="off"
    )
    phone = PhoneField(
        "Your phone number",
        [AtMost(SHORT), PhoneShape()],
        widget=TextInput(input_type="tel", autocomplete="off", width="20"),
    )
    name = short("What is your name?", "You can use a nickname.", autocomplete="off")
    must_not_know = short(
        "Is there somebody who must not know?",
        "We do not tell them, unless it keeps somebody safe.",
        autocomplete="off",
    )
