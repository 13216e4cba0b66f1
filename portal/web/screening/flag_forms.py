"""The forms of flags; each stands on the page of an item's flags under a prefix of its own."""

from typing import Any, ClassVar

from portal.domain.vocabulary import FlagKind
from portal.services.flags import Advice, Raised
from portal.services.now import today
from portal.web.fields import DatePartsField
from portal.web.screening.authority_forms import DeedForm, line, note
from portal.web.typed import Needed

NOT_TO_COME = "That day is still to come"
WITHIN = "The day must come after today and within 6 months"
EXAMPLE = "For example, 27 3 2027"


def _day(label: str, what: str, missing: str, hint: str = EXAMPLE) -> DatePartsField:
    judges: list[Any] = [Needed(missing)]
    return DatePartsField(label, judges, what=what, description=hint)


class RecordsForm(DeedForm):
    """Somebody asks for records about themselves, or about a child."""

    lacks: ClassVar = {"what": ("what", "Write what they ask for"), "since": ("since", NOT_TO_COME)}
    what = note(
        "What do they ask for, and about whom?",
        "Any words will do: nobody has to say “subject access request”.",
        "Write what they ask for",
    )
    since = _day("On which day did it reach the council?", "The day", "Write the day it came")
    passed_to = line("Who did you pass it to?", "Leave it empty if you have not yet.")

    @property
    def raised(self) -> Raised:
        """What was seen."""
        return Raised(
            FlagKind.SUBJECT_ACCESS, self.what.data or "", self.since.data, self.passed_to.data or ""
        )


class BreachForm(DeedForm):
    """Information may have gone where it should not."""

    lacks: ClassVar = {"what": ("what", "Write what happened"), "since": ("since", NOT_TO_COME)}
    what = note("What happened?", "What went where, and whose it is.", "Write what happened", rows=3)
    since = _day("On which day was it noticed?", "The day", "Write the day it was noticed")
    passed_to = line("Who of the data protection team did you tell?", "Leave it empty if you have not yet.")

    @property
    def raised(self) -> Raised:
        """What was seen."""
        return Raised(FlagKind.DATA_BREACH, self.what.data or "", self.since.data, self.passed_to.data or "")


class BehaviourForm(DeedForm):
    """How somebody behaves harms people."""

    lacks: ClassVar = {
        "what": ("what", "Write what they do"),
        "impact": ("impact", "Write what it does to people"),
        "review_on": ("review_on", WITHIN),
    }
    what = note(
        "What do they do?", "What was said or done, and how often. No opinions.", "Write what they do"
    )
    impact = note("What does it do to people?", missing="Write what it does to people")
    review_on = _day(
        "When is it looked at again?", "The day", "Write the day it is looked at again", "Within 6 months."
    )

    @property
    def raised(self) -> Raised:
        """What was seen."""
        return Raised(
            FlagKind.UNREASONABLE_BEHAVIOUR,
            self.what.data or "",
            impact=self.impact.data or "",
            review_on=self.review_on.data,
        )


class PassedForm(DeedForm):
    """Who has it."""

    lacks: ClassVar = {"passed_to": ("passed_to", "Write who has it")}
    passed_to = line("Who, and how did you reach them?", missing="Write who has it")


class AdviceForm(DeedForm):
    """What was advised on a breach."""

    lacks: ClassVar = {
        "source": ("source", "Write who gave the advice"),
        "on": ("on", NOT_TO_COME),
        "text": ("text", "Write what they said"),
    }
    source = line("Who gave the advice?", missing="Write who gave the advice")
    on = _day("On which day?", "The day", "Write the day they gave it")
    text = note("What did they say?", missing="Write what they said", rows=3)
    actions = note("What was done at once?", "You can leave this empty.")

    @property
    def advice(self) -> Advice:
        """What was advised."""
        return Advice(
            self.source.data or "", self.on.data or today(), self.text.data or "", self.actions.data or ""
        )


class RestrictionForm(DeedForm):
    """What a supervisor or manager decides."""

    lacks: ClassVar = {"review_on": ("review_on", WITHIN), "found": ("found", "Write what you found")}
    found = note(
        "What did you find?", "What was read or heard, and why it leads to this.", "Write what you found"
    )
    restriction = note(
        "How does contact go for now?",
        "For example: by letter, to one named officer. Leave it empty for no limit.",
    )
    review_on = _day("When do you look again?", "The day", "Write the day you look again", "Within 6 months.")


class EndForm(DeedForm):
    """How it ended."""

    lacks: ClassVar = {"outcome": ("outcome", "Write how it ended")}
    outcome = note("How did it end?", missing="Write how it ended")
