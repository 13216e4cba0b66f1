"""The forms of the item page. Several stand on one page, so every field has a name of its own."""

import re
from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import ValidationError

from portal.domain.checklist import SAFEGUARDING, TOLD
from portal.domain.vocabulary import Kind, SetAsideAs
from portal.services.item_page import ItemPage
from portal.services.now import now, today
from portal.web.answers import clean
from portal.web.fields import DatePartsField, LongTextField, RadioField, SelectField, TextField, choices
from portal.web.screening.signer_field import SignerField
from portal.web.screening.words import KINDS, SET_ASIDE
from portal.web.text import LONDON
from portal.web.typed import LONG, LONGER, SHORT, AtMost, Needed, is_blank
from portal.web.widgets import Textarea, TextInput

NEVER_SHOWN = -1
A_YEAR = timedelta(days=366)
CLOCK_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])")


def without_unprintable(typed: str | None) -> str:
    """Return what was typed without what no keyboard types; what nobody can see is nothing."""
    return "" if is_blank(typed or "") else clean(typed or "")


def number_of(typed: str | None) -> int:
    """Return what a hidden field holds as a number."""
    typed = typed or ""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else NEVER_SHOWN


class LeadsTo(str):
    """What is missing where no field is its own: ``href`` leads to where it is put right."""

    href = "#speaking"


UNREAD = LeadsTo("They wrote something that is unread. Read it and mark it as read first")
UNREAD.href = "#conversation"
MAY_SIGN = "Choose somebody who may sign this"
# What every form that ends an item may lack, whatever its fields.
OTHERWISE = {
    "spoken": LeadsTo(
        "First speak with the child or their advocate, and note it. Where nobody answers, try on two days"
    ),
    "unread": UNREAD,
    "signer": MAY_SIGN,
}
UNSAID = "Something has to be answered first. Look above."


class DeskForm(FlaskForm):
    """A form of the item page; ``slot`` names it there, ``lacks`` says where a code of the rules stands."""

    slot: ClassVar[str] = ""
    lacks: ClassVar[dict[str, tuple[str, str]]] = {}
    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version of the item that the page showed; whatever isn't a number was never shown."""
        return number_of(self.version.data)

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Return the form as the page first shows it."""
        return cls(formdata=None)

    def explain(self, codes: tuple[str, ...]) -> None:
        """Say at its field what the rules found missing, or above all where no field is its own."""
        for code in codes:
            name, message = self.lacks.get(code, ("", OTHERWISE.get(code, UNSAID)))
            if name:
                self[name].errors = [*self[name].errors, message]
            else:
                self.form_errors.append(message)


def reason(label: str, hint: str = "", missing: str = "Write the reason", rows: int = 3) -> LongTextField:
    """Return a field for a written reason."""
    return LongTextField(
        label,
        [Needed(missing), AtMost(LONG)],
        description=hint,
        filters=[without_unprintable],
        widget=Textarea(rows=rows),
    )


def letter(label: str, hint: str = "", rows: int = 14) -> LongTextField:
    """Return a field for the exact words to the person."""
    return LongTextField(
        label,
        [AtMost(LONGER)],
        description=hint,
        filters=[without_unprintable],
        widget=Textarea(rows=rows),
    )


class SafeguardingForm(DeskForm):
    """The first question, and whom the officer has told."""

    slot = "safeguarding"
    lacks: ClassVar = {
        "safeguarding": ("safeguarding", "Say whether anybody is at risk of harm"),
        "told_whom": ("told_whom", "Write who you told"),
        "told_at": ("told_time", "Write when you told them"),
    }
    safeguarding = RadioField(
        SAFEGUARDING.text, description=SAFEGUARDING.hint, choices=choices(*SAFEGUARDING.answers)
    )
    told_whom = TextField("Who did you tell?", [AtMost(SHORT)], filters=[without_unprintable])
    told_on = DatePartsField("Which day?", what="The day you told them")
    told_time = TextField(
        "At what time?", description="For example 14:30", widget=TextInput(width="5", inputmode="numeric")
    )
    safeguarding_note = LongTextField(
        "What you told them (optional)",
        [AtMost(LONG)],
        filters=[without_unprintable],
        widget=Textarea(rows=3),
    )

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with what was answered before, and with today."""
        before = page.screening.safeguarding
        if before is None:
            return cls(formdata=None, data={"told_on": today()})
        told_at = before.told_at.astimezone(LONDON) if before.told_at else None
        data = {
            "safeguarding": before.answer,
            "told_whom": before.told_whom,
            "told_on": told_at.date() if told_at else today(),
            "told_time": f"{told_at:%H:%M}" if told_at else "",
            "safeguarding_note": before.note,
        }
        return cls(formdata=None, data=data)

    @property
    def was_told(self) -> bool:
        """Whether the answer says that somebody was told."""
        return self.safeguarding.data in TOLD

    def validate_told_on(self, field: Any) -> None:
        """Refuse a day that is still to come, or so long ago that it must be a slip."""
        if not self.was_told or not field.data:
            return
        if field.data > today():
            raise ValidationError("That day is still to come. Write the day you told them")
        if field.data < today() - A_YEAR:
            raise ValidationError("That is more than a year ago. Write the day you told them")

    def validate_told_time(self, field: Any) -> None:
        """Refuse a time that no clock shows, or one that is still to come."""
        if not self.was_told or not (field.data or "").strip():
            return
        if self._time() is None:
            raise ValidationError("Write the time like 14:30")
        told_at = self.told_at
        if told_at is not None and told_at.date() <= today() and told_at > now():
            raise ValidationError("That time is still to come. Write when you told them")

    @property
    def told_at(self) -> datetime | None:
        """The instant that day and time name, or None."""
        day, at = self.told_on.data, self._time()
        return datetime.combine(day, at, LONDON) if day and at else None

    def _time(self) -> time | None:
        typed = CLOCK_TIME.fullmatch((self.told_time.data or "").strip())
        return time(int(typed[1]), int(typed[2])) if typed else None


