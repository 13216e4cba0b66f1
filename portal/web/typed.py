"""Judging what was typed: each message says what to do, and limits are counted as people count them."""

import re
import unicodedata
from typing import Any

from wtforms.validators import StopValidation, ValidationError

from portal.services.now import today

SHORT = 200
LONG = 5_000
LONGER = 10_000
LONGEST = 30_000
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = re.compile(rf"(?=[^@]{{1,64}}@){ATOM}(?:\.{ATOM})*@{LABEL}(?:\.{LABEL})+")
FILLERS = "\u034f\u115f\u1160\u2800\u3164\uffa0"  # letters and marks by their kind, and yet nothing to see


def is_blank(text: str) -> bool:
    """Whether there is nothing in a text that anybody could see."""
    return all(
        letter in FILLERS
        or unicodedata.category(letter)[0] in "ZM"
        or unicodedata.category(letter) in ("Cc", "Cf")
        for letter in text
    )


class Needed:
    """There must be an answer."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse a blank answer."""
        if not field.data or (isinstance(field.data, str) and is_blank(field.data)):
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
        if "=?" in typed or any(ord(letter) > 126 or ord(letter) < 32 for letter in typed):
            raise ValidationError(
                "We can’t send to this address: something in it is not a plain letter, number or sign. You "
                "may not be able to see it. Type the address again, or leave it empty."
            )
        if typed and (len(typed) > SHORT or not EMAIL.fullmatch(typed)):
            raise ValidationError("Write the e-mail address in full, like name@example.com")


class PhoneShape:
    """Something that holds a telephone number, or nothing; words beside it are welcome."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what has too few numbers to ring."""
        typed = (field.data or "").strip()
        if typed and sum(letter.isdigit() for letter in typed) < 5:
            raise ValidationError("Write the whole telephone number, like 01632 960100")


class TodayOrLater:
    """A date that is not in the past, or none."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse a day that is over."""
        if field.data and field.data < today():
            raise ValidationError("Write today’s date or a later one, or leave it empty")
