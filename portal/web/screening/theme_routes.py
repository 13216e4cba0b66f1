"""Emerging themes: the list with its counts and what rises, marking one, its workshop, and ending it."""

from flask import Response, abort, flash, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.permissions import Permission
from portal.services.council import current_council
from portal.services.emerging_themes import (
    NOTE_LENGTH,
    RESULT_LENGTH,
    end_theme,
    find_theme,
    list_themes,
    mark_theme,
    note_workshop,
)
from portal.services.now import today
from portal.web.access import keeps_words, requires, signed_in
from portal.web.fields import DatePartsField, LongTextField, SelectField, choices
from portal.web.rendering import render
from portal.web.screening.blueprint import bp
from portal.web.screening.desk_filters import link_to
from portal.web.screening.desk_routes import render_list
from portal.web.screening.forms import without_unprintable
from portal.web.screening.period_form import month_form
from portal.web.screening.register_tabs import register_tabs
from portal.web.typed import AtMost, Needed
from portal.web.widgets import Textarea

A_THEME = "<int(max=2147483647):number>"
LACKS = {"theme": "Choose a theme", "team": "Choose a team of the list", "note": "Write what was noticed"}


class MarkForm(FlaskForm):
    """What comes up, where, and what was noticed."""

    theme = SelectField("Theme", [Needed(LACKS["theme"])])
    team = SelectField("Team")
    note = LongTextField(
        "What have you noticed?",
        [Needed(LACKS["note"]), AtMost(NOTE_LENGTH)],
        description="No names, and nothing that shows who somebody is. Everybody with the desk reads it.",
        filters=[without_unprintable],
        widget=Textarea(rows=3, limit=NOTE_LENGTH),
    )

    def offering(self) -> "MarkForm":
        """Offer the profile's themes and teams of today."""
        council = current_council()
        themes, teams = council.themes_on(today()), council.teams_on(today())
        self.theme.choices = choices(("", "Choose"), *((one.code, one.label) for one in themes))
        self.team.choices = choices(("", "All teams"), *((one.code, one.label) for one in teams))
        return self


class WorkshopForm(FlaskForm):
    """The day of the workshop."""

    on = DatePartsField("When is the workshop?", [Needed("Write the day of the workshop")], what="The day")


class EndForm(FlaskForm):
    """What came of a mark that ends."""

    result = LongTextField(
        "What came of it?",
        [Needed("Write what came of it"), AtMost(RESULT_LENGTH)],
        description="One line: the workshop, what changed, or why nothing is left to do. No names.",
        filters=[without_unprintable],
        widget=Textarea(rows=2, limit=RESULT_LENGTH),
    )


@bp.get("/registers/themes")
@requires(Permission.SEE_DESK)
def themes() -> Response:
    """Show what is marked, with its counts, and what rises."""
    asked = request.args.get("mark", "")
    code = next((one.code for one in current_council().themes_on(today()) if one.label == asked), "")
    return _show_list(MarkForm(formdata=None, data={"theme": code}), opens=bool(code))


@bp.post("/registers/themes")
@requires(Permission.SEE_DESK)
@keeps_words
def mark() -> AnyResponse:
    """Mark a theme."""
    form = MarkForm().offering()
    if not form.validate():
        return _show_list(form, 422, opens=True)
    try:
        mark_theme(signed_in(), form.theme.data, form.team.data or None, form.note.data or "")
    except Incomplete as problem:
        for code in problem.missing:
            form[code].errors = [LACKS[code]]
        return _show_list(form, 422, opens=True)
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show_list(form, 409, opens=True)
    flash("The theme is marked.", "success")
    return redirect(url_for("screening.themes"), 303)


@bp.get(f"/registers/themes/{A_THEME}")
@requires(Permission.SEE_DESK)
def theme(number: int) -> Response:
    """Show one theme, to note its workshop or end it."""
    return _show_one(number, WorkshopForm(formdata=None))


@bp.post(f"/registers/themes/{A_THEME}/workshop")
@requires(Permission.SEE_DESK)
@keeps_words
def theme_workshop(number: int) -> AnyResponse:
    """Note the day of a workshop."""
    form = WorkshopForm()
    if not form.validate() or form.on.data is None:
        return _show_one(number, form, 422)
    try:
        note_workshop(signed_in(), number, form.on.data)
    except Incomplete:
        form.on.errors = ["Write the day the theme was marked, or a later one"]
        return _show_one(number, form, 422)
    except MoveNotPossible as problem:
        flash(str(problem))
        return redirect(url_for("screening.themes"), 303)
    flash("The workshop is noted.", "success")
    return redirect(url_for("screening.themes"), 303)


@bp.post(f"/registers/themes/{A_THEME}/end")
@requires(Permission.SEE_DESK)
@keeps_words
def theme_end(number: int) -> AnyResponse:
    """End a mark, with what came of it."""
    form = EndForm()
    if not form.validate():
        return _show_one(number, WorkshopForm(formdata=None), 422, form)
    try:
        end_theme(signed_in(), number, form.result.data or "")
        flash("The mark has ended.", "success")
    except Incomplete:
        form.result.errors = ["Make it shorter, it is kept with what was noticed"]
        return _show_one(number, WorkshopForm(formdata=None), 422, form)
    except MoveNotPossible as problem:
        flash(str(problem))
    return redirect(url_for("screening.themes"), 303)


def _show_list(form: MarkForm, status: int = 200, *, opens: bool) -> Response:
    period, after = month_form(), request.args.get("after")
    sound, ended = period.validate(), request.args.get("ended") == "yes"
    listed = list_themes(signed_in(), period.first, after, ended=ended)
    here = {"year": period.first.year, "month": period.first.month, "ended": "yes" if ended else None}
    following = listed.next_cursor
    return render_list(
        "themes",
        status=status if sound else 422,
        form=form.offering(),
        period=period,
        shown=listed,
        ended=ended,
        opens=opens,
        next_href=link_to("screening.themes", here | {"after": following}) if following else None,
        first_href=link_to("screening.themes", here) if after else None,
        register_tabs=register_tabs(),
    )


def _show_one(number: int, form: WorkshopForm, status: int = 200, ending: EndForm | None = None) -> Response:
    found = find_theme(signed_in(), number)
    if found is None:
        abort(404)
    return render(
        "screening/theme.html",
        status=status,
        theme=found,
        form=form,
        ending=ending or EndForm(formdata=None),
        page_title=found.theme,
    )
