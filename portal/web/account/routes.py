"""Signing in and out."""

from flask import Blueprint, Response, current_app, make_response, redirect, request, session, url_for

from portal.domain.errors import TooManyTries
from portal.services import accounts
from portal.web.access import client_address, keeps_words, safe_next, staff_cookie
from portal.web.account.forms import SignInForm
from portal.web.rendering import render

bp = Blueprint("account", __name__, url_prefix="/staff")


@bp.route("/sign-in", methods=["GET", "POST"])
@keeps_words
def sign_in() -> Response:
    """Show the form; open a session where address and password fit."""
    form = SignInForm()
    status = 200
    if form.validate_on_submit():
        token = _try(form)
        if token:
            return _let_in(token)
        status = 422 if form.email.errors else 429
    elif form.is_submitted():
        status = 422
    return render("account/sign_in.html", form=form, status=status, next=request.args.get("next", ""))


@bp.post("/sign-out")
def sign_out() -> Response:
    """End this session."""
    accounts.sign_out(request.cookies.get(staff_cookie(), ""))
    session.clear()
    answer = make_response(redirect(url_for("account.sign_in")))
    answer.delete_cookie(staff_cookie(), path="/")
    return answer


def _try(form: SignInForm) -> str | None:
    """Return a token, or put what is wrong on the form."""
    try:
        token = accounts.sign_in(form.email.data or "", form.password.data or "", client_address())
    except TooManyTries as problem:
        form.form_errors.append(str(problem))
        return None
    if token is None:
        form.email.errors = ["That email address and password don't go together. Check both and try again."]
    return token


def _let_in(token: str) -> Response:
    session.clear()
    target = safe_next(request.args.get("next"), url_for("staff.home"))
    answer = make_response(redirect(target, 303))
    answer.set_cookie(
        staff_cookie(),
        token,
        httponly=True,
        secure=current_app.extensions["portal.settings"].https,
        samesite="Lax",
        path="/",
    )
    return answer
