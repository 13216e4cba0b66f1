"""The way of an officer from the desk to the acknowledgement, load by load, without JavaScript."""

import re
from collections.abc import Iterator

from portal.domain.vocabulary import Kind
from tests.pages import Page, PageClient
from tests.services.screening_steps import COMPLETE

BLANK = re.compile(r"\[[^\]]*\]")
POINT = {"point_words": "The plan was changed and nobody told them why."}


def from_claim_to_acknowledgement(officer: PageClient, reference: str) -> Iterator[tuple[str, Page]]:
    """Yield each page that is loaded, with what was pressed for it; an adult's complaint, nobody at risk."""
    page = officer.get_page(f"/screening/{reference}")
    yield "open it", page
    page = officer.submit(page, button="Claim this item")
    yield "claim", page
    page = officer.submit(page, {"safeguarding": "none"}, button="Save and go on")
    yield "safeguarding", page
    page = officer.submit(page, COMPLETE[Kind.COMPLAINT], button="Save the checklist")
    yield "checklist", page
    page = officer.submit(page, POINT, button="Add the point")
    yield "point", page
    page = officer.submit(page, {"route": "statutory"}, button="Use this route")
    yield "route and its letter", page
    letter = BLANK.sub("so", str(page.field("decision_message")))
    words = {"decision_reason": "A parent, about care.", "decision_message": letter}
    yield "decide and acknowledge", officer.submit(page, words, button="Decide")
