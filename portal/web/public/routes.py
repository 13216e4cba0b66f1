"""The front page, the journeys and the private page."""

from flask import Blueprint, Response

from portal.web.journey import mount
from portal.web.public.complaint import COMPLAINT
from portal.web.rendering import render

bp = Blueprint("public", __name__)
mount(bp, COMPLAINT)


@bp.get("/")
def home() -> Response:
    """Show what a person can do here."""
    return render("public/home.html")
