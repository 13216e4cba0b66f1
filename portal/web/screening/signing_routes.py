"""Signing: the person's words first, then the reasons and the exact letter, one at a time."""

from flask import Response, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete, MoveNotPossible, NotFound, OwnDecision
from portal.domain.permissions import Permission
from portal.services import decisions, signers, taking_back, third_person
from portal.services.reading import read_item
from portal.services.signing_list import list_for_signer
from portal.services.signing_page import ProposalShown, has_new_words, read_proposal
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import person_words, words
from portal.web.screening.blueprint import bp
from portal.web.screening.forms import NEVER_SHOWN, ReturnForm, SignForm
from portal.web.screening.showing import attempt, back_to_item, show_item
from portal.web.screening.signing_forms import AskForm, LetDecideForm

# Not read yet, proposed by the signer, or settled meanwhile: the page of the words says which.
IN_THE_WAY = (Incomplete, OwnDecision, MoveNotPossible)

NOT_READ = {
    "read": "Read their words first.",
    "weigh": "Read what is proposed, then sign.",
    "spoken": "Nobody has spoken with the child about this yet. Send it back until somebody has.",
}
NEW_WORDS = (
    "They have written or sent something since you read this. Read it first: it may change what is right."
)
PAST_DAY = "The day that the letter promises is past, so it was not signed, and nothing was sent."
REPLACED = "What you had open no longer waits for a signature. Read what waits now."


@bp.get("/<reference>/sign")
@requires(Permission.SIGN)
def read_words(reference: str) -> Response:
    """Show the person's own words, before anybody else's about them."""
    return _show_words(reference)


@bp.get("/<reference>/sign/decision")
@requires(Permission.SIGN)
def weigh(reference: str) -> AnyResponse:
    """Show the reasons and the exact letter to whoever has read the words."""
    try:
        return _show(read_proposal(reference, signed_in()), ReturnForm())
    except IN_THE_WAY:
        if has_new_words(reference, signed_in()):
            return _show_words(reference, 409, NEW_WORDS)
        return redirect(url_for("screening.read_words", reference=reference))


@bp.post("/<reference>/sign/decision")
@requires(Permission.SIGN)
def sign(reference: str) -> AnyResponse:
    """Bring the decision that the page showed into force, exactly as proposed."""
    form = SignForm()
    try:
        decisions.sign(form.shown, signed_in())
    except Incomplete as problem:
        if problem.missing == ("past_day",):
            return _show(read_proposal(reference, signed_in()), ReturnForm(formdata=None), 409, PAST_DAY)
        new = problem.missing == ("read",) and has_new_words(reference, signed_in())
        return _show_words(reference, 409, NEW_WORDS if new else NOT_READ[problem.missing[0]])
    except NotFound:
        return _show_words(reference, 409, REPLACED)
    except IN_THE_WAY as problem:
        return _show_words(reference, 409, str(problem))
    return _next("Signed. It is in force.")


@bp.post("/<reference>/sign/return")
@requires(Permission.SIGN)
@keeps_words
def send_back(reference: str) -> AnyResponse:
    """Send it back to the desk with what has to change."""
    form = ReturnForm()
    try:
        proposal = read_proposal(reference, signed_in())
        if form.shown not in (NEVER_SHOWN, proposal.decision.id):
            raise MoveNotPossible(REPLACED)
        if not form.validate():
            return _show(proposal, form, 422)
        decisions.return_decision(proposal.decision.id, signed_in(), form.return_reason.data)
    except IN_THE_WAY as problem:
        new = has_new_words(reference, signed_in())
        return _show_words(reference, 409, NEW_WORDS if new else str(problem), form.return_reason.data or "")
    return _next("Sent back to the desk.")


@bp.get("/<reference>/sign/ask")
@requires(Permission.SEE_DESK)
def ask_to_sign(reference: str) -> AnyResponse:
    """Show who may be asked to sign what waits."""
    try:
        return _show_asked(reference, AskForm(formdata=None))
    except MoveNotPossible:
        return redirect(url_for("screening.item", reference=reference))


@bp.post("/<reference>/sign/ask")
@requires(Permission.SEE_DESK)
def pass_on(reference: str) -> AnyResponse:
    """Ask somebody else to sign."""
    form = AskForm()
    try:
        if not form.validate():
            return _show_asked(reference, form, 422)
        signers.pass_on(reference, signed_in(), form.chosen)
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show_asked(reference, form, 422)
    except MoveNotPossible as problem:
        flash(str(problem))
        return redirect(url_for("screening.item", reference=reference), 303)
    flash("They are asked to sign now.", "success")
    return redirect(url_for("screening.item", reference=reference), 303)


@bp.post("/<reference>/sign/take-back")
@requires(Permission.SCREEN)
def take_back(reference: str) -> AnyResponse:
    """Take back what one proposed oneself, while it waits."""
    try:
        taking_back.take_back(reference, SignForm().shown, signed_in())
    except (MoveNotPossible, NotFound) as problem:
        return show_item(reference, status=409, problem=str(problem))
    flash("Taken back. It is on the desk again: claim it to change it.", "success")
    return back_to_item(reference)


@bp.post("/<reference>/third-person")
@requires(Permission.SUPERVISE)
@keeps_words
def let_decide_again(reference: str) -> AnyResponse:
    """Let somebody decide again, where nobody else is left who could."""
    form = LetDecideForm().offering(read_item(reference, signed_in()))

    def then(_done: None) -> AnyResponse:
        flash("That is noted. They can take it now.", "success")
        return back_to_item(reference)

    return attempt(
        reference,
        form,
        lambda: third_person.let_decide_again(
            reference, signed_in(), form.chosen, form.let_decide_reason.data
        ),
        then,
    )


def _show_words(reference: str, status: int = 200, problem: str = "", kept: str = "") -> Response:
    page = read_item(reference, signed_in())
    return render(
        "screening/sign_words.html",
        status=status,
        item=page,
        words=words,
        people=person_words,
        problem=problem,
        kept=kept,
    )


def _show(proposal: ProposalShown, form: ReturnForm, status: int = 200, problem: str = "") -> Response:
    return render(
        "screening/sign_decision.html",
        status=status,
        proposal=proposal,
        form=form,
        problem=problem,
        words=words,
    )


def _show_asked(reference: str, form: AskForm, status: int = 200) -> Response:
    asked = signers.find_asked(reference, signed_in())
    return render(
        "screening/ask_to_sign.html",
        status=status,
        page_title="Who is asked to sign",
        asked=asked,
        form=form.offering(asked, signed_in().id),
    )


def _next(said: str) -> AnyResponse:
    """Open the next decision that waits, or the list where there is none."""
    waiting = list_for_signer(signed_in())
    if not waiting:
        flash(f"{said} Nothing else waits for your signature.", "success")
        return redirect(url_for("screening.to_sign"), 303)
    flash(f"{said} This is the next one.", "success")
    return redirect(url_for("screening.read_words", reference=waiting[0].reference), 303)
