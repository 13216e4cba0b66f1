"""Sharing an accepted compliment with the people it thanks."""

from flask import Response, flash, redirect, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms.validators import ValidationError

from portal.domain.errors import Incomplete
from portal.domain.permissions import Permission
from portal.services.compliments import Sharing, is_of_council, read_sharing, share
from portal.web.access import keeps_words, requires, signed_in
from portal.web.fields import CheckboxesField, EmailField, LongTextField, choices
from portal.web.rendering import render
from portal.web.screening.blueprint import bp
from portal.web.screening.forms import without_unprintable
from portal.web.typed import LONGER, AtMost, EmailShape
from portal.web.widgets import Textarea, TextInput

NOBODY = "Choose at least one person, or write a work address"
NO_WORDS = "Write the words they read: there is nothing to print"
NOT_CHECKED = "Ring the colleague, then tick that you have checked it"
NOT_OURS = "Write an address of this council"


class ShareForm(FlaskForm):
    """Who is told, and the words they read."""

    people = CheckboxesField("Who shall be told?", choices=[])
    address = EmailField(
        "Somebody without an account: their work e-mail address",
        [EmailShape()],
        widget=TextInput(input_type="email", autocomplete="off", spellcheck=False),
    )
    quote = LongTextField(
        "The words they read",
        [AtMost(LONGER)],
        description="We put an X for each name we know. Check it: take out whatever shows who wrote it, or "
        "who the child is. Empty means that no words are shown.",
        filters=[without_unprintable],
        widget=Textarea(rows=6, limit=LONGER),
    )

    checked = CheckboxesField("Is it real?", choices=choices(("yes", "I have checked that it is real")))

    def offering(self, sharing: Sharing) -> "ShareForm":
        """Offer everybody who was not told yet."""
        waiting = [one for one in sharing.colleagues if not one.told]
        self.people.choices = choices(*((str(one.account_id), f"{one.name}, {one.why}") for one in waiting))
        return self

    def validate_address(self, field: EmailField) -> None:
        """Refuse an address outside the council."""
        if (field.data or "").strip() and not is_of_council(field.data.strip()):
            raise ValidationError(NOT_OURS)


@bp.get("/<reference>/share")
@requires(Permission.SCREEN)
def share_compliment(reference: str) -> Response:
    """Show whom it can be told, and a draft of the words without names."""
    sharing = read_sharing(reference, signed_in())
    form = ShareForm(formdata=None, quote=sharing.quote).offering(sharing)
    return _show(sharing, form)


@bp.post("/<reference>/share")
@requires(Permission.SCREEN)
@keeps_words
def tell_colleagues(reference: str) -> AnyResponse:
    """Tell those who were chosen."""
    sharing = read_sharing(reference, signed_in())
    form = ShareForm().offering(sharing)
    if not form.validate():
        return _show(sharing, form, 422)
    people = frozenset(int(number) for number in form.people.data or ())
    try:
        told = share(
            reference,
            signed_in(),
            people,
            form.address.data or "",
            form.quote.data or "",
            checked=bool(form.checked.data),
        )
    except Incomplete as problem:
        if "checked" in problem.missing:
            form.checked.errors = [NOT_CHECKED]
            return _show(sharing, form, 422)
        form.address.errors = [NOT_OURS if "address" in problem.missing else NOBODY]
        return _show(sharing, form, 422)
    flash(f"Told {told} {'person' if told == 1 else 'people'}.", "success")
    return redirect(url_for("screening.item", reference=reference), 303)


@bp.post("/<reference>/share/print")
@requires(Permission.SCREEN)
@keeps_words
def print_compliment(reference: str) -> AnyResponse:
    """Show the words alone, as they were made ready, to print for whoever has no account."""
    sharing = read_sharing(reference, signed_in())
    form = ShareForm().offering(sharing)
    words = (form.quote.data or "").strip()
    if not sharing.may_show or "csrf_token" in form.errors:
        return _show(sharing, form, 422)
    if not words:
        form.quote.errors = [NO_WORDS]
        return _show(sharing, form, 422)
    return render(
        "screening/print_compliment.html",
        sharing=sharing,
        words_shown=words,
        page_title="Somebody said thank you",
    )


def _show(sharing: Sharing, form: ShareForm, status: int = 200) -> Response:
    return render(
        "screening/share_compliment.html",
        status=status,
        sharing=sharing,
        form=form,
        page_title="Share this compliment",
    )
