"""Working through an item: the safeguarding question, the checklist, its kind and its team."""

from werkzeug.wrappers import Response as AnyResponse

from portal.domain.permissions import Permission
from portal.services import screening
from portal.services.reading import read_item
from portal.web.access import keeps_words, requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.checklist_form import answers_in, ask_for, checklist_form
from portal.web.screening.forms import KindForm, SafeguardingForm, TeamForm
from portal.web.screening.showing import attempt, back_to_item, show_item


@bp.post("/<reference>/safeguarding")
@requires(Permission.SCREEN)
@keeps_words
def save_safeguarding(reference: str) -> AnyResponse:
    """Answer the first question."""
    form = SafeguardingForm()
    return attempt(
        reference,
        form,
        lambda: screening.save_safeguarding(
            reference,
            signed_in(),
            form.safeguarding.data or "",
            form.told_whom.data,
            form.told_at,
            form.safeguarding_note.data,
            form.seen_version,
        ),
    )


@bp.post("/<reference>/checklist")
@requires(Permission.SCREEN)
@keeps_words
def save_checklist(reference: str) -> AnyResponse:
    """Keep what is answered, and ask for the rest."""
    page = read_item(reference, signed_in())
    form = checklist_form(page, posted=True)
    answers, notes = answers_in(form, page)

    def then(saved: screening.Saved) -> AnyResponse:
        if not saved.missing:
            return back_to_item(reference)
        ask_for(form, saved.missing)
        return show_item(reference, form, 422)

    return attempt(
        reference,
        form,
        lambda: screening.save_checklist(reference, signed_in(), answers, notes, form.seen_version),
        then,
    )


@bp.post("/<reference>/kind")
@requires(Permission.SCREEN)
@keeps_words
def change_kind(reference: str) -> AnyResponse:
    """Say what it really is; the questions that fit follow."""
    form = KindForm()
    return attempt(
        reference,
        form,
        lambda: screening.change_kind(
            reference, signed_in(), form.kind, form.kind_reason.data, form.seen_version
        ),
    )


@bp.post("/<reference>/team")
@requires(Permission.SCREEN)
@keeps_words
def change_team(reference: str) -> AnyResponse:
    """Say which team it is about."""
    form = TeamForm()
    return attempt(
        reference,
        form,
        lambda: screening.change_team(reference, signed_in(), form.new_team.data or None, form.seen_version),
    )
