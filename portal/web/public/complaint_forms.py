"""The questions of the adult complaint; the codes of choices are stored, so they never change meaning."""

from wtforms.fields.choices import SelectChoice

from portal.services.council import current_council
from portal.services.now import today
from portal.web.fields import (
    CheckboxesField,
    DatePartsField,
    LongTextField,
    PhoneField,
    RadioField,
    SelectField,
    choices,
)
from portal.web.journey_pages import MOUNTED, PageForm
from portal.web.questions import long, short
from portal.web.typed import LONGER, LONGEST, SHORT, AtMost, Needed, TodayOrLater
from portal.web.widgets import Textarea

UNKNOWN = "unknown"
YOUNG_JOURNEYS = {"twelve-and-over": "Pages for 12 and over", "under-twelve": "Pages for under 12"}


class DangerForm(PageForm):
    """Whether somebody is not safe; read by the duty team."""

    danger = RadioField(
        "Is somebody in danger, or not safe?",
        choices=choices(
            ("yes", "Yes, now"), ("unsafe", "Not this minute, but somebody is not safe"), ("no", "No")
        ),
    )
    words = long(
        "If somebody is not safe: who, where, and what is happening?",
        "You can leave this out.",
    )
    phone = PhoneField(
        "May we ring you? Your number, if it is safe", [AtMost(SHORT)], description="You can leave this out."
    )


class WhoForm(PageForm):
    """In what capacity somebody writes."""

    who = RadioField(
        "Who are you?",
        choices=choices(
            ("parent", "A parent"),
            ("carer", "Somebody who looks after a child"),
            ("foster_carer", "A foster carer"),
            ("relative", "A grandparent, brother, sister or other relative"),
            ("special_guardian", "A special guardian"),
            ("adopter", "Somebody who has adopted a child, or wants to"),
            ("care_leaver", "Somebody who was in care (a care leaver)"),
            ("young_person", "A child or young person"),
            ("someone_else", "Somebody else"),
        ),
        hints={"carer": "For example a step-parent or a family friend"},
        reveals={"someone_else": "other"},
    )
    other = short("How would you describe yourself?", "For example: a neighbour, a teacher, an adopted adult")


def young_choices() -> list[SelectChoice]:
    """Return the young people's journeys there are, and staying here."""
    there = ((name, label) for name, label in YOUNG_JOURNEYS.items() if name in MOUNTED)
    return choices(*there, ("stay", "No, I will go on here"))


class YoungPagesForm(PageForm):
    """An offer: the young people's pages, with the words kept."""

    pages = RadioField("Would you like the pages made for young people?", choices=young_choices)


class NothingAsked(PageForm):
    """A page that tells something and asks nothing."""


class ChildForm(PageForm):
    """One child it is about."""

    name = short("The child’s name", "A first name is enough", autocomplete="off")
    born = short("Age or date of birth, if you know", autocomplete="off", width="20")
    relation = short(
        "What are you to this child?", "For example: mother, grandad, foster carer", autocomplete="off"
    )


class ResponsibilityForm(PageForm):
    """Parental responsibility."""

    responsibility = RadioField(
        "Do you have parental responsibility?",
        choices=choices(
            ("yes", "Yes"), ("some", "For some of the children"), ("no", "No"), ("unsure", "I’m not sure")
        ),
        reveals={"some": "which"},
    )
    which = short("For which children do you have it?")


class InterestForm(PageForm):
    """The six facts that show sufficient interest in a child's welfare (Staffordshire's test, DOMAIN 1.2)."""

    facts = CheckboxesField(
        "Which of these are true for you?",
        choices=choices(
            ("court", "I am part of a court case about the child"),
            (
                "meetings",
                "I am asked to meetings about the child, such as child protection or family meetings",
            ),
            ("contact", "I am often in touch with the child’s social worker"),
            ("plans", "I am told about the plans for the child"),
            ("care", "The child has lived with me, or I have looked after them"),
            ("none", "None of these"),
        ),
        none_value="none",
    )
    seen = RadioField(
        "How do you know what happened?",
        choices=choices(
            ("saw", "I was there, or it happened to me"),
            ("told", "Somebody told me"),
            ("both", "Some of each"),
        ),
    )


