"""The supervisor's sample of what one person set aside."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.permissions import Permission
from portal.services import set_aside
from portal.web.access import requires, signed_in
from portal.web.screening.blueprint import bp


@bp.post("/<reference>/looked-over")
@requires(Permission.SUPERVISE)
def looked_over(reference: str) -> AnyResponse:
    """Note that it is rightly set aside."""
    set_aside.mark_sampled(reference, signed_in())
    flash("Looked over. It stays set aside.", "success")
    return redirect(url_for("screening.sample"), 303)
