"""What a route is recorded with, as fields of the decision form that come with the route's draft."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request
from wtforms.form import BaseForm, Form
from wtforms.validators import ValidationError

from portal.domain.route_details import CATEGORY, YES, Particular, RouteDetails, Shape, as_kept
from portal.domain.vocabulary import ContactPurpose, LinkKind
from portal.services import desk
from portal.services.item_page import ItemPage
from portal.services.now import today
from portal.services.practitioners import PractitionerContactShown
from portal.services.route_details import STILL_TO_COME
from portal.web.access import signed_in
from portal.web.fields import CheckboxesField, DatePartsField, LongTextField, RadioField, TextField, choices
from portal.web.screening.forms import without_unprintable
from portal.web.text import LONDON, short_date
from portal.web.typed import LONG, SHORT, AtMost, Needed
from portal.web.widgets import Textarea

NAME = "detail_"
COMPLAINT = "complaint"
CONFIRMED_BY = "confirmed_by"
NOBODY_CONFIRMED = (
    "Nobody is noted yet. Note the talk on this page first, under “Spoken with the service”: then it stands"
    " here."
)
UNKNOWN = "No item has this reference, or it is one you may not open"


def ask(form: Any, wanted: RouteDetails, known: Mapping[str, Any], kept: Any = None) -> None:
    """Put a route's questions on a form, with what was typed, now or ``kept``, or with what is known."""
    fields = {CATEGORY: _category(wanted)} if wanted.category else {}
    fields |= {one.code: _field(one) for one in wanted.asked}
    sent = request.form if kept is None else kept
    for code, unbound in fields.items():
        name = f"{NAME}{code}"
        BaseForm.__setitem__(form, name, unbound)  # a Form lets fields be added to its class alone
        typed = sent if any(key.partition("-")[0] == name for key in sent) else None
        form[name].process(typed, known.get(code))


def confirmed(page: ItemPage) -> dict[str, Any]:
    """Return who of the service confirmed the facts last, and on which day, as it is noted on the item."""
    noted = _confirming(page)
    if not noted:
        return {}
    return {CONFIRMED_BY: noted[-1].who, "confirmed_on": noted[-1].at.astimezone(LONDON).date()}


def begun_complaint(page: ItemPage) -> str | None:
    """Return the newest complaint that was begun from this item, or None."""
    begun = (one for one in page.linked if one.kind is LinkKind.BEGUN_FROM and not one.is_earlier)
    return next((one.reference for one in reversed(tuple(begun))), None)


def _confirming(page: ItemPage) -> list[PractitionerContactShown]:
    return [one for one in page.practitioners if one.purpose is ContactPurpose.CONFIRMED]


def say_who_confirmed(form: Any, page: ItemPage) -> None:
    """Say at its question who is noted to have confirmed the facts, or where that can be noted."""
    if f"{NAME}{CONFIRMED_BY}" not in form:
        return
    noted = [f"{one.who} ({short_date(one.at)})" for one in _confirming(page)]
    form[f"{NAME}{CONFIRMED_BY}"].description = (
        f"Noted on this item: {', '.join(noted)}." if noted else NOBODY_CONFIRMED
    )


def answers_of(form: Any, wanted: RouteDetails) -> tuple[str | None, str]:
    """Return the category and the other answers as they are kept."""
    category = form[f"{NAME}{CATEGORY}"].data if wanted.category else None
    return category, as_kept({one.code: _said(one, form[f"{NAME}{one.code}"].data) for one in wanted.asked})


def day_typed(kept: Any = None) -> date | None:
    """Return the day by which early resolution is to be tried, as far as it was typed, now or ``kept``."""
    return _Early(request.form if kept is None else kept).detail_by.data


def typed_for_another(form: Any) -> tuple[str, ...]:
    """Return what was typed at length for a route that is no longer chosen, so that it isn't lost."""
    others = (key for key in request.form if key.startswith(NAME) and "-" not in key and key not in form)
    typed = (without_unprintable(request.form[key]).strip() for key in others)
    return tuple(words for words in typed if words and words != YES and " " in words)


def _said(one: Particular, data: Any) -> str:
    if one.shape is Shape.TICK:
        return YES if data else ""
    if one.shape is Shape.DAY:
        return data.isoformat() if data else ""
    return (data or "").strip().upper() if one.code == COMPLAINT else (data or "")


def _category(wanted: RouteDetails) -> Any:
    return RadioField(wanted.category, [Needed(wanted.category_missing)], choices=choices(*wanted.categories))


def _field(one: Particular) -> Any:
    needed = [Needed(one.missing)] if one.missing else []
    if one.shape is Shape.TICK:
        return CheckboxesField(one.legend, needed, choices=choices((YES, one.label)))
    if one.shape is Shape.DAY:
        return DatePartsField(one.label, [*needed, _ToCome() if one.code in STILL_TO_COME else _Gone()])
    if one.shape is Shape.TEXT:
        return LongTextField(
            one.label,
            [*needed, AtMost(LONG)],
            description=one.hint,
            filters=[without_unprintable],
            widget=Textarea(rows=3),
        )
    judged = [*needed, AtMost(SHORT), *([_Known()] if one.code == COMPLAINT else [])]
    return TextField(one.label, judged, description=one.hint, filters=[without_unprintable])


class _Early(Form):
    """The one particular that the draft of a letter names."""

    detail_by = DatePartsField("By when?")


class _Gone:
    """A day that isn't still to come."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Refuse a day to come."""
        if field.data and field.data > today():
            raise ValidationError("That day is still to come. Write the day it was")


class _ToCome:
    """A day that hasn't passed."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Refuse a day that has passed."""
        if field.data and field.data < today():
            raise ValidationError("That day has passed. Write a day to come")


class _Known:
    """The reference of an item this officer may open, or nothing."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Refuse any other."""
        typed = (field.data or "").strip().upper()
        if typed and not desk.may_open(signed_in(), typed):
            raise ValidationError(UNKNOWN)
