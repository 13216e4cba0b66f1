"""The decision as a form: which points, a route, the reason, and the exact message, whose draft follows."""

from hashlib import sha256
from typing import Any, ClassVar

from wtforms import HiddenField
from wtforms.validators import ValidationError

from portal.domain.route_details import CATEGORY, NONE, message_of
from portal.domain.vocabulary import Route
from portal.services.decisions import Part
from portal.services.item_page import ItemPage, RouteChoice
from portal.services.refusing import GROUND
from portal.services.route_details import PREFIX, wanted_for
from portal.web.fields import CheckboxesField, LongTextField, RadioField, choices
from portal.web.screening import particulars
from portal.web.screening.forms import (
    MAY_SIGN,
    NEVER_SHOWN,
    DeskForm,
    letter,
    number_of,
    reason,
    without_unprintable,
)
from portal.web.screening.signer_field import SignerField
from portal.web.screening.words import route as route_words
from portal.web.text import LONDON
from portal.web.typed import LONGEST, AtMost, Needed
from portal.web.widgets import Textarea

UNFINISHED = "Write the message, and fill in what stands in [square brackets]"
NO_POINT = "Define what is complained of before a procedure is opened"
POINT_GONE = "Point {} is not left: somebody may have decided it meanwhile"
WHICH_POINTS = "Choose which points you decide"
WRONG = "Write this again"
TOO_THIN = "Write it so that the person understands it: a few words at least"
NO_GROUND = "The ground doesn't hold for point {}"
SHORTENED = 70
GONE = "points_gone"


