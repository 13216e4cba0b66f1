"""Form fields whose widgets are ours: what is typed is kept as typed, and every message says what to do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from wtforms import fields
from wtforms.fields.choices import SelectChoice
from wtforms.utils import unset_value
from wtforms.validators import ValidationError

from portal.web import widgets

CHOOSE_ONE = "Choose one of the answers on this page"
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
EARLIEST_YEAR = 1900
LATEST_YEAR = 2200


class TextField(fields.StringField):
    """One line of text. ``description`` is the hint."""

    widget = widgets.TextInput()


class LongTextField(fields.TextAreaField):
    """Text of any number of lines, which end as they did when typed and not as forms are sent."""

    widget = widgets.Textarea()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Undo the line ends that browsers add, so that lengths agree with what was counted on the page."""
        if valuelist:
            self.data = valuelist[0].replace("\r\n", "\n")


class EmailField(fields.StringField):
    """An e-mail address; its shape is for a validator to judge."""

    widget = widgets.TextInput(input_type="email", autocomplete="email", spellcheck=False)


class PhoneField(fields.StringField):
    """A telephone number, kept as typed."""

    widget = widgets.TextInput(input_type="tel", autocomplete="tel", width="20")


class ChoosingField(fields.SelectField):
    """What the one-answer fields share: no answer is None, and an answer that was not offered is refused.

    ``hints`` gives a choice (by value) its own line; ``reveals`` names the field of the same form that
    belongs to a choice; ``divider_before`` is the value before which "or" stands.
    """

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        divider_before: str | None = None,
        **options: Any,
    ) -> None:
        """Take the choices' extras beside what a WTForms field takes."""
        options.setdefault("invalid_choice_message", CHOOSE_ONE)
        options.setdefault("invalid_value_message", CHOOSE_ONE)
        super().__init__(label, validators, **options)
        self.hints = dict(hints or {})
        self.reveals = dict(reveals or {})
        self.divider_before = divider_before

    def process_formdata(self, valuelist: list[str]) -> None:
        """Treat an empty value as no answer."""
        self.data: Any = None
        super().process_formdata([value for value in valuelist if value])

    def pre_validate(self, form: Any) -> None:
        """Let no answer be; whether one is needed is for a validator to say."""
        if self.data is not None:
            super().pre_validate(form)

    def revealed(self, value: str) -> Any | None:
        """Return the bound field that belongs to a choice, or None."""
        name = self.reveals.get(value)
        return self._form[name] if name else None


class RadioField(ChoosingField):
    """One answer out of a few."""

    widget = widgets.Radios()


class SelectField(ChoosingField):
    """One answer out of many, in a drop-down list; prefer radios. Give it an empty first choice."""

    widget = widgets.Select()


class CheckboxesField(fields.SelectMultipleField):
    """Any number of answers; ``none_value`` is the choice that rules the others out."""

    widget = widgets.Checkboxes()

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        none_value: str | None = None,
        **options: Any,
    ) -> None:
        """Take the choices' extras beside what a WTForms field takes."""
        options.setdefault("invalid_choice_message", "Choose from the answers on this page")
        options.setdefault("invalid_value_message", "Choose from the answers on this page")
        super().__init__(label, validators, **options)
        self.hints = dict(hints or {})
        self.reveals = dict(reveals or {})
        self.none_value = none_value
        self.divider_before = none_value

    revealed = ChoosingField.revealed

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Refuse "none of these" together with one of these."""
        chosen = self.data or []
        if not validation_stopped and self.none_value in chosen and len(chosen) > 1:
            raise ValidationError("Choose either the last answer or the others, not both")


class DatePartsField(fields.Field):
    """A date typed as day, month and year.

    ``data`` is a date or None; ``parts`` keeps what was typed. Posted as ``name-day``, ``name-month`` and
    ``name-year``, so any number of posted values is taken without complaint: the first of each counts.
    """

    widget = widgets.DateInput()
    PARTS: ClassVar[tuple[str, ...]] = ("day", "month", "year")

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        what: str = "The date",
        **options: Any,
    ) -> None:
        """``what`` begins each message, as in "The date must include a month"."""
        super().__init__(label, validators, **options)
        self.what = what
        self.parts = dict.fromkeys(self.PARTS, "")
        self.wrong_parts: tuple[str, ...] = ()

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the parts from the form, or from a date."""
        super().process(None, data, extra_filters)
        self.wrong_parts = ()
        if isinstance(self.data, date):
            self.parts = {part: str(getattr(self.data, part)) for part in self.PARTS}
        if formdata is not None:
            self.parts = {part: self._posted(formdata, part) for part in self.PARTS}
            self.raw_data = [typed for typed in self.parts.values() if typed]
            self._read_parts()

    def part_id(self, part: str) -> str:
        """Return the id of one part's box."""
        return f"{self.id}-{part}"

    @property
    def first_wrong_id(self) -> str:
        """Return the id of the box an error leads to."""
        return self.part_id(self.wrong_parts[0] if self.wrong_parts else self.PARTS[0])

    def _posted(self, formdata: Any, part: str) -> str:
        values = formdata.getlist(f"{self.name}-{part}")
        return str(values[0]).strip()[:20] if values else ""

    def _read_parts(self) -> None:
        self.data = None
        missing = tuple(part for part in self.PARTS if not self.parts[part])
        if len(missing) == len(self.PARTS):
            return
        if missing:
            self._refuse(missing, f"{self.what} must include a {' and a '.join(missing)}")
            return
        numbers = {part: self._number(part) for part in self.PARTS}
        wrong = tuple(part for part, number in numbers.items() if number is None)
        if wrong:
            self._refuse(wrong, self._sentence(wrong[0]))
            return
        try:
            self.data = date(numbers["year"] or 0, numbers["month"] or 0, numbers["day"] or 0)
        except ValueError:
            self._refuse(("day",), f"{self.what} must be a real date: that month has fewer days")

    def _refuse(self, parts: Iterable[str], message: str) -> None:
        self.wrong_parts = tuple(parts)
        self.process_errors.append(message)

    def _number(self, part: str) -> int | None:
        typed = self.parts[part].lower()
        if part == "month" and len(typed) >= 3 and typed.isalpha():
            return next((n for n, month in enumerate(MONTHS, 1) if month.startswith(typed)), None)
        number = int(typed) if typed.isdecimal() else -1
        least, most = {"day": (1, 31), "month": (1, 12), "year": (EARLIEST_YEAR, LATEST_YEAR)}[part]
        return number if least <= number <= most else None

    def _sentence(self, part: str) -> str:
        needed = {
            "day": "a day from 1 to 31",
            "month": "a month from 1 to 12",
            "year": "a year with 4 numbers, like 2026",
        }
        return f"{self.what} must have {needed[part]}"


def choices(*pairs: tuple[str, str]) -> list[SelectChoice]:
    """Return WTForms choices from (value, label) pairs."""
    return [SelectChoice(value, label) for value, label in pairs]
