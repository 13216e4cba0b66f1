"""WTForms widgets through the GOV.UK Frontend macros: WTForms says what, the macros say how it looks.

The macros expect a lenient environment, so they have their own; ours stays strict.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from flask import Flask
from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

Params = dict[str, Any]
# What a browser may keep: how staff sign in. All else would stay in it after "Exit this page".
MAY_BE_KEPT = ("username", "current-password", "new-password")
NEW_LINE = Markup("&#10;")
MACROS = "govuk_frontend_jinja"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PrefixLoader({MACROS: PackageLoader(MACROS)}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _macro(component: str) -> Any:
    module = _environment().get_template(f"{MACROS}/components/{component}/macro.html").module
    return getattr(module, "govuk" + component.title().replace("-", ""))


def govuk(component: str, params: Params) -> Markup:
    """Return a GOV.UK Frontend component, such as ``govuk("warning-text", {"text": …})``."""
    return Markup(_macro(component)(params))  # noqa: S704 - the macro escapes every text it is given


def text_area_value(typed: str | None) -> Markup:
    """Return words for a <textarea>, to the letter.

    Browsers drop one leading line break, and the macros indent what they nest: entities survive both.
    """
    lines = (typed or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return NEW_LINE + NEW_LINE.join(escape(line) for line in lines)


class _Widget:
    """What all widgets share: label, hint, first error, and attributes of the control."""

    component = ""
    is_group = False

    def __init__(self, *, classes: str = "", **attributes: str) -> None:
        self.classes = classes
        self.attributes = attributes

    def __call__(self, field: Any, *, label_is_heading: bool = False, **asked: Any) -> Markup:
        """Render the field; ``label_is_heading`` makes its question the page's h1."""
        params: Params = {"name": field.name, **self.question(field, label_is_heading)}
        if field.description:
            params["hint"] = {"text": str(field.description)}
        if field.errors:
            params["errorMessage"] = {"text": str(field.errors[0])}
        own = (asked.pop("class_", ""), asked.pop("class", ""))  # WTForms renames the one to the other
        params["classes"] = " ".join(filter(None, (self.classes, *own)))
        params["attributes"] = _attributes({**self.attributes, **asked})
        return govuk(self.component, {**params, **self.control(field)})

    def question(self, field: Any, is_heading: bool) -> Params:
        """Return the label, or for a group the fieldset whose legend is the label; always with its words."""
        size = "l" if is_heading else "s"
        if self.is_group:
            legend = {
                "text": str(field.label.text),
                "classes": f"govuk-fieldset__legend--{size}",
                "isPageHeading": is_heading,
            }
            return {"fieldset": {"legend": legend}, "idPrefix": field.id}
        label = {
            "text": str(field.label.text),
            "classes": f"govuk-label--{size}",
            "isPageHeading": is_heading,
        }
        return {"label": label, "id": field.id}

    def control(self, field: Any) -> Params:
        """Return what the macro wants beyond the question."""
        raise NotImplementedError


def _attributes(given: Params) -> Params:
    """Return attributes as HTML names; true ones have no value, and `required` never stands at all."""
    kept = {name: value for name, value in given.items() if name != "required" and value not in (None, False)}
    return {name.replace("_", "-"): "" if value is True else str(value) for name, value in kept.items()}


def _kept(autocomplete: str | None) -> str:
    """Return the autocomplete of a box: off wherever the browser would remember what is typed."""
    return autocomplete if autocomplete in MAY_BE_KEPT else "off"


class TextInput(_Widget):
    """One line. ``width`` is a GOV.UK width (2, 3, 4, 5, 10, 20); ``prefix`` stands before it, as £ does."""

    component = "input"

    def __init__(
        self,
        *,
        input_type: str = "text",
        width: str = "",
        inputmode: str | None = None,
        autocomplete: str | None = None,
        spellcheck: bool | None = None,
        prefix: str = "",
        classes: str = "",
        **attributes: str,
    ) -> None:
        super().__init__(classes=f"{classes} govuk-input--width-{width}" if width else classes, **attributes)
        self.params: Params = {
            "type": input_type,
            "inputmode": inputmode,
            "autocomplete": _kept(autocomplete),
        }
        if spellcheck is not None:
            self.params["spellcheck"] = spellcheck
        if prefix:
            self.params["prefix"] = {"text": prefix}

    def control(self, field: Any) -> Params:
        never_shown_again = self.params["type"] == "password"
        return {**self.params, "value": None if never_shown_again else field._value() or None}


