"""The forms of a request to hold something: asking on the item page, deciding on the manager's own."""

from datetime import date, datetime, time
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from portal.domain import freezes
from portal.domain.freeze_letters import REASON_HERE, with_reason
from portal.domain.vocabulary import FreezeStatus, Way
from portal.domain.workflow import FreezeAction
from portal.services.freeze_page import FreezePage
from portal.services.freezes import Ruling
from portal.services.item_page import ItemPage
from portal.services.now import now, today
from portal.web.fields import DatePartsField, LongTextField, RadioField, choices
from portal.web.screening.authority_forms import line
from portal.web.screening.forms import DeskForm, letter, number_of, without_unprintable
from portal.web.text import LONDON
from portal.web.typed import LONG, LONGEST, AtMost, Needed
from portal.web.widgets import Textarea

GONE_BY = "That day is gone by. Write the day it happens, or leave it empty"
ANSWERS = {
    FreezeAction.HOLD: "Hold it",
    FreezeAction.HOLD_IN_PART: "Hold part of it",
    FreezeAction.LET_GO_AHEAD: "Let it go ahead",
    FreezeAction.END: "It need not wait any longer",
}
BY_HAND = {
    Way.PHONE: "They asked for a call: these words lie on their private page, and somebody rings them too.",
    Way.LETTER: "They asked for letters: these words lie on their private page, and a letter is posted too.",
}
HINTS = {
    FreezeAction.HOLD: "It waits until they have their answer. You need give no reason.",
    FreezeAction.HOLD_IN_PART: "Write what waits, what goes ahead, and why.",
    FreezeAction.LET_GO_AHEAD: "Only where waiting would do harm. Write what harm.",
    FreezeAction.END: "For example, because it was called off. Write why.",
}


def may_ask(page: ItemPage) -> bool:
    """Whether the item page offers to ask for a hold."""
    return page.allowed.ring and freezes.may_ask(page.status, [one.status for one in page.freezes])


