"""The history names which points were decided, in plain route names, and what somebody chose."""

import pytest

from portal.domain.event_names import EventName
from portal.domain.history import in_past_tense
from portal.domain.history_of_decisions import CHOICES, LINKS
from portal.domain.next_stage import SIGNED_AS
from portal.domain.vocabulary import LinkKind, Route
from portal.domain.workflow import StageRequestAction


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (None, "Decided: Council complaint"),
        ([2], "Decided point 2: Council complaint"),
        ([1, 3], "Decided points 1, 3: Council complaint"),
    ],
)
def test_a_decision_names_its_points_and_its_route(points: list[int] | None, words: str) -> None:
    facts = {"route": Route.CORPORATE.value, "points": points}
    assert in_past_tense(EventName.ROUTE_DECIDED, facts, {}) == words


def test_a_category_stands_behind_the_route() -> None:
    facts = {"route": "duty_matter", "category": "out-of-time"}
    assert in_past_tense(EventName.ROUTE_DECIDED, facts, {}) == "Decided: Duty matter (out of time)"


def test_what_is_not_known_any_more_is_told_as_it_stands() -> None:
    assert in_past_tense(EventName.ROUTE_DECIDED, {"route": "an old one"}, {}) == "Decided: an old one"
    assert (
        in_past_tense(EventName.LINKED, {"kind": "an old one"}, {})
        == "Noted that it belongs with another item"
    )


def test_every_kind_of_link_and_every_choice_has_its_words() -> None:
    assert set(LINKS) == set(LinkKind)
    told = {in_past_tense(EventName.RESOLUTION_ANSWERED, {"what": one.value}, {}) for one in CHOICES}
    assert told == set(CHOICES.values())
    assert set(CHOICES) == {*SIGNED_AS, *SIGNED_AS.values(), StageRequestAction.SEND_BACK}
    going_on = in_past_tense(EventName.RESOLUTION_ANSWERED, {"what": "go_on"}, {})
    assert going_on == "The person goes on to the next stage"
