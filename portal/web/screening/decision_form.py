"""The decision as a form: which points, a route, the reason, and the exact message, whose draft follows."""

from typing import Any, ClassVar

from wtforms import HiddenField
from wtforms.validators import ValidationError

from portal.domain.clocks import in_words
from portal.domain.letter_blanks import blanks_in
from portal.domain.letter_days import days_promised, past_days
from portal.domain.route_details import CATEGORY, NONE, message_of
from portal.domain.vocabulary import LetterStyle, Route
from portal.services.decisions import Part
from portal.services.item_page import ItemPage, RouteChoice
from portal.services.letters import LetterWish
from portal.services.now import today
from portal.services.refusing import GROUND
from portal.services.route_details import PREFIX, wanted_for
from portal.web.fields import CheckboxesField, LongTextField, RadioField, choices
from portal.web.screening import particulars
from portal.web.screening.begun_draft import Begun, Left, marks_of, without
from portal.web.screening.forms import (
    MAY_SIGN,
    NEVER_SHOWN,
    DeskForm,
    letter,
    number_of,
    reason,
    without_unprintable,
)
from portal.web.screening.letter_words import LETTER_STYLES
from portal.web.screening.signer_field import SignerField
from portal.web.screening.words import route as route_words
from portal.web.text import LONDON
from portal.web.typed import LONGEST, AtMost, Needed
from portal.web.widgets import Textarea

NO_MESSAGE = "Write the message"
STILL_TO_FILL = "Fill in what is still in brackets: {}"
NO_REASON = "Say in the message why, so that the person understands it: a few words at least"
OTHER_DAY = "The message names another day than “By when?” above. Write {} in it, or change the day above"
PAST_DAY = "The message promises something by a day that is past: {}. Write another day"
READ_AGAIN = "This message goes with the route you chose. Read it, then decide"
READ_FOR_POINTS = "This message goes with the points and the route you chose. Read it, then decide"
READ_STYLE = "This message is in the style you chose. Read it, then decide"
READ_DAYS = "What the message names has changed, a day for example. Read it, then decide"
NO_POINT = "Define what is complained of before a procedure is opened"
POINT_GONE = "Point {} is not left: somebody may have decided it meanwhile"
WHICH_POINTS = "Choose which points you decide"
WRONG = "Write this again"
TOO_THIN = "Write it so that the person understands it: a few words at least"
NO_GROUND = "The ground doesn't hold for point {}"
SHORTENED = 70
GONE = "points_gone"
DAYS = ("past_day", "other_day")


