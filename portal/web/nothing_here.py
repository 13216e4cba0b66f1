"""What a browser that we do not know is shown where somebody had been writing: an empty page, nobody's."""

from flask import Flask, Response, request

from portal.web.journey_pages import MOUNTED, Journey
from portal.web.rendering import render
from portal.web.visiting import KEYING, has_just_left, visit_cookie

BESIDE = frozenset({"track.safe_word", "advocates.young_persons_code"})
UNDER = "/track/"


def install(app: Flask) -> None:
    """Look at each request before any page of ours is made."""
    app.before_request(_show_nothing)


def nothing_here() -> Response:
    """Return a page that names no council and no service, and does not say that anything was begun."""
    return render("errors/_nothing_here.html", status=404)


def _show_nothing() -> Response | None:
    """Answer in place of an inner page where the browser has no visit at all, as after "Exit this page".

    Back and reopened tabs ask for such pages. One whose time ran out still has its cookie and is told so.
    """
    unknown = has_just_left() or visit_cookie() not in request.cookies
    asks = request.method in ("GET", "HEAD")
    return nothing_here() if asks and unknown and request.blueprint != KEYING and _is_inner() else None


def _is_inner() -> bool:
    """Whether an address lies behind a first page, so that only a visit leads there."""
    endpoint = request.endpoint or ""
    start, _, step = endpoint.rpartition("_")
    in_journey = start in MOUNTED.values() and step in {*Journey.TAKEN, "page"}
    return in_journey or endpoint in BESIDE or bool(endpoint and request.path.startswith(UNDER))
