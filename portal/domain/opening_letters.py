"""The first message: what will happen to what somebody sent; an officer finishes it, and rights stay in it.

Whatever the officer changes, the next step that is the person's by right and, where they get less than they
asked for, the Ombudsman and how to tell us what we missed are put back before anybody signs or sends it.
"""

from dataclasses import dataclass
from datetime import date

from portal.domain import opening_letter_texts as texts
from portal.domain.clocks import in_words
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Audience, Route

SENT_TWICE, WITHDRAWN = texts.SENT_TWICE, texts.WITHDRAWN
PROCEDURES = frozenset({Route.STATUTORY, Route.CORPORATE})
GET_LESS = frozenset(
    {
        Route.REFUSED,
        Route.OTHER_AUTHORITY,
        Route.SIGNPOSTED,
        Route.DUTY_MATTER,
        Route.RESOLVED_AT_FIRST_CONTACT,
        SENT_TWICE,
        WITHDRAWN,
    }
)
WITH_ADVOCATE = frozenset({*GET_LESS, *PROCEDURES, Route.EARLY_RESOLUTION})


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a draft needs to know of council and item; ``grounds`` are the codes of a refusal's grounds.

    ``for_child`` says that a child or care leaver complains, through whichever door, and ``wants_advocate``
    that an advocate is wanted and no answer.
    """

    reference: str
    council: str
    team: str
    ombudsman: str
    ombudsman_phone: str
    ombudsman_website: str
    reply_by: date | None = None
    early_label: str = "early resolution"
    advocate: str = ""
    grounds: tuple[str, ...] = ()
    for_child: bool = False
    wants_advocate: bool = False


def opening_message(route: Route | str, audience: Audience, facts: LetterFacts) -> str:
    """Return the draft for a route (or SENT_TWICE, WITHDRAWN) in words that fit the audience."""
    young = audience in YOUNG_AUDIENCES
    variants = texts.YOUNG if young else texts.ADULT
    if audience is Audience.STAFF and route in texts.TO_COLLEAGUE:  # who passed it on opens the page
        variants = texts.TO_COLLEAGUE
    rights = [pair[young] for _, pair in _rights(route, audience, facts)]
    is_wanted = facts.wants_advocate and route is Route.DUTY_MATTER
    said = texts.ADVOCATE_WANTED[young] if is_wanted else variants[route]
    paragraphs = [texts.HELLO[young], *said, *rights, texts.SIGNED]
    return "\n\n".join(_filled(paragraph, facts) for paragraph in paragraphs)


def with_rights(message: str, route: Route | str, audience: Audience, facts: LetterFacts) -> str:
    """Return the message with every right stated that the officer's own words leave out."""
    young = audience in YOUNG_AUDIENCES
    lacking = [
        _filled(pair[young], facts)
        for marker, pair in _rights(route, audience, facts)
        if _filled(marker, facts).casefold() not in message.casefold()
    ]
    return "\n\n".join([message.strip(), *lacking])


def with_fixed_lines(message: str, audience: Audience, facts: LetterFacts) -> str:
    """Return any other message ending with how to ask us to look again, and with the Ombudsman."""
    young = audience in YOUNG_AUDIENCES
    fixed = [_filled(pair[young], facts) for pair in (texts.LOOK_AGAIN, texts.OMBUDSMAN_ANY_TIME)]
    return "\n\n".join([message.strip(), *(line for line in fixed if line not in message)])


def has_blanks(message: str) -> bool:
    """Whether a place that the officer has to fill is still there."""
    return texts.BLANK in message


def _rights(
    route: Route | str, audience: Audience, facts: LetterFacts
) -> tuple[tuple[str, tuple[str, str]], ...]:
    """Return what a message on this route has to state: (words that show it is there, the sentence) each."""
    rights: list[tuple[str, tuple[str, str]]] = []
    if route in PROCEDURES:
        rights += [("stage 2", texts.STAGE_2), ("{phone}", texts.OMBUDSMAN_LATER)]
    if route is Route.EARLY_RESOLUTION:
        rights.append(("formal complaint", texts.STILL_FORMAL))
    if route is Route.REFUSED and "proceedings" in facts.grounds:
        rights.append(("come back", texts.COME_BACK))
    if route is Route.REFUSED and {"representative", "not_their_view"} & set(facts.grounds):
        rights.append(("young person can still", texts.CHILD_CAN))
    if route in GET_LESS:
        rights += [("what we missed", texts.MISSED), ("{phone}", texts.OMBUDSMAN)]
    if route in WITH_ADVOCATE and (facts.for_child or audience in YOUNG_AUDIENCES):
        rights.append(("advocate", texts.ADVOCATE_HELPS))
    return tuple(rights)


def _filled(paragraph: str, facts: LetterFacts) -> str:
    return paragraph.format(
        reference=facts.reference,
        council=facts.council,
        team=facts.team,
        ombudsman=facts.ombudsman,
        phone=facts.ombudsman_phone,
        website=facts.ombudsman_website,
        reply_by=in_words(facts.reply_by) if facts.reply_by else "the date on this page",
        early=facts.early_label[:1].lower() + facts.early_label[1:],
        advocate=facts.advocate or "an advocate",
        reason=texts.REASON,
    )
