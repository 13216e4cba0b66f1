"""The sign-in form."""

from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from portal.web.fields import EmailField
from portal.web.widgets import TextInput


class SignInForm(FlaskForm):
    """A work email address and a password."""

    email = EmailField(
        "Work email address",
        validators=[InputRequired("Enter your work email address"), Length(max=254)],
    )
    password = PasswordField(
        "Password",
        widget=TextInput(input_type="password", autocomplete="current-password"),
        validators=[InputRequired("Enter your password"), Length(max=200)],
    )
