"""The forms of signing beside the signature: asking somebody else, and letting somebody decide again."""

from typing import Any, ClassVar

from portal.services.item_page import ItemPage
from portal.services.signers import AskedToSign
from portal.web.fields import RadioField, SelectField, choices
from portal.web.screening.forms import DeskForm, number_of, reason
from portal.web.typed import Needed


class AskForm(DeskForm):
    """Who is asked to sign."""

    lacks: ClassVar = {"signer": ("signer", "Choose somebody who may sign this")}
    signer = RadioField("Who is asked to sign?", [Needed("Choose who is asked")], validate_choice=False)

    def offering(self, asked: AskedToSign, reader_id: int) -> "AskForm":
        """Put everybody who may sign into the list, those with fewest waiting first; the reader is "you"."""
        others = [one for one in asked.choices if one.id != asked.signer_id]
        self.signer.choices = choices(
            *((str(one.id), f"{one.name} (you)" if one.id == reader_id else one.name) for one in others)
        )
        self.signer.hints = {
            str(one.id): f"{one.waiting} waiting for them" if one.waiting else "Nothing waiting for them"
            for one in others
        }
        return self

    @property
    def chosen(self) -> int:
        """The number of who was chosen."""
        return number_of(self.signer.data)


class LetDecideForm(DeskForm):
    """Somebody decides again what they decided before, because nobody else is left."""

    slot = "let_decide"
    lacks: ClassVar = {
        "who": ("let_decide", "Choose who may decide it again"),
        "reason": ("let_decide_reason", "Write in a sentence why nobody else can read it"),
    }
    let_decide = SelectField("Who?", [Needed("Choose who may decide it again")], validate_choice=False)
    let_decide_reason = reason("Why can nobody else read it?", rows=2)

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Offer those who may be let back."""
        return cls(formdata=None).offering(page)

    def offering(self, page: ItemPage) -> "LetDecideForm":
        """Put those who decided it before, and may be let back, into the list."""
        named = ((str(number), name) for number, name in page.third.back)
        self.let_decide.choices = choices(("", "Choose"), *named)
        return self

    @property
    def chosen(self) -> int:
        """The number of who was chosen."""
        return number_of(self.let_decide.data)
