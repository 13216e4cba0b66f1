"""What somebody who writes for somebody else is asked: how it came, when, and whether it was read back."""

from typing import Any

from portal.domain.vocabulary import ReadBack
from portal.web.fields import CheckboxesField, DatePartsField, RadioField, choices
from portal.web.journey_pages import PageForm
from portal.web.questions import long, short
from portal.web.receipt_day import ReceiptDay
from portal.web.typed import Needed
from portal.web.widgets import Checkboxes, Radios

SPOKEN = ("phone", "in_person")
WAYS = (
    ("phone", "By telephone"),
    ("letter", "By letter or on paper"),
    ("email", "By e-mail"),
    ("in_person", "In person"),
)


class CameForm(PageForm):
    """How and when it reached the council; clocks count from that day and not from today."""

    came_by = RadioField(
        "How did it come?", [Needed("Choose how it came")], choices=choices(*WAYS), widget=Radios()
    )
    on = DatePartsField(
        "On what day did it first reach anybody in the council?",
        [ReceiptDay("came_by")],
        what="The day it came",
        description="All clocks count from this day. Leave it empty for a call or a talk today.",
    )
    taken_by = short("Who took it or opened it?", "A name or a team. Leave it empty if it was you.")


class ReadBackForm(PageForm):
    """Whether the person heard what was written down."""

    read_back = RadioField(
        "Did you read it back to them, and did they agree?",
        [Needed("Choose whether you read it back")],
        choices=choices(
            (ReadBack.AGREED, "Yes, and they agreed"),
            (ReadBack.NOT_AGREED, "Yes, and they did not agree with all of it"),
            (ReadBack.NOT_POSSIBLE, "No, it was not possible"),
        ),
    )
    why = long("What did they not agree with, or why was it not possible?", "You can leave this out.", rows=3)


def plain(form: type[PageForm]) -> type[PageForm]:
    """Return the same questions with ordinary choices, where a child's page has pictures."""

    class Plain(form):  # type: ignore[valid-type, misc]
        """The same questions in the dress of the back office."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            """Change what the choices look like, and nothing else."""
            super().__init__(*args, **kwargs)
            for field in self:
                if isinstance(field, RadioField):
                    field.widget = Radios()
                elif isinstance(field, CheckboxesField):
                    field.widget = Checkboxes()

    return Plain
