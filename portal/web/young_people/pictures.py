"""Questions answered by choosing pictures: ordinary radios and boxes, each with a drawing."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from portal.web.fields import CheckboxesField, RadioField, choices
from portal.web.widgets import Checkboxes, Params, Radios

DRAWINGS = "young_people/_pictures.html"
Choice = tuple[str, str, str]  # its code, its words, its drawing


def drawn(name: str) -> Markup:
    """Return a drawing by its name."""
    template = current_app.jinja_env.get_template(DRAWINGS)
    picture: Markup = getattr(template.module, "picture")(name)  # noqa: B009 - a macro is no attribute mypy knows
    return picture


class _Pictured:
    """Puts a drawing before the words of each choice; what is chosen stays a radio or a box."""

    drawings: Mapping[str, str]

    def entries(self, field: Any, choice: Any) -> Iterable[Params]:
        """Yield the choice as a card."""
        for entry in super().entries(field, choice):  # type: ignore[misc]
            words = escape(entry.pop("text"))
            yield {**entry, "html": drawn(self.drawings[choice.value]) + words}


class PictureRadios(_Pictured, Radios):
    """One answer out of a few pictures."""

    def __init__(self, drawings: Mapping[str, str], classes: str = "") -> None:
        super().__init__()
        self.drawings, self.classes = drawings, f"pictures {classes}".strip()


class PictureBoxes(_Pictured, Checkboxes):
    """Any number of pictures."""

    def __init__(self, drawings: Mapping[str, str], classes: str = "") -> None:
        super().__init__(classes=f"pictures {classes}".strip())
        self.drawings = drawings


def one_picture(question: str, hint: str, *offered: Choice, classes: str = "") -> RadioField:
    """Return a question with one answer."""
    drawings = {code: drawing for code, _, drawing in offered}
    return RadioField(
        question,
        choices=choices(*((code, words) for code, words, _ in offered)),
        description=hint,
        widget=PictureRadios(drawings, classes),
    )


def pictures(question: str, hint: str, *offered: Choice, classes: str = "") -> CheckboxesField:
    """Return a question with any number of answers."""
    drawings = {code: drawing for code, _, drawing in offered}
    return CheckboxesField(
        question,
        choices=choices(*((code, words) for code, words, _ in offered)),
        description=hint,
        widget=PictureBoxes(drawings, classes),
    )
