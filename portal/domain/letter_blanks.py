"""What of a letter is still to be written: the places left in brackets, and a reason that says nothing."""

import re

from portal.domain import opening_letter_texts as texts
from portal.domain.opening_letters import NUMBERED, LetterFacts, facts_for, fill, said_on, with_rights
from portal.domain.substance import is_of_substance
from portal.domain.vocabulary import Audience, LetterStyle, Route

# Whatever stands in brackets with a letter in it; a place of ours also where its end was taken away.
BLANK = re.compile(r"\[[^\[\]\n]*[^\W\d_][^\[\]\n]*\]|" + re.escape(texts.BLANK) + r"\b[^\[\]\n]*")
# What the person is told instead of what they asked for has to say why.
TOLD_WHY = frozenset(
    {
        Route.REFUSED,
        Route.SIGNPOSTED,
        Route.OTHER_AUTHORITY,
        Route.DUTY_MATTER,
        Route.EARLY_RESOLUTION,
        Route.RESOLVED_AT_FIRST_CONTACT,
    }
)
HERE = "{reason}"


def blanks_in(message: str) -> tuple[str, ...]:
    """Return every place of a message that is still to be filled, as it stands there, each once."""
    lines = (line for line in message.split("\n") if not NUMBERED.match(line))
    return tuple(dict.fromkeys(found.strip() for line in lines for found in BLANK.findall(line)))


def says_why(
    message: str, route: Route | str, audience: Audience, facts: LetterFacts, style: LetterStyle
) -> bool:
    """Whether a message gives a reason of some words, where its route owes the person one."""
    said = said_on(route, audience, facts, style)
    if route not in TOLD_WHY or not any(HERE in line for line in said):
        return True
    own = _own_paragraphs(message, route, audience, facts, style)
    for opening in (line.partition(HERE)[0].strip() for line in said if HERE in line):
        given = [one.removeprefix(opening) for one in own if opening and one.startswith(opening)]
        if given:
            return is_of_substance(given[0])
    places = sum(1 for line in said if HERE in line or texts.BLANK in line)
    if places == len(own) > 1:
        return is_of_substance(own[0])
    ours = (line for line in said if HERE not in line and texts.BLANK not in line)
    is_ours = any(line in message for line in ours)  # then why, and who can help, stand in what is left
    return is_of_substance(" ".join(own), times=places if is_ours else 1)


def _own_paragraphs(
    message: str, route: Route | str, audience: Audience, facts: LetterFacts, style: LetterStyle
) -> list[str]:
    """Return what of a message is the officer's, by paragraphs, and no sentence or list of ours."""
    plain, facts = int(style is not LetterStyle.ADULT), facts_for(style, facts)
    said = said_on(route, audience, facts, style)
    ours = with_rights("", route, audience, facts, style).split("\n\n")
    ours += [fill(pair[plain], facts, plain) for pair in (texts.HELLO, *texts.RIGHTS)]
    ours += [fill(line, facts, plain) for line in (texts.SIGNED, *said)]
    known = {" ".join(one.split()) for one in ours}
    ends = [fill(line.rpartition("]")[2].strip(), facts, plain) for line in said if texts.BLANK in line]
    own = []
    for part in re.split(r"\n\s*\n", message.replace("\r\n", "\n")):
        paragraph = " ".join(part.split())
        if paragraph not in known and not _is_list(part):
            end = next((end for end in ends if end and paragraph.endswith(end)), "")
            own.append(paragraph.removesuffix(end).strip())
    return [one for one in own if one]


def _is_list(paragraph: str) -> bool:
    return any(NUMBERED.match(line) for line in paragraph.split("\n"))
