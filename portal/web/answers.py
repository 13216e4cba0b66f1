"""What a person has answered so far, by page and field, in the strings they posted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.web.fields import MONTHS

Values = dict[str, list[str]]

# No keyboard types these; HTML, PDF and PostgreSQL can't hold all of them.
LAST_OF_PLANES = "".join(chr((plane << 16) + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
NEVER_TYPED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{LAST_OF_PLANES}]")


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by page and field; a page that was never posted is not in it."""

    pages: Mapping[str, Mapping[str, Sequence[str]]]

    def has(self, page: str) -> bool:
        """Whether a page was answered, were it with nothing."""
        return page in self.pages

    def values(self, page: str) -> Values:
        """Return what was posted on one page."""
        return {name: list(values) for name, values in self.pages.get(page, {}).items()}

    def many(self, page: str, field: str) -> tuple[str, ...]:
        """Return every answer of a field that is not blank."""
        return tuple(value for value in self.pages.get(page, {}).get(field, ()) if value.strip())

    def one(self, page: str, field: str) -> str:
        """Return the first answer of a field without the blanks around it, or nothing."""
        return next(iter(self.many(page, field)), "").strip()

    def day(self, page: str, field: str) -> date | None:
        """Return a date typed in parts, or None where it is not whole."""
        year, month, day = (self.one(page, f"{field}-{part}").lower() for part in ("year", "month", "day"))
        named = (
            str(number) for number, name in enumerate(MONTHS, 1) if len(month) > 2 and name.startswith(month)
        )
        try:
            return date(int(year), int(next(named, month)), int(day))
        except (ValueError, OverflowError):
            return None

    def rows(self, page: str) -> Iterator[Mapping[str, str]]:
        """Yield each filled row of a page that repeats, by field."""
        found = self.pages.get(page, {})
        for number in range(1, count_rows(found) + 1):
            start = row_prefix(number)
            row = {name.removeprefix(start): self.one(page, name) for name in found if name.startswith(start)}
            if any(row.values()):
                yield row

    def only(self, names: Iterable[str]) -> "Answers":
        """Return the answers of these pages only."""
        return Answers({name: self.pages[name] for name in names if name in self.pages})


def row_prefix(number: int) -> str:
    """Return what the names of one row's fields begin with, counted from 1."""
    return f"row{number}-"


def count_rows(values: Mapping[str, Sequence[str]]) -> int:
    """Return the highest row that was posted; 0 where there is none."""
    numbers = (re.match(r"row(\d{1,2})-", name) for name in values)
    return max((int(found[1]) for found in numbers if found), default=0)


def clean(text: str) -> str:
    """Return what was typed without the characters that nobody types."""
    return NEVER_TYPED.sub("", text)
