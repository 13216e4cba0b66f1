"""The first page of the back office: what waits for this person, the next thing to do on top."""

from flask import Blueprint, Response, current_app

from portal.domain.permissions import Permission
from portal.services.compliments import list_shared_with
from portal.web.access import requires, signed_in
from portal.web.rendering import render
from portal.web.staff.waiting import next_pile, piles_of

bp = Blueprint("staff", __name__, url_prefix="")


@bp.get("/staff")
@requires(Permission.SIGNED_IN)
def home() -> Response:
    """Show what waits for this person."""
    piles = piles_of(signed_in(), demo=current_app.extensions["portal.settings"].demo)
    return render(
        "staff/home.html",
        piles=piles,
        next_up=next_pile(piles),
        may_key_in=signed_in().may(Permission.KEY_IN),
        shared=list_shared_with(signed_in()),
    )
