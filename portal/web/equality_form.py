"""The equality questions as a form: built from the list, so that screen, paper and desk ask the same."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm

from portal.domain.equality import QUESTIONS, Question
from portal.domain.vocabulary import Kind
from portal.web.fields import RadioField, choices
from portal.web.widgets import Params, Radios

WHAT_WAS_SENT = "What did you send us?"
KINDS = (
    (Kind.COMPLAINT, "A complaint"),
    (Kind.COMPLIMENT, "Thanks"),
    (Kind.COMMENT, "A comment or an idea"),
    (Kind.ADVOCATE_REQUEST, "I asked for an advocate"),
    (Kind.NOT_SURE, "Something else, or I would rather not say"),
)


class GroupedRadios(Radios):
    """One answer out of many, under headings."""

    def __init__(self, groups: dict[str, str]) -> None:
        super().__init__()
        self.classes = "radios-in-groups" if groups else ""
        self.groups = groups  # the heading before an answer, by the answer's code

    def entries(self, field: Any, choice: Any) -> Iterable[Params]:
        """Yield the heading where it belongs, then the choice."""
        if choice.value in self.groups:
            yield {"divider": self.groups[choice.value]}
        first = next(iter(field.choices)).value  # the macro would give a heading the id that errors lead to
        own = {"id": field.id} if choice.value == first else {}
        yield from (
            {**entry, **({} if "divider" in entry else own)} for entry in super().entries(field, choice)
        )


def _headings(question: Question) -> dict[str, str]:
    groups: dict[str, str] = {}
    for option in question.options:
        if option.group and option.group not in groups.values():
            groups[option.code] = option.group
    return groups


def question_field(question: Question) -> RadioField:
    """Return a question as radios, "Prefer not to say" set apart."""
    led_to = [q for q in QUESTIONS if q.after and q.after[0] == question.code]
    return RadioField(
        question.text,
        choices=choices(*((option.code, option.label) for option in question.options)),
        hints={option.code: option.hint for option in question.options if option.hint},
        reveals={q.after[1]: q.code for q in led_to if q.after},
        divider_before=question.options[-1].code,
        widget=GroupedRadios(_headings(question)),
    )


def kind_field(label: str = WHAT_WAS_SENT) -> RadioField:
    """Return the question on what was sent."""
    return RadioField(label, choices=choices(*((kind.value, words) for kind, words in KINDS)))


def form_asking(questions: Iterable[Question], **more: Any) -> type[FlaskForm]:
    """Return a form that asks these questions, after the fields given by name."""
    asked = {question.code: question_field(question) for question in questions}
    return type("EqualityForm", (FlaskForm,), {"__doc__": "Equality questions.", **more, **asked})


def answers_of(form: FlaskForm) -> dict[str, str]:
    """Return what was chosen, by question."""
    codes = {question.code for question in QUESTIONS}
    return {field.name: field.data for field in form if field.name in codes and field.data}
