"""A letter as a file, PDF or editable document, from what its page shows; the names say nothing."""

from flask import Response, make_response, render_template

from portal.domain.letter import Letter
from portal.services.copies import make_pdf
from portal.services.council import current_council
from portal.services.letter_files import DOCX, make_docx

PDF = "application/pdf"


def pdf_of(letter: Letter) -> Response:
    """Return a letter as an accessible PDF."""
    html = render_template("letters/_document.html", letter=letter)
    css = render_template("letters/document.css", colour=current_council().brand.colour)
    return _file(make_pdf(html, css), PDF, "letter.pdf")


def docx_of(letter: Letter) -> Response:
    """Return a letter as a document that can be changed in a word processor."""
    return _file(make_docx(letter, current_council().brand.colour), DOCX, "letter.docx")


def _file(body: bytes, content_type: str, name: str) -> Response:
    answer = make_response(body)
    answer.headers["Content-Type"] = content_type
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer
