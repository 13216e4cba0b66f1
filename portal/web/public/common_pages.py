"""What several short journeys share: the pages on danger and contact, and the team."""

from dataclasses import replace

from portal.web.answers import Answers
from portal.web.contact import CONTACT, ContactForm, is_danger
from portal.web.journey_pages import Page
from portal.web.public.complaint_forms import UNKNOWN, DangerForm

DANGER = Page(
    name="danger",
    title="Is anybody in danger now?",
    form=DangerForm,
    template="public/complaint_danger.html",
    alone=is_danger,
    not_alone="Choose “Yes, now” or “somebody is not safe” to send just this. Or press Continue.",
)
SAFE_CONTACT = Page(
    name=CONTACT,
    title="How and when is it safe to reach you?",
    form=ContactForm,
    lead=("You can leave all of this out. If you choose nothing, we only write on your private page.",),
    why="Everybody who works on it sees this first and has to keep to it.",
)
HEAR_FROM_US = replace(
    SAFE_CONTACT,
    title="Would you like to hear from us?",
    lead=("You can leave all of this out. We never put your words in an e-mail.",),
)
WORDS = "public/words.html"


def team_code(answers: Answers, page: str) -> str | None:
    """Return the code of the team that was chosen on a page, or None."""
    chosen = answers.one(page, "team")
    return chosen if chosen and chosen != UNKNOWN else None
