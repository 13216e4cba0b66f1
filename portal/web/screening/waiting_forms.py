"""The item page's forms about whose answer it waits for, and about speaking with the service."""

from datetime import date, datetime, time
from typing import Any, ClassVar

from wtforms import HiddenField
from wtforms.validators import ValidationError

from portal.domain.clocks import due_date
from portal.domain.vocabulary import ContactPurpose, WaitingFor
from portal.services.calendar import current_calendar
from portal.services.item_page import ItemPage
from portal.services.now import now, today
from portal.web.fields import DatePartsField, RadioField, TextField, choices
from portal.web.screening.forms import A_YEAR, CLOCK_TIME, DeskForm, number_of, reason, without_unprintable
from portal.web.text import LONDON
from portal.web.typed import SHORT, AtMost, Needed
from portal.web.widgets import TextInput

ASK_HERE, ASKED_THEM, ASKED_SERVICE = "ask", "person", "service"
WORKING_DAYS = 5


class WaitingForm(DeskForm):
    """For whose answer it waits, asked here or elsewhere."""

    slot = "waiting"
    lacks: ClassVar = {
        "words": ("waiting_words", "Write what you asked"),
        "message": ("waiting_words", "Write what you asked"),
        "who": ("waiting_who", "Write who of the service you asked"),
        "expected_by": ("waiting_until", "That day has gone by. Write a day from today on"),
    }
    wait_for = RadioField(
        "Whose answer does it wait for?",
        [Needed("Say whose answer it waits for")],
        choices=choices(
            (ASK_HERE, "The person’s: ask them now, on their private page"),
            (ASKED_THEM, "The person’s: I have asked them already"),
            (ASKED_SERVICE, "The service’s"),
        ),
        hints={ASK_HERE: "They get exactly the words below."},
        reveals={ASKED_SERVICE: "waiting_who"},
    )
    waiting_who = TextField("Who of the service did you ask?", [AtMost(SHORT)], filters=[without_unprintable])
    waiting_words = reason("What did you ask?", missing="Write what you asked", rows=4)
    waiting_until = DatePartsField("By which day do you expect it?", what="The day you expect it by")

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with a week from now."""
        until = due_date(today(), WORKING_DAYS, current_calendar()).due_on
        return cls(formdata=None, data={"waiting_until": until})

    @property
    def whom(self) -> WaitingFor:
        """Whose answer it is."""
        return WaitingFor.SERVICE if self.wait_for.data == ASKED_SERVICE else WaitingFor.PERSON

    @property
    def message(self) -> str | None:
        """What the person is asked on the private page, or None where they were asked elsewhere."""
        return self.waiting_words.data if self.wait_for.data == ASK_HERE else None


class EndWaitingForm(DeskForm):
    """The answer came, or is waited for no longer."""

    slot = "end_waiting"
    waiting = HiddenField()

    @property
    def which(self) -> int:
        """The number of what was waited for."""
        return number_of(self.waiting.data)


class PractitionerForm(DeskForm):
    """Speaking with somebody of the service: asked, confirmed, or told."""

    slot = "practitioner"
    lacks: ClassVar = {
        "who": ("spoke_who", "Write who it was"),
        "words": ("spoke_words", "Write what was said"),
        "when": ("spoke_time", "That time is still to come. Write when it was"),
    }
    spoke_for = RadioField(
        "What was it for?",
        [Needed("Say what it was for")],
        choices=choices(
            (ContactPurpose.CONFIRMED.value, "To confirm that what we rely on is right and up to date"),
            (ContactPurpose.ASKED.value, "To ask, or to meet them"),
            (ContactPurpose.TOLD.value, "To tell them what was decided"),
        ),
    )
    spoke_who = TextField(
        "Who was it?",
        [Needed("Write who it was"), AtMost(SHORT)],
        description="Name and post",
        filters=[without_unprintable],
    )
    spoke_on = DatePartsField("Which day?", what="The day it was")
    spoke_time = TextField(
        "At what time?", description="For example 14:30", widget=TextInput(width="5", inputmode="numeric")
    )
    spoke_words = reason("What was said?", missing="Write what was said")

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with this moment."""
        return cls(
            formdata=None, data={"spoke_on": today(), "spoke_time": f"{now().astimezone(LONDON):%H:%M}"}
        )

    def validate_spoke_on(self, field: Any) -> None:
        """Refuse no day, one still to come, and one so long ago that it must be a slip."""
        if not field.data:
            raise ValidationError("Write the day it was")
        if field.data > today():
            raise ValidationError("That day is still to come. Write the day it was")
        if field.data < today() - A_YEAR:
            raise ValidationError("That is more than a year ago. Write the day it was")

    def validate_spoke_time(self, field: Any) -> None:
        """Refuse a time that no clock shows."""
        if self._time() is None:
            raise ValidationError("Write the time like 14:30")

    @property
    def when(self) -> datetime:
        """The instant that day and time name; only of a form that is right."""
        day, at = self.spoke_on.data, self._time()
        assert isinstance(day, date)
        assert at is not None
        return datetime.combine(day, at, LONDON)

    def _time(self) -> time | None:
        typed = CLOCK_TIME.fullmatch((self.spoke_time.data or "").strip())
        return time(int(typed[1]), int(typed[2])) if typed else None
