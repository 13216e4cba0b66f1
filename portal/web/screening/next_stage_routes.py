"""Meetings with the service and what stands before the next stage: the page of an item, and the lists."""

from collections.abc import Mapping

from flask import Response, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import NotFound
from portal.domain.financial_year import label_of_year, year_of
from portal.domain.permissions import Permission
from portal.services import service_meeting_list, service_meetings, stage_request_list, stage_requests
from portal.services.accounts import StaffMember
from portal.services.item_page import ItemPage
from portal.services.reading import read_item
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import next_stage_forms as forms
from portal.web.screening import next_stage_words, words
from portal.web.screening.authority_forms import DeedForm
from portal.web.screening.blueprint import bp
from portal.web.screening.deeds import Deed, do_deed, prefix_of, typed_at_length
from portal.web.screening.desk_routes import render_list
from portal.web.screening.forms import number_of
from portal.web.screening.period_form import years_kept

TITLE = "Meetings and the next stage"
GONE = "That can’t be done here any more, so nothing was saved."


@bp.get("/meetings")
@requires(Permission.SEE_DESK)
def meetings() -> Response:
    """Show the meetings with the service that are owed, what is late on top."""
    listed = service_meeting_list.list_owed_meetings(signed_in(), request.args.get("after"))
    return render_list("meetings", lines=listed.lines, next_href=_next("meetings", listed.next_cursor))


@bp.get("/next-stages")
@requires(Permission.SEE_DESK)
def next_stages() -> Response:
    """Show who asked for the next stage and how requests ended, by the quarters of one year."""
    officer, years = signed_in(), years_kept(year_of)
    asked = number_of(request.args.get("year"))
    year = asked if asked in years else years[0]
    listed = stage_request_list.list_stage_requests(officer, request.args.get("after"))
    return render_list(
        "next_stages",
        lines=listed.lines,
        next_href=_next("next_stages", listed.next_cursor),
        counts_by_quarter=stage_request_list.count_by_quarter(officer, year),
        year_label=label_of_year(year),
        year_before=url_for("screening.next_stages", year=year - 1) if year > years[-1] else None,
        year_after=url_for("screening.next_stages", year=year + 1) if year < years[0] else None,
        said=next_stage_words,
    )


@bp.get("/<reference>/next-stage")
@requires(Permission.SEE_DESK)
def next_stage(reference: str) -> Response:
    """Show the meetings of an item, and what stands before the next stage of its procedures."""
    return _show(read_item(reference, signed_in()))


@bp.post("/<reference>/next-stage/<deed>")
@requires(Permission.SCREEN)
@keeps_words
def change_next_stage(reference: str, deed: str) -> AnyResponse:
    """Do one of the things of the page, and show it again where something is missing or in the way."""
    return _change(DEEDS, reference, deed)


@bp.post("/<reference>/next-stage-signature/<deed>")
@requires(Permission.SIGN)
@keeps_words
def sign_next_stage(reference: str, deed: str) -> AnyResponse:
    """Agree as the second person that a request ended, or say why it does not."""
    return _change(SIGNING, reference, deed)


def _change(deeds: Mapping[str, Deed], reference: str, deed: str) -> AnyResponse:
    known = deeds.get(deed)
    if known is None:
        abort(404)
    which = request.form.get("which", "") if known.each else ""
    prefix = prefix_of(deed, which)
    form = known.form(prefix=prefix)
    status = do_deed(known, reference, signed_in(), form, which)
    if status != 200:
        return _show(read_item(reference, signed_in()), status, {prefix: form})
    flash(known.notice, "success")
    return redirect(url_for("screening.next_stage", reference=reference), 303)


def _held(reference: str, officer: StaffMember, form: forms.HeldForm, which: str) -> None:
    service_meetings.note_held(reference, officer, _number(which), form.held)


def _another(reference: str, officer: StaffMember, form: forms.HeldForm, _which: str) -> None:
    service_meetings.note_another(reference, officer, form.held)


def _not_needed(reference: str, officer: StaffMember, form: forms.NotNeededForm, which: str) -> None:
    service_meetings.note_not_needed(reference, officer, _number(which), form.reason.data or "")


def _ask(reference: str, officer: StaffMember, form: forms.AskForm, which: str) -> None:
    stage_requests.ask_next_stage(reference, officer, _number(which), form.asking)


