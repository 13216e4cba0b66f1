"""What belongs to no audience: the council's colours, the health page, and what every template is given."""

from typing import Any

from flask import Blueprint, Response, current_app, request

from portal.services.council import current_council
from portal.services.health import read_health
from portal.web.access import current_staff
from portal.web.branding import PATH, branding_css

A_YEAR = 365 * 24 * 60 * 60
bp = Blueprint("site", __name__)


@bp.app_context_processor
def give_to_templates() -> dict[str, Any]:
    """Return what the layouts need on every page."""
    return {
        "council": current_council(),
        "demo": current_app.extensions["portal.settings"].demo,
        "staff": current_staff(),
        "current_endpoint": request.endpoint or "",
    }


@bp.get(PATH)
def branding() -> Response:
    """Answer with the council's colours; an address with the right hash may be kept for a year."""
    response = Response(branding_css(current_council()), mimetype="text/css")
    response.cache_control.public = True
    response.cache_control.max_age = A_YEAR if request.args.get("v") else 0
    return response


@bp.get("/healthz")
def healthz() -> tuple[dict[str, Any], int]:
    """Answer whether the portal can serve, and when each periodic job last succeeded."""
    health = read_health()
    return health.as_json(), 200 if health.serving else 503
