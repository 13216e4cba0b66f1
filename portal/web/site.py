"""What belongs to no audience: the council's colours, the health page, and what every template is given."""

from typing import Any

from flask import Blueprint, Response, current_app, request

from portal.services.council import current_council
from portal.services.health import read_health
from portal.web.access import current_staff
from portal.web.branding import PATH, branding_address, branding_view

bp = Blueprint("site", __name__)


@bp.app_context_processor
def give_to_templates() -> dict[str, Any]:
    """Return what the layouts need on every page."""
    return {
        "council": current_council(),
        "demo": current_app.extensions["portal.settings"].demo,
        "staff": current_staff(),
        "branding": branding_address(current_council()),
        "current_endpoint": request.endpoint or "",
    }


@bp.get(PATH)
def branding() -> Response:
    """Answer with the council's colours as a style sheet."""
    return branding_view()


@bp.get("/healthz")
def healthz() -> tuple[dict[str, Any], int]:
    """Answer whether the portal can serve, and when each periodic job last succeeded."""
    health = read_health()
    return health.as_json(), 200 if health.serving else 503
