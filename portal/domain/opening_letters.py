"""The first message: what will happen to what somebody sent; an officer finishes it, and rights stay in it.

Whatever the officer changes, the numbered points as they were defined, the stage and the day of the answer,
the next step that is the person's by right and, where they get less than they asked for, the Ombudsman and
how to tell us what we missed are put back before anybody signs or sends it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from portal.domain import opening_letter_texts as texts
from portal.domain.clocks import in_words
from portal.domain.suggestion import YOUNG_AUDIENCES
from portal.domain.vocabulary import Audience, LetterStyle, Route
from portal.domain.young_letter_texts import TWELVE_AND_OVER

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
NUMBERED = re.compile(r"\s*(\d+)[.)]\s+(.*)")
EASY_READ_JOURNEYS = "easy-read"

BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s()-]+(?=\d)")

Needed = tuple[str, tuple[str, str]]  # words that show that it is there, and the sentence: adult, young


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a draft needs to know of council and item; ``grounds`` are the codes of a refusal's grounds.

    ``for_child`` says that a child or care leaver complains, through whichever door, and ``wants_advocate``
    that an advocate is wanted and no answer. ``points`` are the agreed words by number. ``days`` are working
    days after ``received_on``; ``stages`` is how many the procedure has, ``answered_by`` the title of who
    answers at the first, and ``request_days`` the working days in which the second can be asked for.
    ``older`` says that it is for whoever is 12 or over, ``late`` that ``reply_by`` is past,
    ``other_points`` that other letters are about other points, and ``sent_back`` that the Ombudsman sent it
    here to be answered first.
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
    points: Mapping[int, str] = field(default_factory=dict)
    procedure: str = ""
    stages: int = 3
    days: int = 10
    received_on: date | None = None
    answered_by: str = ""
    request_days: int | None = None
    late: bool = False
    older: bool = False
    other_points: bool = False
    sent_back: bool = False
    team_phone: str = ""
    team_address: tuple[str, ...] = ()


def style_for(audience: Audience, journey: str = "") -> LetterStyle:
    """Return how a letter is worded and set for whoever came through a door."""
    if audience is Audience.UNDER_TWELVE or journey.startswith(EASY_READ_JOURNEYS):
        return LetterStyle.EASY_READ
    return LetterStyle.YOUNG_PERSON if audience is Audience.TWELVE_AND_OVER else LetterStyle.ADULT


def opening_message(
    route: Route | str, audience: Audience, facts: LetterFacts, style: LetterStyle | None = None
) -> str:
    """Return the draft for a route (or SENT_TWICE, WITHDRAWN) in words that fit audience and style."""
    style = style or style_for(audience)
    facts, plain = facts_for(style, facts), int(style is not LetterStyle.ADULT)
    first, *rest = (fill(words, facts, plain) for words in said_on(route, audience, facts, style))
    accepted = route in PROCEDURES
    paragraphs = [
        fill(texts.HELLO[plain], facts, plain),
        first,
        *([fill(texts.SENT_BACK[plain], facts, plain)] if facts.sent_back else []),
        *([fill(texts.STAGE[plain], facts, plain)] if accepted else []),
        *rest,
        *([_listed(route, facts, plain)] if facts.points else []),
        *([texts.OTHER_POINTS[plain]] if facts.other_points else []),
        *([texts.CORRECT[plain]] if accepted and facts.points else []),
        *([fill(_day(texts.ANSWER, facts)[plain], facts, plain)] if accepted else []),
        *(fill(pair[plain], facts, plain) for _, pair in _rights(route, audience, facts)),
        fill(texts.SIGNED, facts, plain),
    ]
    return "\n\n".join(paragraphs)


def with_rights(
    message: str,
    route: Route | str,
    audience: Audience,
    facts: LetterFacts,
    style: LetterStyle | None = None,
) -> str:
    """Return the message with every point and right stated that the officer's own words leave out."""
    style = style or style_for(audience)
    facts, plain = facts_for(style, facts), int(style is not LetterStyle.ADULT)
    message = _as_it_stands(message.replace("\r\n", "\n").strip(), facts, plain)
    message, has_list = _with_points(message, facts)
    # What a point says of an advocate or of stage 2 is no right that is stated.
    said = [line for line in message.split("\n") if not NUMBERED.match(line)]
    lacking: list[str] = []
    for marker, pair in _needed(route, audience, facts):
        words = fill(pair[plain], facts, plain)
        if not _is_said(fill(marker, facts, plain), "\n".join(said), facts):
            said.append(words)
            lacking.append(words)
    if facts.points and not has_list:
        stages = sum(1 for words in lacking if "stage 1" in words)
        lacking.insert(stages, _listed(route, facts, plain))
    return _before_the_end(message, lacking, facts, plain)


