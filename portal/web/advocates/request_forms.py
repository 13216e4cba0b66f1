"""The questions of whoever asks for an advocate, for themselves or for a child."""

from typing import Any

from portal.web.advocates.forms import AGREEMENT, STATUSES, THEIRS, WHOSE_CARER
from portal.web.advocates.forms import DangerForm as DangerToSomebody
from portal.web.fields import CheckboxesField, DatePartsField, LongTextField, RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short
from portal.web.typed import LONGER, AtMost, Needed, TodayOrLater
from portal.web.widgets import Textarea

SAY_WHAT = "Say what you want help with. One sentence, or one tick, is enough."


class DangerForm(DangerToSomebody):
    """Whether whoever asks, or somebody else, is not safe."""

    danger = RadioField(
        "Are you, or is anybody else, in danger or not safe?",
        choices=choices(
            ("yes", "Yes, now"), ("unsafe", "Not this minute, but somebody is not safe"), ("no", "No")
        ),
    )


class WhoForForm(PageForm):
    """Who needs the advocate."""

    who = RadioField(
        "Who is the advocate for?",
        choices=choices(("young_person", "For me"), ("someone_else", "For a child or young person I know")),
        hints={
            "young_person": "You are a child or young person, or you have left care. A few short pages.",
            "someone_else": "You are a parent, a carer, a worker or a friend.",
        },
    )


class HelpWantedForm(PageForm):
    """What an advocate is wanted for: a tick or a sentence is enough."""

    what = CheckboxesField(
        "Choose what fits",
        choices=choices(
            ("started", "To get something started"),
            ("changed", "To get something changed"),
            ("stopped", "To get something stopped"),
            ("meeting", "To be heard at a meeting"),
            ("complaint", "To make a complaint"),
            ("other", "Something else"),
        ),
    )
    words = LongTextField(
        "Or say it in your own words",
        [AtMost(LONGER)],
        description="Spelling does not matter.",
        widget=Textarea(rows=6, limit=LONGER),
    )

    def validate_words(self, field: Any) -> None:
        """Ask for words only where nothing was ticked."""
        if not self.what.data:
            Needed(SAY_WHAT)(self, field)


class MeForm(PageForm):
    """The young person who asks; every answer can be left out."""

    name = short("What is your name?", "Your first name is enough.", autocomplete="off")
    age = short("How old are you?", width="3", inputmode="numeric", autocomplete="off")
    legal_status = RadioField(
        "Which of these fits you?",
        choices=choices(
            ("child_in_need", "I live at home and have a social worker"),
            ("protection_plan", "I am on a child protection plan"),
            ("in_care", "I am in care"),
            ("care_leaver", "I have left care"),
            ("unsure", "I am not sure"),
        ),
    )
    living = short(
        "Where do you live?",
        "For example: with my gran, in a foster family, in a children’s home.",
        autocomplete="off",
    )
    worker = short("Who is your social worker or adviser?", "If you have one.", autocomplete="off")


class ChildForm(PageForm):
    """The child an adult asks for."""

    name = short("The young person’s name", "A first name is enough.", autocomplete="off")
    born = short("Age or date of birth, if you know", width="20", autocomplete="off")
    legal_status = RadioField("What is their legal status?", choices=STATUSES)
    authority = short(
        "Has another council placed them here? Which one?",
        "Only if you know. Leave this out if it is our council.",
        autocomplete="off",
    )
    living = short(
        "Where do they live?",
        "In a few words. For example: with foster carers, at home, in a children’s home.",
        autocomplete="off",
    )


class ResponsibleForm(PageForm):
    """Who has parental responsibility, and which worker they have."""

    responsible = short(
        "Who has parental responsibility?",
        "The people with a parent’s rights and duties in law, if you know.",
        autocomplete="off",
    )
    worker = short("Who is their social worker or other worker?", "If you know.", autocomplete="off")


class AgreementForm(PageForm):
    """Whether the young person knows of this, and agrees."""

    agreement = RadioField("Do they know about this, and agree?", choices=AGREEMENT)
    words = long("What have they said about it?", "You can leave this out.", rows=3)


class ByWhenForm(PageForm):
    """By when an advocate is needed."""

    on = DatePartsField(
        "On which day, if you know?", [TodayOrLater()], what="The day", description="For example, 27 3 2027"
    )
    words = short("What is it?", "For example: a review at school.", autocomplete="off")


class AdvocateWantedForm(PageForm):
    """What makes it easier to talk with an advocate."""

    gender = RadioField(
        "Should the advocate be a woman or a man?",
        choices=choices(("woman", "A woman"), ("man", "A man"), ("either", "Either is fine")),
    )
    language = short(
        "Which language is best, or is an interpreter needed?",
        "For example: Polish, or British Sign Language.",
        autocomplete="off",
    )
    communication = short(
        "What helps with talking and understanding?",
        "For example: pictures, more time, a quiet place.",
        autocomplete="off",
    )


class RiskForm(PageForm):
    """What keeps an advocate safe who comes to meet somebody."""

    words = long(
        "What should an advocate know before they visit?",
        "For example: who else is there, or a dog. Leave this out if there is nothing.",
        rows=4,
    )


class AskerForm(PageForm):
    """The adult who asks for a child."""

    who = RadioField(
        "Who are you?",
        choices=choices(
            ("parent", "A parent, or somebody with parental responsibility"),
            ("foster_carer", "A foster carer"),
            ("relative", "A relative"),
            ("friend", "A friend"),
            ("social_worker", "A social worker or personal adviser"),
            ("professional", "A teacher, health worker, or somebody else who works with them"),
            ("someone_else", "Somebody else"),
        ),
    )
    theirs = RadioField(WHOSE_CARER, choices=THEIRS)
    name = short("Your name", autocomplete="name")
    organisation = short("Your organisation, if you have one", autocomplete="organization")
