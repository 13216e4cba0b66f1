"""Saying that another piece of feedback belongs with this one, and looking for what may."""

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import ConflictOfInterest, NotFound
from portal.domain.permissions import Permission
from portal.domain.reference import InvalidReference, parse_reference
from portal.domain.vocabulary import LinkKind
from portal.services import desk, linking
from portal.services.accounts import StaffMember
from portal.services.similar_words import SameMatter, find_same_matter
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import words
from portal.web.screening.blueprint import bp
from portal.web.screening.contact_forms import LinkForm
from portal.web.screening.deeds import Deed, do_deed, prefix_of
from portal.web.screening.go_to_form import UNKNOWN
from portal.web.screening.showing import attempt, show_item
from portal.web.screening.together_form import TogetherForm

TITLE = "Does anything belong with this?"


@bp.post("/<reference>/link")
@requires(Permission.SCREEN)
@keeps_words
def link_item(reference: str) -> AnyResponse:
    """Note the link; what the officer must keep away from is told like what does not exist."""
    form = LinkForm()
    if not form.validate():
        return show_item(reference, form, 422)
    try:
        other = parse_reference(form.linked_reference.data)
    except InvalidReference as problem:
        form.linked_reference.errors = [str(problem)]
        return show_item(reference, form, 422)
    try:
        return attempt(
            reference,
            form,
            lambda: linking.link(reference, signed_in(), other, LinkKind(form.link_kind.data)),
        )
    except (NotFound, ConflictOfInterest):
        if not desk.may_open(signed_in(), reference):
            raise
        form.linked_reference.errors = [UNKNOWN]
        return show_item(reference, form, 422)


@bp.get("/<reference>/same")
@requires(Permission.SCREEN)
def same_matter(reference: str) -> Response:
    """Show what may be from the same person or about the same matter, and why; comparing words is logged."""
    return _show(find_same_matter(reference, signed_in()))


@bp.post("/<reference>/same")
@requires(Permission.SCREEN)
@keeps_words
def link_suggested(reference: str) -> AnyResponse:
    """Note that a suggested piece belongs with this one."""
    which = request.form.get("which", "")
    prefix = prefix_of(DEED, which)
    form = TogetherForm(prefix=prefix)
    status = do_deed(TOGETHER, reference, signed_in(), form, which)
    if status != 200:
        found = find_same_matter(reference, signed_in())
        if status == 422 and prefix not in _prefixes(found):
            form.together.errors, status = [], 409
            form.form_errors.append(UNKNOWN)
        return _show(found, status, {prefix: form})
    flash(TOGETHER.notice, "success")
    return redirect(url_for("screening.same_matter", reference=reference), 303)


def _link(reference: str, officer: StaffMember, form: TogetherForm, which: str) -> None:
    try:
        linking.link(reference, officer, parse_reference(which), LinkKind(form.together.data))
    except (InvalidReference, ConflictOfInterest, NotFound):  # all three are told alike
        raise NotFound(UNKNOWN) from None


def _prefixes(found: SameMatter) -> set[str]:
    """Return the prefix of each form that the page shows."""
    shown = [one.reference for one in found.earlier] + [one.reference for one in found.alike]
    return {prefix_of(DEED, reference.replace("-", "")) for reference in shown}


DEED = "together"
TOGETHER = Deed(TogetherForm, _link, each=True, notice="That is noted. Each keeps its own words and page.")


def _show(found: SameMatter, status: int = 200, posted: dict[str, TogetherForm] | None = None) -> Response:
    """Show every suggestion with a form of its own; the posted one says what is missing."""
    shown = posted or {}

    def form_of(deed: str, which: str) -> TogetherForm:
        prefix = prefix_of(deed, which)
        return shown.get(prefix) or TogetherForm(formdata=None, prefix=prefix)

    return render(
        "screening/same_matter.html",
        status=status,
        page_title=TITLE,
        found=found,
        wrong=next(iter(shown.values()), None),
        action_of=lambda _deed: url_for("screening.link_suggested", reference=found.reference),
        form_of=form_of,
        is_open=lambda deed, which: prefix_of(deed, which) in shown,
        words=words,
    )
