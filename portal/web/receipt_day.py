"""The one rule for the day on which something first reached the council, wherever staff write it down."""

from dataclasses import dataclass
from typing import Any

from wtforms.validators import StopValidation

from portal.domain.receipt_day import YEARS_BACK, is_to_come, is_too_long_ago
from portal.services.now import today

TO_COME = "This day is still to come. Write today’s date or an earlier one."
TOO_LONG_AGO = (
    f"This is more than {YEARS_BACK} years ago. Check the year. If it is right, ask the complaints team how "
    "to record it."
)


@dataclass(frozen=True)
class ReceiptDay:
    """The day something reached the council: none means today, where that may be, and none is to come.

    ``written`` names the question whose answers "letter" and "email" make the day compulsory.
    """

    written: str = ""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse a day to come, one too long ago, and none where the day can't be today by itself."""
        if field.wrong_parts:
            return
        day = field.data
        if day is None:
            if self.written and form[self.written].data in ("letter", "email"):
                raise StopValidation(
                    "Write the day it first reached anybody in the council. Look for a stamp or the date of "
                    "the e-mail."
                )
            return
        if is_to_come(day, today()):
            raise StopValidation(TO_COME)
        if is_too_long_ago(day, today()):
            raise StopValidation(TOO_LONG_AGO)
