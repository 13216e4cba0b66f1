"""Pages on which many things can be done, each by a form of its own under a prefix of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from portal.domain.errors import Incomplete, MoveNotPossible, NotFound
from portal.services.accounts import StaffMember
from portal.web.screening.authority_forms import DeedForm

NOTED = "That is noted."
TOO_OLD = "This page was open for too long, so nothing was saved. Press the button again."


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do; ``each`` where it is done to one of several, named by ``which`` in the form."""

    form: type[DeedForm]
    do: Callable[[str, StaffMember, Any, str], object]
    each: bool = False
    notice: str = NOTED


def prefix_of(deed: str, which: str = "") -> str:
    """Return what tells the fields of one form of the page from those of another."""
    plain = which if which.isalnum() and which.isascii() and len(which) < 20 else ""
    return f"{deed}-{plain}-" if plain else f"{deed}-"


def typed_at_length(form: Any) -> tuple[tuple[str, str], ...]:
    """Return what was typed, to be shown where its form can't be shown any more."""
    texts = (field for field in form if field.type in ("TextField", "LongTextField"))
    return tuple((str(field.label.text), field.data) for field in texts if field.data and field.data.strip())


def do_deed(deed: Deed, reference: str, officer: StaffMember, form: DeedForm, which: str = "") -> int:
    """Do what a form asks and return 200, or put on it what is missing (400, 422) or in the way (409)."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        form.form_errors.append(TOO_OLD)
        return 400
    if not form.validate():
        return 422
    try:
        deed.do(reference, officer, form, which)
    except Incomplete as problem:
        form.explain(problem.missing)
        return 422
    except (MoveNotPossible, NotFound) as problem:
        form.form_errors.append(str(problem))
        return 409
    return 200