class DecisionForm(DeskForm):
    """What the officer settles."""

    slot = "decision"
    several = False
    wanted = NONE
    kept: Any = None
    lacks: ClassVar = {
        "reason": ("decision_reason", "Write why you chose this route"),
        "message": ("decision_message", UNFINISHED),
        "points": ("points", NO_POINT),
        "thin.reason": ("decision_reason", TOO_THIN),
        "signer": ("signer", MAY_SIGN),
    }
    points = CheckboxesField("Which points?", validate_choice=False)
    route = RadioField("Which route?", [Needed("Choose a route")])
    decision_reason = reason(
        "Why this route?",
        "What in their words led you here. It stays on the record.",
        missing="Write why you chose this route",
    )
    decision_message = letter("Message to the person", "They get exactly these words, on their private page.")
    signer = SignerField()
    drafted_for = HiddenField()
    earlier_words = LongTextField(
        "What you wrote before",
        [AtMost(LONGEST)],
        description="It is not sent. Take from it what you need.",
        filters=[without_unprintable],
        widget=Textarea(rows=5),
    )

    @classmethod
    def for_page(cls, page: ItemPage) -> Any:
        """Begin with no route, for the rules suggest and never choose, and with the points they are for."""
        return cls(formdata=None, data={"points": [str(number) for number in page.screening.chosen]})

    @classmethod
    def with_words(cls, typed: Any) -> "DecisionForm":
        """Return the form with what was typed earlier."""
        form = cls(formdata=typed)
        form.kept = typed
        return form

    def offering(self, page: ItemPage) -> "DecisionForm":
        """Put the points that are left and the open routes into the lists, the suggested route first."""
        routes = sorted(page.screening.routes, key=lambda route: not route.suggested)
        self.route.choices = choices(*((r.route.value, _name(r)) for r in routes))
        self.route.hints = {r.route.value: _hint(r) for r in routes}
        left = [point for point in page.points if point.number in page.screening.left]
        self.points.choices = choices(
            *((str(point.number), _point(point.number, point.words)) for point in left)
        )
        self.points.hints = _suggested_apart(page)
        self.signer.offer(page)
        self.several = len(page.screening.left) > 1
        if self.chosen(page) and self.wanted is NONE:  # asked anew, the fields would lose their errors
            self.wanted = wanted_for(self.route_chosen, page.kind)
            particulars.ask(self, self.wanted, _known(self.route_chosen, page), self.kept)
            particulars.say_who_confirmed(self, page)
        return self

    @property
    def particulars(self) -> tuple[Any, ...]:
        """The fields of what the chosen route is recorded with."""
        return tuple(field for name, field in self._fields.items() if name.startswith(particulars.NAME))

    def explain(self, codes: tuple[str, ...]) -> None:
        """Say at its field what the rules found missing, among it what the route is recorded with."""
        for code in codes:
            name = code.replace(PREFIX, particulars.NAME, 1)
            if code.startswith(PREFIX) and name in self._fields:
                said = message_of(self.wanted, code.removeprefix(PREFIX))
                self[name].errors = [*self[name].errors, said or WRONG]
            if code.startswith(GROUND):
                self.points.errors = [*self.points.errors, NO_GROUND.format(code.removeprefix(GROUND))]
            if code == GONE:
                self.points.errors = [*self.points.errors, *self._gone()]
        own = (PREFIX, GROUND, GONE)
        super().explain(tuple(code for code in codes if not code.startswith(own)))

    def _gone(self) -> list[str]:
        """Return that each point is gone which is ticked and not left any more."""
        left = {choice[0] for choice in self.points.choices or ()}
        gone = [number for number in self.ticked if str(number) not in left]
        return [POINT_GONE.format(number) for number in gone or self.ticked]

    def validate_points(self, field: CheckboxesField) -> None:
        """Ask which points where there are several; that they are still left is for the service to say."""
        if self.several and not self.ticked:
            raise ValidationError(WHICH_POINTS)

    @property
    def ticked(self) -> tuple[int, ...]:
        """The numbers of the points that are ticked."""
        return tuple(sorted({number_of(typed) for typed in self.points.data or ()} - {NEVER_SHOWN}))

    @property
    def part(self) -> Part:
        """What of the item is decided."""
        category, details = particulars.answers_of(self, self.wanted)
        return Part(points=self.ticked, category=category, details=details)

    def chosen(self, page: ItemPage) -> RouteChoice | None:
        """Return the route that is chosen now, or None."""
        return next((r for r in page.screening.routes if r.route.value == self.route.data), None)

    def has_another_draft(self, page: ItemPage) -> bool:
        """Whether the message on the page was begun for another route, or other points, than those chosen."""
        choice = self.chosen(page)
        if choice is None:
            return False
        begun = self._begun().rpartition(":")[0] if self.several else self._begun().partition(":")[0]
        return begun != self._begins(choice, page)

    def bring_draft(self, page: ItemPage) -> None:
        """Put the chosen route's draft into the message; words of the officer's own are kept beside it."""
        choice = self.chosen(page)
        self._keep(particulars.typed_for_another(self))
        if choice is None or not self.has_another_draft(page):
            return
        typed = (self.decision_message.data or "").strip()
        if not typed or self._begun().rpartition(":")[2] != _mark(choice.draft):
            self._keep_beside(typed, page)
            self.decision_message.data = choice.draft
        mark = f":{_mark(choice.draft)}" if self.several else ""
        self.drafted_for.data = self._begins(choice, page) + mark

    def _keep_beside(self, typed: str, page: ItemPage) -> None:
        untouched = {route.draft.strip() for route in page.screening.routes}
        if typed and typed not in untouched and _mark(typed) != self._begun().rpartition(":")[2]:
            self._keep((typed,))

    def _keep(self, typed: tuple[str, ...]) -> None:
        kept = [*typed, (self.earlier_words.data or "").strip()]
        self.earlier_words.data = "\n\n".join(words for words in kept if words)

    def _begun(self) -> str:
        return self.drafted_for.data or ""

    def _begins(self, choice: RouteChoice, page: ItemPage) -> str:
        """Return what stands first in ``drafted_for``: the route and, where there are several, the points."""
        if not self.several:
            return choice.route.value
        return f"{choice.route.value}:{','.join(str(number) for number in page.screening.chosen)}"

    @property
    def route_chosen(self) -> Route:
        """The route as a code of the house."""
        return Route(self.route.data)


def _known(route: Route, page: ItemPage) -> dict[str, Any]:
    """Return what the page knows already of what a route asks."""
    if route is Route.ENQUIRY:
        return {CATEGORY: page.screening.answers.get("enquiry_kind")}
    if route is Route.DUTY_MATTER:
        return particulars.confirmed(page)
    told = page.screening.safeguarding
    if route is Route.SAFEGUARDING_REFERRAL and told and told.told_at:
        return {"told": told.told_whom, "told_on": told.told_at.astimezone(LONDON).date()}
    return {}


def _suggested_apart(page: ItemPage) -> dict[str, str]:
    """Return what is suggested for each point that is left, where it isn't the same for all."""
    if not page.screening.differing:
        return {}
    each = ((number, one.suggestion) for number, one in page.screening.weighed.items())
    return {str(number): f"Suggested: {route_words(one.route)}" for number, one in each if one and one.route}


def _point(number: int, words: str) -> str:
    shortened = words if len(words) <= SHORTENED else f"{words[:SHORTENED].rsplit(' ', 1)[0]} …"
    return f"{number}. {shortened}"


def _mark(draft: str) -> str:
    """Return a mark by which an untouched draft is known again."""
    return sha256(draft.strip().encode()).hexdigest()[:12]


def _name(route: RouteChoice) -> str:
    return f"{route.label} (suggested)" if route.suggested else route.label


def _hint(route: RouteChoice) -> str:
    return f"{route.hint}. A second person signs." if route.second_person else f"{route.hint}."
