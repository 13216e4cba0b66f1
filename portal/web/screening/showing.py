"""Showing the item page: as it is, or again with every typed word where something stood in the way."""

from collections.abc import Callable
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.errors import AlreadyClaimed, Incomplete, MoveNotPossible, NotClaimed, StaleVersion
from portal.domain.files import Seen
from portal.domain.permissions import Permission
from portal.services import desk_drafts
from portal.services.accounts import names_of_accounts
from portal.services.copies import can_make_pdf
from portal.services.council import current_council
from portal.services.item_page import ItemPage
from portal.services.known_advocates import provider_names
from portal.services.reading import read_item
from portal.web.access import signed_in
from portal.web.headers import allow_sound
from portal.web.rendering import render, wants_part
from portal.web.screening import forms, going_on, kept_words, person_words, sharing_words, words
from portal.web.screening.checklist_form import checklist_form, questions_shown
from portal.web.screening.contact_forms import LinkForm, OweForm, SafeWordForm
from portal.web.screening.conversation_forms import MessageForm, ReadForm
from portal.web.screening.decision_form import DecisionForm
from portal.web.screening.freeze_forms import AskFreezeForm, may_ask
from portal.web.screening.point_forms import PointDropForm, PointFormBase
from portal.web.screening.signing_forms import LetDecideForm
from portal.web.screening.waiting_forms import EndWaitingForm, PractitionerForm, WaitingForm

KEPT_FORMS = ("decision", "checklist", "point")
IN_THE_WAY = (AlreadyClaimed, NotClaimed, StaleVersion, MoveNotPossible)
SIMPLE_FORMS = (
    forms.SafeguardingForm,
    forms.KindForm,
    forms.TeamForm,
    forms.SetAsideForm,
    forms.WithdrawalForm,
    forms.TakeOverForm,
    forms.RestoreForm,
    forms.ReopenForm,
    forms.NoteForm,
    MessageForm,
    ReadForm,
    forms.LetBackForm,
    LinkForm,
    OweForm,
    SafeWordForm,
    AskFreezeForm,
    DecisionForm,
    LetDecideForm,
    PointFormBase,
    PointDropForm,
    WaitingForm,
    EndWaitingForm,
    PractitionerForm,
)


def show_item(reference: str, posted: Any = None, status: int = 200, problem: str = "") -> Response:
    """Render the item page, or its working part for htmx; ``posted`` is the form to show with its words.

    Where the page no longer has that form, its words stand by themselves, and the answer is 409.
    """
    unsent = desk_drafts.find_kept(reference, signed_in())
    back = kept_words.asked_back(unsent) if posted is None else None
    deciding = posted if isinstance(posted, DecisionForm) else kept_words.decision_of(back)
    asked = (deciding.ticked, deciding.wish) if deciding else ()
    page = read_item(reference, signed_in(), *asked)
    if back and _has_its_form(kept_words.form_of(back.slot), page):
        posted = kept_words.form_with(back, page)
    if any(file.kind.seen is Seen.SOUND for file in page.files):
        allow_sound()
    homeless = posted is not None and not _has_its_form(posted.slot, page)
    if homeless:
        status, problem = 409, problem or _why_not(page)
    slot = "" if posted is None or homeless else posted.slot
    listed = kept_words.list_unsent(unsent, page, slot, back)
    return render(
        "screening/item.html",
        "screening/_work.html",
        status=status,
        **_shown(page, posted),
        posted=slot,
        kept=_words_of(posted) if homeless else (),
        unsent=listed,
        window_of=kept_words.windows_of(unsent, listed, slot),
        problem=problem,
    )


def _shown(page: ItemPage, posted: Any) -> dict[str, Any]:
    """Return the item, its forms, and what the templates call things."""
    shown = _forms_of(page, posted)
    return {
        "item": page,
        "forms": shown,
        "questions": questions_shown(shown["checklist"], page),
        "chosen": shown["decision"].chosen(page),
        "is_part": wants_part(),
        "is_next": going_on.is_next(),
        "may": signed_in().may,
        "may_ask_freeze": may_ask(page),
        "Permission": Permission,
        "words": words,
        "sharing_words": sharing_words,
        "people": person_words,
        "provider_names": provider_names(),
        "uncovered": request.args.get("show", type=int),
        "file_rule": current_council().files,
        "has_pdf": can_make_pdf(),
    }


