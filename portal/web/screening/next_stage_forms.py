"""The forms of the page about meetings and the next stage; each stands there under a prefix of its own."""

from typing import Any, ClassVar

from portal.domain.vocabulary import Channel
from portal.domain.workflow import StageRequestAction
from portal.services.service_meetings import Held
from portal.services.stage_requests import Asking, Choice, Try
from portal.web.fields import DatePartsField, RadioField, choices
from portal.web.screening.authority_forms import DeedForm, line, note
from portal.web.screening.next_stage_words import HOW_ASKED
from portal.web.typed import Needed

TO_COME = "That day is still to come"
BEFORE_IT_CAME = "The complaint came later than that"
EXAMPLE = "For example, 27 3 2027"
DAYS = {
    "on": ("on", "Write the day"),
    "on_to_come": ("on", TO_COME),
    "on_before": ("on", BEFORE_IT_CAME),
}
OFFER, MEETING = "offer", "meeting"
ENDS = "A second person reads this first. They can still go on later."


def day(label: str, what: str, missing: str) -> DatePartsField:
    """Return the day on which something was; it is needed."""
    judges: list[Any] = [Needed(missing)]
    return DatePartsField(label, judges, what=what, description=EXAMPLE)


class HeldForm(DeedForm):
    """A meeting with the service was held."""

    lacks: ClassVar = DAYS | {
        "who": ("who", "Write who came"),
        "words": ("words", "Write what was said or agreed"),
    }
    on = day("On which day was it?", "The day", "Write the day of the meeting")
    who = line("Who came?", "The people and what they do", "Write who came")
    words = note("What was said or agreed?", missing="Write what was said or agreed", rows=3)

    @property
    def held(self) -> Held:
        """How it went."""
        return Held(self.on.data, self.who.data or "", self.words.data or "")


class NotNeededForm(DeedForm):
    """Why no meeting is needed."""

    lacks: ClassVar = {
        "reason": ("reason", "Write why it is not needed"),
        "reason_short": ("reason", "Say why in a sentence, so that others understand it"),
    }
    reason = note("Why is it not needed?", missing="Write why it is not needed")


class AskForm(DeedForm):
    """The person asked for the next stage."""

    lacks: ClassVar = DAYS | {"words": ("why", "Write why they want it")}
    on = day("On which day did they ask?", "The day", "Write the day they asked")
    channel = RadioField(
        "How did they ask?",
        [Needed("Say how they asked")],
        choices=choices(*((code.value, text) for code, text in HOW_ASKED.items())),
        hints={Channel.PHONE.value: "Write down what they say, and agree it with them."},
    )
    why = note("Why do they want it?", "In their own words.", "Write why they want it", rows=3)

    @property
    def asking(self) -> Asking:
        """What they asked."""
        return Asking(self.on.data, Channel(self.channel.data), self.why.data or "")


class TryForm(DeedForm):
    """What was tried before it goes on."""

    lacks: ClassVar = DAYS | {
        "who": ("who", "Write who offered it, or who came"),
        "words": ("words", "Write what was offered, or how the meeting went"),
    }
    what = RadioField(
        "What was tried?",
        [Needed("Say what was tried")],
        choices=choices((OFFER, "We offered a way to settle it"), (MEETING, "We met about it")),
    )
    on = day("On which day?", "The day", "Write the day of it")
    who = line("Who offered it, or who came?", missing="Write who offered it, or who came")
    words = note(
        "What was offered, or how did the meeting go?",
        missing="Write what was offered, or how the meeting went",
        rows=3,
    )

    @property
    def tried(self) -> Try:
        """What it was."""
        return Try(self.on.data, self.who.data or "", self.words.data or "", self.what.data == MEETING)


class ChoiceForm(DeedForm):
    """What the person chose, who told us, how and when."""

    lacks: ClassVar = DAYS | {
        "action": ("action", "Say what they chose"),
        "nothing_offered": ("action", "Note first what was offered, or the meeting"),
        "on_before": ("on", "They asked for it later than that"),
        "told_by": ("told_by", "Write who told us"),
        "how": ("how", "Write how they told us"),
        "words": ("words", "Write what was agreed"),
    }
    action: Any = RadioField(
        "What did the person choose?",
        [Needed("Say what they chose")],
        choices=choices(
            (StageRequestAction.GO_ON.value, "They go on to the next stage"),
            (StageRequestAction.ACCEPT.value, "It is settled for them"),
            (StageRequestAction.WITHDRAW.value, "They withdraw the request"),
        ),
        hints={
            StageRequestAction.ACCEPT.value: ENDS,
            StageRequestAction.WITHDRAW.value: ENDS,
        },
    )
    on = day("On which day did they tell us?", "The day", "Write the day they told us")
    told_by = line("Who told us?", "The person, or somebody who may speak for them", "Write who told us")
    how = line("How did they tell us?", "For example: they rang", "Write how they told us")
    words = note("What did they say?", "What was agreed, if it is settled.", rows=3)

    @property
    def choice(self) -> Choice:
        """What they chose; without a question they go on."""
        action = StageRequestAction(self.action.data) if self.action else StageRequestAction.GO_ON
        said = self.told_by.data or "", self.how.data or "", self.words.data or ""
        return Choice(action, self.on.data, *said)


class AgreeForm(DeedForm):
    """A second person agrees that the request ended; there is nothing to fill in."""


class SendBackForm(DeedForm):
    """Why the second person doesn't agree."""

    lacks: ClassVar = {"why": ("why", "Say why in a sentence, so that others understand it")}
    why = note("Why does it not end yet?", missing="Write why it does not end yet")


class GoOnForm(ChoiceForm):
    """They go on after all, though it was settled or withdrawn."""

    action = None
