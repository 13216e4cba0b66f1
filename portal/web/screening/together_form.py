"""How two items belong together, said beside both; and why that is taken back."""

from typing import Any, ClassVar

from portal.domain.vocabulary import LinkKind
from portal.services.linking import BY_HAND
from portal.web.fields import RadioField, choices
from portal.web.screening.forms import DeskForm, reason
from portal.web.screening.words import LINKS
from portal.web.typed import Needed

HINTS = {
    LinkKind.REPEAT.value: "Whether we answered it before is for the checklist.",
    LinkKind.SIBLING.value: "Each child keeps an own complaint. Neither family hears of the other.",
    LinkKind.CODE_LOST.value: "Only where they proved that it is them.",
}
MISSING = "Write why it is taken back"


class TogetherForm(DeskForm):
    """In which way; pressing it notes nothing else."""

    together = RadioField(
        "How do they belong together?",
        [Needed("Choose how they belong together")],
        choices=choices(*((kind.value, LINKS[kind]) for kind in BY_HAND)),
        hints=HINTS,
    )

    @classmethod
    def beginning_with(cls, kind: str | None) -> Any:
        """Return the form with what was chosen on the page before."""
        return cls(formdata=None, data={"together": kind if kind in BY_HAND else None})


class ApartForm(DeskForm):
    """Why they don't belong together."""

    lacks: ClassVar = {
        "reason": ("apart_reason", MISSING),
        "reason_short": ("apart_reason", "Say why in a sentence, so that others understand it"),
    }
    apart_reason = reason("Why is it taken back?", "It stays in the history of both.", missing=MISSING)
