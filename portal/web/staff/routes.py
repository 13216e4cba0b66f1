"""Pages any member of staff may open, the duty board and the mails of a demonstration."""

from flask import Blueprint, Response

from portal.domain.permissions import Permission
from portal.web.access import requires
from portal.web.rendering import render

bp = Blueprint("staff", __name__, url_prefix="")


@bp.get("/staff")
@requires(Permission.SIGNED_IN)
def home() -> Response:
    """Show what this role can do."""
    return render("staff/home.html")
