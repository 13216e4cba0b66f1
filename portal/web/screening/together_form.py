"""The form beside each suggestion: how two pieces belong together."""

from typing import Any, ClassVar

from portal.domain.vocabulary import LinkKind
from portal.web.fields import RadioField, choices
from portal.web.screening.authority_forms import DeedForm
from portal.web.screening.words import LINKS
from portal.web.typed import Needed

OFFERED = (LinkKind.REPEAT, LinkKind.SIBLING, LinkKind.RESPONSE_TO, LinkKind.ESCALATED_FROM)


class TogetherForm(DeedForm):
    """How a suggested piece belongs with this one; leaving it alone says that it does not."""

    lacks: ClassVar[dict[str, Any]] = {}
    together = RadioField(
        "How do they belong together?",
        [Needed("Choose how they belong together")],
        choices=choices(*((kind.value, LINKS[kind]) for kind in OFFERED)),
    )