class KindForm(DeskForm):
    """What it really is."""

    slot = "kind"
    lacks: ClassVar = {"reason": ("kind_reason", "Say why it is no complaint")}
    new_kind = SelectField("What is it really?", [Needed("Choose a kind")], choices=choices(*KINDS.items()))
    kind_reason = LongTextField(
        "Why",
        [AtMost(LONG)],
        description="Needed where a complaint becomes something else. A second person then signs.",
        filters=[without_unprintable],
        widget=Textarea(rows=2),
    )

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with the kind it has."""
        return cls(formdata=None, data={"new_kind": page.kind.value})

    @property
    def kind(self) -> Kind:
        """The kind that was chosen."""
        return Kind(self.new_kind.data)


class TeamForm(DeskForm):
    """Which team it is about."""

    slot = "team"
    lacks: ClassVar = {"team": ("new_team", "Choose a team from the list")}
    new_team = SelectField("Which team is it about?", validate_choice=False)

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Offer the council's teams."""
        form = cls(formdata=None, data={"new_team": page.team or ""})
        return form.offering(page)

    def offering(self, page: ItemPage) -> "TeamForm":
        """Put the teams into the list."""
        self.new_team.choices = choices(("", "Not known"), *page.teams)
        return self


class SetAsideForm(DeskForm):
    """Why it is no feedback at all, or the same as another."""

    slot = "aside"
    lacks: ClassVar = {
        "reason": ("aside_reason", "Write the reason"),
        "message": ("aside_message", "Finish the message: fill in what stands in [square brackets]"),
        "past_day": ("aside_message", "A day that the message promises is past. Write another"),
        "same_as": ("same_as", "Write the reference of the other one"),
        "same_as_unknown": ("same_as", "There is no item with this reference that you may open"),
        "signer": ("aside_signer", MAY_SIGN),
    }
    aside_as = RadioField("What is it?", [Needed("Say what it is")], choices=choices(*SET_ASIDE.items()))
    same_as = TextField(
        "Reference of the other one",
        description="Only where it was sent twice. The two stay apart; nothing is merged.",
        filters=[without_unprintable],
        widget=TextInput(width="20", spellcheck=False),
    )
    aside_reason = reason(
        "Why?",
        "A second person signs where it was sent twice, is from or about a child, or spoke of danger.",
        rows=2,
    )
    aside_message = letter(
        "Message to the person",
        "Only where it was sent twice. It goes once a second person has signed.",
        rows=8,
    )
    aside_signer = SignerField()

    def offering(self, page: ItemPage) -> None:
        """Put those who may sign into the list."""
        self.aside_signer.offer(page)

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with the draft for what was sent twice."""
        return cls(formdata=None, data={"aside_message": page.screening.draft_sent_twice})

    @property
    def chosen(self) -> SetAsideAs:
        """What it was said to be."""
        return SetAsideAs(self.aside_as.data)


class WithdrawalForm(DeskForm):
    """The person withdrew it by word or letter."""

    slot = "withdrawal"
    lacks: ClassVar = {
        "reason": ("withdrawal_reason", "Write how and when they told you"),
        "message": ("withdrawal_message", "Finish the message: fill in what stands in [square brackets]"),
        "past_day": ("withdrawal_message", "A day that the message promises is past. Write another"),
        "signer": ("withdrawal_signer", MAY_SIGN),
    }
    withdrawal_reason = reason(
        "How did they tell you, and when?", missing="Write how and when they told you", rows=2
    )
    withdrawal_message = letter("Message to the person", "It goes once a second person has signed.", rows=8)
    withdrawal_signer = SignerField()

    def offering(self, page: ItemPage) -> None:
        """Put those who may sign into the list."""
        self.withdrawal_signer.offer(page)

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with the draft."""
        return cls(formdata=None, data={"withdrawal_message": page.screening.draft_withdrawn})


