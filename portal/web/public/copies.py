"""Keeping a copy of exactly what was sent: a warning first, then print, text or PDF with neutral names."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.errors import NotFound
from portal.domain.vocabulary import Holder
from portal.services.copies import Copy, can_make_pdf, make_pdf, read_copy
from portal.web.journey import where_it_was_sent
from portal.web.rendering import render
from portal.web.visiting import current_visit

SENT, OPEN = "sent", "open"
TITLE = "Copy of what was sent"


def copy() -> ResponseReturnValue:
    """Warn that a copy can be found by others, and offer the ways to keep one."""
    found = _copy_here()
    if found is None:
        return redirect(url_for("track.page"))
    return render(
        "copies/warning.html",
        page_title="Keep a copy of what you sent",
        has_pdf=can_make_pdf(),
        of=_of(),
        back=where_it_was_sent(found.journey) if _of() == SENT else url_for("track.page"),
    )


def copy_print() -> ResponseReturnValue:
    """Show the copy as a page for paper."""
    found = _copy_here()
    if found is None:
        return redirect(url_for("track.page"))
    return render("copies/print.html", copy=found, page_title=TITLE, of=_of())


def copy_text() -> ResponseReturnValue:
    """Answer with the copy as plain text."""
    found = _copy_here()
    if found is None:
        return redirect(url_for("track.page"))
    words = render_template("copies/copy.txt", copy=found)
    return _file(words.encode(), "text/plain; charset=utf-8", "copy.txt")


def copy_pdf() -> ResponseReturnValue:
    """Answer with the copy as a PDF."""
    found = _copy_here()
    if found is None:
        return redirect(url_for("track.page"))
    if not can_make_pdf():
        abort(404)
    html = render_template("copies/_document.html", copy=found, page_title=TITLE)
    css = render_template("copies/document.css")
    return _file(make_pdf(html, css), "application/pdf", "copy.pdf")


def add_pages(bp: Blueprint) -> None:
    """Give the blueprint these pages."""
    bp.add_url_rule("/track/copy", "copy", copy)
    bp.add_url_rule("/track/copy/print", "copy_print", copy_print)
    bp.add_url_rule("/track/copy/copy.txt", "copy_text", copy_text)
    bp.add_url_rule("/track/copy/copy.pdf", "copy_pdf", copy_pdf)


def _copy_here() -> Copy | None:
    """Return the copy that this browser may see: of what it has just sent, or of the open private page."""
    visit = current_visit()
    if visit is None:
        return None
    own = (visit.sent_feedback_id, Holder.SENDER)
    feedback_id, holder = own if _of() == SENT else (visit.open_feedback_id, visit.open_as)
    try:
        return read_copy(feedback_id, holder) if feedback_id is not None else None
    except NotFound:
        return None


def _of() -> str:
    """Return whether the copy is of what was just sent; a browser may have another page open beside it."""
    return SENT if request.args.get("of") == SENT else OPEN


def _file(body: bytes, content_type: str, name: str) -> Response:
    answer = make_response(body)
    answer.headers["Content-Type"] = content_type
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer
