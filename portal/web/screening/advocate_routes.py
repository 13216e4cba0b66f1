"""Requests for an advocate: the desk's list of them, one request's page, and moving it on."""

from flask import Response, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import MoveNotPossible
from portal.domain.permissions import Permission
from portal.domain.workflow import AdvocateAction
from portal.services import advocate_lists, advocate_requests, desk, known_advocates
from portal.services import set_aside as set_aside_lists
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.item_page import ItemPage
from portal.services.now import today
from portal.services.reading import read_item
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import advocate_forms as forms
from portal.web.screening import sharing_words, words
from portal.web.screening.authority_forms import DeedForm
from portal.web.screening.blueprint import bp
from portal.web.screening.deeds import Deed, do_deed, prefix_of

ENDED = "Their list is closed for good."


@bp.get("/advocates")
@requires(Permission.SEE_DESK)
def advocates() -> Response:
    """Show the requests that are open, by the day to pass them on, and who proved where they work."""
    officer, after = signed_in(), request.args.get("after")
    page = advocate_lists.list_open_requests(officer, after)
    supervises = officer.may(Permission.SUPERVISE)
    return render(
        "screening/advocates.html",
        requests=page,
        total=advocate_lists.count_open_requests(officer),
        known=known_advocates.list_known(officer) if not after else (),
        after=after,
        supervises=supervises,
        counts=desk.count_desk(officer),
        sampled_count=len(set_aside_lists.list_sampled(officer)) if supervises else None,
        may=officer.may,
        Permission=Permission,
        said=sharing_words,
        words=words,
    )


@bp.post("/advocates/<int(max=2147483647):advocate_id>/end")
@requires(Permission.SUPERVISE)
def end_advocate(advocate_id: int) -> AnyResponse:
    """Close the list of an advocate who has left their provider."""
    try:
        known_advocates.end_advocate(signed_in(), advocate_id)
        flash(ENDED, "success")
    except MoveNotPossible as problem:
        flash(str(problem))
    return redirect(url_for("screening.advocates"), 303)


@bp.get("/<reference>/advocate")
@requires(Permission.SEE_DESK)
def advocate(reference: str) -> Response:
    """Show how far a request is, and what can be done now."""
    return _show(read_item(reference, signed_in()))


@bp.post("/<reference>/advocate/<deed>")
@requires(Permission.SCREEN)
@keeps_words
def move_request(reference: str, deed: str) -> AnyResponse:
    """Move the request on, or show it again where something is missing or in the way."""
    known = DEEDS.get(deed)
    if known is None:
        abort(404)
    form = known.form(prefix=prefix_of(deed))
    if isinstance(form, forms.OfferForm):
        form.offering(current_council().advocacy_on(today()))
    status = do_deed(known, reference, signed_in(), form)
    if status != 200:
        return _show(read_item(reference, signed_in()), status, {prefix_of(deed): form})
    flash(known.notice, "success")
    return redirect(url_for("screening.advocate", reference=reference), 303)


def _offer(reference: str, officer: StaffMember, form: forms.OfferForm, _which: str) -> None:
    advocate_requests.offer(reference, officer, form.provider.data or "", form.note.data or "")


def _accept(reference: str, officer: StaffMember, form: forms.AcceptForm, _which: str) -> None:
    advocate_requests.accept(reference, officer, form.advocate.data or "", form.reach.data or "")


def _decline(reference: str, officer: StaffMember, form: forms.DeclineForm, _which: str) -> None:
    advocate_requests.decline(reference, officer, form.reason.data or "")


def _meet(reference: str, officer: StaffMember, form: forms.MeetForm, _which: str) -> None:
    advocate_requests.meet(reference, officer, form.met_on.data or today(), form.note.data or "")


def _ask_again(reference: str, officer: StaffMember, form: forms.AskForm, _which: str) -> None:
    advocate_requests.ask_again(reference, officer, form.note.data or "")


def _ask(reference: str, officer: StaffMember, form: forms.AskForm, _which: str) -> None:
    advocate_requests.ask_for_one(reference, officer, form.note.data or "")


def _tell(reference: str, officer: StaffMember, form: forms.ToldForm, _which: str) -> None:
    advocate_requests.tell_of_advocacy(reference, officer, form.note.data or "")


DEEDS = {
    "offer": Deed(forms.OfferForm, _offer, notice="That is noted. The person sees it on their page."),
    "accept": Deed(forms.AcceptForm, _accept, notice="That is noted. The person sees it on their page."),
    "decline": Deed(forms.DeclineForm, _decline),
    "meet": Deed(forms.MeetForm, _meet),
    "ask-again": Deed(forms.AskForm, _ask_again, notice="It is back on the list."),
    "ask": Deed(forms.AskForm, _ask, notice="It is on the list now."),
    "told": Deed(forms.ToldForm, _tell),
}
ACTIONS = {
    "offer": AdvocateAction.OFFER,
    "accept": AdvocateAction.ACCEPT,
    "decline": AdvocateAction.DECLINE,
    "meet": AdvocateAction.MEET,
    "ask-again": AdvocateAction.ASK_AGAIN,
}


def _show(page: ItemPage, status: int = 200, posted: dict[str, DeedForm] | None = None) -> Response:
    """Show the page; the form that was posted keeps its words and says what is wrong."""
    posted, providers = posted or {}, current_council().advocacy_on(today())
    shown = {
        prefix_of(deed): known.form(formdata=None, prefix=prefix_of(deed)) for deed, known in DEEDS.items()
    }
    offer = shown[prefix_of("offer")]
    if isinstance(offer, forms.OfferForm):
        offer.offering(providers)
    shown |= posted
    return render(
        "screening/advocate.html",
        status=status,
        page_title="An advocate",
        item=page,
        progress=page.advocate,
        providers=providers,
        form_of=lambda deed, which="": shown[prefix_of(deed)],
        is_open=lambda deed, which="": prefix_of(deed) in posted,
        action_of=lambda deed: url_for("screening.move_request", reference=page.reference, deed=deed),
        can=lambda deed: page.advocate is not None and ACTIONS[deed] in page.advocate.may,
        wrong=next(iter(posted.values()), None),
        may=signed_in().may(Permission.SCREEN),
        said=sharing_words,
        words=words,
    )
