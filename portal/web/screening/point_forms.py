"""The forms of points: what is complained of, worded and placed; and why one is taken out."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask import request

from portal.domain.council_parts import ThemeRule
from portal.domain.points import questions_of_a_point
from portal.services.council import current_council
from portal.services.item_page import ItemPage
from portal.services.now import today
from portal.services.points_shown import PointShown
from portal.web.fields import CheckboxesField, LongTextField, SelectField, choices
from portal.web.screening.forms import DeskForm, number_of, reason, without_unprintable
from portal.web.typed import LONG, AtMost, Needed
from portal.web.widgets import Textarea

OWN = "point_"
AS_THE_WHOLE = "As for the whole"


class PointFormBase(DeskForm):
    """A point: new where ``number`` is 0, or one of those that are still to be decided."""

    slot = "point"
    number = 0
    asked_next = False
    lacks: ClassVar = {
        "words": ("point_words", "Write what is complained of"),
        "team": ("point_team", "Choose a team from the list"),
        "themes": ("point_themes", "Choose a theme from the list"),
        **{
            question.code: (OWN + question.code, f"Answer for this point: {question.text}")
            for question in questions_of_a_point()
        },
    }
    point_words = LongTextField(
        "What is complained of?",
        [Needed("Write what is complained of"), AtMost(LONG)],
        description="One thing, in words that they would know as theirs.",
        filters=[without_unprintable],
        widget=Textarea(rows=3),
    )
    point_team = SelectField("Team", validate_choice=False)

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with the point that is asked for, or with a new one for the item's team."""
        return point_form(page)

    @property
    def is_opened(self) -> bool:
        """Whether somebody asked for this form, so that they go on in it."""
        return request.method == "GET" and bool(self.number or self.asked_next)

    @property
    def team(self) -> str | None:
        """The code of the team."""
        return self.point_team.data or None

    @property
    def themes(self) -> tuple[str, ...]:
        """The codes of the themes."""
        chosen = self["point_themes"].data or ()
        return (chosen,) if isinstance(chosen, str) else tuple(chosen)

    @property
    def answers(self) -> dict[str, str]:
        """What is answered for this point alone."""
        given = {question.code: self[OWN + question.code].data for question in questions_of_a_point()}
        return {code: answer for code, answer in given.items() if answer}

    @property
    def own_fields(self) -> list[Any]:
        """The fields in which a point may differ from the whole."""
        return [self[OWN + question.code] for question in questions_of_a_point()]

    @property
    def differs(self) -> bool:
        """Whether anything is answered, or wrong, in what is folded away."""
        return any(field.data or field.errors for field in self.own_fields)

    def offering(self, page: ItemPage) -> "PointFormBase":
        """Put the teams and themes of today into the lists."""
        self.point_team.choices = choices(("", "Not known"), *page.teams)
        return self


class PointDropForm(DeskForm):
    """Why a point is none."""

    slot = "point_drop"
    lacks: ClassVar = {"reason": ("drop_reason", "Write why this is no point")}
    drop_reason = reason(
        "Why is it taken out?",
        "It keeps its number, and its words stay on the record.",
        missing="Write why this is no point",
        rows=2,
    )

    @property
    def number(self) -> int:
        """The number of the point."""
        return asked_number()


def asked_number() -> int:
    """Return the number of the point that is asked for, or 0."""
    return max(number_of(request.values.get("point", "")), 0)


def point_form(page: ItemPage | None = None, typed: Any = None, number: int | None = None) -> Any:
    """Return the form of a point: as posted, as ``typed`` earlier, or for a page as it first shows it."""
    fields: dict[str, Any] = {
        "point_themes": _themes_field(),
        "number": asked_number() if number is None else number,
        "asked_next": request.args.get("point") == "next",
    }
    for question in questions_of_a_point():
        offered = choices(("", AS_THE_WHOLE), *question.answers)
        fields[OWN + question.code] = SelectField(question.text, choices=offered)
    made: Any = type("PointForm", (PointFormBase,), fields)
    if page is None:
        return made() if typed is None else made(formdata=typed)
    asked = next((one for one in page.points if one.number == fields["number"]), None)
    made.number = asked.number if asked else 0
    return made(formdata=None, data=_stored(page, asked)).offering(page)


def _stored(page: ItemPage, point: PointShown | None) -> dict[str, Any]:
    if point is None:
        return {"point_team": page.team or "", "point_themes": _as_field(())}
    own = {OWN + code: answer for code, answer in point.answers}
    placed = {"point_team": point.team or "", "point_themes": _as_field(point.themes)}
    return {"point_words": point.words, **placed, **own}


def _themes_field() -> Any:
    """Return one theme or several, as the council's profile has it."""
    council = current_council()
    offered = [(theme.code, theme.label) for theme in council.themes_on(today())]
    if council.theme_rule is ThemeRule.ONE:
        return SelectField("Theme", choices=choices(("", "Not known"), *offered))
    return CheckboxesField("Themes", choices=choices(*offered))


def _as_field(themes: Sequence[str]) -> Any:
    one = current_council().theme_rule is ThemeRule.ONE
    return next(iter(themes), "") if one else list(themes)
