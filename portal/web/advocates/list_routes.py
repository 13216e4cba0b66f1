"""An advocate's list: opened by its own six words, by initials and date only, shut after 15 idle minutes."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.domain.errors import NotFound, TooManyTries, WrongCode
from portal.domain.private_code import CodeNotUnderstood
from portal.services.known_advocates import AdvocateList, find_listed, list_items, open_list_code
from portal.services.private_page import read_said
from portal.services.private_page_changes import mark_read
from portal.services.visits import close_list, open_list, open_page
from portal.web.access import client_address, keeps_words
from portal.web.advocates.complaint import COMPLAINT
from portal.web.advocates.own_details import begin_another
from portal.web.fields import LongTextField
from portal.web.journey_begin import ask_first
from portal.web.journey_sending import find_begun
from portal.web.rendering import render
from portal.web.typed import Needed
from portal.web.visiting import current_visit, ensure_visit, reload_visit
from portal.web.widgets import Textarea

CLOSED = "Your list is closed here. Its six words open it again."
GONE = "That does not stand on your list any more."


class ListCodeForm(FlaskForm):
    """The box for a list code."""

    code = LongTextField(
        "The six words of your list code",
        [Needed("Type the six words of your list code")],
        description="Capitals and spaces do not matter. The first four letters of each word are enough.",
        widget=Textarea(rows=3, autocomplete="off", spellcheck="false", autocapitalize="none"),
    )


def add_pages(bp: Blueprint) -> None:
    """Put the pages on the advocates' blueprint."""
    bp.add_url_rule("/advocates/list", endpoint="own_list", view_func=own_list, methods=["GET", "POST"])
    for path, view in (("open", open_listed), ("another", another_from_list), ("close", close_own_list)):
        bp.add_url_rule(f"/advocates/list/{path}", endpoint=view.__name__, view_func=view, methods=["POST"])


@keeps_words
def own_list() -> ResponseReturnValue:
    """Show the list where it is open in this browser, else the box for its code."""
    if request.method == "POST":
        return _read_code()
    advocate_id, listed = _open_here()
    if advocate_id is None:
        return _box(ListCodeForm())
    if listed is None:
        return _box(ListCodeForm(), ended=True)
    return render("advocates/list.html", page_title="The young people you act for", listed=listed)


def open_listed() -> ResponseReturnValue:
    """Open one private page of the list, as whoever sent it."""
    feedback_id = _find_listed(request.form.get("reference", ""))
    if feedback_id is None:
        flash(GONE)
        return redirect(url_for("advocates.own_list"), 303)
    open_page(ensure_visit().id, feedback_id)
    mark_read(feedback_id)
    return redirect(url_for("track.page"), 303)


def another_from_list() -> ResponseReturnValue:
    """Begin for another young person with the details that were sent with one on the list."""
    reference = request.form.get("reference", "")
    feedback_id = _find_listed(reference)
    if feedback_id is None:
        flash(GONE)
        return redirect(url_for("advocates.own_list"), 303)
    begun = find_begun()
    if begun is not None and request.form.get("then") != "anew":
        return ask_first(
            begun, COMPLAINT, action=url_for("advocates.another_from_list"), kept={"reference": reference}
        )
    return redirect(begin_another(read_said(feedback_id)), 303)


def close_own_list() -> ResponseReturnValue:
    """Close the list in this browser."""
    visit = current_visit()
    if visit is not None:
        close_list(visit.id)
        flash(CLOSED, "success")
    return redirect(url_for("advocates.own_list"), 303)


def _read_code() -> ResponseReturnValue:
    form = ListCodeForm()
    if not form.validate():
        return _box(form, 400 if "csrf_token" in form.errors else 422)
    try:
        advocate_id = open_list_code(form.code.data or "", client_address())
    except TooManyTries as problem:
        form.code.errors = [str(problem)]
        return _box(form, 429)
    except (CodeNotUnderstood, WrongCode) as problem:
        form.code.errors = [str(problem)]
        return _box(form, 422)
    open_list(ensure_visit().id, advocate_id)
    reload_visit()
    return redirect(url_for("advocates.own_list"), 303)


def _open_here() -> tuple[int | None, AdvocateList | None]:
    """Return whose list is open in this browser, and the list; None where it has ended since."""
    visit = current_visit()
    if visit is None or visit.advocate_id is None:
        return None, None
    try:
        return visit.advocate_id, list_items(visit.advocate_id)
    except NotFound:
        return visit.advocate_id, None


def _find_listed(reference: str) -> int | None:
    visit = current_visit()
    if visit is None or visit.advocate_id is None:
        return None
    try:
        return find_listed(visit.advocate_id, reference)
    except NotFound:
        return None


def _box(form: FlaskForm, status: int = 200, *, ended: bool = False) -> Response:
    return render(
        "advocates/list_box.html",
        status=status,
        form=form,
        ended=ended,
        page_title="See the young people you act for",
    )
