"""The lists to ring and to post, what came of each, and new words for whoever lost theirs."""

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete, MoveNotPossible, TooManyTries
from portal.domain.permissions import Permission
from portal.domain.private_code import CodeNotUnderstood
from portal.domain.vocabulary import Way
from portal.services import contact_list, contact_making, safe_words
from portal.services.contact_list import OwedTo
from portal.services.contact_making import Outcome
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import words
from portal.web.screening.blueprint import bp
from portal.web.screening.contact_forms import SAID, OweForm, SafeWordForm, TryForm
from portal.web.screening.showing import attempt, back_to_item, show_item

TITLES = {Way.PHONE: "To ring", Way.LETTER: "To post"}
ABOUT = {
    "lost_code": "They lost their six words",
    "unopened_news": "News they have not opened",
    "by_hand": "An officer wants it",
    "message": "A message for them",
    "find_them": "A child asks to be met where they are",
    "thanks": "Thank them for what they said",
}
ANY_TASK = "<int(max=2147483647):task_id>"


@bp.get("/calls")
@requires(Permission.SEE_DESK)
def calls() -> Response:
    """Show who is to be rung."""
    return _list(Way.PHONE)


@bp.get("/letters")
@requires(Permission.SEE_DESK)
def letters() -> Response:
    """Show who is to be written to."""
    return _list(Way.LETTER)


@bp.get(f"/contact/{ANY_TASK}")
@requires(Permission.SCREEN)
def contact(task_id: int) -> Response:
    """Show how it is safe, where to, and what it is about; that it was opened is written down."""
    return _show(contact_list.read_owed(task_id, signed_in()), TryForm(formdata=None))


@bp.post(f"/contact/{ANY_TASK}")
@requires(Permission.SCREEN)
@keeps_words
def note_contact(task_id: int) -> AnyResponse:
    """Note what came of it."""
    owed = contact_list.read_owed(task_id, signed_in())
    form = TryForm().about(owed.task.way)
    if not form.validate():
        return _show(owed, form, 422)
    try:
        contact_making.note_try(task_id, signed_in(), Outcome(form.outcome.data), form.proof.data)
    except Incomplete as problem:
        form.explain(problem.missing)
        return _show(owed, form, 422)
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show(owed, form, 409)
    flash("That is noted, with its proof.", "success")
    return redirect(url_for(_list_of(owed.task.way)), 303)


@bp.post(f"/contact/{ANY_TASK}/new-code")
@requires(Permission.SCREEN)
def give_new_code(task_id: int) -> AnyResponse:
    """Show new words once, to be said or posted; the old ones open nothing from now on."""
    owed = contact_list.read_owed(task_id, signed_in())
    try:
        code = safe_words.give_new_code(owed.task.reference, signed_in())
    except MoveNotPossible as problem:
        form = TryForm(formdata=None)
        form.form_errors = [str(problem)]
        return _show(owed, form, 409)
    return _show(owed, TryForm(formdata=None), code=code)


@bp.post("/<reference>/owe-contact")
@requires(Permission.SCREEN)
@keeps_words
def owe_contact(reference: str) -> AnyResponse:
    """Put a call or a letter on the list."""
    form = OweForm()

    def owe() -> int:
        return contact_making.owe_by_hand(
            reference, signed_in(), Way(form.owe_way.data), form.owe_reason.data
        )

    return attempt(reference, form, owe)


@bp.post("/<reference>/safe-word")
@requires(Permission.SCREEN)
@keeps_words
def check_safe_word(reference: str) -> AnyResponse:
    """Say whether the word that was said is the one they chose."""
    form = SafeWordForm()
    if not form.validate():
        return show_item(reference, form, 422)
    try:
        right = safe_words.check_said_word(reference, signed_in(), form.said_word.data)
    except CodeNotUnderstood as problem:
        form.said_word.errors = [str(problem)]
        return show_item(reference, form, 422)
    except TooManyTries:
        form.said_word.errors = ["That is five tries today. Ring them back tomorrow on the number they gave"]
        return show_item(reference, form, 429)
    if not right:
        form.said_word.errors = ["That is not their word, or they chose none. Say only that you can't go on"]
        return show_item(reference, form, 422)
    flash(
        "The word is right. Ring or write to them from the list, on what they gave when they sent it.",
        "success",
    )
    return back_to_item(reference)


def _list(way: Way) -> Response:
    officer, after = signed_in(), request.args.get("after")
    page = contact_list.list_owed(officer, way, after)
    return render(
        "screening/contacts.html",
        page_title=TITLES[way],
        way=way,
        owed=page.owed,
        next_href=url_for(_list_of(way), after=page.next_cursor) if page.next_cursor else None,
        counts=contact_list.count_owed(officer),
        about=ABOUT,
        words=words,
        may=officer.may,
        Permission=Permission,
    )


def _show(owed: OwedTo, form: TryForm, status: int = 200, code: str = "") -> Response:
    return render(
        "screening/contact.html",
        status=status,
        owed=owed,
        form=form.about(owed.task.way),
        code=code,
        about=ABOUT,
        said_of={outcome.value: text for outcome, text in SAID.items()},
        is_lost_code=owed.task.about == safe_words.LOST_CODE,
        words=words,
        page_title=f"{'Ring' if owed.task.way is Way.PHONE else 'Write to'} {owed.name or 'them'}",
    )


def _list_of(way: Way) -> str:
    return "screening.calls" if way is Way.PHONE else "screening.letters"