class TakeOverForm(DeskForm):
    """A supervisor takes it from whoever holds it."""

    slot = "take_over"
    take_over_reason = reason("Why do you take it over?", "The person who has it now sees this.", rows=2)


class RestoreForm(DeskForm):
    """Putting back what was set aside."""

    slot = "restore"
    restore_reason = reason("Why does it go back to the desk?", rows=2)


class ReopenForm(DeskForm):
    """Opening again what was settled."""

    slot = "reopen"
    lacks: ClassVar = {
        "reason": ("reopen_reason", "Write the reason"),
        "reason_short": ("reopen_reason", "A procedure is open. Say in a few words more why it closes"),
    }
    reopen_reason = reason("Why is it opened again?", "What the person says we missed, for example.", rows=2)


class NoteForm(DeskForm):
    """A note between officers."""

    slot = "note"
    lacks: ClassVar = {"words": ("note_words", "Write the note")}
    note_words = reason("Note to other officers", "The person never sees it.", missing="Write the note")


class OwnConflictForm(DeskForm):
    """The officer herself must keep away."""

    slot = "conflict"
    conflict_reason = reason("What makes it so?", "Tell your supervisor who else must keep away.", rows=2)


class ConflictForm(DeskForm):
    """Somebody must keep away."""

    slot = "conflict"
    lacks: ClassVar = {"reason": ("conflict_reason", "Write the reason")}
    keep_away = SelectField("Who must keep away?", [Needed("Choose who")], validate_choice=False)
    how_near = RadioField(
        "Why?",
        [Needed("Say how they are part of it")],
        choices=choices(
            ("named", "They are complained about: their line manager keeps away too"),
            ("near", "They are too near to the people in it"),
        ),
    )
    conflict_reason = reason("What makes it so?", rows=2)

    def offering(self, people: dict[int, str]) -> "ConflictForm":
        """Put the staff into the list."""
        named = ((str(number), name) for number, name in sorted(people.items(), key=lambda pair: pair[1]))
        self.keep_away.choices = choices(("", "Choose"), *named)
        return self


class LetBackForm(DeskForm):
    """Somebody need not keep away after all."""

    slot = "let_back"
    lacks: ClassVar = {"reason": ("let_back_reason", "Write the reason")}
    let_back = SelectField("Who may open it again?", [Needed("Choose who")], validate_choice=False)
    let_back_reason = reason("Why was it a mistake?", rows=2)

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Offer those who are kept away."""
        return cls(formdata=None).offering(page)

    def offering(self, page: ItemPage) -> "LetBackForm":
        """Put those who are kept away into the list."""
        named = ((str(number), name) for number, name in page.kept_away)
        self.let_back.choices = choices(("", "Choose"), *named)
        return self


class SignForm(DeskForm):
    """Signing the decision that the page showed, and no other."""

    decision = HiddenField()

    @property
    def shown(self) -> int:
        """The decision that the page showed."""
        return number_of(self.decision.data)


class ReturnForm(SignForm):
    """Sending a decision back to who proposed it."""

    slot = "return_"
    lacks: ClassVar = {"reason": ("return_reason", "Write what has to change")}
    return_reason = reason(
        "What has to change?", "Whoever proposed it reads this.", missing="Write what has to change"
    )
