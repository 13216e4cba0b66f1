"""The box on the desk that leads to an item whose reference somebody reads out or writes."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from portal.domain.reference import InvalidReference, parse_reference
from portal.web.fields import TextField
from portal.web.screening.forms import without_unprintable
from portal.web.widgets import TextInput

# The same words for what isn't there and for what this officer must keep away from.
UNKNOWN = "There is no item with this reference that you may open"


class GoToForm(FlaskForm):
    """A reference in any case, with spaces or dashes; asked by GET, it changes nothing."""

    class Meta:
        """A link could ask the same."""

        csrf = False

    reference = TextField(
        "Go to reference", filters=[without_unprintable], widget=TextInput(width="10", spellcheck=False)
    )

    def validate_reference(self, field: Any) -> None:
        """Refuse what is no reference, saying what is wrong with it."""
        try:
            self.meant = parse_reference(field.data or "")
        except InvalidReference as problem:
            raise ValidationError(str(problem)) from None
