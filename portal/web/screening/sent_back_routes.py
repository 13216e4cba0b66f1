"""What the Ombudsman sent back: the list, whether it is here already, and noting it on what is here."""

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.permissions import Permission
from portal.services.opening import find_openable
from portal.services.sent_back import note_sent_back, take_back
from portal.services.sent_back_lists import Here, list_sent_back, look_whether_here
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import words
from portal.web.screening.blueprint import bp
from portal.web.screening.desk_routes import render_list
from portal.web.screening.sent_back_form import LookForm, SentBackForm, TakeBackForm

NOTED = "It is noted and counted. Where it is decided already, look whether it has to be opened again."
TAKEN_BACK = "That is taken back, and counted no more. The history says why."


@bp.get("/sent-back")
@requires(Permission.SEE_DESK)
def sent_back() -> Response:
    """Show what the Ombudsman sent back, the newest letter first."""
    listed = list_sent_back(signed_in(), request.args.get("after"))
    return render_list("sent_back", listed=listed, is_further=bool(request.args))


@bp.get("/sent-back/look")
@requires(Permission.SCREEN)
def look() -> Response:
    """Ask who it is about."""
    return _show_look(LookForm(formdata=None))


@bp.post("/sent-back/look")
@requires(Permission.SCREEN)
@keeps_words
def look_for() -> Response:
    """Show what is here of that person; what was typed stands in no address."""
    form = LookForm()
    if not form.validate():
        return _show_look(form, 422)
    try:
        found = look_whether_here(
            signed_in(), form.name.data or "", form.email.data or "", form.phone.data or ""
        )
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show_look(form, 422)
    return _show_look(form, found=found)


@bp.get("/<reference>/sent-back")
@requires(Permission.SCREEN)
def note_back(reference: str) -> Response:
    """Ask for the Ombudsman's letter."""
    return _show(reference, SentBackForm(formdata=None))


@bp.post("/<reference>/sent-back")
@requires(Permission.SCREEN)
@keeps_words
def note_it_back(reference: str) -> AnyResponse:
    """Note it on the item."""
    form = SentBackForm()
    if not form.validate():
        return _show(reference, form, 422)
    try:
        note_sent_back(reference, signed_in(), form.sent)
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show(reference, form, 422)
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show(reference, form, 409)
    flash(NOTED, "success")
    return redirect(url_for("screening.item", reference=reference), 303)


@bp.get("/<reference>/sent-back/undo")
@requires(Permission.SCREEN)
def undo_sent_back(reference: str) -> Response:
    """Ask why it is taken back."""
    return _show_undo(reference, TakeBackForm(formdata=None))


@bp.post("/<reference>/sent-back/undo")
@requires(Permission.SCREEN)
@keeps_words
def take_sent_back_back(reference: str) -> AnyResponse:
    """Take back what was noted by mistake."""
    form = TakeBackForm()
    if not form.validate():
        return _show_undo(reference, form, 422)
    try:
        take_back(reference, signed_in(), form.back_reason.data or "")
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show_undo(reference, form, 422)
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show_undo(reference, form, 409)
    flash(TAKEN_BACK, "success")
    return redirect(url_for("screening.item", reference=reference), 303)


def _show_undo(reference: str, form: TakeBackForm, status: int = 200) -> Response:
    found = find_openable(reference, signed_in()).reference
    return render("screening/undo_sent_back.html", status=status, reference=found, form=form)


def _show(reference: str, form: SentBackForm, status: int = 200) -> Response:
    found = find_openable(reference, signed_in()).reference
    return render("screening/note_sent_back.html", status=status, reference=found, form=form)


def _show_look(form: LookForm, status: int = 200, found: tuple[Here, ...] | None = None) -> Response:
    return render("screening/look_for_person.html", status=status, form=form, found=found, words=words)
