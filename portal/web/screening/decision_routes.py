"""Deciding: the draft that follows the route, the decision, and the other ways an item leaves the desk."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import ConflictOfInterest, Incomplete, NotFound
from portal.domain.permissions import Permission
from portal.domain.vocabulary import SetAsideAs
from portal.services import decisions, letters_sent, reopening, set_aside
from portal.services.reading import read_item
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render, wants_part
from portal.web.screening import going_on, words
from portal.web.screening.blueprint import bp
from portal.web.screening.decision_form import DecisionForm
from portal.web.screening.forms import ReopenForm, RestoreForm, SetAsideForm, WithdrawalForm
from portal.web.screening.showing import attempt, back_to_item, show_item
from portal.web.text import in_a_row, long_date, with_link

DECIDED = "Decided."
SENT_ON = "Sent for signature to a second person."
OUT = "Set aside. A supervisor can look it over."


@bp.post("/<reference>/draft")
@requires(Permission.SCREEN)
@keeps_words
def draft_letter(reference: str) -> AnyResponse:
    """Bring the draft of the chosen route into the form; nothing is stored."""
    form = DecisionForm()
    page = read_item(reference, signed_in(), form.ticked, form.wish)
    form.offering(page).bring_draft(page)
    if not wants_part():
        return show_item(reference, form)
    chosen = form.chosen(page)
    part = "screening/_deciding.html" if "points" in request.args else "screening/_letter.html"
    return render(
        part,
        part,
        form=form,
        chosen=chosen,
        item=page,
        words=words,
        is_part=True,
    )


@bp.post("/<reference>/decision")
@requires(Permission.SCREEN)
@keeps_words
def decide(reference: str) -> AnyResponse:
    """Settle the route, or send it to a second person; the next item opens."""
    form = DecisionForm()
    page = read_item(reference, signed_in(), form.ticked, form.wish)
    form.offering(page)
    if page.allowed.screen and form.has_another_draft(page):
        why = form.why_another(page)
        form.bring_draft(page)
        form.decision_message.errors = [why]
        return show_item(reference, form, 422)
    return attempt(
        reference,
        form,
        lambda: decisions.decide(
            reference,
            signed_in(),
            form.route_chosen,
            form.decision_reason.data,
            form.decision_message.data,
            form.seen_version,
            form.part,
            form.signer.chosen,
        ),
        lambda done: _after_decision(reference, words.route(form.route_chosen), done),
    )


@bp.post("/<reference>/withdrawal")
@requires(Permission.SCREEN)
@keeps_words
def withdraw(reference: str) -> AnyResponse:
    """Propose to close what the person withdrew by word or letter."""
    form = WithdrawalForm()
    return attempt(
        reference,
        form,
        lambda: decisions.propose_withdrawal(
            reference,
            signed_in(),
            form.withdrawal_reason.data,
            form.withdrawal_message.data,
            form.seen_version,
            form.withdrawal_signer.chosen,
        ),
        lambda done: _after_decision(reference, "Withdrawn", done),
    )


@bp.post("/<reference>/set-aside")
@requires(Permission.SCREEN)
@keeps_words
def put_aside(reference: str) -> AnyResponse:
    """Take out of the queue what is no feedback, or what was sent twice."""
    form = SetAsideForm()
    return attempt(
        reference,
        form,
        lambda: _set_aside(reference, form),
        lambda out: _open_next(
            OUT if out else SENT_ON,
            reference,
            words.SET_ASIDE[form.chosen],
            decisions.next_item(signed_in()),
        ),
    )


@bp.post("/<reference>/restore")
@requires(Permission.SCREEN)
@keeps_words
def restore(reference: str) -> AnyResponse:
    """Put back on the desk what was set aside."""
    form = RestoreForm()
    return _revive(
        reference, form, lambda: set_aside.restore(reference, signed_in(), form.restore_reason.data)
    )


@bp.post("/<reference>/reopen")
@requires(Permission.SCREEN)
@keeps_words
def reopen(reference: str) -> AnyResponse:
    """Open again what was settled."""
    form = ReopenForm()
    return _revive(reference, form, lambda: reopening.reopen(reference, form.reopen_reason.data, signed_in()))


def _set_aside(reference: str, form: SetAsideForm) -> bool:
    """Set it aside; a reference that leads nowhere is a mistake of this form, not of the address."""
    other = form.same_as.data if form.chosen is SetAsideAs.SENT_TWICE else None
    try:
        return set_aside.set_aside(
            reference,
            signed_in(),
            form.chosen,
            other,
            form.aside_reason.data,
            form.aside_message.data,
            form.seen_version,
            form.aside_signer.chosen,
        )
    except (NotFound, ConflictOfInterest):
        if not other:
            raise
        raise Incomplete(("same_as_unknown",)) from None


def _revive(reference: str, form: Any, act: Callable[[], None]) -> AnyResponse:
    def then(_done: None) -> AnyResponse:
        flash("It is back on the desk.", "success")
        return back_to_item(reference)

    return attempt(reference, form, act, then)


def _after_decision(reference: str, settled_as: str, done: decisions.Decided) -> AnyResponse:
    said = DECIDED if done.in_force else SENT_ON
    followed = _what_followed(reference, letters_sent.what_followed(done.decision_id))
    if done.points_left:
        flash(in_a_row(said, followed, _left_of(reference)), "success")
        return _go(url_for("screening.item", reference=reference))
    return _open_next(said, reference, settled_as, done.next_reference, followed)


def _what_followed(reference: str, followed: letters_sent.Followed) -> str:
    """Return what went out, with the way to it, or for whom it waits until when."""
    if followed.letter_id:
        address = url_for("screening.letter", reference=reference, letter_id=followed.letter_id)
        return with_link("", "Their letter", address, " is on their private page.")
    if followed.sign_by is None:
        return "No letter was sent."
    whom = followed.signer or "whoever may sign"
    return f"It waits for {whom} until {long_date(followed.sign_by)}. Nothing goes out before that."


def _left_of(reference: str) -> str:
    """Return what of an item is still to be decided, in words."""
    left = [str(number) for number in read_item(reference, signed_in()).screening.left]
    if len(left) == 1:
        return f"Point {left[0]} is left: decide it too."
    return f"Points {', '.join(left[:-1])} and {left[-1]} are left: decide them too."


def _open_next(
    said: str, reference: str, settled_as: str, next_one: str | None, followed: str = ""
) -> AnyResponse:
    """Open what comes next with a quiet word on what is done and the way back to it."""
    what_next = going_on.what_comes(next_one)
    done = url_for("screening.item", reference=reference)
    settled = with_link(f"{said} ", reference, done, f": {settled_as}.")
    flash(in_a_row(settled, followed, what_next), "success")
    return _go(going_on.address_of_next(next_one))


def _go(address: str) -> AnyResponse:
    return Response(headers={"HX-Redirect": address}) if wants_part() else redirect(address, 303)
