"""For those who act for a young person: complain for them, or ask for an advocate."""

from flask import Blueprint, Response

from portal.services.council import current_council
from portal.services.now import today
from portal.web.advocates import after_sending, list_routes
from portal.web.advocates.complaint import COMPLAINT
from portal.web.advocates.request import REQUEST
from portal.web.journey import mount
from portal.web.rendering import render

bp = Blueprint("advocates", __name__)
mount(bp, COMPLAINT, "/advocates/complaint")
mount(bp, REQUEST, "/advocates/request")
after_sending.add_pages(bp)
list_routes.add_pages(bp)


@bp.get("/advocates")
def home() -> Response:
    """Show what somebody who acts for a young person can do, and who the advocates are."""
    return render(
        "advocates/home.html",
        page_title="Acting for a young person",
        advocates=current_council().advocacy_on(today()),
    )
