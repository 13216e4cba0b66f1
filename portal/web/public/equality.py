"""Equality questions: two pages that keep nothing between them, and look at no visit and nobody's session.

The first asks how old somebody is, which decides what the second may ask; its answers travel in the form.
"""

from functools import cache

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField

from portal.domain.equality import AGE, AGE_QUESTION, UNDER_TWELVE, Question, questions_for
from portal.domain.vocabulary import Kind
from portal.services.council import current_council
from portal.services.equality import count_return
from portal.web.access import as_a_stranger, keeps_words
from portal.web.equality_form import KINDS, answers_of, form_asking, kind_field
from portal.web.rendering import render

TITLE = "Questions about you"
FirstForm = form_asking([AGE_QUESTION], kind=kind_field())
KIND_CODES = {kind.value for kind, _ in KINDS}


def equality() -> Response:
    """Say why we ask, who sees it and that it is free to leave, and ask for age and kind."""
    as_a_stranger()
    form = FirstForm(formdata=None)
    asked = request.args.get("kind", "")
    form["kind"].data = asked if asked in KIND_CODES else None
    return _first(form)


@keeps_words
def equality_questions() -> ResponseReturnValue:
    """Ask the questions that fit the age; an address typed by hand begins at the beginning."""
    as_a_stranger()
    if request.method != "POST":
        return redirect(url_for("public.equality"))
    first = FirstForm()
    if not first.validate():
        return _first(first, status=422)
    if first[AGE].data == UNDER_TWELVE:
        return redirect(url_for("public.equality_thanks", children=1), 303)
    form = _second_form(first[AGE].data)(formdata=None)
    form[AGE].data, form["kind"].data = first[AGE].data, first["kind"].data
    return _second(form)


@keeps_words
def equality_answers() -> ResponseReturnValue:
    """Count the answers, once and apart from everything, and show thanks at another address."""
    as_a_stranger()
    if request.method != "POST":
        return redirect(url_for("public.equality"))
    first = FirstForm()
    if first[AGE].errors or not first[AGE].validate(first) or not first["kind"].validate(first):
        return _first(first, status=422)
    form = _second_form(first[AGE].data)()
    if not form.validate():
        return _second(form, status=422)
    given = answers_of(form) | ({AGE: first[AGE].data} if first[AGE].data else {})
    counted = count_return(Kind(first["kind"].data or Kind.NOT_SURE), given)
    return redirect(url_for("public.equality_thanks", nothing=None if counted else 1), 303)


def equality_thanks() -> Response:
    """Thank; loading this page again counts nothing."""
    as_a_stranger()
    counted = "nothing" not in request.args and "children" not in request.args
    return render(
        "public/equality_thanks.html",
        page_title="Thank you",
        counted=counted,
        child="children" in request.args,
    )


def add_to(bp: Blueprint) -> None:
    """Put the pages on a blueprint that is open to all."""
    bp.add_url_rule("/equality", view_func=equality)
    bp.add_url_rule("/equality/questions", view_func=equality_questions, methods=["GET", "POST"])
    bp.add_url_rule("/equality/answers", view_func=equality_answers, methods=["GET", "POST"])
    bp.add_url_rule("/equality/thanks", view_func=equality_thanks)


def _second_form(age: str | None) -> type[FlaskForm]:
    return _form_of(questions_for(age, asks_under_16=current_council().equality.asks_under_16))


@cache
def _form_of(asked: tuple[Question, ...]) -> type[FlaskForm]:
    return form_asking(asked, age=HiddenField(), kind=HiddenField())


def _first(form: FlaskForm, status: int = 200) -> Response:
    return render("public/equality.html", status=status, form=form, page_title=TITLE)


def _second(form: FlaskForm, status: int = 200) -> Response:
    return render("public/equality_questions.html", status=status, form=form, page_title="About you")
