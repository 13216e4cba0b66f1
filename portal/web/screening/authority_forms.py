"""The forms of the page about who may be told what; each stands there under a prefix of its own."""

from datetime import date
from typing import Any, ClassVar

from flask_wtf import FlaskForm

from portal.domain.vocabulary import Scope
from portal.services.authorities import AuthorityShown
from portal.services.now import today
from portal.services.representatives import AGREES, UNDERSTANDS, Judgement
from portal.web.fields import CheckboxesField, DatePartsField, LongTextField, RadioField, TextField, choices
from portal.web.screening.forms import without_unprintable
from portal.web.screening.sharing_words import CAPACITIES, SCOPES
from portal.web.typed import LONG, SHORT, AtMost, Needed
from portal.web.widgets import Textarea

CHILD, NAMED, WORD = "child", "named", "word"


def note(label: str, hint: str = "", missing: str = "", rows: int = 2) -> LongTextField:
    """Return a box for a short note; ``missing`` makes it needed."""
    judges: list[Any] = [Needed(missing)] if missing else []
    return LongTextField(
        label,
        [*judges, AtMost(LONG)],
        description=hint,
        filters=[without_unprintable],
        widget=Textarea(rows=rows),
    )


def line(label: str, hint: str = "", missing: str = "") -> TextField:
    """Return one line; ``missing`` makes it needed."""
    judges: list[Any] = [Needed(missing)] if missing else []
    return TextField(label, [*judges, AtMost(SHORT)], description=hint, filters=[without_unprintable])


class DeedForm(FlaskForm):
    """One thing to do; ``lacks`` says at which field a code of the rules stands."""

    lacks: ClassVar[dict[str, tuple[str, str]]] = {}

    class Meta:
        """The token has no prefix, so the view checks it: see ``do_deed``."""

        csrf = False

    def explain(self, codes: tuple[str, ...]) -> None:
        """Say at its field what the rules found missing."""
        for code in codes:
            name, message = self.lacks.get(code, ("", ""))
            if name:
                self[name].errors = [*self[name].errors, message]
            else:
                self.form_errors.append("Something has to be answered first.")


class YesForm(DeedForm):
    """Somebody said yes: who, and how we know."""

    who = RadioField(
        "Who said yes?",
        [Needed("Say who said yes")],
        choices=choices((CHILD, "The young person"), (NAMED, "The person named")),
    )
    how = RadioField(
        "How do we know?",
        [Needed("Say how we know")],
        choices=choices(
            ("spoke", "I spoke with them"),
            ("signed_proof", "They signed, and I checked it with them"),
            ("letter", "They wrote to us"),
        ),
    )
    note = note("Note", "When, and what they said. You can leave this empty.")


class NoForm(DeedForm):
    """Somebody said no, or the young person ended it."""

    who = RadioField(
        "What happened?",
        [Needed("Say what happened")],
        choices=choices(
            (CHILD, "The young person says no"),
            (NAMED, "The person named says no"),
            (WORD, "The young person said yes before, and ends it now"),
        ),
    )
    note = note("How did they tell us?", missing="Write how they told us")


class WhatAndWhenForm(DeedForm):
    """For what, from when to when."""

    lacks: ClassVar = {
        "scopes": ("scopes", "Choose what may be told"),
        "to_on": ("to_on", "The last day must come after the first, and not before today"),
        "name": ("name", "Write who it is"),
    }
    scopes = CheckboxesField("What may they be told?", choices=choices(*SCOPES.items()))
    from_on = DatePartsField("From which day?", what="The first day", description="Empty means from today.")
    to_on = DatePartsField("Until which day?", what="The last day", description="Empty means until ended.")

    @property
    def chosen(self) -> tuple[Scope, ...]:
        """What was ticked."""
        return tuple(Scope(code) for code in self.scopes.data or ())

    @property
    def days(self) -> tuple[date, date | None]:
        """From when to when."""
        return self.from_on.data or today(), self.to_on.data


class ChangeForm(WhatAndWhenForm):
    """Another authority in the place of one."""

    note = note("Why does it change?", "You can leave this empty.")

    @classmethod
    def like(cls, one: AuthorityShown) -> dict[str, Any]:
        """Return what stands now, to begin from."""
        return {"scopes": [scope.value for scope in one.scopes], "from_on": one.from_on, "to_on": one.to_on}


class AddForm(WhatAndWhenForm):
    """Somebody else whom the young person wants told."""

    name = line("Who is it?", "Their name", "Write who it is")
    relation = line("What are they to the young person?", "For example: personal adviser, foster carer")
    reach = line("How do we reach them?")


class SuitabilityForm(DeedForm):
    """Is the representative suitable, and is it the child's own view?"""

    lacks: ClassVar = {
        "reason": ("reason", "Write the reason"),
        "understands": ("understands", "Say whether the child understands"),
        "child_agrees": ("child_agrees", "Say whether the child agrees"),
    }
    suitable = RadioField(
        "Is this person suitable to speak for the child?",
        [Needed("Say whether they are suitable")],
        choices=choices(("yes", "Yes"), ("no", "No"), ("open", "Not decided yet")),
        hints={"no": "They are told no more of what rests on the child’s yes. The complaint goes on."},
    )
    understands = RadioField(
        "Does the child understand, for their age?",
        [Needed("Say whether the child understands")],
        choices=choices(*zip(UNDERSTANDS, ("Yes", "In part", "No", "Not known yet"), strict=True)),
    )
    child_agrees = RadioField(
        "Does the child agree that the words are their view?",
        [Needed("Say whether the child agrees")],
        choices=choices(
            *zip(AGREES, ("Yes", "In part", "No", "Not asked yet", "They can’t say"), strict=True)
        ),
    )
    reason = note("Why?", "Who you spoke with, and what you went by.", "Write the reason", rows=3)

    @property
    def judged(self) -> Judgement:
        """What was decided."""
        suitable = {"yes": True, "no": False}.get(self.suitable.data)
        return Judgement(
            suitable, self.understands.data or "", self.child_agrees.data or "", self.reason.data or ""
        )


class SenderForm(DeedForm):
    """In whose name it really is."""

    lacks: ClassVar = {
        "name": ("name", "Write the name"),
        "capacity": ("capacity", "Say who they are"),
        "reason": ("reason", "Write what was wrong"),
    }
    name = line("Whose complaint is it?", "The name as it should stand", "Write the name")
    capacity = RadioField("Who are they?", [Needed("Say who they are")], choices=choices(*CAPACITIES.items()))
    reason = note("What was wrong?", "The name before stays in the history.", "Write what was wrong")


class KeyForm(DeedForm):
    """One press."""
