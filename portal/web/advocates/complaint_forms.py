"""The questions of whoever complains for a young person; codes never change meaning."""

from typing import Any

from wtforms.validators import ValidationError

from portal.domain.vocabulary import AuthorityBasis, Scope
from portal.web.advocates.forms import AGREEMENT, STATUSES, THEIRS, WHOSE_CARER
from portal.web.fields import CheckboxesField, DatePartsField, LongTextField, RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short
from portal.web.typed import LONGEST, AtMost, Needed, TodayOrLater, is_blank
from portal.web.widgets import Textarea

SAY_SOMETHING = "Tell us what happened, in one of the two boxes. One sentence is enough."


class YouForm(PageForm):
    """Who acts for the young person; the only page that goes over to another young person."""

    who = RadioField(
        "Who are you?",
        choices=choices(
            ("advocate", "An advocate from a service or group"),
            ("legal", "A solicitor or other lawyer"),
            ("relative", "A relative"),
            ("friend", "A friend"),
            ("professional", "A teacher, youth worker, or somebody else who works with them"),
            ("parent", "A parent, or somebody with a parent’s rights"),
            ("foster_carer", "A foster carer"),
            ("special_guardian", "A special guardian"),
            ("someone_else", "Somebody else they trust"),
        ),
    )
    name = short("Your name", autocomplete="name")
    organisation = short("Your organisation, if you have one", autocomplete="organization")


class WhoseCarerForm(PageForm):
    """Whether a carer is this young person's own: only then do they complain in their own right."""

    theirs = RadioField(WHOSE_CARER, choices=THEIRS)


class IndependenceForm(PageForm):
    """Whether they are free to be on the young person's side alone."""

    employed = RadioField(
        "Do you work for the service you complain about?",
        choices=choices(("no", "No"), ("yes", "Yes"), ("unsure", "I am not sure")),
        hints={"yes": "For example as their personal adviser (PA) or social worker."},
    )


class YoungPersonForm(PageForm):
    """For whom, and whether they agree."""

    name = short("The young person’s name", "A first name is enough.", autocomplete="off")
    age = short("How old are they?", width="3", inputmode="numeric", autocomplete="off")
    legal_status = RadioField("What is their legal status?", choices=STATUSES)
    worker = short("Who is their social worker or adviser?", "If you know.", autocomplete="off")
    agreement = RadioField("Do they know about this, and agree?", choices=AGREEMENT)


class WhatHappenedForm(PageForm):
    """Two voices, kept apart: at least one of them says something."""

    young_words = LongTextField(
        "What the young person says, in their own words",
        [AtMost(LONGEST)],
        description="Write it as they said it, also where you would put it another way.",
        widget=Textarea(rows=10, limit=LONGEST),
    )
    words = LongTextField(
        "What you want to add",
        [AtMost(LONGEST)],
        description="What you saw or know yourself.",
        widget=Textarea(rows=8, limit=LONGEST),
    )

    def validate_young_words(self, field: Any) -> None:
        """Ask for words where both boxes are empty."""
        if is_blank(self.words.data or ""):
            Needed(SAY_SOMETHING)(self, field)


class ComingForm(PageForm):
    """Something that will not wait."""

    on = DatePartsField(
        "On which day, if you know?", [TodayOrLater()], what="The day", description="For example, 27 3 2027"
    )
    words = short("What is about to happen?", "For example: a move, or a meeting.", autocomplete="off")


class WishesForm(PageForm):
    """What the young person wants to happen."""

    words = long("What would the young person like to happen?")
    advocate = RadioField(
        "Would they like an independent advocate?",
        choices=choices(("yes", "Yes"), ("no", "No"), ("has_one", "They have one"), ("unsure", "Not sure")),
    )
    talk = RadioField(
        "How would they like to be told what happens?",
        choices=choices(
            ("meet", "Somebody comes to meet them"),
            ("write", "A letter or message to them"),
            ("with_me", "With me beside them"),
            ("unsure", "I do not know"),
        ),
    )


class SharingForm(PageForm):
    """What may be told to whoever acts for them, from when to when."""

    scopes = CheckboxesField(
        "What would you like us to share with you?",
        choices=choices(
            (Scope.PROGRESS, "How far it has come, and the dates"),
            (Scope.LETTERS, "Our letters and messages about it"),
            (Scope.MEETINGS, "Meetings about it"),
            (Scope.PERSONAL_INFORMATION, "Personal information about the young person"),
        ),
        hints={
            Scope.MEETINGS: "When they are, what is said, and a seat beside the young person.",
            Scope.PERSONAL_INFORMATION: "Only where the complaint needs it.",
        },
    )
    starts = DatePartsField("From which day?", what="The first day", description="Empty means from today.")
    ends = DatePartsField(
        "Until which day?",
        [TodayOrLater()],
        what="The last day",
        description="Empty means until the young person or we end it.",
    )

    def validate_ends(self, field: Any) -> None:
        """Refuse a last day before the first."""
        if field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError("Write a last day that is not before the first day, or leave it empty")


class ProofForm(PageForm):
    """How the young person's yes reaches us."""

    basis = RadioField(
        "How can we know that they agree?",
        choices=choices(
            (AuthorityBasis.CHILD_WILL_CONFIRM, "They will tell us themselves, when we ask them"),
            (AuthorityBasis.PROOF, "They have signed a paper"),
        ),
        hints={AuthorityBasis.PROOF: "You can add a photo of it below, or later on the private page."},
    )
