"""Who is at the door: staff identity, what each endpoint asks for, and the check of every form's token.

Deny by default: an endpoint carries ``@requires(...)`` or stands in ``OPEN_TO_ALL``; all else is refused.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.config import Settings
from portal.domain.permissions import Permission
from portal.extensions import csrf
from portal.services.accounts import StaffMember, find_staff
from portal.services.database import abandon, begin_reading
from portal.web.rendering import wants_part

OPEN_TO_ALL = frozenset(
    {
        "static",
        "site.branding",
        "site.healthz",
        "account.sign_in",
        "account.sign_out",
    }
)
OPEN_BLUEPRINTS = frozenset({"public", "track", "young_people", "advocates", "staff_door"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

View = TypeVar("View", bound=Callable[..., Any])


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare what a view asks of whoever opens it."""

    def declare(view: View) -> View:
        view.required_permission = permission  # type: ignore[attr-defined]
        return view

    return declare


def keeps_words(view: View) -> View:
    """Leave the token check to the view's own form, which shows the page again with every word kept."""
    view.keeps_words = True  # type: ignore[attr-defined]
    return view


def takes_files(room: Callable[..., int]) -> Callable[[View], View]:
    """Let a view take more than words: ``room`` returns how many bytes, from the values in the address.

    Everywhere else a request of that size is refused before it is read.
    """

    def declare(view: View) -> View:
        view.room_for_files = room  # type: ignore[attr-defined]
        return view

    return declare


def asked_by_the_page(view: View) -> View:
    """Mark what a page asks for by itself: nobody is at the keyboard, so the session still idles out."""
    view.asked_by_the_page = True  # type: ignore[attr-defined]
    return view


def install(app: Flask) -> None:
    """Check identity, permission and token before every request."""
    app.before_request(_begin)
    app.teardown_request(_end)
    app.before_request(_make_room_for_files)
    app.before_request(_refuse_unreadable)
    app.before_request(_check_permission)
    app.before_request(_refuse_null_bytes)
    app.before_request(_check_token)


def current_staff() -> StaffMember | None:
    """Return the member of staff who is signed in here, or None."""
    if "staff" not in g:
        token = request.cookies.get(staff_cookie(), "")
        used = not getattr(_view(), "asked_by_the_page", False)
        g.staff = find_staff(token, touch=used) if token else None
    staff: StaffMember | None = g.staff
    return staff


def signed_in() -> StaffMember:
    """Return the member of staff; only for views that declared a permission."""
    staff = current_staff()
    if staff is None:
        abort(401)
    return staff


def as_a_stranger() -> None:
    """Answer this request without looking who is signed in: nothing notes that they were here."""
    g.staff = None


def staff_cookie() -> str:
    """Return the name of the staff session's cookie."""
    return "__Host-staff" if _settings().https else "staff"


def client_address() -> str:
    """Return the network address a request came from, as the trusted proxies told it."""
    return request.remote_addr or "unknown"


def safe_next(target: str | None, default: str) -> str:
    """Return ``target`` where it is a path of this site, else ``default``."""
    if not target or not target.startswith("/") or len(target) > 500:
        return default
    if any(ord(letter) < 33 or letter == "\\" for letter in target) or target.startswith("//"):
        return default
    return target


def _settings() -> Settings:
    settings: Settings = current_app.extensions["portal.settings"]
    return settings


def _begin() -> None:
    begin_reading(request.method in SAFE_METHODS)


def _end(_problem: BaseException | None) -> None:
    """Leave the thread as it was found: what runs in it next may write."""
    begin_reading(only=False)


def _view() -> Callable[..., Any] | None:
    return current_app.view_functions.get(request.endpoint or "")


def _is_open() -> bool:
    return request.endpoint in OPEN_TO_ALL or request.blueprint in OPEN_BLUEPRINTS


def _check_permission() -> ResponseReturnValue | None:
    view = _view()
    if view is None or _is_open():
        return None
    wanted: Permission | None = getattr(view, "required_permission", None)
    if wanted is None:
        abort(403)
    staff = current_staff()
    if staff is None:
        if request.method in SAFE_METHODS:
            return _send_to_sign_in()
        abort(401)
    if not staff.may(wanted):
        abort(403)
    return None


def _make_room_for_files() -> None:
    """Raise the limit before anything reads the form, where the view takes files."""
    room = getattr(_view(), "room_for_files", None)
    if room is not None and request.method not in SAFE_METHODS:
        bytes_allowed = room(**(request.view_args or {}))
        abandon()  # a slow upload must not hold the database's write lock
        request.max_content_length = max(bytes_allowed, current_app.config["MAX_CONTENT_LENGTH"])


def _refuse_unreadable() -> None:
    """Take forms of a known length only.

    Werkzeug cuts one of unknown length at the limit and says nothing; Flask-WTF fails on JSON.
    """
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        abort(411)
    if request.is_json and request.method not in SAFE_METHODS:
        abort(415)


def _refuse_null_bytes() -> None:
    """Nobody can type a null byte, and neither HTML nor PostgreSQL can hold one."""
    sent = [*request.args.items(multi=True), *request.form.items(multi=True)]
    if any("\x00" in part for pair in sent for part in pair):
        abort(400)


def _send_to_sign_in() -> ResponseReturnValue:
    """Redirect; where only a part was asked for, the whole page has to go, back to where it was."""
    if not wants_part():
        return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
    there = url_for("account.sign_in", next=_page_of_the_part())
    return Response(status=401, headers={"HX-Redirect": there})


def _page_of_the_part() -> str | None:
    """Return the path and query of the page that htmx says it is on."""
    try:
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:
        return None
    return f"{page.path}?{page.query}".rstrip("?") or None


def _check_token() -> None:
    view = _view()
    if request.method in SAFE_METHODS or view is None or getattr(view, "keeps_words", False):
        return
    csrf.protect()
