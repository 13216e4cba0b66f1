"""Letters on the desk: a preview before deciding, each as it went out, its files, and who lacks one."""

from flask import Response, abort, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.permissions import Permission
from portal.services import desk, set_aside
from portal.services.copies import can_make_pdf
from portal.services.letter_page import preview_letter, read_letter, take_letter
from portal.services.reading import read_item
from portal.services.unacknowledged import list_unacknowledged
from portal.web.access import keeps_words, requires, signed_in
from portal.web.letter_sheets import docx_of, pdf_of
from portal.web.rendering import render
from portal.web.screening import words
from portal.web.screening.blueprint import bp
from portal.web.screening.decision_form import DecisionForm
from portal.web.screening.letter_words import letter_titled
from portal.web.screening.showing import show_item

ANY_LETTER = "/<reference>/letters/<int(max=2147483647):letter_id>"


@bp.get("/unacknowledged")
@requires(Permission.SEE_DESK)
def unacknowledged() -> Response:
    """Show whom nobody has written to in time."""
    officer, after = signed_in(), request.args.get("after")
    lacking = list_unacknowledged(officer, after)
    following = lacking.next_cursor
    return render(
        "screening/unacknowledged.html",
        pieces=lacking.pieces,
        next_href=url_for("screening.unacknowledged", after=following) if following else None,
        first_href=url_for("screening.unacknowledged") if after else None,
        counts=desk.count_desk(officer),
        sampled_count=len(set_aside.list_sampled(officer)) if officer.may(Permission.SUPERVISE) else None,
        may=officer.may,
        Permission=Permission,
        words=words,
    )


@bp.get(ANY_LETTER)
@requires(Permission.SEE_DESK)
def letter(reference: str, letter_id: int) -> Response:
    """Show a letter as it went out."""
    page = read_letter(reference, letter_id, signed_in())
    title = letter_titled(page.kind, page.version)
    return render("letters/letter.html", sent=page, page_title=title, has_pdf=can_make_pdf())


@bp.post(f"{ANY_LETTER}.pdf")
@requires(Permission.SEE_DESK)
def letter_pdf(reference: str, letter_id: int) -> Response:
    """Answer with a letter as a PDF; history says that it was taken."""
    if not can_make_pdf():
        abort(404)
    return pdf_of(take_letter(reference, letter_id, signed_in(), "pdf").letter)


@bp.post(f"{ANY_LETTER}.docx")
@requires(Permission.SEE_DESK)
def letter_docx(reference: str, letter_id: int) -> Response:
    """Answer with a letter as a document to edit; history says that it was taken."""
    return docx_of(take_letter(reference, letter_id, signed_in(), "docx").letter)


@bp.post("/<reference>/letter-preview")
@requires(Permission.SCREEN)
@keeps_words
def letter_preview(reference: str) -> AnyResponse:
    """Show the letter that the decision form would send; nothing is stored."""
    form = DecisionForm()
    page = read_item(reference, signed_in(), form.ticked, form.wish)
    chosen = form.offering(page).chosen(page)
    form.validate()
    form.decision_reason.errors = []  # it is not in the letter, so it may come later
    if chosen is None or form.errors:
        return show_item(reference, form, 422)
    form.bring_draft(page)
    shown = preview_letter(
        reference,
        signed_in(),
        chosen.route,
        form.decision_message.data or "",
        page.screening.chosen,
        form.part.wish(chosen.route),
    )
    return render("letters/preview.html", letter=shown, page_title="Preview of the letter")
