"""One item: reading it, taking it, giving it back, and what officers write beside it."""

from contextlib import suppress
from typing import Any

from flask import Response, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import AlreadyClaimed, ConflictOfInterest, MoveNotPossible
from portal.domain.permissions import Permission
from portal.domain.reference import InvalidReference, parse_reference
from portal.services import claims, conflicts, screening
from portal.services.accounts import names_of_accounts
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening.blueprint import bp
from portal.web.screening.forms import (
    ConflictForm,
    LetBackForm,
    NoteForm,
    OwnConflictForm,
    TakeOverForm,
)
from portal.web.screening.showing import attempt, back_to_item, show_item


@bp.errorhandler(ConflictOfInterest)
def _keep_away(problem: ConflictOfInterest) -> Response:
    """Say whom to pass it on to, and nothing of what is in it."""
    return render("screening/keep_away.html", status=403)


@bp.get("/<reference>")
@requires(Permission.SEE_DESK)
def item(reference: str) -> AnyResponse:
    """Show everything that was said, and what to do now; a reference typed in small letters leads there."""
    with suppress(InvalidReference):
        if (meant := parse_reference(reference)) != reference:
            return redirect(url_for("screening.item", reference=meant))
    return show_item(reference)


@bp.post("/<reference>/claim")
@requires(Permission.SCREEN)
def claim(reference: str) -> AnyResponse:
    """Take it, or say who was quicker."""
    try:
        claims.claim(reference, signed_in())
    except (AlreadyClaimed, MoveNotPossible) as problem:
        return show_item(reference, status=409, problem=str(problem))
    return redirect(url_for("screening.item", reference=reference, _anchor="item"), 303)


@bp.post("/<reference>/release")
@requires(Permission.SCREEN)
def release(reference: str) -> AnyResponse:
    """Give it back; what was saved stays."""
    claims.release(reference, signed_in())
    flash("It is back on the desk. What was saved is kept.")
    return redirect(url_for("screening.desk"), 303)


@bp.post("/<reference>/take-over")
@requires(Permission.SUPERVISE)
@keeps_words
def take_over(reference: str) -> AnyResponse:
    """Take it from whoever holds it."""
    form = TakeOverForm()
    return attempt(
        reference, form, lambda: claims.take_over(reference, signed_in(), form.take_over_reason.data)
    )


@bp.post("/<reference>/note")
@requires(Permission.SEE_DESK)
@keeps_words
def add_note(reference: str) -> AnyResponse:
    """Leave a note for other officers."""
    form = NoteForm()
    return attempt(
        reference, form, lambda: screening.add_office_note(reference, signed_in(), form.note_words.data)
    )


@bp.post("/<reference>/conflict")
@requires(Permission.SEE_DESK)
@keeps_words
def note_conflict(reference: str) -> AnyResponse:
    """Note that somebody must keep away; whoever does so for themselves leaves the item."""
    if not signed_in().may(Permission.SIGN):
        return _note_own(reference)
    people = names_of_accounts()
    form = ConflictForm().offering(people)
    if _chosen(form.keep_away, people) is None:
        form.keep_away.data = None
    return attempt(reference, form, lambda: _note(reference, form), _after_conflict)


@bp.post("/<reference>/conflict/lift")
@requires(Permission.SIGN)
@keeps_words
def lift_conflict(reference: str) -> AnyResponse:
    """Let somebody back who need not keep away."""
    form = LetBackForm()
    if _chosen(form.let_back, names_of_accounts()) is None:
        form.let_back.data = None

    def then(_done: None) -> AnyResponse:
        flash("That is noted. They can open it again.", "success")
        return back_to_item(reference)

    return attempt(
        reference,
        form,
        lambda: conflicts.lift_conflict(
            reference, signed_in(), int(form.let_back.data), form.let_back_reason.data
        ),
        then,
    )


def _chosen(field: Any, people: dict[int, str]) -> str | None:
    """Return the number that was chosen where it is somebody's."""
    return field.data if field.data in {str(known) for known in people} else None


def _note_own(reference: str) -> AnyResponse:
    form, officer = OwnConflictForm(), signed_in()
    return attempt(
        reference,
        form,
        lambda: conflicts.note_conflict(
            reference, officer, officer.id, named=False, reason=form.conflict_reason.data
        ),
        _after_conflict,
    )


def _note(reference: str, form: ConflictForm) -> None:
    conflicts.note_conflict(
        reference,
        signed_in(),
        int(form.keep_away.data),
        named=form.how_near.data == "named",
        reason=form.conflict_reason.data,
    )


def _after_conflict(_done: None) -> AnyResponse:
    flash("That is noted. Whoever must keep away can no longer open it.", "success")
    return redirect(url_for("screening.desk"), 303)
