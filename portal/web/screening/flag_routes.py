"""Flags: the desk's list of them, and the page on which those of an item are raised, moved on and ended."""

from flask import Response, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import NotFound
from portal.domain.permissions import Permission
from portal.domain.vocabulary import FlagKind
from portal.services import desk, flag_lists, flags, set_aside
from portal.services.accounts import StaffMember
from portal.services.council import current_council
from portal.services.item_page import ItemPage
from portal.services.now import today
from portal.services.reading import read_item
from portal.web.access import keeps_words, requires, signed_in
from portal.web.rendering import render
from portal.web.screening import flag_forms as forms
from portal.web.screening import words
from portal.web.screening.authority_forms import DeedForm
from portal.web.screening.blueprint import bp
from portal.web.screening.deeds import Deed, do_deed, prefix_of, typed_at_length
from portal.web.screening.desk_filters import Choice, FilterGroup

RAISED = "The flag is raised. It stands at the head of the item."


@bp.get("/flags", endpoint="flags")
@requires(Permission.SEE_DESK)
def show_flags() -> Response:
    """Show the flags that are open, of one kind or all."""
    officer, after, asked = signed_in(), request.args.get("after"), request.args.get("kind")
    kind = FlagKind(asked) if asked in set(FlagKind) else None
    listed = flag_lists.list_open_flags(officer, kind, after)
    supervises = officer.may(Permission.SUPERVISE)
    return render(
        "screening/flags.html",
        lines=listed.lines,
        chosen=kind,
        groups=(_kinds(kind, flag_lists.count_open_flags(officer)),),
        next_href=url_for("screening.flags", kind=kind, after=listed.next_cursor)
        if listed.next_cursor
        else None,
        counts=desk.count_desk(officer),
        sampled_count=len(set_aside.list_sampled(officer)) if supervises else None,
        may=officer.may,
        Permission=Permission,
        words=words,
    )


def _kinds(chosen: FlagKind | None, counts: dict[FlagKind, int]) -> FilterGroup:
    everything = Choice("All", url_for("screening.flags"), chosen is None)
    each = (
        Choice(f"{name} ({counts[kind]})", url_for("screening.flags", kind=kind.value), chosen is kind)
        for kind, name in words.FLAGS.items()
    )
    return FilterGroup("Kind", (everything, *each))


@bp.get("/<reference>/flags")
@requires(Permission.SEE_DESK)
def item_flags(reference: str) -> Response:
    """Show the flags of an item, and how to raise one."""
    return _show(read_item(reference, signed_in()))


@bp.post("/<reference>/flags/<deed>")
@requires(Permission.SEE_DESK)
@keeps_words
def change_flags(reference: str, deed: str) -> AnyResponse:
    """Raise a flag, or do the next step of one, and show the page again where something is missing."""
    known = DEEDS.get(deed)
    if known is None:
        abort(404)
    which = request.form.get("which", "") if known.each else ""
    prefix = prefix_of(deed, which)
    form = known.form(prefix=prefix)
    status = do_deed(known, reference, signed_in(), form, which)
    if status != 200:
        return _show(read_item(reference, signed_in()), status, {prefix: form})
    flash(known.notice, "success")
    return redirect(url_for("screening.item_flags", reference=reference), 303)


def _raise(
    reference: str,
    officer: StaffMember,
    form: forms.RecordsForm | forms.BreachForm | forms.BehaviourForm,
    _which: str,
) -> None:
    flags.raise_flag(reference, officer, form.raised)


def _pass(reference: str, officer: StaffMember, form: forms.PassedForm, which: str) -> None:
    flags.pass_on(reference, _number(which), officer, form.passed_to.data or "")


def _advise(reference: str, officer: StaffMember, form: forms.AdviceForm, which: str) -> None:
    flags.add_advice(reference, _number(which), officer, form.advice)


def _restrict(reference: str, officer: StaffMember, form: forms.RestrictionForm, which: str) -> None:
    review_on = form.review_on.data or today()
    words, found = form.restriction.data or "", form.found.data or ""
    flags.restrict(reference, _number(which), officer, words, review_on, found=found)


def _end(reference: str, officer: StaffMember, form: forms.EndForm, which: str) -> None:
    flags.end_flag(reference, _number(which), officer, form.outcome.data or "")


DEEDS = {
    "records": Deed(forms.RecordsForm, _raise, notice=RAISED),
    "breach": Deed(forms.BreachForm, _raise, notice=RAISED),
    "behaviour": Deed(forms.BehaviourForm, _raise, notice=RAISED),
    "passed": Deed(forms.PassedForm, _pass, each=True),
    "advice": Deed(forms.AdviceForm, _advise, each=True, notice="The advice is noted."),
    "restriction": Deed(forms.RestrictionForm, _restrict, each=True),
    "end": Deed(forms.EndForm, _end, each=True, notice="The flag has ended."),
}


def _number(which: str) -> int:
    if not (which.isascii() and which.isdecimal() and len(which) < 10):
        raise NotFound("There is no such flag here.")
    return int(which)


def _show(page: ItemPage, status: int = 200, posted: dict[str, DeedForm] | None = None) -> Response:
    """Show the page with every form; the posted one keeps its words, by themselves where it is gone."""
    shown, wrong = _forms_of(page), next(iter((posted or {}).values()), None)
    homeless = wrong is not None and not set(posted or {}) <= set(shown)
    shown |= posted or {}
    officer = signed_in()
    return render(
        "screening/item_flags.html",
        status=status,
        page_title="Flags",
        item=page,
        action_of=lambda deed: url_for("screening.change_flags", reference=page.reference, deed=deed),
        form_of=lambda deed, which="": shown[prefix_of(deed, str(which))],
        is_open=lambda deed, which="": prefix_of(deed, str(which)) in (posted or {}),
        wrong=wrong,
        kept=typed_at_length(wrong) if wrong is not None and homeless else (),
        screens=officer.may(Permission.SCREEN),
        signs=officer.may(Permission.SIGN),
        advice_days=current_council().data_protection.advice_days,
        words=words,
    )


def _forms_of(page: ItemPage) -> dict[str, DeedForm]:
    """Return an empty form for each thing that can be done, by its prefix."""
    shown = [(deed, "") for deed, known in DEEDS.items() if not known.each]
    open_ones = [str(flag.id) for flag in page.flags if flag.is_open]
    shown += [(deed, which) for which in open_ones for deed, known in DEEDS.items() if known.each]
    return {
        prefix_of(deed, which): DEEDS[deed].form(formdata=None, prefix=prefix_of(deed, which))
        for deed, which in shown
    }
