"""Keying in for somebody else: what came by telephone, by letter or in person, forwarded, or settled."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.services.staff_entries import list_keyed_by
from portal.services.staff_visits import list_begun
from portal.services.visits import KEYED
from portal.web.access import requires, signed_in
from portal.web.journey import mount, where_to_go_on
from portal.web.journey_pages import JOURNEYS, Journey
from portal.web.rendering import render
from portal.web.staff.keying import keyed_copy
from portal.web.staff.sent_back import FROM_OMBUDSMAN
from portal.web.staff.staff_journeys import FORWARD, RESOLVED
from portal.web.staff.words import CHANNELS
from portal.web.visiting import KEYING, turn_to


@dataclass(frozen=True, slots=True)
class Form:
    """One form that can be keyed in: its journey, its place, and how staff call it."""

    journey: str
    path: str
    text: str
    hint: str = ""


FORMS = (
    Form("complaint", "complaint", "A complaint from an adult", "A parent, a carer, a care leaver"),
    Form("under-twelve", "under-12", "From a child under 12", "A complaint, or something good"),
    Form("twelve-and-over", "12-and-over", "From a young person, 12 or over"),
    Form("compliment", "compliment", "A thank you", "From the person who says it"),
    Form("comment", "comment", "A comment or an idea"),
    Form("advocate-complaint", "advocate-complaint", "From somebody who acts for a young person"),
    Form("advocate-request", "advocate-request", "Somebody wants an advocate"),
    Form("enquiry", "enquiry", "From an MP’s or councillor’s office"),
    Form("not-sure", "not-sure", "None of these, or not clear"),
)


def blueprint_of(journeys: Mapping[str, Journey]) -> Blueprint:
    """Return the pages on which staff key in; call it when every journey of the public is mounted."""
    bp = Blueprint(KEYING, __name__)
    for form in FORMS:
        keyed = keyed_copy(journeys[form.journey], form.text)
        mount(bp, keyed, f"/staff/feedback/{form.path}", needs=Permission.KEY_IN)
    mount(bp, FORWARD, "/staff/forward", needs=Permission.KEY_IN)
    mount(bp, RESOLVED, "/staff/resolved", needs=Permission.KEY_IN)
    mount(bp, FROM_OMBUDSMAN, "/staff/sent-back", needs=Permission.KEY_IN)
    bp.add_url_rule("/staff/feedback", "home", home)
    bp.add_url_rule("/staff/feedback/begun", "begun", turn_to_begun, methods=["POST"])
    return bp


@requires(Permission.KEY_IN)
def home() -> Response:
    """Show which form it belongs on, what is begun, and what this person keyed in lately."""
    return render(
        "staff/feedback.html",
        page_title="Key in what somebody told us",
        forms=[(form, JOURNEYS[KEYED + form.journey].url()) for form in FORMS],
        begun=[(JOURNEYS[piece.journey].title, piece) for piece in list_begun(signed_in().id)],
        keyed=list_keyed_by(signed_in()),
        channels=CHANNELS,
    )


@requires(Permission.KEY_IN)
def turn_to_begun() -> ResponseReturnValue:
    """Take up one of the pieces that are begun: to go on with it, or to throw it away after asking."""
    journey = turn_to(request.form.get("submission_id", ""))
    if not journey:
        flash("That piece is not begun under your name any more. It was sent, or thrown away.")
        return redirect(url_for(f"{KEYING}.home"), 303)
    discards = request.form.get("then") == "discard"
    return redirect(JOURNEYS[journey].url("discard") if discards else where_to_go_on(journey), 303)
