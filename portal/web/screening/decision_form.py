"""The decision as a form: a route, the reason, and the exact message, whose draft follows the route."""

from typing import Any, ClassVar

from wtforms import HiddenField

from portal.domain.vocabulary import Route
from portal.services.item_page import ItemPage, RouteChoice
from portal.web.fields import LongTextField, RadioField, choices
from portal.web.screening.forms import DeskForm, letter, reason, without_unprintable
from portal.web.typed import LONGEST, AtMost, Needed
from portal.web.widgets import Textarea

UNFINISHED = "Write the message, and fill in what stands in [square brackets]"


class DecisionForm(DeskForm):
    """What the officer settles."""

    slot = "decision"
    lacks: ClassVar = {
        "reason": ("decision_reason", "Write why you chose this route"),
        "message": ("decision_message", UNFINISHED),
    }
    route = RadioField("Which route?", [Needed("Choose a route")])
    decision_reason = reason(
        "Why this route?",
        "What in their words led you here. It stays on the record.",
        missing="Write why you chose this route",
    )
    decision_message = letter("Message to the person", "They get exactly these words, on their private page.")
    drafted_for = HiddenField()
    earlier_words = LongTextField(
        "What you wrote for another route",
        [AtMost(LONGEST)],
        description="It is not sent. Take from it what you need.",
        filters=[without_unprintable],
        widget=Textarea(rows=5),
    )

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with no route: the rules suggest and never choose."""
        return cls(formdata=None).offering(page)

    def offering(self, page: ItemPage) -> "DecisionForm":
        """Put the open routes into the list, the suggested one first."""
        routes = sorted(page.screening.routes, key=lambda route: not route.suggested)
        self.route.choices = choices(*((r.route.value, _name(r)) for r in routes))
        self.route.hints = {r.route.value: _hint(r) for r in routes}
        return self

    def chosen(self, page: ItemPage) -> RouteChoice | None:
        """Return the route that is chosen now, or None."""
        return next((r for r in page.screening.routes if r.route.value == self.route.data), None)

    def has_another_draft(self, page: ItemPage) -> bool:
        """Whether the message on the page was begun for another route than the one chosen now."""
        choice = self.chosen(page)
        return choice is not None and self.drafted_for.data != choice.route.value

    def bring_draft(self, page: ItemPage) -> None:
        """Put the chosen route's draft into the message; words of the officer's own are kept beside it."""
        choice = self.chosen(page)
        if choice is None or not self.has_another_draft(page):
            return
        typed = (self.decision_message.data or "").strip()
        drafts = {route.draft.strip() for route in page.screening.routes}
        if typed and typed not in drafts:
            kept = [typed, (self.earlier_words.data or "").strip()]
            self.earlier_words.data = "\n\n".join(words for words in kept if words)
        self.decision_message.data = choice.draft
        self.drafted_for.data = choice.route.value

    @property
    def route_chosen(self) -> Route:
        """The route as a code of the house."""
        return Route(self.route.data)


def _name(route: RouteChoice) -> str:
    return f"{route.label} (suggested)" if route.suggested else route.label


def _hint(route: RouteChoice) -> str:
    return f"{route.hint}. A second person signs." if route.second_person else f"{route.hint}."