class AskFreezeForm(DeskForm):
    """What is to be held, and when it happens."""

    slot = "freeze"
    lacks: ClassVar = {
        "what": ("freeze_what", "Write what has to wait"),
        "happens_on": ("freeze_on", GONE_BY),
    }
    freeze_what = LongTextField(
        "What has to wait?",
        [Needed("Write what has to wait"), AtMost(LONG)],
        description="In plain words. They stand in our letter to the person too.",
        filters=[without_unprintable],
        widget=Textarea(rows=2),
    )
    freeze_on = DatePartsField(
        "When does it happen?", what="The day it happens", description="Leave it empty if nobody knows."
    )

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with the day that the person gave, unless it is gone by."""
        day = page.about_to_happen_on
        return cls(formdata=None, data={"freeze_on": day if day and day >= today() else None})

    def validate_freeze_on(self, field: Any) -> None:
        """Refuse a day that is gone by."""
        if field.data and field.data < today():
            raise ValidationError(GONE_BY)


class RulingForm(FlaskForm):
    """What the manager decides, holding first, and the exact message."""

    asked_for: date | None = None
    answer = RadioField("What do you decide?", [Needed("Choose what you decide")])
    reason = LongTextField(
        "Why?",
        [AtMost(LONG)],
        description="These words go into the letter, exactly as you write them. Write them for this person.",
        filters=[without_unprintable],
        widget=Textarea(rows=4),
    )
    happens_on = DatePartsField(
        "When does it happen?", what="The day it happens", description="Put it right where it is wrong."
    )
    harmed = LongTextField(
        "Who would be harmed by waiting?",
        [AtMost(LONG)],
        description="For the record. It is not sent.",
        filters=[without_unprintable],
        widget=Textarea(rows=2),
    )
    message = letter("Letter to the person", "They get exactly these words, on their private page.", rows=18)
    seen = HiddenField()
    drafted_for = HiddenField()
    earlier_words = LongTextField(
        "What you wrote for another answer",
        [AtMost(LONGEST)],
        description="It is not sent. Take from it what you need.",
        filters=[without_unprintable],
        widget=Textarea(rows=5),
    )

    @classmethod
    def fresh(cls, page: FreezePage) -> "RulingForm":
        """Return the form as the page first shows it: holding is the first answer, and the chosen one."""
        form = cls(formdata=None).offering(page)
        if page.actions:
            first = page.actions[0]
            form.answer.data = form.drafted_for.data = first.value
            form.message.data, form.seen.data = page.drafts[first], page.freeze.status.value
            form.happens_on.process(None, page.freeze.happens_on)
        return form

    def offering(self, page: FreezePage) -> "RulingForm":
        """Put in what can be decided now."""
        self.answer.choices = choices(*((action.value, ANSWERS[action]) for action in page.actions))
        self.answer.hints = {action.value: HINTS[action] for action in page.actions}
        self.asked_for = page.freeze.happens_on
        if page.told_by is not None:
            self.message.description = BY_HAND[page.told_by]
        return self

    def validate_happens_on(self, field: Any) -> None:
        """Refuse another day that is gone by."""
        if field.data and field.data < today() and field.data != self.asked_for:
            raise ValidationError(GONE_BY)

    @property
    def letter_as_sent(self) -> str:
        """The letter with the reason in its place, once it is typed."""
        reason = (self.reason.data or "").strip() if self.needs_reason else ""
        return with_reason(self.message.data or "", reason) if reason else ""

    @property
    def has_another_draft(self) -> bool:
        """Whether the letter on the page was begun for another answer than the one chosen now."""
        return bool(self.answer.data) and self.drafted_for.data != self.answer.data

    def bring_draft(self, page: FreezePage) -> None:
        """Put the chosen answer's letter into the form; words of the manager's own are kept beside it."""
        chosen = next((one for one in page.actions if one.value == self.answer.data), None)
        if chosen is None or not self.has_another_draft:
            return
        typed = (self.message.data or "").strip()
        if typed and typed not in {draft.strip() for draft in page.drafts.values()}:
            kept = [typed, (self.earlier_words.data or "").strip()]
            self.earlier_words.data = "\n\n".join(words for words in kept if words)
        self.message.data = page.drafts[chosen]
        self.drafted_for.data = chosen.value

    @property
    def ruling(self) -> Ruling:
        """What was decided, as the services take it."""
        seen = self.seen.data if self.seen.data in set(FreezeStatus) else FreezeStatus.NO_LONGER_NEEDED
        return Ruling(
            FreezeAction(self.answer.data),
            self.reason.data or "",
            self.message.data or "",
            FreezeStatus(seen),
            self.harmed.data or "",
            self.happens_on.data,
        )

    @property
    def needs_reason(self) -> bool:
        """Whether the answer chosen now has to be explained."""
        return self.answer.data in {action.value for action in freezes.NEEDS_REASON}

    @property
    def needs_harmed(self) -> bool:
        """Whether the answer chosen now needs somebody whom waiting would harm."""
        return bool(self.answer.data == FreezeAction.LET_GO_AHEAD.value)

    def name_empty_boxes(self) -> None:
        """Say at once which boxes of the chosen answer are still empty."""
        owed = (("reason", self.needs_reason), ("harmed", self.needs_harmed))
        self.explain(tuple(code for code, needed in owed if needed and not (self[code].data or "").strip()))

    def explain(self, codes: tuple[str, ...]) -> None:
        """Say at its field what the rules found missing."""
        said = {
            "reason": "Write why. The person gets these words",
            "reason_short": "Write what harm waiting would do, in a whole sentence they can read",
            "harmed": "Write who would be harmed by waiting",
            "message": f"Write the letter. Leave {REASON_HERE} where your reasons go",
        }
        for code in codes:
            field = self["reason" if code == "reason_short" else code]
            field.errors = [*field.errors, said[code]]


class ServiceToldForm(DeskForm):
    """Who was told what was decided, and on which day."""

    lacks: ClassVar = {
        "who": ("told_who", "Write who was told"),
        "when": ("told_on", "Write a day from the decision on, up to today"),
    }
    told_who = line("Who did you tell?", "Name and post. Whoever is about to act.", "Write who was told")
    told_on = DatePartsField("On which day?", [Needed("Write the day")], what="The day")

    @classmethod
    def fresh(cls) -> "ServiceToldForm":
        """Begin with today."""
        return cls(formdata=None, data={"told_on": today()})

    @property
    def when(self) -> datetime:
        """Now where it is today; any other day at its middle."""
        day = self.told_on.data or today()
        return now() if day == today() else datetime.combine(day, time(12), LONDON)


class OtherManagerForm(FlaskForm):
    """Who is asked instead."""

    manager = RadioField("Who is asked instead?", [Needed("Choose who is asked")])

    def offering(self, page: FreezePage) -> "OtherManagerForm":
        """Put in who may decide it."""
        self.manager.choices = choices(*((str(number), name) for number, name in page.others))
        return self

    @property
    def chosen(self) -> int:
        """The number of whoever was chosen."""
        return number_of(self.manager.data)
