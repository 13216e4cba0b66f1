"""What an advocate can do once a complaint is sent: the young person's own six words, and another child."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.errors import MoveNotPossible
from portal.domain.vocabulary import Audience, Holder, Kind
from portal.services.intake import Receipt, find_receipt, keep_sent_code
from portal.services.page_keys import keep_key
from portal.services.private_page import read_said
from portal.services.young_persons_code import find_own_code, make_own_code, may_have_own_code
from portal.web.advocates.complaint import COMPLAINT
from portal.web.advocates.own_details import begin_another
from portal.web.journey_begin import ask_first
from portal.web.journey_sending import find_begun
from portal.web.rendering import render
from portal.web.visiting import current_visit

KEPT = "We do not show the young person’s six words any more."
OWN_WORDS_DECIDED = ("kept", "lose", "anew")


def add_pages(bp: Blueprint) -> None:
    """Put the pages on the advocates' blueprint."""
    bp.add_url_rule(
        "/advocates/young-persons-code",
        endpoint="young_persons_code",
        view_func=young_persons_code,
        methods=["GET", "POST"],
    )
    bp.add_url_rule("/advocates/another", endpoint="another", view_func=another, methods=["GET", "POST"])


def young_persons_code() -> ResponseReturnValue:
    """Show the young person's own six words until they are kept, or make them."""
    receipt = _just_sent()
    if receipt is None:
        return _closed()
    if request.method == "POST":
        return _press(request.form.get("then", ""), receipt.feedback_id)
    return render(
        "advocates/young_persons_code.html",
        page_title="The young person’s own six words",
        code=find_own_code(receipt.feedback_id),
        may_make=may_have_own_code(receipt.feedback_id),
    )


def another() -> ResponseReturnValue:
    """Begin for another young person with nothing but the advocate's own details."""
    if request.method != "POST":  # its page was loaded again: there is nothing to show by itself
        return redirect(url_for("advocates.home"))
    receipt = _just_sent()
    if receipt is None:
        return _closed()
    then = request.form.get("then", "")
    if receipt.code and then not in OWN_WORDS_DECIDED:
        return render(
            "advocates/keep_first.html",
            page_title="Have you kept the six words?",
            receipt=receipt,
            action=url_for("advocates.another"),
        )
    if then == "kept":
        keep_sent_code(receipt.feedback_id)
    begun = find_begun()
    if begun is not None and then != "anew":
        return ask_first(begun, COMPLAINT, action=url_for("advocates.another"))
    return redirect(begin_another(read_said(receipt.feedback_id)), 303)


def _press(then: str, feedback_id: int) -> ResponseReturnValue:
    if then == "kept":
        keep_key(feedback_id, Holder.CHILD)
        flash(KEPT, "success")
        return redirect(COMPLAINT.url("sent"), 303)
    try:
        make_own_code(feedback_id)
    except MoveNotPossible as problem:
        flash(str(problem))
    return redirect(url_for("advocates.young_persons_code"), 303)


def _just_sent() -> Receipt | None:
    """Return what this browser just sent for a young person, while it may still see that."""
    visit = current_visit()
    if visit is None or visit.sent_feedback_id is None:
        return None
    receipt = find_receipt(visit.sent_feedback_id)
    return receipt if (receipt.audience, receipt.kind) == (Audience.ADVOCATE, Kind.COMPLAINT) else None


def _closed() -> Response:
    return render("journey/closed.html", status=404, journey=COMPLAINT, page_title="This page is closed")