def _try(reference: str, officer: StaffMember, form: forms.TryForm, which: str) -> None:
    stage_requests.note_try(reference, officer, _number(which), form.tried)


def _choose(reference: str, officer: StaffMember, form: forms.ChoiceForm, which: str) -> None:
    stage_requests.note_choice(reference, officer, _number(which), form.choice)


def _agree(reference: str, signer: StaffMember, _form: DeedForm, which: str) -> None:
    stage_requests.sign_ending(reference, signer, _number(which))


def _send_back(reference: str, signer: StaffMember, form: forms.SendBackForm, which: str) -> None:
    stage_requests.send_back_ending(reference, signer, _number(which), form.why.data or "")


SIGNING = {
    "agree": Deed(forms.AgreeForm, _agree, each=True, notice="The request ended, as they told us."),
    "send-back": Deed(forms.SendBackForm, _send_back, each=True, notice="The request stands."),
}
DEEDS = {
    "held": Deed(forms.HeldForm, _held, each=True, notice="The meeting is noted."),
    "not-needed": Deed(forms.NotNeededForm, _not_needed, each=True),
    "another": Deed(forms.HeldForm, _another, notice="The meeting is noted."),
    "ask": Deed(forms.AskForm, _ask, each=True, notice="Their request is noted."),
    "try": Deed(forms.TryForm, _try, each=True, notice="That is noted. The days run on."),
    "choice": Deed(forms.ChoiceForm, _choose, each=True, notice="What they chose is noted."),
    "go-on": Deed(forms.GoOnForm, _choose, each=True, notice="What they chose is noted."),
}


ALL_DEEDS = DEEDS | SIGNING


def _action_of(reference: str, deed: str) -> str:
    change = "sign_next_stage" if deed in SIGNING else "change_next_stage"
    return url_for(f"screening.{change}", reference=reference, deed=deed)


def _number(which: str) -> int:
    if not (which.isascii() and which.isdecimal() and len(which) < 10):
        raise NotFound("There is no such thing here.")
    return int(which)


def _next(endpoint: str, cursor: str | None) -> str | None:
    return url_for(f"screening.{endpoint}", after=cursor) if cursor else None


def _show(page: ItemPage, status: int = 200, posted: dict[str, DeedForm] | None = None) -> Response:
    """Show the page with every form; the posted one keeps its words, by themselves where it is gone."""
    shown, wrong = _forms_of(page), next(iter((posted or {}).values()), None)
    homeless = wrong is not None and not set(posted or {}) <= set(shown)
    shown |= posted or {}
    if wrong is not None and homeless and status == 422:
        status = _say_that_it_is_gone(wrong)
    return render(
        "screening/next_stage.html",
        status=status,
        page_title=TITLE,
        item=page,
        action_of=lambda deed: _action_of(page.reference, deed),
        form_of=lambda deed, which="": shown[prefix_of(deed, str(which))],
        is_open=lambda deed, which="": prefix_of(deed, str(which)) in (posted or {}),
        wrong=wrong,
        kept=typed_at_length(wrong) if wrong is not None and homeless else (),
        screens=signed_in().may(Permission.SCREEN),
        signs=signed_in().may(Permission.SIGN),
        me=signed_in().id,
        words=words,
        said=next_stage_words,
    )


def _say_that_it_is_gone(form: DeedForm) -> int:
    """Say it in place of errors whose fields are on the page no more, and return the status (409)."""
    for field in form:
        field.errors = []
    form.form_errors = [GONE]
    return 409


def _forms_of(page: ItemPage) -> dict[str, DeedForm]:
    """Return an empty form for each thing that can be done now, by its prefix."""
    shown = [("another", "")] if page.meetings or page.stages_ahead else []
    for meeting in page.meetings:
        shown += [(deed, str(meeting.id)) for deed in ("held", "not-needed") if meeting.owed]
    for ahead in page.stages_ahead:
        asked = ahead.request
        if asked is None:
            shown.append(("ask", str(ahead.case_id)))
        elif asked.open:
            shown += [("try", str(asked.id)), ("choice", str(asked.id))]
        elif asked.actions:
            shown += [("go-on", str(asked.id)), *((deed, str(asked.id)) for deed in SIGNING)]
    return {
        prefix_of(deed, which): ALL_DEEDS[deed].form(formdata=None, prefix=prefix_of(deed, which))
        for deed, which in shown
    }
