"""The door to the private page: one box for six words, which also finds what was saved and not yet sent."""

from contextlib import suppress
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.exceptions import HTTPException

from portal.domain.errors import NotFound, TooManyTries, WrongCode
from portal.domain.private_code import CodeNotUnderstood
from portal.domain.vocabulary import Holder
from portal.services.council import current_council
from portal.services.drafts import DraftView, load_draft
from portal.services.intake import keep_sent_code
from portal.services.now import today
from portal.services.page_keys import keep_key
from portal.services.private_page import Opened, open_code
from portal.services.private_page_changes import mark_read
from portal.services.visits import attach_draft, close_page, close_sent, open_page
from portal.web.access import client_address, keeps_words
from portal.web.journey import where_to_go_on
from portal.web.journey_begin import ask_first
from portal.web.journey_sending import find_begun
from portal.web.public import (
    copies,
    formal,
    lost_code,
    next_stage,
    own_letters,
    private_page,
    sharing,
    track_files,
)
from portal.web.public.track_forms import CodeForm
from portal.web.rendering import render
from portal.web.visiting import current_visit, ensure_visit, forget_visit, reload_visit

CLOSED = "Your private page is closed here. Your six words open it again."
SAFE_SITE = "https://www.bbc.co.uk/weather"
bp = Blueprint("track", __name__)
private_page.add_pages(bp)
track_files.add_pages(bp)
copies.add_pages(bp)
own_letters.add_pages(bp)
lost_code.add_pages(bp)
formal.add_pages(bp)
next_stage.add_pages(bp)
sharing.add_pages(bp)


@bp.route("/track", methods=["GET", "POST"])
@keeps_words
def page() -> ResponseReturnValue:
    """Show the private page where it is open in this browser, else the box for its code."""
    if request.method == "POST":
        return _read_code()
    shown = private_page.find_open_page()
    return private_page.show(shown) if shown else _box(CodeForm())


@bp.route("/resume", methods=["GET", "POST"])
@keeps_words
def resume() -> ResponseReturnValue:
    """Show the same box for going on with something saved."""
    return _read_code() if request.method == "POST" else _box(CodeForm(), draft=_draft_here())


@bp.post("/track/keep-code")
def keep_code() -> ResponseReturnValue:
    """Note that the code on the private page is kept, and show it no more."""
    visit = current_visit()
    if visit is not None and visit.open_feedback_id is not None:
        if visit.open_as is Holder.SENDER:
            keep_sent_code(visit.open_feedback_id)
        else:
            keep_key(visit.open_feedback_id, visit.open_as)
        flash("We do not show your private code any more.", "success")
    return redirect(url_for("track.page"), 303)


@bp.post("/track/close")
def close() -> ResponseReturnValue:
    """Close the private page, and the page of what was sent, in this browser."""
    visit = current_visit()
    if visit is not None:
        close_page(visit.id)
        close_sent(visit.id)
        flash(CLOSED, "success")
    return redirect(url_for("track.page"), 303)


@bp.post("/exit")
@keeps_words
def exit_page() -> ResponseReturnValue:
    """Lead away, whoever asks; forget this browser where a page of ours does, however old its token."""
    ours = _from_here()
    if ours:
        try:
            _keep_last_words(request.form.get("unsaved_at", ""))
        finally:
            forget_visit()
            session.clear()
    answer = _leaving() if "text/html" in request.headers.get("Accept", "") else Response(status=204)
    # Cookies stay out of it: browsers would clear those of every site under the council's name.
    if ours:
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _keep_last_words(path: str) -> None:
    """Save what was being typed as its own page would, with all its checks; no other address is led to."""
    if not path:
        return
    with suppress(HTTPException):
        endpoint, names = current_app.url_map.bind("").match(path, method="POST")
        if endpoint.endswith("_autosave"):
            current_app.view_functions[endpoint](**names)


def _leaving() -> Response:
    """Return a page that says nothing and goes on by itself.

    A redirect would not do: form-action 'self' holds for where a form's answer leads, too.
    """
    answer = render("track/_leaving.html", safe_site=SAFE_SITE)
    answer.headers["Refresh"] = f"0; url={SAFE_SITE}"
    return answer


def _from_here() -> bool:
    """Whether the browser says that a page of this site asks."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def _read_code() -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate():
        return _box(form, 400 if "csrf_token" in form.errors else 422)
    try:
        return _lead_to(open_code(form.code.data, client_address()))
    except TooManyTries as problem:
        form.code.errors = [str(problem)]
        return _box(form, 429)
    except (CodeNotUnderstood, WrongCode) as problem:
        form.code.errors = [str(problem)]
        return _box(form, 422)


def _lead_to(opened: Opened) -> ResponseReturnValue:
    visit = ensure_visit()
    if opened.feedback_id is not None:
        open_page(visit.id, opened.feedback_id, opened.holder)
        mark_read(opened.feedback_id, opened.holder)
        return redirect(url_for("track.page"), 303)
    begun = find_begun()
    if begun is not None and begun.id != opened.draft_id and request.form.get("then") != "anew":
        return ask_first(begun, None, kept={"code": request.form.get("code", "")})
    attach_draft(visit.id, opened.draft_id)
    reload_visit()
    draft = _draft_here()
    if request.endpoint == "track.resume" and draft is not None:
        return redirect(where_to_go_on(draft.journey), 303)
    return redirect(url_for("track.resume"), 303)


def _draft_here() -> DraftView | None:
    """Return what this browser is writing, or None."""
    visit = current_visit()
    try:
        return load_draft(visit.draft_id) if visit and visit.draft_id else None
    except NotFound:
        return None


def _box(form: FlaskForm, status: int = 200, draft: DraftView | None = None) -> Response:
    resuming = request.endpoint == "track.resume"
    visit = current_visit()
    return render(
        "track/code.html",
        status=status,
        form=form,
        page_title="Go on with what you saved" if resuming else "Open your private page",
        resuming=resuming,
        ran_out=bool(visit and visit.page_ran_out),
        go_on=where_to_go_on(draft.journey) if draft else None,
        draft=draft,
        advocates=current_council().advocacy_on(today()),
    )