class Textarea(_Widget):
    """Several lines. ``limit`` (characters) is told before typing and counted down near its end."""

    def __init__(
        self,
        *,
        rows: int = 8,
        limit: int | None = None,
        autocomplete: str | None = None,
        classes: str = "",
        **attributes: str,
    ) -> None:
        super().__init__(classes=classes, **attributes)
        self.component = "character-count" if limit else "textarea"
        self.params: Params = {"rows": rows, "autocomplete": _kept(autocomplete)}
        if limit:
            self.params |= {
                "maxlength": limit,
                "textareaDescriptionText": f"There is room for {limit:,} characters.",
            }

    def control(self, field: Any) -> Params:
        return {**self.params, "value": text_area_value(field.data)}


class _Choices(_Widget):
    """Radios and checkboxes: entries with hints, what they reveal, and "or" before one."""

    is_group = True

    def control(self, field: Any) -> Params:
        return {"items": [entry for choice in field.iter_choices() for entry in self.entries(field, choice)]}

    def entries(self, field: Any, choice: Any) -> Iterable[Params]:
        """Yield the divider where it belongs, then the choice."""
        if choice.value == getattr(field, "divider_before", None):
            yield {"divider": "or"}
        entry: Params = {"value": choice.value, "text": str(choice.label), "checked": choice.selected}
        if hint := getattr(field, "hints", {}).get(choice.value):
            entry["hint"] = {"text": str(hint)}
        if choice.value == getattr(field, "none_value", None):
            entry["behaviour"] = "exclusive"
        revealed = field.revealed(choice.value) if getattr(field, "reveals", None) else None
        if revealed is not None:
            entry["conditional"] = {"html": revealed()}
        yield entry


class Radios(_Choices):
    """One answer out of a few; ``inline=True`` only for two short ones."""

    component = "radios"

    def __init__(self, *, inline: bool = False, **options: Any) -> None:
        super().__init__(classes="govuk-radios--inline" if inline else "", **options)


class Checkboxes(_Choices):
    """Any number of answers."""

    component = "checkboxes"


class Select(_Widget):
    """A drop-down list."""

    component = "select"

    def control(self, field: Any) -> Params:
        return {
            "items": [
                {"value": choice.value, "text": str(choice.label), "selected": choice.selected}
                for choice in field.iter_choices()
            ]
        }


class DateInput(_Widget):
    """Three boxes; the parts in error are marked, and hold what was typed."""

    component = "date-input"
    is_group = True
    WIDTHS = {"day": "2", "month": "2", "year": "4"}

    def control(self, field: Any) -> Params:
        return {"id": field.id, "items": [self.box(field, part) for part in field.PARTS]}

    def box(self, field: Any, part: str) -> Params:
        """Return one part's box."""
        wrong = part in field.wrong_parts or (field.errors and not field.wrong_parts)
        return {
            "name": f"{field.name}-{part}",
            "id": field.part_id(part),
            "label": part.title(),
            "value": field.parts[part] or None,
            "autocomplete": "off",
            "classes": f"govuk-input--width-{self.WIDTHS[part]}" + (" govuk-input--error" if wrong else ""),
        }


def install(app: Flask) -> None:
    """Give templates ``govuk(component, params)``, ``error_summary(form)`` and ``revealed_names(form)``."""
    app.jinja_env.globals.update(govuk=govuk, error_summary=error_summary, revealed_names=revealed_names)


OLD_PAGE = (
    "This page had been open too long. Nothing was sent. Your words are still here. Press the button again."
)


def error_summary(form: Any) -> list[dict[str, str]]:
    """Return each field's first error as ``{"text", "href"}``, in the form's order, leading to its box."""
    problems = [{"text": str(text), "href": getattr(text, "href", "#main")} for text in form.form_errors]
    for field in form:
        if not field.errors:
            continue
        if field.type == "CSRFTokenField":
            problems.insert(0, {"text": OLD_PAGE, "href": "#main"})
            continue
        problems.append(
            {"text": str(field.errors[0]), "href": "#" + getattr(field, "first_wrong_id", field.id)}
        )
    return problems


def revealed_names(form: Any) -> set[str]:
    """Return the names of fields that another field's choice shows, so that they are not shown twice."""
    return {name for field in form for name in getattr(field, "reveals", {}).values()}
