"""The filters of a register: read from the address as a form, every wrong one said at its field."""

from typing import Any

from wtforms import Form
from wtforms.validators import ValidationError

from portal.services.council import current_council
from portal.services.registers import ROUTES, Register, RegisterFilters, Standing
from portal.services.route_details import wanted_categories
from portal.web.fields import CheckboxesField, DatePartsField, SelectField, choices

STANDINGS = ((Standing.OPEN, "Not answered"), (Standing.LATE, "Late"), (Standing.ANSWERED, "Answered"))
FORMAL = (Standing.FORMAL, "Taken the formal way")
TURNED = "The last day must not be before the first"
CATEGORIES = {Register.DUTY: "Category", Register.ENQUIRIES: "What is asked for"}
ALL = ("", "All")


class RegisterForm(Form):
    """What of a register is shown; it is sent in the address, so that it can be kept and passed on."""

    category = SelectField("Category")
    team = SelectField("Team")
    standing = SelectField("How it stands")
    since = DatePartsField("Received from", what="The first day")
    until = DatePartsField("Received until", what="The last day")
    young = CheckboxesField("For whom", choices=choices(("yes", "Children and young people only")))

    def offering(self, register: Register) -> "RegisterForm":
        """Offer the register's own categories, and every team there ever was."""
        if register in CATEGORIES:
            self.category.label.text = CATEGORIES[register]
            self.category.choices = choices(ALL, *wanted_categories(ROUTES[register]))
        else:
            del self.category
        if register is not Register.ENQUIRIES:
            del self.young
        self.team.choices = choices(ALL, *((team.code, team.label) for team in current_council().teams))
        standings = (*STANDINGS, FORMAL) if register is Register.EARLY else STANDINGS
        self.standing.choices = choices(ALL, *((code.value, words) for code, words in standings))
        return self

    def validate_until(self, field: DatePartsField) -> None:
        """Refuse a last day before the first, which nothing could fit."""
        since = self._sound("since")
        if since and field.data and field.data < since:
            raise ValidationError(TURNED)

    @property
    def asked(self) -> RegisterFilters:
        """What is asked for; a field with a mistake asks for nothing."""
        standing = self._sound("standing")
        return RegisterFilters(
            category=self._sound("category"),
            team=self._sound("team"),
            since=self._sound("since"),
            until=self._sound("until"),
            standing=Standing(standing) if standing else None,
            young=bool(self._sound("young")),
        )

    def _sound(self, name: str) -> Any:
        field = self._fields.get(name)
        return field.data if field is not None and field.data and not field.errors else None
