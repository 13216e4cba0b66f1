"""The screening desk."""

from flask import Blueprint, Response

from portal.domain.permissions import Permission
from portal.web.access import requires
from portal.web.rendering import render

bp = Blueprint("screening", __name__, url_prefix="/screening")


@bp.get("")
@requires(Permission.SEE_DESK)
def desk() -> Response:
    """Show the queue."""
    return render("screening/desk.html")
