"""The forms of the duty board."""

from flask_wtf import FlaskForm
from wtforms.validators import Length

from portal.web.answers import clean
from portal.web.fields import LongTextField
from portal.web.typed import Needed
from portal.web.widgets import Textarea

LONGEST_NOTE = 2000


class AcknowledgeForm(FlaskForm):
    """That somebody has an alert, and what they are doing about it."""

    note = LongTextField(
        "What are you doing about it? You can write it afterwards.",
        filters=[lambda typed: clean(typed or "")],
        widget=Textarea(rows=3, limit=LONGEST_NOTE),
        validators=[Length(max=LONGEST_NOTE, message=f"Write {LONGEST_NOTE:,} characters or fewer")],
    )


class DutyNoteForm(FlaskForm):
    """What was done about an alert."""

    note = LongTextField(
        "What did you do?",
        description="Whom you rang or saw, what you agreed, who was told. The time is written with it.",
        filters=[lambda typed: clean(typed or "")],
        widget=Textarea(rows=4, limit=LONGEST_NOTE),
        validators=[
            Needed("Write what you did"),
            Length(max=LONGEST_NOTE, message=f"Write {LONGEST_NOTE:,} characters or fewer"),
        ],
    )
