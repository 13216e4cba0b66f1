"""Half-written forms of the item page: what of a post is kept, and how it comes back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from portal.domain.screening import checklist_for
from portal.domain.vocabulary import Kind
from portal.services.desk_drafts import KeptWords, Typed
from portal.services.item_page import ItemPage
from portal.web.screening import particulars
from portal.web.screening.checklist_form import NOTE, checklist_form
from portal.web.screening.decision_form import DecisionForm
from portal.web.screening.forms import number_of
from portal.web.screening.point_forms import point_form

NOT_TYPED = frozenset({"csrf_token", "version"})
HIDDEN = ("CSRFTokenField", "HiddenField")
LONGEST_WINDOW = 16
PROPOSED = ("signer", "letter_style")  # chosen for the officer where they chose nobody, or no style


@dataclass(frozen=True, slots=True)
class Unsent:
    """What stands in the panel about words that were kept; ``brought`` where they are back in their form."""

    slot: str
    form: str
    saved_at: datetime
    brought: bool
    opens: dict[str, str]


def form_of(slot: str) -> str:
    """Return the form that a slot is of: each point has a slot of its own."""
    return slot.partition("-")[0]


def typed_into(slot: str) -> Typed:
    """Return what was posted for the fields of a form, and nothing else."""
    ours = _fields_of(form_of(slot)) - NOT_TYPED
    return {
        name: request.form.getlist(name)
        for name in request.form
        if name in ours or _is_particular(slot, name)
    }


def window_posted() -> str:
    """Return in which window the posted form was opened: each writes over its own words alone."""
    return request.form.get("window", "")[:LONGEST_WINDOW]


def windows_of(kept: Iterable[KeptWords], unsent: "Iterable[Unsent]", posted: str) -> Callable[[str], str]:
    """Return what names the window of each form: its own, or the one whose words stand in it now."""
    beside = {one.slot for one in unsent if not one.brought}
    known = {one.slot: one.window for one in kept if one.slot not in beside}
    fresh = token_hex(LONGEST_WINDOW // 2)

    def window_of(slot: str) -> str:
        return window_posted() if is_posted and form_of(slot) == posted else known.get(slot, fresh)

    is_posted = bool(request.form) and bool(posted)
    return window_of


def asked_back(kept: Iterable[KeptWords]) -> KeptWords | None:
    """Return what the address asks to bring back."""
    return next((one for one in kept if request.args.get("bring") == one.slot), None)


def decision_of(kept: KeptWords | None) -> DecisionForm | None:
    """Return a decision that was kept as its form, before the page it stands on is read."""
    if kept is None or kept.slot != "decision":
        return None
    return DecisionForm.with_words(_as_posted(kept))


def form_with(kept: KeptWords, page: ItemPage) -> Any:
    """Return a form with the words that were kept."""
    typed = _as_posted(kept)
    if kept.slot == "checklist":
        return checklist_form(page, typed=typed)
    if kept.slot == "decision":
        return DecisionForm.with_words(typed)
    return point_form(typed=typed, number=_point_of(kept)).offering(page)


def _as_posted(kept: KeptWords) -> "MultiDict[str, str]":
    return MultiDict((name, one) for name, given in kept.typed.items() for one in given)


def list_unsent(
    kept: Iterable[KeptWords], page: ItemPage, posted: str, back: KeptWords | None
) -> tuple[Unsent, ...]:
    """Return what was kept and isn't stored, but for what was just posted."""
    return tuple(
        Unsent(one.slot, form_of(one.slot), one.saved_at, one is back, _opens(one))
        for one in kept
        if one is back or (not _is_posted(one, posted) and _fits(one, page) and _differs(one, page))
    )


def _is_posted(kept: KeptWords, posted: str) -> bool:
    """Whether the words stand in the form that was just posted."""
    return form_of(kept.slot) == posted and kept.window == window_posted()


def _fields_of(form: str) -> frozenset[str]:
    if form == "decision":
        return frozenset(DecisionForm(formdata=None)._fields)
    if form == "point":
        return frozenset(point_form()._fields)
    codes = {question.code for kind in Kind for question in checklist_for(kind)}
    return frozenset(codes | {NOTE + code for code in codes})


def _is_particular(slot: str, name: str) -> bool:
    return slot == "decision" and name.startswith(particulars.NAME)


def _point_of(kept: KeptWords) -> int:
    return max(number_of(kept.slot.partition("-")[2]), 0)


def _opens(kept: KeptWords) -> dict[str, str]:
    """Return what the address needs to open the form and bring the words back."""
    if form_of(kept.slot) != "point":
        return {"bring": kept.slot}
    return {"bring": kept.slot, "point": str(_point_of(kept) or "next")}


def _fits(kept: KeptWords, page: ItemPage) -> bool:
    """Whether the form could be shown: a point has to be among those that are left."""
    return not _point_of(kept) or _point_of(kept) in page.screening.left


def _differs(kept: KeptWords, page: ItemPage) -> bool:
    """Whether anything in it is other than the form as it first shows."""
    was, fresh = form_with(kept, page), _fresh(kept, page)
    names = [name for name, field in was._fields.items() if field.type not in HIDDEN and name not in PROPOSED]
    if any(_plain(was[name].data) != _plain(fresh[name].data) for name in names):
        return True
    return any(_is_particular(kept.slot, name) and any(typed) for name, typed in kept.typed.items())


def _fresh(kept: KeptWords, page: ItemPage) -> Any:
    if kept.slot == "checklist":
        return checklist_form(page)
    if kept.slot == "decision":
        return DecisionForm.for_page(page)
    return point_form(page, number=_point_of(kept))


def _plain(data: Any) -> Any:
    return sorted(data) if isinstance(data, list | tuple) else (data or "").strip()
