"""Files sent later from the private page: each gets its own answer, and somebody has to look at them."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.files import FileRefused, Refusal, shown_name
from portal.domain.vocabulary import Holder
from portal.services.attachments import Offered, add_to_feedback, judge
from portal.services.database import writing
from portal.services.own_words import load_words
from portal.services.private_page_changes import add_words_within

TOLD = "Files: "


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: added, or why not."""

    name: str
    refusal: Refusal | None = None


def send_files(
    feedback_id: int, offered: Sequence[Offered], holder: Holder = Holder.SENDER
) -> tuple[Outcome, ...]:
    """Add files to what was sent, and let somebody read that they came; raises NotFound. Commits.

    A file that is refused never holds up the others.
    """
    judged = [(one, *_judged(one)) for one in offered]
    with writing():
        feedback, _words, seal = load_words(feedback_id, for_change=True)
        outcomes = []
        for one, media, refusal in judged:
            if refusal is None:
                try:
                    add_to_feedback(feedback, one, media, holder)
                except FileRefused as problem:
                    refusal = problem.refusal
            outcomes.append(Outcome(shown_name(one.name), refusal))
        names = [outcome.name for outcome in outcomes if outcome.refusal is None]
        if names:
            add_words_within(feedback, seal, TOLD + ", ".join(names), holder=holder)
    return tuple(outcomes)


def _judged(offered: Offered) -> tuple[str, Refusal | None]:
    try:
        return judge(offered), None
    except FileRefused as problem:
        return "", problem.refusal
