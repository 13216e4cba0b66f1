"""The field that asks who should sign: those who may, chosen whoever is asked where nobody is named."""

from typing import Any

from portal.services.item_page import ItemPage
from portal.web.fields import SelectField, choices

NOBODY = 0


class SignerField(SelectField):
    """Who is asked to sign; nobody need be named."""

    def __init__(self, label: str = "Who should sign?", **options: Any) -> None:
        super().__init__(label, validate_choice=False, **options)
        self.choices = choices()

    def offer(self, page: ItemPage) -> None:
        """Put those who may sign into the list, with how much waits for them."""
        named = (
            (str(one.id), f"{one.name} ({one.waiting} waiting)" if one.waiting else one.name)
            for one in page.signers
        )
        self.choices = choices(*named)
        if self.data is None and page.signers:
            self.data = str(page.signers[0].id)

    @property
    def chosen(self) -> int | None:
        """Who was chosen; whoever may not sign is for the service to refuse."""
        if not self.data:
            return None
        is_number = self.data.isascii() and self.data.isdecimal() and len(self.data) < 10
        return int(self.data) if is_number else NOBODY
