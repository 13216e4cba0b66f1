"""The journeys of the public as staff key them in: the same questions, and how and when they came."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from portal.domain.vocabulary import Channel, ReadBack
from portal.services.now import today
from portal.services.staff_entries import CAME, OF_THE_OFFICE, READ_BACK
from portal.services.submission import Keyed
from portal.services.visits import KEYED
from portal.web.access import signed_in
from portal.web.answers import Answers
from portal.web.journey_pages import Condition, Facts, Journey, Page, always
from portal.web.staff.keying_forms import SPOKEN, CameForm, ReadBackForm, plain

PAGE = "staff/keyed_page.html"
FRAME: dict[str, Any] = {
    "intro": "staff/keyed_start.html",
    "check": "staff/keyed_check.html",
    "sent": "staff/keyed_sent.html",
    "sent_title": "It is keyed in",
    "folder": "staff/keyed",
    # Six words belong to the person alone, and nobody is asked who they are by somebody else.
    "accompanied": always,
    "offers_equality": False,
}


def nothing_missing(_answers: Answers) -> dict[str, str]:
    """Say nothing more, and so have the engine judge a page that was never opened, too."""
    return {}


CAME_PAGE = Page(
    name=CAME,
    title="How and when did it reach us?",
    form=CameForm,
    template=PAGE,
    why="The law counts from the day it reached anybody in the council, not from the day it is keyed in.",
    clashes=nothing_missing,
    files=True,
)
READ_BACK_PAGE = Page(
    name=READ_BACK,
    title="Read it back",
    form=ReadBackForm,
    lead=(
        "Read to them what you wrote down. Change what they did not say. Tell them who reads it, and that "
        "they can hear more on their private page.",
    ),
    template=PAGE,
    when=lambda answers: answers.one(CAME, "came_by") in SPOKEN,
    clashes=nothing_missing,
)


def keyed_copy(journey: Journey, title: str) -> Journey:
    """Return a journey as staff fill it in; what it sends says who keyed it in, and from when."""
    asked = tuple(_keyed_page(page) for page in journey.pages if page.for_reader)
    names = {page.name for page in asked}
    return replace(
        journey,
        name=KEYED + journey.name,
        title=title,
        pages=(CAME_PAGE, *asked, READ_BACK_PAGE),
        submission=keyed_facts(journey.submission),
        hands_over=_keyed_hand(journey.hands_over),
        enough=journey.enough if journey.enough in names else asked[0].name,
        says_something=_without_office(journey.says_something),
        send_from="",
        nothing_said="There is nothing in it yet. Write down what they told you.",
        **FRAME,
    )


def keyed_facts(facts_of: Callable[[Answers], Facts]) -> Callable[[Answers], Facts]:
    """Return what reads the facts of a journey, with how it came and who keyed it in."""

    def facts(answers: Answers) -> Facts:
        came_by, read_back = answers.one(CAME, "came_by"), answers.one(READ_BACK, "read_back")
        return replace(
            facts_of(_own(answers)),
            channel=Channel(came_by) if came_by else Channel.PHONE,
            keyed=Keyed(
                by=signed_in().id,
                received_on=answers.day(CAME, "on") or today(),
                read_back=ReadBack(read_back) if read_back else None,
            ),
        )

    return facts


def _keyed_page(page: Page) -> Page:
    """Return a page in the dress of the back office; nobody records a voice there."""
    return replace(page, template=PAGE, form=plain(page.form), speak=False)


def _keyed_hand(hand: Callable[[Answers], str] | None) -> Callable[[Answers], str] | None:
    if hand is None:
        return None

    def keyed_hand(answers: Answers) -> str:
        other = hand(_own(answers))
        return KEYED + other if other else ""

    return keyed_hand


def _without_office(says_something: Condition) -> Condition:
    return lambda answers: says_something(_own(answers))


def _own(answers: Answers) -> Answers:
    """Return what the person said, without what the office adds."""
    return answers.only(name for name in answers.pages if name not in OF_THE_OFFICE)
