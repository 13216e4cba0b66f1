"""The young people's front page and their two ways to tell us."""

from flask import Blueprint, Response

from portal.web.journey import mount
from portal.web.rendering import render
from portal.web.young_people.journeys import TWELVE_AND_OVER, UNDER_TWELVE

bp = Blueprint("young_people", __name__)
mount(bp, UNDER_TWELVE, "/young-people/under-12")
mount(bp, TWELVE_AND_OVER, "/young-people/12-and-over")


@bp.get("/young-people")
def home() -> Response:
    """Show where to go, and whom to ring."""
    return render("young_people/home.html", page_title="For children and young people")
