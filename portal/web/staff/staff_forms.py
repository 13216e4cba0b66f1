"""The questions of the short forms of staff: passing on, and what was settled at once."""

from wtforms.fields.choices import SelectChoice

from portal.services.council import current_council
from portal.services.now import today
from portal.web.fields import DatePartsField, LongTextField, RadioField, SelectField, choices
from portal.web.givers import PEOPLE
from portal.web.journey_pages import PageForm
from portal.web.questions import short
from portal.web.receipt_day import ReceiptDay
from portal.web.staff.keying_forms import WAYS
from portal.web.typed import LONGER, LONGEST, AtMost, Needed
from portal.web.widgets import Textarea


def teams_in_force() -> list[SelectChoice]:
    """Return the teams there are today, after an empty line."""
    teams = current_council().teams_on(today())
    return choices(("", "Choose a team, if you know it"), *((team.code, team.label) for team in teams))


class ForwardForm(PageForm):
    """What reached the wrong desk: as much as is known, and the words."""

    team = SelectField("Which team got it?", choices=teams_in_force)
    came_by = RadioField("How did it come?", [Needed("Choose how it came")], choices=choices(*WAYS))
    on = DatePartsField(
        "On what day did it reach that team?",
        [ReceiptDay("came_by")],
        what="The day it came",
        description="All clocks count from this day. Leave it empty for a call or a talk today.",
    )
    kind = RadioField(
        "Is it a complaint?",
        choices=choices(("complaint", "Yes, or there is one in it"), ("not_sure", "I am not sure")),
    )
    giver = RadioField("Who is it from?", choices=choices(*PEOPLE))
    name = short("Their name, if you know it", autocomplete="off")
    address = LongTextField(
        "How they can be reached, if they said so",
        [AtMost(1_000)],
        description="A postal address or a number, as they wrote it.",
        widget=Textarea(rows=3),
    )
    words = LongTextField(
        "What does it say?",
        [Needed("Write what it says, or that the words are on the photo you add"), AtMost(LONGEST)],
        description="In their own words. Send on the paper itself as well, by internal post.",
        widget=Textarea(rows=8, limit=LONGEST),
    )


class ResolvedForm(PageForm):
    """What was raised and put right at once; screening and a second person still look at it."""

    words = LongTextField(
        "What did they raise?",
        [Needed("Write what they raised. A few words are enough."), AtMost(LONGER)],
        description="In their own words, if you can.",
        widget=Textarea(rows=5, limit=LONGER),
    )
    giver = RadioField("Who raised it?", [Needed("Choose who raised it")], choices=choices(*PEOPLE))
    name = short("Their name, if they gave it", autocomplete="off")
    came_by = RadioField(
        "How did they raise it?", [Needed("Choose how they raised it")], choices=choices(*WAYS)
    )
    on = DatePartsField(
        "On what day did they raise it?",
        [ReceiptDay("came_by")],
        what="The day they raised it",
        description="Leave it empty for a call or a talk today.",
    )
    team = SelectField("Which team settled it?", choices=teams_in_force)
    done = LongTextField(
        "What did you do about it?",
        [Needed("Write what you did about it"), AtMost(LONGER)],
        widget=Textarea(rows=4, limit=LONGER),
    )
    done_on = DatePartsField(
        "On what day was it settled?",
        [ReceiptDay()],
        what="The day it was settled",
        description="Leave it empty for today.",
    )
    settled = RadioField(
        "Do they say that it is settled?",
        [Needed("Choose what they say")],
        choices=choices(
            ("yes", "Yes, they told me so"),
            ("partly", "Partly"),
            ("no", "No"),
            ("not_asked", "I have not asked"),
        ),
    )
    told = RadioField(
        "Did you tell them that they can still make a formal complaint?",
        [Needed("Choose whether you told them. They keep that right.")],
        choices=choices(("yes", "Yes"), ("no", "Not yet: the complaints team tells them")),
    )
