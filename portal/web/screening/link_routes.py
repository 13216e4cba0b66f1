"""Saying that another piece of feedback belongs with this one."""

from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import ConflictOfInterest, NotFound
from portal.domain.permissions import Permission
from portal.domain.reference import InvalidReference, parse_reference
from portal.domain.vocabulary import LinkKind
from portal.services import desk, linking
from portal.web.access import keeps_words, requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.contact_forms import LinkForm
from portal.web.screening.go_to_form import UNKNOWN
from portal.web.screening.showing import attempt, show_item


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
