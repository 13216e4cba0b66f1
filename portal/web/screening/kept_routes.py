"""Keeping what an officer has typed and not yet sent, by the page itself or by a button; throwing it away."""

from flask import Response, flash, redirect, request, url_for
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response as AnyResponse
from wtforms.validators import ValidationError

from portal.domain.errors import Incomplete
from portal.domain.permissions import Permission
from portal.services import desk_drafts
from portal.web.access import keeps_words, requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.decision_form import DecisionForm
from portal.web.screening.kept_words import form_of, typed_into, window_posted
from portal.web.screening.showing import IN_THE_WAY, back_to_item, show_item

TOO_OLD = "This page was open for too long, so nothing was kept. Press the button again."
TOO_MUCH = "This is too long to be kept. Copy it somewhere safe, then make it shorter."
KEPT = "Your words are kept. Nobody else sees them, and nothing is sent."


@bp.post("/<reference>/keep")
@requires(Permission.SCREEN)
@keeps_words
def keep_words(reference: str) -> AnyResponse:
    """Keep what stands in a form of the item; 204 where the page itself asks."""
    slot = request.args.get("slot", "decision")
    try:
        validate_csrf(request.form.get("csrf_token"))
        desk_drafts.keep(reference, signed_in(), slot, typed_into(slot), window_posted())
    except ValidationError:
        return _not_kept(reference, slot, 400, TOO_OLD)
    except Incomplete:
        return _not_kept(reference, slot, 422, TOO_MUCH)
    except IN_THE_WAY as problem:
        return _not_kept(reference, slot, 409, str(problem))
    if _by_itself():
        return Response(status=204)
    flash(KEPT, "success")
    return redirect(url_for("screening.item", reference=reference, bring=slot, _anchor="work"), 303)


@bp.post("/<reference>/keep/forget")
@requires(Permission.SCREEN)
def forget_words(reference: str) -> AnyResponse:
    """Throw away what was kept of a form."""
    desk_drafts.forget(reference, signed_in(), request.form.get("slot", ""))
    return back_to_item(reference)


def _by_itself() -> bool:
    """Whether the page's script asks, which shows no page."""
    return request.accept_mimetypes.best == "application/json"


def _not_kept(reference: str, slot: str, status: int, problem: str) -> AnyResponse:
    """Say why nothing was kept, beside the words."""
    if _by_itself():
        return Response(problem, status, mimetype="text/plain")
    form = DecisionForm() if form_of(slot) == "decision" else None
    return show_item(reference, form, status, problem)