def with_fixed_lines(
    message: str, audience: Audience, facts: LetterFacts, style: LetterStyle | None = None
) -> str:
    """Return any other message ending with how to ask us to look again, and with the Ombudsman."""
    plain = int((style or style_for(audience)) is not LetterStyle.ADULT)
    fixed = [fill(pair[plain], facts, plain) for pair in (texts.LOOK_AGAIN, texts.OMBUDSMAN_ANY_TIME)]
    looked_again, ombudsman = fixed
    lacking = [looked_again] if looked_again not in message else []
    lacking += [ombudsman] if not _names_ombudsman(message, facts) else []
    return "\n\n".join([message.strip(), *lacking])


def naming_the_other(message: str, other: str, *, plain: bool) -> str:
    """Return a message about what was sent twice with the reference of the one that is answered."""
    if other in message:
        return message
    line, paragraphs = texts.THE_OTHER[plain].format(other=other), re.split(r"\n\s*\n", message.strip())
    paragraphs.insert(min(2, len(paragraphs)), line)
    return "\n\n".join(paragraphs)


def said_on(
    route: Route | str, audience: Audience, facts: LetterFacts, style: LetterStyle
) -> tuple[str, ...]:
    """Return the sentences of ours that a draft for a route begins with, nothing in them filled yet."""
    if facts.wants_advocate and route is Route.DUTY_MATTER:
        return texts.ADVOCATE_WANTED[style is not LetterStyle.ADULT]
    if audience is Audience.STAFF and route in texts.TO_COLLEAGUE:  # who passed it on opens the page
        return texts.TO_COLLEAGUE[route]
    if style is LetterStyle.ADULT:
        return _days_said(texts.ADULT[route], route, facts, 0)
    young = audience in YOUNG_AUDIENCES or style is LetterStyle.YOUNG_PERSON
    return _days_said((texts.YOUNG if young else texts.EASY)[route], route, facts, 1)


def numbered(points: Mapping[int, str]) -> list[str]:
    """Return the points as lines, each with its number and on one line."""
    return [f"{number}. {' '.join(points[number].split())}" for number in sorted(points)]


def about_points(numbers: Collection[int]) -> str:
    """Return which points a letter is about: "about point 2", "about points 2 and 3"."""
    *first, last = map(str, sorted(numbers))
    return f"about points {', '.join(first)} and {last}" if first else f"about point {last}"


def fill(paragraph: str, facts: LetterFacts, plain: int) -> str:
    """Return a sentence of ours with everything in it that council and item give it."""
    parts = _parts(facts, plain)
    return re.sub(r"\{(\w+)\}", lambda found: parts.get(found[1], found[0]), _own(paragraph, facts))


def facts_for(style: LetterStyle, facts: LetterFacts) -> LetterFacts:
    """Return the facts for a letter of a style, which says whether it is for whoever is 12 or over."""
    return replace(facts, older=style is LetterStyle.YOUNG_PERSON)


def _own(paragraph: str, facts: LetterFacts) -> str:
    return TWELVE_AND_OVER.get(paragraph, paragraph) if facts.older else paragraph


def _days_said(said: tuple[str, ...], route: Route | str, facts: LetterFacts, plain: int) -> tuple[str, ...]:
    """Return sentences with those that promise a day as they are true today."""
    if not facts.late:
        return said
    instead = {promise[plain]: late[plain] for promise, late in texts.LATE.items()}
    late = (texts.HEAR_LATE[plain],) if route is Route.COMMENT else ()
    return (*(instead.get(line, line) for line in said), *late)


def _day(promise: tuple[str, str], facts: LetterFacts) -> tuple[str, str]:
    return texts.LATE[promise] if facts.late else promise


def _as_it_stands(message: str, facts: LetterFacts, plain: int) -> str:
    """Return a message without what was true when its draft was made and is not any more."""
    if facts.late:
        for promise, late in texts.LATE.items():
            message = message.replace(fill(promise[plain], facts, plain), fill(late[plain], facts, plain))
    if not facts.other_points:
        paragraphs = re.split(r"\n\s*\n", message)
        message = "\n\n".join(one for one in paragraphs if one.strip() != texts.OTHER_POINTS[plain])
    return message


def _is_said(marker: str, said: str, facts: LetterFacts) -> bool:
    if marker == facts.ombudsman_phone:
        return _names_ombudsman(said, facts)
    return marker.casefold() in said.casefold()


def _names_ombudsman(message: str, facts: LetterFacts) -> bool:
    """Whether the Ombudsman stands there with a way to reach them, however the number is set."""
    said = BETWEEN_DIGITS.sub("", message).casefold()
    site = re.sub(r"^https?://(www\.)?|/$", "", facts.ombudsman_website).casefold()
    ways = [BETWEEN_DIGITS.sub("", facts.ombudsman_phone), site]
    return "ombudsman" in said and any(way and way in said for way in ways)


