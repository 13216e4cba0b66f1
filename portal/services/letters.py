"""The first message to the person: its draft, and the finished words with every right stated."""

from collections.abc import Mapping
from datetime import date

from portal.domain.complaint_routes import refusal_grounds
from portal.domain.errors import Incomplete
from portal.domain.opening_letters import (
    LetterFacts,
    has_blanks,
    opening_message,
    with_fixed_lines,
    with_rights,
)
from portal.domain.vocabulary import Kind, Route
from portal.models.feedback import Feedback
from portal.services.council import current_council
from portal.services.now import today

CHILDREN = frozenset({"child", "care_leaver"})


def draft_message(
    feedback: Feedback, about: Route | str, answers: Mapping[str, str], reply_by: date | None = None
) -> str:
    """Return the draft of the message for a route, or for what was sent twice or withdrawn."""
    return opening_message(about, feedback.audience, _letter_facts(feedback, answers, reply_by))


def finish_message(feedback: Feedback, about: Route | str, answers: Mapping[str, str], message: str) -> str:
    """Return what is sent, with every right the officer's words left out; an empty message stays empty.

    Raises Incomplete(("message",)) while a place to be filled is still there.
    """
    if has_blanks(message):
        raise Incomplete(("message",))
    if not message.strip():
        return ""
    return with_rights(message, about, feedback.audience, _letter_facts(feedback, answers, None))


def finish_other_message(feedback: Feedback, message: str) -> str:
    """Return a message beside the decision as it is sent: what the person can still do stands at its end."""
    return with_fixed_lines(message, feedback.audience, _letter_facts(feedback, {}, None))


def _letter_facts(feedback: Feedback, answers: Mapping[str, str], reply_by: date | None) -> LetterFacts:
    council = current_council()
    providers = council.advocacy_on(today())
    return LetterFacts(
        reference=feedback.reference,
        council=council.name,
        team=council.contact.team_name,
        ombudsman=council.ombudsman.name,
        ombudsman_phone=council.ombudsman.phone,
        ombudsman_website=council.ombudsman.website,
        reply_by=reply_by,
        early_label=council.early_resolution.label,
        advocate=providers[0].name if providers else "",
        grounds=tuple(code for code, _ in refusal_grounds(answers)),
        for_child=answers.get("who") in CHILDREN,
        wants_advocate=feedback.kind is Kind.ADVOCATE_REQUEST,
    )
