"""What somebody said is not right in their points: the list, and the answer."""

from typing import Any

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete
from portal.domain.permissions import Permission
from portal.services import point_corrections
from portal.services.item_page import ItemPage
from portal.services.reading import read_item
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import person_words, words
from portal.web.screening.blueprint import bp
from portal.web.screening.correction_form import correction_form
from portal.web.screening.desk_routes import render_list
from portal.web.screening.showing import IN_THE_WAY

SENT = "The corrected letter is sent. It asks again whether the points are right."
NOBODY_ASKS = "Nobody waits for a correction here. Somebody may have answered it."


@bp.get("/corrections")
@requires(Permission.SCREEN)
def corrections() -> Response:
    """Show the items whose points somebody said are not right, the longest waiting first."""
    page = point_corrections.list_corrections(signed_in(), request.args.get("after"))
    return render_list("corrections", listed=page, is_further=bool(request.args))


@bp.get("/<reference>/correction")
@requires(Permission.SCREEN)
def correction(reference: str) -> Response:
    """Show what they said, beside the points that it may change."""
    page = read_item(reference, signed_in())
    return _show(page, correction_form(page))


@bp.post("/<reference>/correction")
@requires(Permission.SCREEN)
@keeps_words
def answer_correction(reference: str) -> AnyResponse:
    """Change the points and send the letter anew."""
    page = read_item(reference, signed_in())
    form = correction_form(page, posted=True)
    if not form.validate():
        return _show(page, form, 422)
    try:
        point_corrections.answer_correction(
            reference,
            signed_in(),
            form.changes,
            form.correction_message.data or "",
            form.seen_version,
            form.read,
        )
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show(page, form, 422)
    except IN_THE_WAY as problem:
        form.form_errors.append(str(problem))
        return _show(page, form, 409)
    flash(SENT, "success")
    return redirect(url_for("screening.item", reference=reference), 303)


def _show(page: ItemPage, form: Any, status: int = 200) -> Response:
    if page.correction_asked_at is None and not form.errors and not form.form_errors:
        form.form_errors.append(NOBODY_ASKS)
        status = 409
    return render(
        "screening/correction.html", status=status, item=page, form=form, words=words, people=person_words
    )