def _listed(route: Route | str, facts: LetterFacts, plain: int) -> str:
    intro = (texts.POINTS if route in PROCEDURES else texts.POINTS_BESIDE)[plain]
    return "\n".join([intro, *numbered(facts.points)])


def _needed(route: Route | str, audience: Audience, facts: LetterFacts) -> list[Needed]:
    """Return what a message has to state, in order: an accepted complaint's stage and answer, the rights."""
    rights = [*_rights(route, audience, facts)]
    others: list[Needed] = [("other points", texts.OTHER_POINTS)] if facts.other_points else []
    if route is Route.EARLY_RESOLUTION and facts.reply_by:
        others.append(("{reply_by}", _day(texts.HEAR, facts)))
    if route not in PROCEDURES:
        return [*others, *rights]
    return [
        ("{procedure}", texts.STAGE),
        ("stage 1", texts.STAGE_OF_SEVERAL if facts.stages > 1 else texts.STAGE_ALONE),
        *others,
        *([("this wrong", texts.CORRECT)] if facts.points else []),
        ("{reply_by}", _day(texts.ANSWER, facts)),
        *rights,
    ]


def _with_points(message: str, facts: LetterFacts) -> tuple[str, bool]:
    """Return the message with the points in its list as they were defined, and whether it has a list."""
    paragraphs = [part.strip("\n") for part in re.split(r"\n\s*\n", message)]
    wanted = numbered(facts.points)
    at = next((i for i, part in enumerate(paragraphs) if _is_list(part, wanted)), None)
    if at is None or not wanted:
        return "\n\n".join(paragraphs), False
    lines = paragraphs[at].split("\n")
    first = next((i for i, line in enumerate(lines) if NUMBERED.match(line)), len(lines))
    others = [line for line in lines[first:] if not NUMBERED.match(line)]
    paragraphs[at] = "\n".join([*lines[:first], *wanted, *others])
    return "\n\n".join(paragraphs), True


def _is_list(paragraph: str, wanted: list[str]) -> bool:
    lines = [" ".join(line.split()) for line in paragraph.split("\n")]
    return lines[0] in (*texts.POINTS, *texts.POINTS_BESIDE) or bool(set(wanted) & set(lines))


def _before_the_end(message: str, lacking: list[str], facts: LetterFacts, plain: int) -> str:
    """Return a message with more paragraphs, before its signature where it ends with one."""
    signed = fill(texts.SIGNED, facts, plain)
    if lacking and message.endswith(signed):
        lacking, message = [*lacking, signed], message[: -len(signed)].rstrip()
    return "\n\n".join(filter(None, [message, *lacking]))


def _rights(route: Route | str, audience: Audience, facts: LetterFacts) -> tuple[Needed, ...]:
    """Return what a message on this route has to state: (words that show it is there, the sentence) each."""
    rights: list[Needed] = []
    if route in PROCEDURES:
        has_next = facts.stages > 1
        rights.append(("stage 2", texts.STAGE_2) if has_next else ("happy with the answer", texts.NO_STAGE_2))
        rights.append(("{phone}", texts.OMBUDSMAN_LATER))
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


def _parts(facts: LetterFacts, plain: int) -> dict[str, str]:
    stage = _own((texts.STAGE_OF_SEVERAL if facts.stages > 1 else texts.STAGE_ALONE)[plain], facts)
    who = texts.WHO_IS_KNOWN if facts.answered_by else texts.WHO_IS_NOT
    return {
        "reference": facts.reference,
        "council": facts.council,
        "team": facts.team,
        "ombudsman": facts.ombudsman,
        "phone": facts.ombudsman_phone,
        "website": facts.ombudsman_website,
        "reply_by": in_words(facts.reply_by) if facts.reply_by else "the date on your page",
        "early": facts.early_label[:1].lower() + facts.early_label[1:],
        "advocate": facts.advocate or "an advocate",
        "reason": texts.REASON,
        "or_reach": _or_reach(facts),
        "or_ring": f"You can ring us too: {facts.team_phone}. " if facts.team_phone else "",
        "procedure": facts.procedure,
        "stages": str(facts.stages),
        "stage": stage.replace("{stages}", str(facts.stages)),
        "days": str(facts.days),
        "received": in_words(facts.received_on) if facts.received_on else "the day it came",
        "who": who.replace("{title}", facts.answered_by),
        "ask_in": _own(texts.ASK_IN[plain], facts).replace("{request_days}", str(facts.request_days))
        if facts.request_days
        else "",
    }


def _or_reach(facts: LetterFacts) -> str:
    """Return how else than on the page to answer back: some people have none that they can open."""
    by_phone = f", by telephone on {facts.team_phone}" if facts.team_phone else ""
    by_post = f" or by post to {', '.join(facts.team_address)}" if facts.team_address else ""
    return by_phone + by_post
