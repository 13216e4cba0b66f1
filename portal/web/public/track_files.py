"""Sending photos and papers from the private page, after everything else was sent."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.domain.files import MOST_FILES, MOST_IN_REQUEST
from portal.services.attachments import Offered, list_own
from portal.services.file_sending import send_files
from portal.services.private_page import PrivatePage
from portal.web import files
from portal.web.access import keeps_words, takes_files
from portal.web.public import track_words
from portal.web.public.private_page import find_open_page
from portal.web.rendering import render
from portal.web.visiting import current_visit
from portal.web.widgets import error_summary

PLACE = "private-page"
CLOSED = "Your private page was closed here, so no file was sent. Open it, and choose the files again."
HAVE_THEM = "Thank you. We have your files, and somebody will look at them."


def add_pages(bp: Blueprint) -> None:
    """Give the blueprint these pages."""
    take = takes_files(room_for)(keeps_words(take_files))
    bp.add_url_rule("/track/files", "files", show_form)
    bp.add_url_rule("/track/files", "send_files", take, methods=["POST"])


def room_for() -> int:
    """Return how many bytes a post may bring: files only where a private page is open."""
    visit = current_visit()
    return MOST_IN_REQUEST if visit is not None and visit.open_feedback_id is not None else 0


def show_form() -> ResponseReturnValue:
    """Show the limits, the chooser, and what was added before."""
    page = find_open_page()
    return redirect(url_for("track.page")) if page is None else _show(page, FlaskForm())


def take_files() -> ResponseReturnValue:
    """Add what was chosen, and say of each file that was not added why."""
    page, form = find_open_page(), FlaskForm()
    if page is None:
        flash(CLOSED, "warning")
        return redirect(url_for("track.page"), 303)
    if not form.validate():
        return _show(page, form, 400)
    chosen = files.chosen_files()
    if not chosen:
        return _show(page, form, 422, [files.CHOOSE_FIRST])
    offered = [Offered(one.filename or "", one.stream, PLACE) for one in chosen[:MOST_FILES]]  # type: ignore[arg-type]
    outcomes = send_files(page.feedback_id, offered, page.holder)
    problems = [files.words_for(one.name, one.refusal) for one in outcomes if one.refusal]
    problems += [files.TOO_MANY_AT_ONCE] if len(chosen) > MOST_FILES else []
    if problems:
        return _show(page, form, 422, problems)
    flash(HAVE_THEM, "success")
    return redirect(url_for("track.page"), 303)


def _show(
    page: PrivatePage, form: FlaskForm, status: int = 200, problems: list[str] | None = None
) -> Response:
    form.form_errors.extend(problems or ())
    errors = [{**line, "href": "#files"} for line in error_summary(form)]
    return render(
        "track/files.html",
        status=status,
        private=page,
        form=form,
        errors=errors,
        added=list_own(page.feedback_id, page.holder),
        file_limits=files.limits(),
        young=track_words.is_young(page),
        page_title="Send photos or papers",
    )
