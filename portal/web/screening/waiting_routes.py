"""Waiting for an answer, speaking with the service, and the list of what waits for others."""

from flask import Response, flash, request
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.permissions import Permission
from portal.domain.vocabulary import ContactPurpose, WaitingFor
from portal.services import practitioners, waiting, waiting_list
from portal.services.accounts import names_of_accounts
from portal.web.access import keeps_words, requires, signed_in
from portal.web.screening.blueprint import bp
from portal.web.screening.desk_routes import render_list
from portal.web.screening.forms import number_of
from portal.web.screening.showing import attempt, back_to_item
from portal.web.screening.waiting_forms import EndWaitingForm, PractitionerForm, WaitingForm


@bp.get("/waiting", endpoint="waiting")
@requires(Permission.SEE_DESK)
def show_waiting() -> Response:
    """Show what waits for the person, for the service and for a signature, what is late on top."""
    officer, names = signed_in(), names_of_accounts()
    asked = number_of(request.args.get("asked-by"))
    whose = asked if asked in names else None
    after, late = request.args.get, request.args.get("late") == "yes"
    return render_list(
        "waiting",
        of_person=waiting_list.list_waiting_for(officer, WaitingFor.PERSON, whose, after("person-after")),
        of_service=waiting_list.list_waiting_for(officer, WaitingFor.SERVICE, whose, after("service-after")),
        of_signer=waiting_list.list_awaiting_signature(officer, whose, after("signer-after"), late=late),
        whose=whose,
        late=late,
        whose_name=names.get(whose or 0, ""),
    )


@bp.post("/<reference>/waiting")
@requires(Permission.SCREEN)
@keeps_words
def begin_waiting(reference: str) -> AnyResponse:
    """Note whose answer it waits for, and ask the person where that was wanted."""
    form = WaitingForm()
    return attempt(
        reference,
        form,
        lambda: waiting.begin_waiting(
            reference,
            signed_in(),
            form.whom,
            form.waiting_until.data,
            form.waiting_words.data,
            message=form.message,
            who=form.waiting_who.data or "",
        ),
        lambda _begun: _done(reference, "That is noted. The days run on.", "waits"),
    )


@bp.post("/<reference>/waiting/end")
@requires(Permission.SCREEN)
@keeps_words
def end_waiting(reference: str) -> AnyResponse:
    """Note that the answer came."""
    form = EndWaitingForm()
    return attempt(
        reference,
        form,
        lambda: waiting.end_waiting(reference, signed_in(), form.which),
        lambda _ended: _done(reference, "That is noted. It waits no longer.", "waits"),
    )


@bp.post("/<reference>/spoken-with-service")
@requires(Permission.SCREEN)
@keeps_words
def note_practitioner(reference: str) -> AnyResponse:
    """Note that somebody of the service was asked, confirmed something, or was told."""
    form = PractitionerForm()
    return attempt(
        reference,
        form,
        lambda: practitioners.note_contact(
            reference,
            signed_in(),
            ContactPurpose(form.spoke_for.data),
            form.when,
            form.spoke_who.data,
            form.spoke_words.data,
        ),
        lambda _noted: _done(reference, "That is noted.", "practitioners"),
    )


def _done(reference: str, notice: str, part: str) -> AnyResponse:
    flash(notice, "success")
    return back_to_item(reference, part)
