"""The front page, the journeys and the private page."""

from flask import Blueprint, Response

from portal.web.journey import mount
from portal.web.public import confirm, easy_read, equality, languages, paper, site_pages
from portal.web.public.comment import COMMENT
from portal.web.public.complaint import COMPLAINT
from portal.web.public.compliment import COMPLIMENT
from portal.web.public.easy_read_facts import FOR_OTHERS, LATER_DOORS, MAIN_DOORS
from portal.web.public.enquiry import ENQUIRY
from portal.web.public.not_sure import NOT_SURE
from portal.web.public.ring_me import RING_ME
from portal.web.rendering import render

bp = Blueprint("public", __name__)
for journey in (COMPLAINT, COMPLIMENT, COMMENT, NOT_SURE, RING_ME, ENQUIRY):
    mount(bp, journey)
easy_read.add_to(bp)
languages.add_to(bp)
site_pages.add_to(bp)
confirm.add_to(bp)
equality.add_to(bp)
paper.add_to(bp)


@bp.get("/")
def home() -> Response:
    """Show what a person can do here."""
    return render(
        "public/home.html",
        main_doors=MAIN_DOORS,
        later_doors=LATER_DOORS,
        for_others=FOR_OTHERS,
        languages=languages.list_languages(),
    )