class DecisionForm(DeskForm):
    """What the officer settles."""

    slot = "decision"
    several = False
    wanted = NONE
    kept: Any = None
    lacks: ClassVar = {
        "reason": ("decision_reason", "Write why you chose this route"),
        "message": ("decision_message", NO_MESSAGE),
        "thin.message": ("decision_message", NO_REASON),
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
    letter_style = RadioField("How is the letter written?")
    signer = SignerField()
    drafted_for = HiddenField()
    left_before = HiddenField()
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
        points = [str(number) for number in page.screening.chosen]
        return cls(formdata=None, data={"points": points, "letter_style": page.screening.style.value})

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
        self._offer_styles(page)
        self.several = len(page.screening.left) > 1
        if self.chosen(page) and self.wanted is NONE:  # asked anew, the fields would lose their errors
            self.wanted = wanted_for(self.route_chosen, page.kind)
            particulars.ask(self, self.wanted, _known(self.route_chosen, page), self.kept)
            particulars.say_who_confirmed(self, page)
        return self

    def _offer_styles(self, page: ItemPage) -> None:
        own = page.screening.own_style
        named = ((style.value, LETTER_STYLES[style]) for style in LetterStyle)
        self.letter_style.choices = choices(
            *((style, f"{name} (their own)" if style == own else name) for style, name in named)
        )
        self.letter_style.data = self.letter_style.data or page.screening.style.value

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
            self.decision_message.errors = [*self.decision_message.errors, *self._of_message(code)]
        own = (PREFIX, GROUND, GONE, *DAYS, *(("message",) if self.blanks else ()))
        super().explain(tuple(code for code in codes if not code.startswith(own)))

    def _of_message(self, code: str) -> list[str]:
        """Return what is wrong with the message, naming what is to be changed in it."""
        message, by = self.decision_message.data or "", self.wish.by
        if code == "message" and self.blanks:
            return [STILL_TO_FILL.format(", ".join(self.blanks))]
        if code == "past_day":
            return [PAST_DAY.format(", ".join(past_days(message, today())))]
        return [OTHER_DAY.format(in_words(by))] if code == "other_day" and by else []

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
        return Part(points=self.ticked, category=category, details=details, style=self.wish.style)

    def chosen(self, page: ItemPage) -> RouteChoice | None:
        """Return the route that is chosen now, or None."""
        return next((r for r in page.screening.routes if r.route.value == self.route.data), None)

    @property
    def wish(self) -> LetterWish:
        """How the letter is wanted: in the style that was chosen, with the day that was typed."""
        typed = str(self.letter_style.data or "")
        style = LetterStyle(typed) if typed in set(LetterStyle) else None
        return LetterWish(style, particulars.day_typed(self.kept))

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is still to be filled in the message."""
        return blanks_in(self.decision_message.data or "")

    def has_another_draft(self, page: ItemPage) -> bool:
        """Whether the message was begun for something else than what is chosen, or says what has changed."""
        choice = self.chosen(page)
        if choice is None:
            return False
        begun, typed = self._begun(), self.decision_message.data or ""
        return self._goes_elsewhere(choice, page) or begun.followed(typed, choice.draft) != typed

    def why_another(self, page: ItemPage) -> str:
        """Return why the message that stands in the box now is another."""
        begun, choice = self._begun(), self.chosen(page)
        if choice is not None and begun.goes != self._begins(choice, page):
            return READ_FOR_POINTS if self.several else READ_AGAIN
        return READ_STYLE if begun.style != page.screening.style else READ_DAYS

    def bring_draft(self, page: ItemPage) -> None:
        """Put the chosen route's draft into the message; words of the officer's own are kept beside it."""
        choice = self.chosen(page)
        self._keep(particulars.typed_for_another(self))
        if choice is None or not self.has_another_draft(page):
            return
        begun, typed = self._begun(), (self.decision_message.data or "").strip()
        if not self._goes_elsewhere(choice, page):
            self.decision_message.data = begun.followed(typed, choice.draft)
        elif not typed or begun.marks != marks_of(choice.draft):
            self._keep_beside(typed, page)
            self.decision_message.data = self._left_there(self._now(choice, page)) or choice.draft
        self.drafted_for.data = self._now(choice, page).written()

    def _now(self, choice: RouteChoice, page: ItemPage) -> Begun:
        return Begun(self._begins(choice, page), page.screening.style, marks_of(choice.draft))

    def _left_there(self, now: Begun) -> str:
        """Return what they wrote there before they chose something else, and take it from beside."""
        back = without_unprintable(Left.read(self.left_before.data).back(now)) or ""
        self.earlier_words.data = without(self.earlier_words.data or "", back)
        return back

    def _goes_elsewhere(self, choice: RouteChoice, page: ItemPage) -> bool:
        """Whether the message was begun for another route, other points or another style."""
        begun = self._begun()
        other_style = bool(begun.style) and begun.style != page.screening.style
        return begun.goes != self._begins(choice, page) or other_style

    def _keep_beside(self, typed: str, page: ItemPage) -> None:
        untouched = {route.draft.strip() for route in page.screening.routes}
        if typed and typed not in untouched and not self._begun().is_untouched(typed):
            self._keep((typed,))
            self.left_before.data = Left.read(self.left_before.data).leave(self._begun(), typed)

    def _keep(self, typed: tuple[str, ...]) -> None:
        kept = [*typed, (self.earlier_words.data or "").strip()]
        self.earlier_words.data = "\n\n".join(words for words in kept if words)

    def _begun(self) -> Begun:
        return Begun.read(self.drafted_for.data)

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
        begun = particulars.begun_complaint(page)
        return {CATEGORY: page.screening.answers.get("enquiry_kind"), particulars.COMPLAINT: begun}
    if route is Route.EARLY_RESOLUTION:
        draft = next((one.draft for one in page.screening.routes if one.route is route), "")
        return {"by": next((day for _, day in days_promised(draft)), None)}
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


def _name(route: RouteChoice) -> str:
    return f"{route.label} (suggested)" if route.suggested else route.label


def _hint(route: RouteChoice) -> str:
    return f"{route.hint}. A second person signs." if route.second_person else f"{route.hint}."
