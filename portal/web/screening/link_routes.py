"""Saying that another piece of feedback belongs with this one, taking that back, and looking for what may."""

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.domain.permissions import Permission
from portal.domain.reference import InvalidReference, parse_reference
from portal.domain.vocabulary import LinkKind
from portal.services import desk, linking
from portal.services.linking_page import read_both, why_it_stays
from portal.services.similar_words import find_same_matter
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import words
from portal.web.screening.blueprint import bp
from portal.web.screening.contact_forms import LinkForm
from portal.web.screening.go_to_form import UNKNOWN
from portal.web.screening.showing import show_item
from portal.web.screening.together_form import ApartForm, TogetherForm

TITLE = "Does anything belong with this?"
NOTED = "That is noted. Each keeps its own words and page."
TAKEN_BACK = "That is taken back. The history of both says why."
ITSELF = "This is the reference of this same item"


@bp.post("/<reference>/link")
@requires(Permission.SCREEN)
@keeps_words
def link_item(reference: str) -> AnyResponse:
    """Go to both side by side; what the officer must keep away from is told like what does not exist."""
    form = LinkForm()
    if not form.validate():
        return show_item(reference, form, 422)
    try:
        other = parse_reference(form.linked_reference.data)
    except InvalidReference as problem:
        form.linked_reference.errors = [str(problem)]
        return show_item(reference, form, 422)
    if other == reference or not desk.may_open(signed_in(), other):
        form.linked_reference.errors = [ITSELF if other == reference else UNKNOWN]
        return show_item(reference, form, 422)
    return redirect(
        url_for("screening.together", reference=reference, other=other, kind=form.link_kind.data), 303
    )


@bp.get("/<reference>/together/<other>")
@requires(Permission.SCREEN)
def together(reference: str, other: str) -> Response:
    """Show both side by side, and ask how they belong together."""
    return _show_both(reference, other, TogetherForm.beginning_with(request.args.get("kind")))


@bp.post("/<reference>/together/<other>")
@requires(Permission.SCREEN)
@keeps_words
def link_both(reference: str, other: str) -> AnyResponse:
    """Note that they belong together."""
    form = TogetherForm()
    if not form.validate():
        return _show_both(reference, other, form, 422)
    try:
        linking.link(reference, signed_in(), other, LinkKind(form.together.data))
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show_both(reference, other, form, 409)
    flash(NOTED, "success")
    return redirect(url_for("screening.item", reference=reference), 303)


@bp.get("/<reference>/apart/<other>/<kind>")
@requires(Permission.SCREEN)
def apart(reference: str, other: str, kind: str) -> Response:
    """Show both side by side, and ask why the link is taken back, or say why it stays."""
    return _show_apart(reference, other, _kind(kind), ApartForm(formdata=None))


@bp.post("/<reference>/apart/<other>/<kind>")
@requires(Permission.SCREEN)
@keeps_words
def unlink(reference: str, other: str, kind: str) -> AnyResponse:
    """Take the link back."""
    form, link_kind = ApartForm(), _kind(kind)
    if not form.validate():
        return _show_apart(reference, other, link_kind, form, 422)
    try:
        linking.unlink(reference, signed_in(), other, link_kind, form.apart_reason.data)
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show_apart(reference, other, link_kind, form, 422)
    except MoveNotPossible as problem:
        return show_item(reference, status=409, problem=str(problem))
    flash(TAKEN_BACK, "success")
    return redirect(url_for("screening.item", reference=reference), 303)


@bp.get("/<reference>/same")
@requires(Permission.SCREEN)
def same_matter(reference: str) -> Response:
    """Show what may be from the same person or about the same matter, and why; comparing words is logged."""
    found = find_same_matter(reference, signed_in())
    return render("screening/same_matter.html", page_title=TITLE, found=found, words=words)


def _kind(code: str) -> LinkKind:
    try:
        return LinkKind(code)
    except ValueError:
        raise NotFound("They are not linked in that way.") from None


def _show_both(reference: str, other: str, form: TogetherForm, status: int = 200) -> Response:
    both = read_both(reference, other, signed_in())
    return render("screening/together.html", status=status, both=both, form=form, words=words)


def _show_apart(reference: str, other: str, kind: LinkKind, form: ApartForm, status: int = 200) -> Response:
    both = read_both(reference, other, signed_in())
    stays = why_it_stays(reference, other, kind)
    return render(
        "screening/apart.html", status=status, both=both, kind=kind, stays=stays, form=form, words=words
    )
