"""Handing over what an officer holds: all of it, or what was ticked."""

from typing import Any, ClassVar

from portal.services.handing_over import Officer
from portal.web.fields import RadioField, SelectField, choices
from portal.web.screening.forms import DeskForm, number_of, reason
from portal.web.typed import Needed

ALL, TICKED = "all", "ticked"


class HandOverForm(DeskForm):
    """From one officer to another, with the reason."""

    lacks: ClassVar = {
        "ticked": ("which", "Tick at least one item in the list, or choose all"),
        "to": ("hand_to", "Choose somebody who screens"),
        "reason": ("hand_reason", "Write the reason"),
    }
    which = RadioField(
        "What do you hand over?",
        [Needed("Say what you hand over")],
        choices=choices((ALL, "Everything they hold"), (TICKED, "What I ticked above")),
    )
    hand_to = SelectField("To whom?", [Needed("Choose an officer")])
    hand_reason = reason("Why?", "It stands in the history.", rows=2)

    def offering(self, officers: tuple[Officer, ...], from_id: int) -> "HandOverForm":
        """Put everybody else into the list."""
        others = ((str(one.id), one.name) for one in officers if one.id != from_id)
        self.hand_to.choices = choices(("", "Choose"), *others)
        return self

    @property
    def to_id(self) -> int:
        """The officer who was chosen."""
        return number_of(self.hand_to.data)


def empty_form(officers: tuple[Officer, ...], from_id: int) -> Any:
    """Return the form as the page first shows it."""
    return HandOverForm(formdata=None).offering(officers, from_id)
