"""A letter on the private page: to read, to print, and to save under a name that says nothing."""

from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.domain.errors import NotFound
from portal.domain.letter import Letter
from portal.services.copies import can_make_pdf
from portal.services.letter_page import read_own_letter
from portal.web.letter_sheets import pdf_of
from portal.web.rendering import render
from portal.web.visiting import current_visit

ANY_LETTER = "/track/letter/<int(max=2147483647):letter_id>"


def letter(letter_id: int) -> ResponseReturnValue:
    """Show a letter as a page for paper, with a warning of who else could find it."""
    found = _letter_here(letter_id)
    if found is None:
        return redirect(url_for("track.page"))
    return render(
        "letters/own.html",
        letter=found,
        letter_id=letter_id,
        page_title="Your letter",
        has_pdf=can_make_pdf(),
    )


def letter_pdf(letter_id: int) -> ResponseReturnValue:
    """Answer with a letter as a PDF."""
    found = _letter_here(letter_id)
    if found is None:
        return redirect(url_for("track.page"))
    if not can_make_pdf():
        abort(404)
    answer: Response = pdf_of(found)
    return answer


def add_pages(bp: Blueprint) -> None:
    """Give the blueprint these pages."""
    bp.add_url_rule(ANY_LETTER, "letter", letter)
    bp.add_url_rule(f"{ANY_LETTER}.pdf", "letter_pdf", letter_pdf)


def _letter_here(letter_id: int) -> Letter | None:
    """Return a letter that may be read on the private page open in this browser, or None."""
    visit = current_visit()
    if visit is None or visit.open_feedback_id is None:
        return None
    try:
        return read_own_letter(visit.open_feedback_id, visit.open_as, letter_id)
    except NotFound:
        return None
