"""Answering "something is not right": new words for each point, points that were missing, the message."""

from typing import Any, ClassVar

from wtforms import HiddenField

from portal.domain.vocabulary import DecisionStatus
from portal.services.item_page import ItemPage
from portal.services.point_corrections import CHANGE, Changes
from portal.services.points_shown import PointShown
from portal.web.fields import LongTextField
from portal.web.screening.forms import DeskForm, letter, number_of, without_unprintable
from portal.web.typed import LONG, AtMost
from portal.web.widgets import Textarea

YOUNG_DRAFT = "Thank you for telling us. [Say what you changed, or why not.]"
DRAFT = "Thank you for telling us what was not right. [Say what you changed, or why you left it as it was.]"


class CorrectionFormBase(DeskForm):
    """What every such form has; the boxes of the points are made for each page."""

    slot = "correction"
    numbers: ClassVar[tuple[int, ...]] = ()
    stored: ClassVar[dict[int, str]] = {}
    lacks: ClassVar[dict[str, tuple[str, str]]] = {}
    added = LongTextField(
        "A point that was missing (optional)",
        [AtMost(LONG)],
        description="It goes the same way as the others.",
        filters=[without_unprintable],
        widget=Textarea(rows=2),
    )
    correction_message = letter(
        "Message to the person",
        "It goes as a new letter, with every point as it stands then. It asks again whether that is right.",
        rows=8,
    )
    read_up_to = HiddenField()

    @property
    def read(self) -> int:
        """The last words of theirs that the page showed."""
        return max(number_of(self.read_up_to.data), 0)

    @property
    def changes(self) -> Changes:
        """What is changed."""
        words = {n: self[f"words_{n}"].data or "" for n in self.numbers}
        changed = {n: said for n, said in words.items() if said.strip() != self.stored[n].strip()}
        return Changes(changed, (self.added.data,) if self.added.data else ())


def correction_form(page: ItemPage, *, posted: bool = False) -> Any:
    """Return the form for the points that a decision settled: as posted, or as they stand."""
    points = points_to_correct(page)
    fields: dict[str, Any] = {
        "numbers": tuple(point.number for point in points),
        "stored": {point.number: point.words for point in points},
        "lacks": {
            "message": ("correction_message", "Write the message, and fill in what stands in [brackets]"),
            **{f"words:{one.number}": (f"words_{one.number}", "Write what it says") for one in points},
        },
    }
    for point in points:
        fields |= _boxes(point)
    made: Any = type("CorrectionForm", (CorrectionFormBase,), fields)
    if posted:
        return made()
    stored = {f"words_{point.number}": point.words for point in points}
    begun = {"correction_message": YOUNG_DRAFT if page.young else DRAFT}
    return made(formdata=None, data={**stored, **begun, "read_up_to": page.conversation.last_added})


def points_to_correct(page: ItemPage) -> list[PointShown]:
    """Return the points of the letters that somebody said are not right; what others agreed to stays."""
    wrong = {letter.decision_id for letter in page.letters if letter.answer == CHANGE}
    in_force = (one for one in page.decisions if one.status is DecisionStatus.IN_FORCE and one.id in wrong)
    numbers = {number for decision in in_force for number in decision.points}
    return [point for point in page.points if point.number in numbers and not point.dropped]


def _boxes(point: PointShown) -> dict[str, Any]:
    return {
        f"words_{point.number}": LongTextField(
            f"Point {point.number}",
            [AtMost(LONG)],
            filters=[without_unprintable],
            widget=Textarea(rows=3),
        ),
    }
