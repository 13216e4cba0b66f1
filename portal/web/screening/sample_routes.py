"""The supervisor's sample of what one person set aside."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete, MoveNotPossible, OwnDecision
from portal.domain.permissions import Permission
from portal.services import set_aside
from portal.web.access import requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.showing import show_item


@bp.post("/<reference>/looked-over")
@requires(Permission.SUPERVISE)
def looked_over(reference: str) -> AnyResponse:
    """Note that it is rightly set aside, once its words were opened."""
    try:
        set_aside.mark_sampled(reference, signed_in())
    except Incomplete:
        return show_item(
            reference, status=409, problem="Read it first. Then say whether it is rightly set aside."
        )
    except (MoveNotPossible, OwnDecision) as problem:
        return show_item(reference, status=409, problem=str(problem))
    flash("Looked over. It stays set aside.", "success")
    return redirect(url_for("screening.sample"), 303)
