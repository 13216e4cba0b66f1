"""The checklist as a form: made from the questions of the rules, so a new question needs no new page."""

from dataclasses import dataclass
from typing import Any

from portal.domain.checklist import Question
from portal.domain.screening import checklist_for
from portal.services.item_page import ItemPage
from portal.web.fields import RadioField, TextField, choices
from portal.web.screening.forms import DeskForm, without_unprintable
from portal.web.typed import LONG, AtMost

# Where a judgement is made, there is room to say what it rests on.
JUDGED = frozenset(
    {"sufficient_interest", "representative", "late_reasonable", "late_fair", "before", "proceedings"}
)
NOTE = "note_on_"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question as the page shows it; ``asked_when`` is read by the page's script."""

    question: Question
    field: Any
    note: Any | None
    asked: bool
    asked_when: str


def checklist_form(page: ItemPage, *, posted: bool = False, typed: Any = None) -> Any:
    """Return the form of this kind's checklist: as posted, as ``typed`` earlier, or with what was saved."""
    fields: dict[str, Any] = {"slot": "checklist"}
    for question in checklist_for(page.kind):
        fields[question.code] = RadioField(
            question.text, description=question.hint, choices=choices(*question.answers)
        )
        if question.code in JUDGED:
            fields[NOTE + question.code] = TextField(
                "What it rests on (optional)", [AtMost(LONG)], filters=[without_unprintable]
            )
    made = type("ChecklistForm", (DeskForm,), fields)
    if posted:
        return made()
    if typed is not None:
        return made(formdata=typed)
    notes = {NOTE + code: words for code, words in page.screening.notes.items()}
    return made(formdata=None, data={**page.screening.answers, **notes})


def questions_shown(form: Any, page: ItemPage) -> tuple[AskedQuestion, ...]:
    """Return every question with its field; one not asked yet is there, hidden, for the page's script."""
    asked = {question.code for question in page.screening.questions}
    return tuple(
        AskedQuestion(
            question,
            form[question.code],
            form[NOTE + question.code] if question.code in JUDGED else None,
            question.code in asked,
            _condition(question),
        )
        for question in checklist_for(page.kind)
    )


def answers_in(form: Any, page: ItemPage) -> tuple[dict[str, str], dict[str, str]]:
    """Return what was answered and noted, by question."""
    codes = [question.code for question in checklist_for(page.kind)]
    answers = {code: form[code].data for code in codes if form[code].data}
    notes = {code: form[NOTE + code].data or "" for code in codes if code in JUDGED}
    return answers, notes


def ask_for(form: Any, codes: tuple[str, ...]) -> None:
    """Say at each question that it still needs an answer."""
    for code in codes:
        if code in form:
            form[code].errors = [f"Answer: {form[code].label.text}"]
        else:
            form.form_errors.append("Answer the safeguarding question first")


def _condition(question: Question) -> str:
    """Return ``who=other,parent;in_time=no`` for the script: every part has to hold."""
    return ";".join(f"{code}={','.join(sorted(wanted))}" for code, wanted in question.asked_when)
