"""Requests to hold something: asking on the item page, the managers' list, and the page of one."""

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Way
from portal.services import desk, freeze_lists, freezes, set_aside
from portal.services.freeze_page import FreezePage, read_freeze
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render, wants_part
from portal.web.screening import person_words, words
from portal.web.screening.blueprint import bp
from portal.web.screening.deeds import typed_at_length
from portal.web.screening.freeze_forms import (
    ANSWERS,
    AskFreezeForm,
    OtherManagerForm,
    RulingForm,
    ServiceToldForm,
)
from portal.web.screening.showing import attempt, back_to_item

ASKED = "A manager is asked, and told at once. Tell whoever is about to act that an answer is coming."
DECIDED = (
    "Decided. The person is told on their private page. Now tell whoever is about to act, and note it here."
)
TOLD_BY_HAND = {
    Way.PHONE: "Decided. A call to the person is owed. Now tell whoever is about to act, and note it here.",
    Way.LETTER: "Decided. A letter to the person is owed. Now tell whoever is about to act; note it here.",
}
MOVED = "Somebody decided this meanwhile, or it is not yours to decide. Look at where it stands."
NOT_ANY_MORE = "It can’t be put to them any more."
READ_AGAIN = "This letter goes with the answer you chose. Read it, then decide"
ONE = "/<reference>/freezes/<int(max=2147483647):freeze_id>"


@bp.get("/freezes", endpoint="freezes")
@requires(Permission.SEE_DESK)
def show_freezes() -> Response:
    """Show what waits for a manager, or what is held now."""
    officer, after, held = signed_in(), request.args.get("after"), request.args.get("show") == "held"
    listed = freeze_lists.list_held(officer, after) if held else freeze_lists.list_waiting(officer, after)
    supervises, show = officer.may(Permission.SUPERVISE), "held" if held else None
    return render(
        "screening/freezes.html",
        lines=listed.lines,
        held=held,
        next_href=url_for("screening.freezes", show=show, after=listed.next_cursor)
        if listed.next_cursor
        else None,
        counts=desk.count_desk(officer),
        sampled_count=len(set_aside.list_sampled(officer)) if supervises else None,
        may=officer.may,
        Permission=Permission,
        words=words,
    )


@bp.post("/<reference>/freeze")
@requires(Permission.SCREEN)
@keeps_words
def ask_freeze(reference: str) -> AnyResponse:
    """Ask a manager to hold something."""
    form = AskFreezeForm()

    def then(_freeze_id: int) -> AnyResponse:
        flash(ASKED, "success")
        return back_to_item(reference)

    return attempt(
        reference,
        form,
        lambda: freezes.ask_freeze(reference, signed_in(), form.freeze_what.data, form.freeze_on.data),
        then,
    )


@bp.get(ONE)
@requires(Permission.SEE_DESK)
def freeze(reference: str, freeze_id: int) -> Response:
    """Show the person's words, what is asked, and what can be decided."""
    page = read_freeze(reference, freeze_id, signed_in())
    return _show(page, RulingForm.fresh(page))


@bp.post(ONE + "/letter")
@requires(Permission.DECIDE_FREEZE)
@keeps_words
def freeze_letter(reference: str, freeze_id: int) -> Response:
    """Bring the letter of the chosen answer into the form; nothing is stored."""
    page = read_freeze(reference, freeze_id, signed_in())
    form = RulingForm().offering(page)
    form.bring_draft(page)
    if not wants_part():
        return _show(page, form)
    return render(
        "screening/_freeze_letter.html",
        "screening/_freeze_letter.html",
        form=form,
        item=page.item,
        freeze=page.freeze,
        answers=ANSWERS,
        words=words,
        is_part=True,
    )


@bp.post(ONE)
@requires(Permission.DECIDE_FREEZE)
@keeps_words
def decide_freeze(reference: str, freeze_id: int) -> AnyResponse:
    """Decide it and tell the person, or show it again with what is missing or in the way."""
    page = read_freeze(reference, freeze_id, signed_in())
    form = RulingForm().offering(page)
    if not page.actions or form.seen.data != page.freeze.status:
        return _show_moved(page, form)
    if form.has_another_draft:
        form.bring_draft(page)
        form.message.errors = [READ_AGAIN]
        form.name_empty_boxes()
        return _show(page, form, 422)
    if not form.validate():
        return _show(page, form, 422)
    try:
        freezes.decide_freeze(reference, freeze_id, signed_in(), form.ruling)
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show(page, form, 422)
    except MoveNotPossible as problem:
        return _show_moved(read_freeze(reference, freeze_id, signed_in()), form, str(problem))
    flash(TOLD_BY_HAND[page.told_by] if page.told_by else DECIDED, "success")
    return _back(reference, freeze_id)


@bp.post(ONE + "/told")
@requires(Permission.SEE_DESK)
@keeps_words
def tell_service(reference: str, freeze_id: int) -> AnyResponse:
    """Note that whoever is about to act was told what was decided."""
    form = ServiceToldForm()
    page = read_freeze(reference, freeze_id, signed_in())
    if not form.validate():
        return _show(page, RulingForm.fresh(page), 422, told=form)
    try:
        freezes.tell_service(reference, freeze_id, signed_in(), form.told_who.data, form.when)
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show(page, RulingForm.fresh(page), 422, told=form)
    except MoveNotPossible as problem:
        return _show(page, RulingForm.fresh(page), 409, str(problem), told=form)
    flash("Noted that they were told.", "success")
    return _back(reference, freeze_id)


@bp.post(ONE + "/manager")
@requires(Permission.SEE_DESK)
@keeps_words
def name_freeze_manager(reference: str, freeze_id: int) -> AnyResponse:
    """Put it to another manager."""
    page = read_freeze(reference, freeze_id, signed_in())
    form = OtherManagerForm().offering(page)
    if not form.validate():
        return _show(page, RulingForm.fresh(page), 422 if page.others else 409, other=form)
    try:
        freezes.name_manager(reference, freeze_id, signed_in(), form.chosen)
    except (Incomplete, MoveNotPossible):
        again = read_freeze(reference, freeze_id, signed_in())
        return _show(again, RulingForm.fresh(again), 409, NOT_ANY_MORE)
    flash("They are asked now, and told at once.", "success")
    return _back(reference, freeze_id)


def _back(reference: str, freeze_id: int) -> AnyResponse:
    return redirect(url_for("screening.freeze", reference=reference, freeze_id=freeze_id), 303)


def _show_moved(page: FreezePage, typed: RulingForm, problem: str = MOVED) -> Response:
    """Show where it stands now, and beside it what was typed for where it stood."""
    return _show(page, RulingForm.fresh(page), 409, problem, kept=typed_at_length(typed))


def _show(
    page: FreezePage,
    form: RulingForm,
    status: int = 200,
    problem: str = "",
    other: OtherManagerForm | None = None,
    kept: tuple[tuple[str, str], ...] = (),
    told: ServiceToldForm | None = None,
) -> Response:
    return render(
        "screening/freeze.html",
        status=status,
        page_title="Hold it or not?" if page.actions else "A request to hold something",
        item=page.item,
        freeze=page.freeze,
        request_shown=page,
        form=form,
        other=other or OtherManagerForm(formdata=None).offering(page),
        told=told or ServiceToldForm.fresh(),
        other_is_open=other is not None,
        problem=problem,
        is_part=False,
        kept=kept,
        answers=ANSWERS,
        words=words,
        people=person_words,
    )
