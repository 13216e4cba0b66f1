"""Beginning a complaint of its own from an enquiry, a comment, a compliment or what nobody was sure about."""

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.permissions import Permission
from portal.services.beginning import begin_complaint
from portal.services.beginning_shown import Beginning, find_begun, hand_on_code, read_beginning
from portal.services.screening import add_office_note
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import words
from portal.web.screening.begin_form import BeginForm
from portal.web.screening.blueprint import bp
from portal.web.screening.forms import number_of
from portal.web.screening.showing import show_item

FIND_OUT = "Nobody knows yet how to reach the person safely. Find out first, and hand on their six words."
HANDED_ON = "The six words are shown no more."


@bp.get("/<reference>/begin")
@requires(Permission.SCREEN)
def begin(reference: str) -> Response:
    """Ask for what the new complaint needs, with what is known already."""
    try:
        page = read_beginning(reference, signed_in())
    except MoveNotPossible as problem:
        return show_item(reference, status=409, problem=str(problem))
    return _show(page, BeginForm.begun_with(page))


@bp.post("/<reference>/begin")
@requires(Permission.SCREEN)
@keeps_words
def begin_it(reference: str) -> AnyResponse:
    """Begin it, and show what to hand on to the person."""
    seen = number_of(request.form.get("seen"))
    try:
        page = read_beginning(reference, signed_in())
    except MoveNotPossible as problem:
        return show_item(reference, status=409, problem=str(problem))
    form = BeginForm().offering(page)
    if not form.validate():
        return _show(page, form, 422)
    try:
        begun = begin_complaint(reference, signed_in(), form.wanted, form.press.data or "", seen)
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show(page, form, 422)
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show(page, form, 409)
    if form.nobody_knows:
        add_office_note(begun, signed_in(), FIND_OUT)
        flash(FIND_OUT, "success")
    return redirect(url_for("screening.begun", reference=begun), 303)


@bp.get("/<reference>/begun")
@requires(Permission.SCREEN)
def begun(reference: str) -> Response:
    """Show the reference and the six words to whoever began it, until they are handed on."""
    return render("screening/begun.html", begun=find_begun(reference, signed_in()))


@bp.post("/<reference>/begun")
@requires(Permission.SCREEN)
def hand_on(reference: str) -> AnyResponse:
    """Show the six words no more."""
    hand_on_code(reference, signed_in())
    flash(HANDED_ON, "success")
    return redirect(url_for("screening.item", reference=reference), 303)


def _show(page: Beginning, form: BeginForm, status: int = 200) -> Response:
    return render("screening/begin.html", status=status, source=page, form=form, words=words)