class WhatHappenedForm(PageForm):
    """The words everything else hangs on; the only question that needs an answer."""

    words = LongTextField(
        "What happened, in your own words",
        [Needed("Tell us what happened. A few words are enough."), AtMost(LONGEST)],
        description="If it is about several things, you can number them.",
        widget=Textarea(rows=14, limit=LONGEST),
    )


class StartedForm(PageForm):
    """When it began, as near as people can say."""

    how_long = RadioField(
        "When did it start?",
        choices=choices(
            ("within_a_year", "In the last 12 months"),
            ("over_a_year", "More than 12 months ago"),
            ("unsure", "I’m not sure"),
        ),
    )
    when = short("Roughly when did it start?", "A month and a year are enough, like March 2026", width="20")
    still = RadioField(
        "Is it still going on?", choices=choices(("yes", "Yes"), ("no", "No"), ("unsure", "I’m not sure"))
    )


class WhyNowForm(PageForm):
    """Why somebody comes after more than a year; never a reason to refuse at the form."""

    words = long(
        "What made it hard to tell us before?", "For example: you were ill, afraid, or did not know you could"
    )


class AffectedForm(PageForm):
    """What it did to people."""

    words = long("How did it affect you, or the child?", limit=LONGER, rows=8)


class AboutToHappenForm(PageForm):
    """Something that will not wait for the usual time."""

    what = CheckboxesField(
        "What is about to happen?",
        choices=choices(
            ("move", "A child may be moved"),
            ("contact", "Time with family may stop or change"),
            ("help", "Help or money may stop"),
            ("meeting", "A meeting or a decision"),
            ("other", "Something else"),
            ("no", "Nothing like that"),
        ),
        none_value="no",
    )
    on = DatePartsField(
        "On which day will it happen, if you know?",
        [TodayOrLater()],
        what="The day",
        description="For example, 27 3 2027",
    )
    words = long("What should we know about what is coming?", rows=4)


class PutRightForm(PageForm):
    """What would put it right: the remedies of the Complaint Handling Code, in plain words (DOMAIN 2)."""

    wanted = CheckboxesField(
        "What do you want us to do?",
        choices=choices(
            ("apology", "Say sorry"),
            ("acknowledgement", "Agree that it went wrong"),
            ("explanation", "Explain why it happened"),
            ("service_started", "Do what should have been done, or do it sooner"),
            ("decision_changed", "Look at a decision again"),
            ("record_corrected", "Put a record right, or add my side to it"),
            ("money", "Pay back money, or make up for a loss"),
            ("policy_changed", "Change how you work, so that it does not happen again"),
            ("something_else", "Something else"),
        ),
    )
    words = long("What else would put it right, in your own words?", rows=4)


def team_choices() -> list[SelectChoice]:
    """Return the council's teams of today."""
    teams = current_council().teams_on(today())
    return choices(
        ("", "Choose, if you know"), (UNKNOWN, "I don’t know"), *((team.code, team.label) for team in teams)
    )


class TeamForm(PageForm):
    """Whom it is about."""

    team = SelectField("Which team?", choices=team_choices)
    worker = short("The name of the worker, if it is about one", "A first name is enough", autocomplete="off")


class CourtForm(PageForm):
    """What else is looking at the same thing."""

    court = RadioField(
        "Is a court, a tribunal or the police looking at it?",
        choices=choices(
            ("none", "No"),
            ("ongoing", "Yes, now"),
            ("finished", "Yes, but it has finished"),
            ("unsure", "I’m not sure"),
        ),
    )
    which = CheckboxesField(
        "Which of these is it?",
        choices=choices(("court", "A court"), ("tribunal", "A tribunal"), ("police", "The police")),
    )


class ToldBeforeForm(PageForm):
    """Whether the council has heard of it before."""

    told = RadioField(
        "Have you told us about this before?",
        choices=choices(
            ("no", "No"),
            ("waiting", "Yes, and I am waiting for an answer"),
            ("answered", "Yes, and I had an answer"),
            ("unsure", "I’m not sure"),
        ),
    )
    words = long("If you have: whom did you tell, when, and what did they say?", rows=4)
