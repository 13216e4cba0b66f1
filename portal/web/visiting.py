"""The public visitor's cookie: which visit this browser is, and nothing else."""

from flask import Flask, Response, current_app, g, request

from portal.services import staff_visits, visits
from portal.services.accounts import StaffMember
from portal.services.visits import VisitView
from portal.web.access import current_staff
from portal.web.journey_pages import MOUNTED

KEYING = "keying"  # the blueprint on which staff write for somebody else
EXIT = "track.exit_page"


def install(app: Flask) -> None:
    """Set or clear the cookie after the request."""
    app.after_request(_write_cookie)


def current_visit() -> VisitView | None:
    """Return what this browser may see, or None for a browser that has begun nothing."""
    if "visit" not in g:
        g.visit = _find("" if has_just_left() else request.cookies.get(visit_cookie(), ""))
    visit: VisitView | None = g.visit
    return visit


def has_just_left() -> bool:
    """Whether "Exit this page" was pressed here, and whoever goes back is quicker than its way to the server.

    The press itself, when it arrives, still finds the visit: what was being typed comes with it.
    """
    return left_cookie() in request.cookies and request.endpoint != EXIT


def ensure_visit() -> VisitView:
    """Return this browser's visit, beginning one where there is none; only for posts.

    Whoever keys in gets one that holds nothing yet, so that no piece puts another away.
    """
    staff = _keying_staff()
    if staff is not None:
        return VisitView(staff_visits.open_staff_visit(staff.id), None, None, None)
    visit = current_visit()
    if visit is None:
        g.new_visit_token = visits.open_visit()
        visit = visits.find_visit(g.new_visit_token)
        assert visit is not None
        g.visit = visit
    return visit


def reload_visit() -> VisitView | None:
    """Look again, after a service changed what this browser may see."""
    token = g.get("new_visit_token") or ("" if has_just_left() else request.cookies.get(visit_cookie(), ""))
    g.visit = _find(token)
    visit: VisitView | None = g.visit
    return visit


def turn_to(submission_id: str) -> str:
    """Turn to one of the pieces that a colleague keys in at once, and return its form; "" where it is none.

    A page that is posted names the piece it came from; for everybody else this does nothing.
    """
    staff = _keying_staff()
    journey = staff_visits.take_in_hand(staff.id, submission_id) if staff else None
    if staff is not None and journey is not None:
        g.visit = staff_visits.find_staff_visit(staff.id, journey)
    return journey or ""


def forget_visit() -> None:
    """Forget this browser on the server and clear its cookie; a colleague's own draft stays theirs."""
    if _keying_staff() is not None:
        return
    token = g.pop("new_visit_token", None) or request.cookies.get(visit_cookie(), "")
    if token:
        visits.close_visit(token)
    g.visit = None
    g.visit_forgotten = True


def visit_cookie() -> str:
    """Return the cookie's name; it can only carry the __Host- promise over TLS."""
    return "__Host-visit" if _https() else "visit"


def left_cookie() -> str:
    """Return the name of what the script puts here in the moment in which it leaves."""
    return "__Host-left" if _https() else "left"


def _find(token: str) -> VisitView | None:
    """Return the visit of a token, or of whoever keys in: theirs goes with the person, not the browser."""
    if request.blueprint == KEYING:
        staff = _keying_staff()
        return staff_visits.find_staff_visit(staff.id, _journey_asked_for()) if staff else None
    return visits.find_visit(token) if token else None


def _journey_asked_for() -> str:
    """Return the journey whose page this request asks for, or nothing."""
    asked = request.endpoint or ""
    names = (name for name, start in MOUNTED.items() if asked == start or asked.startswith(f"{start}_"))
    return max(names, key=len, default="")


def _keying_staff() -> StaffMember | None:
    return current_staff() if request.blueprint == KEYING else None


def _write_cookie(response: Response) -> Response:
    token = g.get("new_visit_token")
    if token:
        response.set_cookie(visit_cookie(), token, httponly=True, secure=_https(), samesite="Lax", path="/")
    elif g.get("visit_forgotten") or has_just_left():
        response.delete_cookie(visit_cookie(), path="/", secure=_https())
    if left_cookie() in request.cookies:
        response.delete_cookie(left_cookie(), path="/", secure=_https())
    return response


def _https() -> bool:
    https: bool = current_app.extensions["portal.settings"].https
    return https
