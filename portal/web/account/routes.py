"""Signing in and out."""

from flask import Blueprint, Response, current_app, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import TooManyTries
from portal.services import accounts
from portal.web.access import client_address, current_staff, keeps_words, safe_next, staff_cookie
from portal.web.account.forms import SignInForm
from portal.web.rendering import render

WRONG = "That email address and password don't go together. Check both and try again."
OPEN_TOO_LONG = "This page was open for too long. Type your password again, then sign in."
bp = Blueprint("account", __name__, url_prefix="/staff")


@bp.route("/sign-in", methods=["GET", "POST"])
@keeps_words
def sign_in() -> AnyResponse:
    """Show the form; open a session where address and password fit."""
    if request.method == "GET" and current_staff() is not None:
        return redirect(_target())
    form = SignInForm()
    if not form.is_submitted():
        return _show(form, 200)
    if not form.validate():
        _explain_old_page(form)
        return _show(form, 422)
    try:
        token = accounts.sign_in(form.email.data, form.password.data, client_address())
    except TooManyTries as problem:
        return _ask_to_wait(form, problem.minutes)
    if token is None:
        form.email.errors = [WRONG]
        return _show(form, 422)
    return _let_in(token)


@bp.post("/sign-out")
def sign_out() -> AnyResponse:
    """End this session."""
    accounts.sign_out(request.cookies.get(staff_cookie(), ""))
    session.clear()
    answer = make_response(redirect(url_for("account.sign_in"), 303))
    # A browser drops a __Host- cookie only where the answer is as strict as the one that set it.
    answer.delete_cookie(staff_cookie(), path="/", secure=_https(), httponly=True, samesite="Lax")
    return answer


def _show(form: SignInForm, status: int) -> Response:
    return render("account/sign_in.html", form=form, status=status, next=request.args.get("next", ""))


def _target() -> str:
    return safe_next(request.args.get("next"), url_for("staff.home"))


def _explain_old_page(form: SignInForm) -> None:
    """Say in the words of this page that its token was too old; the password is never shown again."""
    if form.csrf_token.errors:
        form.csrf_token.errors = []
        form.form_errors.append(OPEN_TOO_LONG)


def _ask_to_wait(form: SignInForm, minutes: int) -> Response:
    span = "1 minute" if minutes == 1 else f"{minutes} minutes"
    form.form_errors.append(f"There were too many tries. Wait {span}, then try again.")
    answer = _show(form, 429)
    answer.headers["Retry-After"] = str(minutes * 60)
    return answer


def _let_in(token: str) -> AnyResponse:
    """Begin the new session and end the one this browser had, if any."""
    if before := request.cookies.get(staff_cookie()):
        accounts.sign_out(before)
    session.clear()
    answer = make_response(redirect(_target(), 303))
    answer.set_cookie(staff_cookie(), token, httponly=True, secure=_https(), samesite="Lax", path="/")
    return answer


def _https() -> bool:
    https: bool = current_app.extensions["portal.settings"].https
    return https
