"""Words of compliments to quote: picking them, with no name in them, and the list of a quarter."""

from flask import Response, flash, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.financial_year import last_day
from portal.domain.permissions import Permission
from portal.services.compliment_quotes import (
    LONGEST,
    Picking,
    drop_quote,
    list_quotes,
    pick_quote,
    read_picking,
)
from portal.web.access import keeps_words, requires, signed_in
from portal.web.fields import CheckboxesField, LongTextField, choices
from portal.web.rendering import render
from portal.web.screening.blueprint import bp
from portal.web.screening.desk_routes import render_list
from portal.web.screening.forms import without_unprintable
from portal.web.screening.period_form import quarter_form
from portal.web.screening.register_tabs import register_tabs
from portal.web.typed import AtMost, Needed
from portal.web.widgets import Textarea

NOT_READ = "Read the words over, then tick that no name is in them"
LACKS = {
    "checked": ("checked", NOT_READ),
    "words": ("words", "Write the words to quote"),
    "not_theirs": ("words", "Use only words of the compliment, in their order. Put … for what you leave out"),
    "names": ("words", "A name we know is still in it. Put an X in its place"),
}


class QuoteForm(FlaskForm):
    """The words, and that somebody read them over."""

    words = LongTextField(
        "The words to quote",
        [Needed("Write the words to quote"), AtMost(LONGEST)],
        description="We put an X for each name we know. Keep a sentence or two, in their own words, and put "
        "… for what you leave out. Take out whatever shows who wrote it, who the child is, or whom it "
        "thanks.",
        filters=[without_unprintable],
        widget=Textarea(rows=6, limit=LONGEST),
    )
    checked = CheckboxesField(
        "Is it safe to print?",
        [Needed(NOT_READ)],
        choices=choices(("yes", "I have read it over: nobody can be known from it")),
    )


@bp.get("/registers/quotes")
@requires(Permission.SEE_DESK)
def quotes() -> Response:
    """Show the words picked of a quarter's compliments."""
    form, after = quarter_form(), request.args.get("after")
    sound, first = form.validate(), form.first
    listed = list_quotes(signed_in(), first, last_day(first, 3), after)
    here = {name: field.data for name, field in form._fields.items()} if sound else {}
    following = listed.next_cursor
    return render_list(
        "quotes",
        status=200 if sound else 422,
        form=form,
        shown=listed,
        next_href=url_for("screening.quotes", **here, after=following) if following else None,
        first_href=url_for("screening.quotes", **here) if after else None,
        register_tabs=register_tabs(),
    )


@bp.get("/<reference>/quote")
@requires(Permission.SCREEN)
def quote(reference: str) -> Response:
    """Show the words without names, to be cut down and read over."""
    picking = read_picking(reference, signed_in())
    return _show(picking, QuoteForm(formdata=None, words=picking.words))


@bp.post("/<reference>/quote")
@requires(Permission.SCREEN)
@keeps_words
def pick(reference: str) -> AnyResponse:
    """Let the words stand."""
    form = QuoteForm()
    if not form.validate():
        return _show(read_picking(reference, signed_in()), form, 422)
    try:
        pick_quote(reference, signed_in(), form.words.data or "", checked=bool(form.checked.data))
    except Incomplete as problem:
        for code in problem.missing:
            name, message = LACKS[code]
            form[name].errors = [message]
        return _show(read_picking(reference, signed_in()), form, 422)
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show(read_picking(reference, signed_in()), form, 409)
    flash("The words are picked. They stand in the register.", "success")
    return redirect(url_for("screening.item", reference=reference), 303)


@bp.post("/<reference>/quote/drop")
@requires(Permission.SCREEN)
def drop(reference: str) -> AnyResponse:
    """Take the words back out."""
    try:
        drop_quote(reference, signed_in())
        flash("The words are taken out.", "success")
    except MoveNotPossible as problem:
        flash(str(problem))
    return redirect(url_for("screening.item", reference=reference), 303)


def _show(picking: Picking, form: QuoteForm, status: int = 200) -> Response:
    return render(
        "screening/quote.html", status=status, picking=picking, form=form, page_title="Words to quote"
    )
