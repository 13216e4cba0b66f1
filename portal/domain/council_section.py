"""Typed reading of one table of a TOML file, gathering every problem by its key."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
PHONE = re.compile(r"\+?[0-9][0-9 ]{1,18}[0-9]")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_TEXT = 500
NAMES_OF_TYPES = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a table",
}

Choice = TypeVar("Choice", bound=StrEnum)


class Problems:
    """Every problem found so far, one for each key."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}

    def add(self, key: str, message: str) -> None:
        """Keep the first problem of each key: later ones only follow from it."""
        self._found.setdefault(key, message)

    def about(self, key: str) -> bool:
        """Return whether this key, or anything inside it, is known to be wrong already."""
        return any(wrong == key or wrong.startswith((key + ".", key + "[")) for wrong in self._found)

    def lines(self) -> tuple[str, ...]:
        """Return the problems as "key: message"."""
        return tuple(f"{key}: {message}" for key, message in self._found.items())


class Section:
    """One table; a wrong value is noted and something harmless returned, so that reading goes on."""

    def __init__(self, values: Mapping[str, object], path: str, problems: Problems) -> None:
        self._values = values
        self._path = path
        self._problems = problems
        self._read: set[str] = set()

    def key(self, name: str) -> str:
        """Return the full key of a name in this table."""
        return f"{self._path}.{name}" if self._path else name

    def wrong(self, name: str, message: str) -> None:
        """Note a problem with one of this table's values."""
        self._problems.add(self.key(name), message)

    def text(self, name: str) -> str:
        """Return a required line of text."""
        return self.optional_text(name, required=True) or ""

    def optional_text(self, name: str, *, required: bool = False) -> str | None:
        """Return a line of text, or None where the key is left out."""
        value = self._take(name, required)
        return None if value is None else self._line(name, value)

    def matching(self, name: str, shape: re.Pattern[str], meaning: str, required: bool) -> str | None:
        """Return text of one shape, such as a telephone number."""
        value = self.optional_text(name, required=required)
        if value and not shape.fullmatch(value):
            self.wrong(name, f"must be {meaning}, not {value!r}")
        return value

    def code(self, name: str = "code") -> str:
        """Return a required stable code."""
        return self.matching(name, KEBAB, "small letters, digits and hyphens", required=True) or ""

    def phone(self, name: str, *, required: bool = False) -> str | None:
        """Return a telephone number: digits and spaces."""
        return self.matching(name, PHONE, "a telephone number of digits and spaces", required=required)

    def email(self, name: str) -> str | None:
        """Return an e-mail address, or None where it is left out."""
        return self.matching(name, EMAIL, "an e-mail address", required=False)

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number within low and high; required where there is no default."""
        value = self.optional_whole(name, low, high, required=default is None)
        return value if value is not None else default or low

    def optional_whole(self, name: str, low: int, high: int, *, required: bool = False) -> int | None:
        """Return a whole number within low and high, or None where it is left out."""
        value = self._take(name, required)
        if value is None:
            return None
        if type(value) is not int:
            self.wrong(name, f"must be a whole number, not {_kind_of(value)}")
            return low
        if not low <= value <= high:
            self.wrong(name, f"must be from {low} to {high}, not {value}")
        return min(max(value, low), high)

    def flag(self, name: str, default: bool | None = None) -> bool:
        """Return true or false; required where there is no default."""
        value = self._take(name, default is None)
        if value is None:
            return bool(default)
        if not isinstance(value, bool):
            self.wrong(name, f"must be true or false, not {_kind_of(value)}")
        return value is True

    def day(self, name: str) -> date:
        """Return a required date."""
        return self.optional_day(name, required=True) or date.min

    def optional_day(self, name: str, *, required: bool = False) -> date | None:
        """Return a date, or None where it is left out."""
        value = self._take(name, required)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.wrong(name, f"must be a date such as 2026-04-01 without quotes, not {_kind_of(value)}")
            return None
        return value

    def choice(self, name: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """Return one of a closed list of words; required where there is no default."""
        value = self._take(name, default is None)
        if value is None:
            return default or next(iter(choices))
        chosen = next((choice for choice in choices if choice.value == value), None)
        if chosen is None:
            self.wrong(name, f"must be one of {', '.join(choices)}")
        return chosen or next(iter(choices))

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of lines of text; empty where it is left out."""
        return tuple(self._line(f"{name}[{i}]", value) for i, value in enumerate(self._list(name, required)))

    def wholes(self, name: str, low: int, high: int) -> tuple[int, ...]:
        """Return a list of whole numbers within low and high; empty where it is left out."""
        found = []
        for i, value in enumerate(self._list(name, required=False)):
            if type(value) is int and low <= value <= high:
                found.append(value)
            else:
                self.wrong(f"{name}[{i}]", f"must be a whole number from {low} to {high}")
        return tuple(found)

    def table(self, name: str, *, required: bool = True) -> "Section":
        """Return a table inside this one; an empty one where it is missing or something else."""
        value = self._take(name, required)
        if value is not None and not isinstance(value, dict):
            self.wrong(name, f"must be a table, not {_kind_of(value)}")
            value = None
        return Section(value or {}, self.key(name), self._problems)

    def tables(self, name: str, *, required: bool = False) -> "list[Section]":
        """Return a list of tables; empty where it is left out."""
        found = []
        for i, value in enumerate(self._list(name, required)):
            if isinstance(value, dict):
                found.append(Section(value, f"{self.key(name)}[{i}]", self._problems))
            else:
                self.wrong(f"{name}[{i}]", f"must be a table, not {_kind_of(value)}")
        return found

    def finish(self) -> None:
        """Note every key that nobody asked for: the list of settings is closed."""
        for name in self._values:
            if name not in self._read:
                self.wrong(name, "is not a setting of a council profile")

    def _take(self, name: str, required: bool) -> object:
        self._read.add(name)
        value = self._values.get(name)
        if value is None and required:
            self.wrong(name, "is missing")
        return value

    def _list(self, name: str, required: bool) -> list[object]:
        value = self._take(name, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(name, f"must be a list, not {_kind_of(value)}")
            return []
        if required and not value:
            self.wrong(name, "must not be empty")
        return value

    def _line(self, name: str, value: object) -> str:
        if not isinstance(value, str):
            self.wrong(name, f"must be text, not {_kind_of(value)}")
            return ""
        if not value.strip() or not value.isprintable():
            self.wrong(name, "must be one line with something in it")
        elif len(value) > LONGEST_TEXT:
            self.wrong(name, f"must be at most {LONGEST_TEXT} characters")
        return value.strip()


def _kind_of(value: object) -> str:
    return NAMES_OF_TYPES.get(type(value), "a date or time")
