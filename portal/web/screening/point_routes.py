"""Defining what is complained of, point by point: add, word or place anew, take out."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.permissions import Permission
from portal.services import points
from portal.web.access import keeps_words, requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.point_forms import PointDropForm, point_form
from portal.web.screening.showing import attempt


@bp.post("/<reference>/points")
@requires(Permission.SCREEN)
@keeps_words
def save_point(reference: str) -> AnyResponse:
    """Add a point, or change the one the form is for; "Add and next" opens an empty form again."""
    form = point_form()

    def save() -> None:
        words, team, themes, own = form.point_words.data, form.team, form.themes, form.answers
        if form.number:
            points.change_point(
                reference, signed_in(), form.number, words, team, themes, own, form.seen_version
            )
        else:
            points.define_point(reference, signed_in(), words, team, themes, own, form.seen_version)

    return attempt(reference, form, save, lambda _done: _back(reference))


@bp.post("/<reference>/points/drop")
@requires(Permission.SCREEN)
@keeps_words
def drop_point(reference: str) -> AnyResponse:
    """Take out what is no point, with the reason."""
    form = PointDropForm()
    return attempt(
        reference,
        form,
        lambda: points.drop_point(
            reference, signed_in(), form.number, form.drop_reason.data, form.seen_version
        ),
        lambda _done: _back(reference),
    )


def _back(reference: str) -> AnyResponse:
    """Go on with the next point, or with what there is to do."""
    more = "next" if "and_next" in request.form else None
    return redirect(url_for("screening.item", reference=reference, point=more, _anchor="points"), 303)
