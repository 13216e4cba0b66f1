"""The two questions most pages ask: a short answer and a long one, with the limit said before typing."""

from typing import Any

from portal.web.fields import LongTextField, TextField
from portal.web.typed import LONG, SHORT, AtMost
from portal.web.widgets import Textarea, TextInput


def short(label: str, hint: str = "", **options: Any) -> TextField:
    """Return a question with a one-line answer."""
    return TextField(label, [AtMost(SHORT)], description=hint, widget=TextInput(**options))


def long(label: str, hint: str = "", *, limit: int = LONG, rows: int = 6) -> LongTextField:
    """Return a question with an answer of several lines."""
    return LongTextField(label, [AtMost(limit)], description=hint, widget=Textarea(rows=rows, limit=limit))