def attempt(
    reference: str, form: Any, act: Callable[[], Any], then: Callable[[Any], AnyResponse] | None = None
) -> AnyResponse:
    """Do what the form asks, or show it again saying what is missing (422) or in the way (409)."""
    if not form.validate():
        return show_item(reference, form, 422)
    try:
        done = act()
    except Incomplete as problem:
        form.explain(problem.missing)
        return show_item(reference, form, 422)
    except IN_THE_WAY as problem:
        return show_item(reference, form, 409, str(problem))
    _forget_kept(reference, form)
    return then(done) if then else back_to_item(reference)


def back_to_item(reference: str, part: str = "work") -> AnyResponse:
    """Send the reader back to where they work on the item, or to another part of its page."""
    return redirect(url_for("screening.item", reference=reference, _anchor=part), 303)


def _forget_kept(reference: str, form: Any) -> None:
    """Throw away what was kept of a form that was sent."""
    if form.slot in KEPT_FORMS:
        number = getattr(form, "number", 0)
        desk_drafts.forget(reference, signed_in(), f"{form.slot}-{number}" if number else form.slot)


def _forms_of(page: ItemPage, posted: Any) -> dict[str, Any]:
    """Return every form of the page by its slot, the posted one with what was typed."""
    shown = {form.slot: form.for_page(page) for form in SIMPLE_FORMS}
    shown["checklist"] = checklist_form(page)
    shown["conflict"] = _conflict_form()
    if posted is not None:
        shown[posted.slot] = posted
    shown["team"].offering(page)
    shown["decision"].offering(page)
    shown["point"].offering(page)
    shown["message"].offering(page)
    shown["let_back"].offering(page)
    shown["aside"].offering(page)
    shown["withdrawal"].offering(page)
    shown["let_decide"].offering(page)
    if isinstance(shown["conflict"], forms.ConflictForm):
        shown["conflict"].offering(names_of_accounts())
    return shown


def _conflict_form() -> Any:
    """Return the form of those who may name others, or of those who speak for themselves."""
    chosen = forms.ConflictForm if signed_in().may(Permission.SIGN) else forms.OwnConflictForm
    return chosen(formdata=None)


def _has_its_form(slot: str, page: ItemPage) -> bool:
    """Whether the page, as it stands now, shows the form that was posted."""
    allowed, answered = page.allowed, page.screening.safeguarding
    considered = answered is not None and not answered.again
    may_supervise = signed_in().may(Permission.SUPERVISE)
    shown = {
        "note": True,
        "owe_contact": page.allowed.ring,
        "link": page.allowed.ring,
        "safe_word": page.allowed.ring,
        "freeze": may_ask(page),
        "message": allowed.send_message,
        "waiting": page.allowed.wait,
        "end_waiting": page.allowed.ring,
        "practitioner": page.allowed.ring,
        "read": page.conversation.may_read,
        "conflict": allowed.keep_away,
        "let_decide": may_supervise and bool(page.third.lacking) and bool(page.third.decided),
        "let_back": allowed.keep_away and bool(page.kept_away),
        "take_over": allowed.take_over,
        "restore": allowed.restore,
        "reopen": allowed.reopen,
        "safeguarding": allowed.screen,
        "decision": allowed.screen and considered and bool(page.screening.routes),
    }
    return shown.get(slot, allowed.screen and considered)


def _why_not(page: ItemPage) -> str:
    """Return why the page has no form for what was posted."""
    if page.claim and not page.claim.mine:
        return f"{page.claim.holder} has this item."
    if page.allowed.screen:
        return "Something else has to be answered first. Look at what to do now."
    return "Claim this item first." if page.allowed.claim else "This item has left the desk."


def _words_of(form: Any) -> tuple[tuple[str, str], ...]:
    """Return what was typed at length, to be shown where its form can't be shown any more."""
    texts = (field for field in form if field.type in ("TextField", "LongTextField"))
    return tuple((str(field.label.text), field.data) for field in texts if field.data and field.data.strip())
