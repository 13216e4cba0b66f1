"""What the front page and "what happens next" say, once, for the ordinary pages and the easy-read ones."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.domain.council import Council
from portal.domain.council_parts import KindRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One way in: ``hint`` is for the ordinary page, ``easy`` are sentences of 15 words at most.

    ``easy_href`` is where the easy-read page leads instead, where there is an easy-read version.
    """

    text: str
    href: str
    drawing: str
    hint: str
    easy: tuple[str, ...]
    kind: str = ""
    easy_href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens after sending; ``days`` says in how many working days, or None for no promise.

    ``{days}`` stands in ``text`` and ``easy`` for “2 working days”.
    """

    title: str
    drawing: str
    text: str
    easy: tuple[str, ...]
    days: Callable[[KindRule], int | None] | None = None


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step in this council's days."""

    title: str
    drawing: str
    text: str
    easy: tuple[str, ...]


MAIN_DOORS = (
    Door(
        text="Make a complaint",
        href="/complaint",
        easy_href="/easy-read/complaint",
        drawing="complaint",
        hint="Something went wrong, was not fair, or was not done.",
        easy=("Tell us if something went wrong.", "Tell us if something was not fair."),
    ),
    Door(
        text="Not sure? Just tell us",
        href="/not-sure",
        drawing="unsure",
        hint="Say it in your own words. We work out what to do with it.",
        easy=("You do not need the right words.", "We will work out what to do."),
    ),
    Door(
        text="Ask us to ring you",
        href="/ring-me",
        drawing="ring",
        hint="Leave a number, and tell us when it is safe.",
        easy=("You do not have to write.", "Leave a phone number. Tell us when it is safe to ring."),
    ),
    Door(
        text="Say thank you",
        href="/compliment",
        drawing="thanks",
        hint="Somebody helped you, and they should know it.",
        easy=("Did somebody help you?", "We will tell them what you said."),
    ),
    Door(
        text="Make a comment",
        href="/comment",
        drawing="idea",
        hint="You have an idea, or you noticed something.",
        easy=("Do you have an idea?", "Tell us what could be better."),
    ),
    Door(
        text="I am a child or young person",
        href="/young-people",
        drawing="young",
        hint="Easy words. You won’t be in trouble.",
        easy=("Are you under 18?", "There are pages made for you."),
        kind="young",
    ),
)
LATER_DOORS = (
    Door(
        text="See what happened to mine",
        href="/track",
        drawing="path",
        hint="Open your private page with your six words.",
        easy=("Have you told us something already?", "Type your six words to see what we did."),
    ),
    Door(
        text="Go on with something you began",
        href="/resume",
        drawing="pen",
        hint="Find what you saved, on any phone or computer.",
        easy=("Did you stop before you sent it?", "Type your six words to go on."),
    ),
)
FOR_OTHERS = (
    Door(
        text="I act for a young person",
        href="/advocates",
        drawing="beside",
        hint="Advocates, and anybody who speaks for a child or young person.",
        easy=("Do you speak up for a child or young person?", "Tell us here what they want to say."),
    ),
    Door(
        text="I am an MP or a councillor",
        href="/enquiry",
        drawing="office",
        hint="Ask on behalf of somebody you represent.",
        easy=("Do you ask for somebody you represent?", "This is the page for you."),
    ),
)
ALL_DOORS = (*MAIN_DOORS, *LATER_DOORS, *FOR_OTHERS)

STEPS = (
    Step(
        title="You sent it",
        drawing="send",
        text="We keep it safe. You get a reference and six words. The words open your own private page.",
        easy=("We keep it safe.", "You get six words. They open your own private page."),
    ),
    Step(
        title="We tell you that we have it",
        drawing="read",
        text="We do this within {days}. We also say who looks after it.",
        easy=("We read what you sent.", "We tell you that we have it within {days}."),
        days=lambda rule: rule.acknowledge_days,
    ),
    Step(
        title="We tell you how we will deal with it",
        drawing="decide",
        text="A person decides that, not a computer, and tells you within {days}.",
        easy=("A person decides. A computer does not.", "We tell you within {days}."),
        days=lambda rule: rule.screen_days,
    ),
    Step(
        title="We aim to answer",
        drawing="answer",
        text="We try to answer within {days}. If we need longer, we tell you why, and the new date.",
        easy=(
            "We look into it. Then we write to you.",
            "We try to do this within {days}.",
            "If we need longer, we tell you why.",
        ),
        days=lambda rule: rule.reply_days,
    ),
    Step(
        title="You can say that you are not happy",
        drawing="scales",
        text="We tell you how to ask us to look again. After that you can go to the {ombudsman}.",
        easy=(
            "Are you not happy with our answer? You can tell us.",
            "After that you can go to the {ombudsman}.",
            "They are not part of the council.",
        ),
    ),
)


def steps_shown(council: Council) -> tuple[StepShown, ...]:
    """Return what happens after a complaint, in this council's days; no days, no promise."""
    rule = council.kinds["complaint"]
    return tuple(
        _in_days(step, step.days(rule) if step.days else None, council.ombudsman.name)
        for step in STEPS
        if step.days is None or step.days(rule)
    )


def _in_days(step: Step, days: int | None, ombudsman: str) -> StepShown:
    said = f"{days} working day{'' if days == 1 else 's'}"
    text, *easy = (words.format(days=said, ombudsman=ombudsman) for words in (step.text, *step.easy))
    return StepShown(step.title, step.drawing, text, tuple(easy))
