"""What can be done at once with the items that were ticked in a list."""

from typing import Any

from flask_wtf import FlaskForm

from portal.domain.permissions import Permission
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.handing_over import list_officers
from portal.services.now import today
from portal.web.fields import LongTextField, SelectField, choices
from portal.web.screening.forms import number_of, without_unprintable
from portal.web.typed import LONG, AtMost, is_blank
from portal.web.widgets import Textarea

NOBODY_TICKED = "Tick at least one item in the list"
NEEDS = {
    "team": (("bulk_team", "Choose the team"),),
    "spam": (("spam_reason", "Write why they are spam"),),
    "hand_over": (("hand_to", "Choose an officer"), ("hand_reason", "Write why you hand them over")),
}


def _why(label: str, hint: str = "") -> LongTextField:
    return LongTextField(
        label, [AtMost(LONG)], description=hint, filters=[without_unprintable], widget=Textarea(rows=2)
    )


class BulkForm(FlaskForm):
    """Each button asks only for what stands beside it; ``deed`` is the button that was pressed."""

    bulk_team = SelectField("Team")
    spam_reason = _why(
        "Why are they spam?",
        "Only those that you hold and have read go. What a second person has to sign stays.",
    )
    hand_to = SelectField("To whom?")
    hand_reason = _why("Why?", "It stands in the history.")

    def offering(self, officer: StaffMember) -> "BulkForm":
        """Put the teams, and for a supervisor the officers, into the lists; one query."""
        teams = ((team.code, team.label) for team in current_council().teams_on(today()))
        self.bulk_team.choices = choices(("", "Choose"), *teams)
        if officer.may(Permission.SUPERVISE):
            named = ((str(one.id), one.name) for one in list_officers())
            self.hand_to.choices = choices(("", "Choose"), *named)
        else:
            del self.hand_to, self.hand_reason
        return self

    def is_ready(self, deed: str, ticked: tuple[str, ...]) -> bool:
        """Whether everything this button needs is there; else say at its field what is missing."""
        if not self.validate():
            return False
        if not ticked:
            self.form_errors.append(NOBODY_TICKED)
        for name, message in NEEDS.get(deed, ()):
            if name in self and is_blank(self[name].data or ""):
                self[name].errors = [*self[name].errors, message]
        return not self.errors

    @property
    def to_id(self) -> int:
        """The officer who was chosen."""
        return number_of(self.hand_to.data)


def empty_form(officer: StaffMember) -> Any:
    """Return the form as a list first shows it."""
    return BulkForm(formdata=None).offering(officer)
