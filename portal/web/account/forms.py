"""The sign-in form."""

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length, ValidationError

from portal.web.answers import clean
from portal.web.fields import EmailField
from portal.web.widgets import TextInput

NEVER_IN_AN_ADDRESS = re.compile(r"\s")


def one_address(_form: FlaskForm, field: Any) -> None:
    """Refuse what can't be an email address, before anybody looks for it."""
    typed = field.data.strip()
    if "@" not in typed or NEVER_IN_AN_ADDRESS.search(typed):
        raise ValidationError("Enter your email address like name@example.org")


class SignInForm(FlaskForm):
    """A work email address and a password."""

    email = EmailField(
        "Work email address",
        filters=[lambda typed: clean(typed or "")],
        validators=[
            InputRequired("Enter your work email address"),
            Length(max=254, message="Enter an email address of 254 characters or fewer"),
            one_address,
        ],
    )
    password = PasswordField(
        "Password",
        widget=TextInput(input_type="password", autocomplete="current-password"),
        validators=[
            InputRequired("Enter your password"),
            Length(max=200, message="Enter a password of 200 characters or fewer"),
        ],
    )
