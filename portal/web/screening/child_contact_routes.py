"""Speaking with the child before anything of theirs ends: what was said and tried, and noting one more."""

from flask import Response, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Spoken
from portal.services.child_contacts import note_child_contact
from portal.services.reading import read_item
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import words
from portal.web.screening.blueprint import bp
from portal.web.screening.child_contact_forms import ChildContactForm

TITLE = "Speaking with the child"


@bp.get("/<reference>/spoken")
@requires(Permission.SEE_DESK)
def spoken(reference: str) -> Response:
    """Show how it is safe, what was said and tried, and the form for one more."""
    return _show(reference, ChildContactForm.empty())


@bp.post("/<reference>/spoken")
@requires(Permission.SCREEN)
@keeps_words
def note_spoken(reference: str) -> AnyResponse:
    """Note one talk, or one try."""
    form = ChildContactForm()
    if not form.validate():
        return _show(reference, form, 422)
    how = Spoken(form.spoken.data)
    try:
        note_child_contact(reference, signed_in(), how, form.when, form.spoken_words.data)
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show(reference, form, 422)
    flash("That is noted.", "success")
    return redirect(url_for("screening.item", reference=reference, _anchor="speaking"), 303)


def _show(reference: str, form: ChildContactForm, status: int = 200) -> Response:
    return render(
        "screening/spoken.html",
        status=status,
        page_title=TITLE,
        item=read_item(reference, signed_in()),
        form=form,
        may=signed_in().may(Permission.SCREEN),
        words=words,
    )
