"""The sign-in form."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from portal.web.widgets import GovPassword, GovInput


class SignInForm(FlaskForm):
    """A work email address and a password."""

    email = StringField(
        "Work email address",
        widget=GovTextInput(),
        validators=[InputRequired("Enter your work email address"), Length(max=254)],
    )
    password = PasswordField(
        "Password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter your password"), Length(max=200)],
    )
