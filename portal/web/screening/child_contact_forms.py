"""The form for one talk with the child or their advocate, or one try."""

from datetime import datetime, time
from typing import Any, ClassVar

from wtforms.validators import ValidationError

from portal.domain.vocabulary import Spoken
from portal.services.now import LONDON, now, today
from portal.web.fields import DatePartsField, RadioField, TextField, choices
from portal.web.screening.forms import CLOCK_TIME, DeskForm, reason
from portal.web.typed import Needed
from portal.web.widgets import TextInput

HOW = {
    Spoken.WITH_CHILD: "I spoke with the child or young person",
    Spoken.WITH_ADVOCATE: "I spoke with their advocate",
    Spoken.CHILD_DECLINED: "They don’t want to talk about it",
    Spoken.NO_ANSWER: "I tried, and nobody answered",
    Spoken.NOT_SAFE_TO_TRY: "There is no safe way to try",
}
HINTS = {
    Spoken.NO_ANSWER: "Tries on two days are enough. Leave no message unless they say that is safe.",
    Spoken.NOT_SAFE_TO_TRY: "Only where what they told us leaves no safe way. Whoever signs reads why.",
}
DAY_TO_COME = "This day is still to come. Write which day it was"
TIME_TO_COME = "This time is still to come. Write what time it was"


class ChildContactForm(DeskForm):
    """How it went, when, and what was said or why no try was safe."""

    lacks: ClassVar = {
        "words": ("spoken_words", "Write what they said, or what you tried"),
        "when": ("spoken_time", "Write what time it was"),
        "when_to_come": ("spoken_time", TIME_TO_COME),
        "substance": ("spoken_words", "Say in a few words more why no way is safe. Whoever signs reads it"),
        "way_known": ("spoken", "They named a way that is safe for them. Try that way first"),
        "when_before": ("spoken_on", "That was before this came. Write a talk about this"),
    }
    spoken = RadioField(
        "How did it go?",
        [Needed("Say how it went")],
        choices=choices(*((one.value, label) for one, label in HOW.items())),
    )
    spoken_on = DatePartsField("Which day?", what="The day it was")
    spoken_time = TextField(
        "At what time?",
        [Needed("Write the time, for example 14:30")],
        description="For example 14:30",
        widget=TextInput(width="5", inputmode="numeric"),
    )
    spoken_words = reason(
        "What did they say, or what did you try?",
        "In their own words where you can. Where no way is safe: why.",
        missing="Write what they said, or what you tried",
        rows=5,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say beside two of the answers what they are for."""
        super().__init__(*args, **kwargs)
        self.spoken.hints = {one.value: hint for one, hint in HINTS.items()}

    @classmethod
    def empty(cls) -> "ChildContactForm":
        """Begin with today."""
        return cls(formdata=None, data={"spoken_on": today()})

    def validate_spoken_on(self, field: Any) -> None:
        """Refuse a day that is still to come."""
        if not field.data:
            raise ValidationError("Write which day it was")
        if field.data > today():
            raise ValidationError(DAY_TO_COME)

    def validate_spoken_time(self, field: Any) -> None:
        """Refuse a time that no clock shows, or one that is still to come."""
        if self._time() is None:
            raise ValidationError("Write the time like 14:30")
        when = self.when
        if when is not None and when.date() <= today() and when > now():
            raise ValidationError(TIME_TO_COME)

    @property
    def when(self) -> datetime | None:
        """The instant that day and time name, or None."""
        day, at = self.spoken_on.data, self._time()
        return datetime.combine(day, at, LONDON) if day and at else None

    def _time(self) -> time | None:
        typed = CLOCK_TIME.fullmatch((self.spoken_time.data or "").strip())
        return time(int(typed[1]), int(typed[2])) if typed else None
