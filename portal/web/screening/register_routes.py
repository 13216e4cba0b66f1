"""The registers of duty matters, enquiries and early resolutions, and noting that an answer went."""

from typing import Any

from flask import Response, abort, flash, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.delays import DELAYS, is_late
from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.permissions import Permission
from portal.services.beginning_shown import list_begun_of
from portal.services.now import today
from portal.services.registers import Register, RegisterFilters, list_register
from portal.services.route_details import find_answerable, note_answered
from portal.web.access import keeps_words, requires, signed_in
from portal.web.fields import DatePartsField, SelectField, choices
from portal.web.rendering import render
from portal.web.screening.blueprint import bp
from portal.web.screening.desk_routes import render_list
from portal.web.screening.register_filters import RegisterForm
from portal.web.screening.register_tabs import heading_of, register_tabs
from portal.web.typed import Needed

IMPOSSIBLE_DAY = "Write a day from its receipt until today"
NO_REASON = "Choose why the answer was late"


class AnsweredForm(FlaskForm):
    """The day an answer went, and why where that was late."""

    on = DatePartsField("Which day did the answer go?", [Needed("Write the day the answer went")])
    delay = SelectField(
        "Why was it late?",
        description="You need not say it where the answer went in time.",
        choices=choices(
            ("", "Choose"), *((code, f"{why[:1].upper()}{why[1:]}") for code, why in DELAYS.items())
        ),
    )


@bp.get("/registers", endpoint="registers")
@requires(Permission.SEE_DESK)
def first_register() -> AnyResponse:
    """Go to the first of the registers."""
    return redirect(url_for("screening.register", name=Register.DUTY.value))


@bp.get("/registers/<name>", endpoint="register")
@requires(Permission.SEE_DESK)
def show_register(name: str) -> Response:
    """Show one page of a register, filtered as the address asks, with its counts."""
    if name not in set(Register):
        abort(404)
    register = Register(name)
    form = RegisterForm(request.args).offering(register)
    sound = form.validate()
    after = request.args.get("after")
    page = list_register(register, signed_in(), form.asked, after)
    return render_list(
        "registers",
        status=200 if sound else 422,
        register=register,
        heading=heading_of(register),
        form=form,
        shown=page,
        begun=list_begun_of([line.item for line in page.lines], signed_in()),
        is_filtered=form.asked != RegisterFilters(),
        next_href=_address(register, page.next_cursor) if page.next_cursor else None,
        first_href=_address(register) if after else None,
        register_tabs=register_tabs(),
    )


@bp.get("/registers/answered/<row>", endpoint="answered")
@requires(Permission.SCREEN)
def ask_answered(row: str) -> Response:
    """Ask which day the answer to a row of a register went."""
    return _show_answered(row, AnsweredForm(formdata=None, data={"on": today()}))


@bp.post("/registers/answered/<row>", endpoint="note_answered")
@requires(Permission.SCREEN)
@keeps_words
def do_note_answered(row: str) -> AnyResponse:
    """Note it."""
    form = AnsweredForm()
    if not form.validate() or form.on.data is None:
        return _show_answered(row, form, 422)
    try:
        item = note_answered(row, signed_in(), form.on.data, form.delay.data or "")
    except Incomplete as problem:
        if "delay" in problem.missing:
            form.delay.errors = [NO_REASON]
        else:
            form.on.errors = [IMPOSSIBLE_DAY]
        return _show_answered(row, form, 422)
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show_answered(row, form, 409)
    flash("The answer is noted.", "success")
    return redirect(url_for("screening.item", reference=item), 303)


def _show_answered(row: str, form: AnsweredForm, status: int = 200) -> Response:
    found = find_answerable(row, signed_in())
    if found is None:
        abort(404)
    late = is_late(found.due_on, today())
    return render("screening/answered.html", status=status, row=row, item=found.item, is_late=late, form=form)


def _address(register: Register, after: str | None = None) -> str:
    """Return the register's address with everything that was asked for, at another place of the list."""
    asked: dict[str, Any] = {key: value for key, value in request.args.items() if key != "after" and value}
    asked |= {"after": after} if after else {}
    return url_for("screening.register", name=register.value, **asked)
