"""The duty board: who may not be safe, for how long, and who has it."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.permissions import Permission
from portal.services import alert_page, alerts, duty_board, duty_drafts, duty_notes
from portal.services.desk_drafts import KeptWords
from portal.web.access import asked_by_the_page, keeps_words, requires, signed_in
from portal.web.answers import clean
from portal.web.from_words import sender
from portal.web.rendering import render, wants_part
from portal.web.staff.forms import AcknowledgeForm, DutyNoteForm
from portal.web.staff.words import URGENCIES, contact_ways_of, how_long

LARGEST_ID = 2**31 - 1
bp = Blueprint("duty", __name__, url_prefix="/duty")


bp.add_app_template_filter(how_long)


@bp.get("")
@requires(Permission.SEE_DUTY_BOARD)
def board() -> Response:
    """Show what nobody has acknowledged, those waiting longest first, and below it what was dealt with."""
    after = _number("after")
    return render(
        "duty/board.html",
        open_alerts=duty_board.list_open_alerts(signed_in(), after),
        waiting=duty_board.count_open_alerts(signed_in()),
        newest=duty_board.find_newest_alert(),
        later_page=after is not None,
        done=duty_board.list_acknowledged_alerts(signed_in()).shown[:5],
        unwritten=duty_board.list_without_note(signed_in()),
        sender=sender,
        urgencies=URGENCIES,
    )


@bp.get("/acknowledged")
@requires(Permission.SEE_DUTY_BOARD)
def acknowledged() -> Response:
    """Show every alert that somebody has acknowledged, the latest first."""
    before = _number("before")
    done = duty_board.list_acknowledged_alerts(signed_in(), before)
    return render("duty/acknowledged.html", done=done, later_page=before is not None, sender=sender)


@bp.get("/nothing-written")
@requires(Permission.SEE_DUTY_BOARD)
def unwritten() -> Response:
    """Show every alert that somebody has with nothing written of what was done, the longest first."""
    after = _number("after")
    lacking = duty_board.list_without_note(signed_in(), after)
    return render("duty/unwritten.html", lacking=lacking, later_page=after is not None, sender=sender)


@bp.get("/new-count")
@requires(Permission.SEE_DUTY_BOARD)
@asked_by_the_page
def new_count() -> AnyResponse:
    """Say how many alerts came since the board was opened; nothing where that was said already."""
    if not wants_part():
        return redirect(url_for("duty.board"))
    seen, told = _number("seen") or 0, _number("told") or 0
    count = duty_board.count_new_alerts(signed_in(), seen)
    if count == told:
        return Response(status=204)
    return render("duty/_new_count.html", seen=seen, count=count)


@bp.get("/<int(max=2147483647):alert_id>")
@requires(Permission.SEE_DUTY_BOARD)
def alert(alert_id: int) -> Response:
    """Show one alert with everything that was said; who opened it is written down."""
    form, kept = AcknowledgeForm(), duty_drafts.find_note(alert_id, signed_in())
    if kept:
        form.note.data = kept.typed[duty_drafts.NOTE][0]
    return _show(alert_id, form, 200, kept)


@bp.post("/<int(max=2147483647):alert_id>/acknowledge")
@requires(Permission.ACKNOWLEDGE_ALERT)
@keeps_words
def acknowledge(alert_id: int) -> AnyResponse:
    """Note that whoever is signed in has this alert."""
    form = AcknowledgeForm()
    if not form.validate_on_submit():
        return _show(alert_id, form, 422)
    try:
        alerts.acknowledge(alert_id, signed_in(), form.note.data)
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show(alert_id, form, 409)
    if form.note.data:
        duty_drafts.forget_note(alert_id, signed_in())
    flash("You have this alert. It is no longer repeated. Afterwards, write here what you did.", "success")
    return redirect(url_for("duty.alert", alert_id=alert_id), 303)


@bp.post("/<int(max=2147483647):alert_id>/keep")
@requires(Permission.ACKNOWLEDGE_ALERT)
def keep_note(alert_id: int) -> Response:
    """Keep what stands in the form of an alert and is not sent yet; the page itself asks."""
    try:
        duty_drafts.keep_note(alert_id, signed_in(), clean(request.form.get("note", "")))
    except Incomplete:
        return Response(status=422)
    return Response(status=204)


@bp.post("/<int(max=2147483647):alert_id>/note")
@requires(Permission.ACKNOWLEDGE_ALERT)
@keeps_words
def write_note(alert_id: int) -> AnyResponse:
    """Write down what was done about an alert."""
    form = DutyNoteForm()
    if not form.validate_on_submit():
        return _show(alert_id, form, 422)
    try:
        duty_notes.write_note(alert_id, signed_in(), form.note.data or "")
    except MoveNotPossible as problem:
        form.form_errors.append(str(problem))
        return _show(alert_id, form, 409)
    duty_drafts.forget_note(alert_id, signed_in())
    flash("It is written down, with the time.", "success")
    return redirect(url_for("duty.alert", alert_id=alert_id), 303)


def _show(
    alert_id: int, form: AcknowledgeForm | DutyNoteForm, status: int, kept: KeptWords | None = None
) -> Response:
    """Show the alert with the form that it stands for now, and every typed word in it."""
    read = alert_page.read_alert(alert_id, signed_in())
    wanted = DutyNoteForm if read.alert.acknowledged_at else AcknowledgeForm
    if not isinstance(form, wanted):
        shown = wanted(formdata=None)
        shown.note.data = form.note.data
        shown.note.errors, shown.form_errors = [*form.note.errors], [*form.form_errors]
        form = shown
    return render(
        "duty/alert.html",
        status=status,
        read=read,
        form=form,
        kept=kept,
        may_acknowledge=signed_in().may(Permission.ACKNOWLEDGE_ALERT),
        may_see_desk=signed_in().may(Permission.SEE_DESK),
        sender=sender,
        urgencies=URGENCIES,
        contact_ways_of=contact_ways_of,
    )


def _number(name: str) -> int | None:
    """Return a row's id from the address, or None for anything else."""
    typed = request.args.get(name, "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 11 else None
    return number if number is not None and number <= LARGEST_ID else None
