"""What both journeys of these pages ask; codes never change meaning."""

from portal.web.fields import RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short

STATUSES = choices(
    ("child_in_need", "They have a social worker, and live at home"),
    ("protection_plan", "They are on a child protection plan"),
    ("in_care", "They are in care"),
    ("care_leaver", "They have left care"),
    ("unsure", "I am not sure"),
)
AGREEMENT = choices(
    ("agreed", "Yes, they have agreed"),
    ("knows", "They know, and have not said"),
    ("not_asked", "They do not know yet"),
    ("cannot", "They are too young or too ill to say"),
)
WHOSE_CARER = "Are you this young person’s own parent, foster carer or special guardian?"
THEIRS = choices(("yes", "Yes, now or when it happened"), ("no", "No"))


class NothingAsked(PageForm):
    """A page that tells something and asks nothing."""


class DangerForm(PageForm):
    """Whether somebody is not safe."""

    danger = RadioField(
        "Is the young person, or anybody else, in danger or not safe?",
        choices=choices(
            ("yes", "Yes, now"), ("unsafe", "Not this minute, but somebody is not safe"), ("no", "No")
        ),
    )
    words = long("If so: who, where, and what is happening?", "Add a number where we can ring you.")


class ReachThemForm(PageForm):
    """How the young person can be asked without anybody getting hurt by it."""

    how = short(
        "How can we reach them?",
        "For example: a mobile number, at school, or with you beside them.",
        autocomplete="off",
    )
    when = short("When is it safe?", "For example: after school, never at home.", autocomplete="off")
    must_not_know = short(
        "Who must not find out?", "We will not tell them that anybody wrote.", autocomplete="off"
    )
