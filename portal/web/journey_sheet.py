"""One page of a journey with what was typed into it: refilled, judged, and shown as question and answer."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from portal.domain.clocks import in_words
from portal.services.intake import Answer
from portal.web.answers import Answers, Values, clean, count_rows, row_prefix
from portal.web.journey_pages import Page, PageForm
from portal.web.widgets import error_summary

MOST_VALUES = 60  # of one name: more than any question offers
MOST_KEPT = 100_000  # characters of one page that are kept unjudged


@dataclass(frozen=True)
class Sheet:
    """The forms of one page (one, or one for each row) and its token."""

    page: Page
    forms: tuple[PageForm, ...]
    token: FlaskForm
    values: Values
    elsewhere: dict[str, str] = dataclasses.field(default_factory=dict)

    @property
    def form(self) -> PageForm:
        """Return the first form: the only one of a page without rows."""
        return self.forms[0]

    @property
    def is_stale(self) -> bool:
        """Whether the token was refused; to be asked after ``check_token``."""
        return bool(self.token.errors)

    @property
    def saves_itself(self) -> bool:
        """Whether there is a long answer worth saving while it is written."""
        return any(field.type == "LongTextField" for field in self.form)

    @property
    def asks_once(self) -> bool:
        """Whether the first question is the page's heading."""
        first = next(iter(self.form), None)
        return (
            not self.page.lead
            and not self.page.rows
            and first is not None
            and first.label.text == self.page.title
        )

    @property
    def errors(self) -> list[dict[str, str]]:
        """Return the lines of the error summary."""
        lines = [line for form in (self.token, *self.forms) for line in error_summary(form)]
        return [{**line, "href": self.elsewhere.get(line["text"], line["href"])} for line in lines]

    @property
    def fits(self) -> bool:
        """Whether the words may be kept before they are judged."""
        return sum(len(value) for values in self.values.values() for value in values) <= MOST_KEPT

    def check_token(self) -> bool:
        """Return whether the form came from one of our own pages, not too long ago."""
        return bool(self.token.validate())

    def validate(self) -> bool:
        """Judge every form, so that each shows its errors."""
        return not [form for form in self.forms if not form.validate()]

    def judge(self, answers: Answers) -> bool:
        """Judge every form, also beside what was answered on the other pages."""
        fine = self.validate()
        clashes = self.page.clashes(answers) if self.page.clashes else {}
        for name, message in clashes.items():
            field = self.form[name]
            field.errors = [*field.errors, message]
        return fine and not clashes

    def refuse(self, message: str, at: str = "") -> None:
        """Add an error that belongs to no single question; ``at`` is where its line in the summary leads."""
        self.form.form_errors.append(message)
        if at:
            self.elsewhere[message] = at

    def answered(self) -> Iterator[Answer]:
        """Yield each question as shown with its answer as shown; an unanswered one has no words."""
        for number, form in enumerate(self.forms, 1):
            for field in form:
                question = (
                    f"{self.page.row} {number}: {field.label.text}" if self.page.rows else field.label.text
                )
                yield Answer(self.page.name, field.name, str(question), shown(field))


def fill(page: Page, values: Mapping[str, Sequence[str]]) -> Sheet:
    """Return a page with stored answers in it; with none, as new."""
    kept = {name: list(given) for name, given in values.items()}
    formdata: MultiDict[str, str] | None = MultiDict(_pairs(kept)) if kept else None
    if page.rows:
        count = min(max(count_rows(kept), 1), page.rows)
        prefixes = [row_prefix(number) for number in range(1, count + 1)]
    else:
        prefixes = [""]
    forms = tuple(page.form(formdata=formdata, prefix=prefix) for prefix in prefixes)
    return Sheet(page, forms, FlaskForm(formdata=None), kept)


def _pairs(values: Values) -> list[tuple[str, str]]:
    return [(name, value) for name, given in values.items() for value in given]


def read(page: Page) -> Sheet:
    """Return a page with what this request posted, and its token to be checked."""
    posted = {name: [clean(value) for value in values[:MOST_VALUES]] for name, values in request.form.lists()}
    draft = fill(page, posted)
    own = {name: values for name, values in posted.items() if _is_asked(draft.forms, name)}
    return Sheet(page, fill(page, own).forms, FlaskForm(formdata=request.form), own)


def _is_asked(forms: Sequence[PageForm], name: str) -> bool:
    return any(name in _posted_names(field) for form in forms for field in form)


def _posted_names(field: Any) -> list[str]:
    return [f"{field.name}-{part}" for part in getattr(field, "PARTS", ())] or [field.name]


def without_row(values: Values, number: int) -> Values:
    """Return the values of a page that repeats with one row gone and the later ones moved up."""
    kept: Values = {}
    for name, given in values.items():
        row = count_rows({name: given})
        if row == number:
            continue
        rest = name.removeprefix(row_prefix(row))
        kept[f"{row_prefix(row - 1)}{rest}" if row > number else name] = given
    return kept


def shown(field: Any) -> str:
    """Return an answer as a reader sees it: labels for choices, a date in words, text as typed."""
    if hasattr(field, "iter_choices"):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return "\n".join(
            str(choice.label) for choice in field.iter_choices() if choice.value in chosen and choice.value
        )
    if hasattr(field, "PARTS"):
        return in_words(field.data) if field.data else " ".join(filter(None, field.parts.values()))
    text = str(field.data or "").replace("\r\n", "\n")
    return text if text.strip() else ""
