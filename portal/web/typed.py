"""Judging what was typed: each message says what to do, and limits are counted as people count them."""

import re
from typing import Any

from wtforms.validators import StopValidation, ValidationError

SHORT = 200
LONG = 5_000
LONGER = 10_000
LONGEST = 30_000
EMAIL = re.compile(r"[^@\s<>\"',;:]{1,64}@[^@\s<>\"',;:.]+(\.[^@\s<>\"',;:.]+)+")


class Needed:
    """There must be an answer."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse a blank answer."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(self.message)


class AtMost:
    """An answer of so many characters; a line break counts as one."""

    def __init__(self, limit: int = SHORT) -> None:
        self.limit = limit

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse longer ones, saying by how much."""
        length = len((field.data or "").replace("\r\n", "\n"))
        if length > self.limit:
            raise ValidationError(
                f"There is room here for {self.limit:,} characters and you have written {length:,}. "
                "Your words are still here: please make them shorter."
            )


class EmailShape:
    """Something that can be an e-mail address, or nothing."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what no mail can be sent to."""
        typed = (field.data or "").strip()
        if typed and (len(typed) > SHORT or not EMAIL.fullmatch(typed)):
            raise ValidationError("Write the e-mail address in full, like name@example.com")


class PhoneShape:
    """Something that holds a telephone number, or nothing; words beside it are welcome."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what has too few numbers to ring."""
        typed = (field.data or "").strip()
        if typed and sum(letter.isdigit() for letter in typed) < 5:
            raise ValidationError("Write the whole telephone number, like 01632 960100")
