"""Who may be told what about a young person's matter: one page, and each thing that is done there."""

from flask import Response, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import NotFound
from portal.domain.permissions import Permission
from portal.domain.vocabulary import Holder
from portal.services import authority_changes as changes
from portal.services import page_keys, representatives
from portal.services.accounts import StaffMember
from portal.services.item_page import ItemPage
from portal.services.known_advocates import provider_names
from portal.services.reading import read_item
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import authority_forms as forms
from portal.web.screening import sharing_words, words
from portal.web.screening.blueprint import bp
from portal.web.screening.deeds import Deed, do_deed, prefix_of

TITLE = "Who may be told what"


@bp.get("/<reference>/sharing")
@requires(Permission.SEE_DESK)
def sharing(reference: str) -> Response:
    """Show what may be shared with whom, and what waits for whose yes."""
    return _show(read_item(reference, signed_in()))


@bp.post("/<reference>/sharing/<deed>")
@requires(Permission.SCREEN)
@keeps_words
def change_sharing(reference: str, deed: str) -> AnyResponse:
    """Do one of the things of the page, and show it again where something is missing or in the way."""
    known = DEEDS.get(deed)
    if known is None:
        abort(404)
    which = request.form.get("which", "") if known.each else ""
    form = known.form(prefix=prefix_of(deed, which))
    status = do_deed(known, reference, signed_in(), form, which)
    if status != 200:
        return _show(read_item(reference, signed_in()), status, {prefix_of(deed, which): form})
    flash(known.notice, "success")
    return redirect(url_for("screening.sharing", reference=reference), 303)


def _say_yes(reference: str, officer: StaffMember, form: forms.YesForm, which: str) -> None:
    childs = form.who.data == forms.CHILD
    confirm = changes.confirm_by_child if childs else changes.confirm_by_named
    how = "spoke" if childs and form.how.data == "letter" else form.how.data
    if not childs and how == "signed_proof":
        how = "letter"
    confirm(reference, officer, _number(which), how, form.note.data or "")


def _say_no(reference: str, officer: StaffMember, form: forms.NoForm, which: str) -> None:
    if form.who.data == forms.WORD:
        changes.revoke(reference, officer, _number(which), form.note.data)
    else:
        changes.refuse(reference, officer, _number(which), form.who.data, form.note.data)


def _change(reference: str, officer: StaffMember, form: forms.ChangeForm, which: str) -> None:
    changes.change(reference, officer, _number(which), form.chosen, form.days, form.note.data or "")


def _add(reference: str, officer: StaffMember, form: forms.AddForm, _which: str) -> None:
    named = {name: form[name].data or "" for name in ("name", "relation", "reach")}
    changes.add(reference, officer, named, form.chosen, form.days)


def _judge(reference: str, officer: StaffMember, form: forms.SuitabilityForm, _which: str) -> None:
    representatives.decide(reference, officer, form.judged)


def _correct(reference: str, officer: StaffMember, form: forms.SenderForm, _which: str) -> None:
    representatives.correct_sender(reference, officer, form.name.data, form.capacity.data, form.reason.data)


def _give_key(reference: str, officer: StaffMember, _form: forms.KeyForm, which: str) -> None:
    page_keys.give_key(reference, officer, _holder(which))


def _keep_key(reference: str, officer: StaffMember, _form: forms.KeyForm, which: str) -> None:
    page_keys.keep_given_key(reference, officer, _holder(which))


DEEDS = {
    "yes": Deed(forms.YesForm, _say_yes, each=True),
    "no": Deed(forms.NoForm, _say_no, each=True, notice="That is noted. They are told nothing more."),
    "change": Deed(forms.ChangeForm, _change, each=True),
    "add": Deed(forms.AddForm, _add, notice="That is noted. They are told nothing until both have said yes."),
    "suitability": Deed(forms.SuitabilityForm, _judge),
    "sender": Deed(forms.SenderForm, _correct),
    "key": Deed(forms.KeyForm, _give_key, each=True, notice="Here are six new words. Pass them on now."),
    "key-passed-on": Deed(forms.KeyForm, _keep_key, each=True, notice="The words are shown no more."),
}


def _number(which: str) -> int:
    if not (which.isascii() and which.isdecimal() and len(which) < 10):
        raise NotFound("There is no such authority here.")
    return int(which)


def _holder(which: str) -> Holder:
    if which not in set(Holder):
        raise NotFound("There is no such key.")
    return Holder(which)


def _show(page: ItemPage, status: int = 200, posted: dict[str, forms.DeedForm] | None = None) -> Response:
    """Show the page with every form that can be sent; the posted one keeps its words."""
    shown = _forms_of(page) | (posted or {})
    wrong = next(iter((posted or {}).values()), None)
    return render(
        "screening/sharing.html",
        status=status,
        page_title=TITLE,
        item=page,
        sharing=page.sharing,
        provider_names=provider_names(),
        action_of=lambda deed: url_for("screening.change_sharing", reference=page.reference, deed=deed),
        form_of=lambda deed, which="": shown[prefix_of(deed, str(which))],
        wrong=wrong,
        is_open=lambda deed, which="": prefix_of(deed, str(which)) in (posted or {}),
        may=signed_in().may(Permission.SCREEN),
        said=sharing_words,
        words=words,
    )


def _forms_of(page: ItemPage) -> dict[str, forms.DeedForm]:
    """Return an empty form for each thing that can be done, by its prefix."""
    shown: dict[str, forms.DeedForm] = {}
    for deed in ("add", "suitability", "sender"):
        shown[prefix_of(deed, "")] = DEEDS[deed].form(formdata=None, prefix=prefix_of(deed, ""))
    for holder in Holder:
        for deed in ("key", "key-passed-on"):
            shown[prefix_of(deed, holder)] = forms.KeyForm(formdata=None, prefix=prefix_of(deed, holder))
    for one in page.sharing.live:
        which = str(one.id)
        for deed in ("yes", "no"):
            shown[prefix_of(deed, which)] = DEEDS[deed].form(formdata=None, prefix=prefix_of(deed, which))
        begun = forms.ChangeForm(
            formdata=None, prefix=prefix_of("change", which), data=forms.ChangeForm.like(one)
        )
        shown[prefix_of("change", which)] = begun
    return shown
