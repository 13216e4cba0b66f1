"""Taking a quick answer to the formal procedure for somebody who asked an officer."""

from flask import Response, flash, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import MoveNotPossible
from portal.domain.permissions import Permission
from portal.services.escalating import escalate, may_open_formal
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening.blueprint import bp
from portal.web.screening.forms import reason

BACK = "It is back on the desk. Claim it, and decide the formal way. Its days count from the receipt."


class FormalForm(FlaskForm):
    """How the person asked."""

    asked = reason(
        "How and when did they ask for the formal procedure?",
        "Nobody may talk them out of it. It stays on the record.",
        missing="Write how and when they asked",
    )


@bp.get("/<reference>/formal", endpoint="formal")
@requires(Permission.SCREEN)
def ask_formal(reference: str) -> AnyResponse:
    """Ask how the person asked; back to the item where no quick answer is being tried."""
    if not may_open_formal(reference, signed_in()):
        return redirect(url_for("screening.item", reference=reference))
    return _show(reference, FormalForm(formdata=None))


@bp.post("/<reference>/formal", endpoint="make_formal")
@requires(Permission.SCREEN)
@keeps_words
def make_formal(reference: str) -> AnyResponse:
    """Put it back on the desk, to be decided formally."""
    form = FormalForm()
    if not form.validate():
        return _show(reference, form, 422)
    try:
        escalate(reference, signed_in(), form.asked.data)
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show(reference, form, 409)
    flash(BACK, "success")
    return redirect(url_for("screening.item", reference=reference), 303)


def _show(reference: str, form: FormalForm, status: int = 200) -> Response:
    return render("screening/formal.html", status=status, reference=reference, form=form)
