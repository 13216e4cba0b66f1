"""What was suggested when a second person sent it back counts on: other answers don't lower it alone."""

from collections.abc import Callable

import pytest

from portal.domain.errors import Incomplete
from portal.domain.vocabulary import FeedbackStatus, Role, Route, SetAsideAs
from portal.services import bulk, claims, decisions, points, reading, screening, set_aside, signing_page
from portal.services.accounts import StaffMember
from portal.services.decisions import Part
from tests.conftest import Clock
from tests.services.screening_steps import screened, somebody, weighed

pytestmark = pytest.mark.usefixtures("app_context", "clock")
WORDS = ("Because that is what their words say.", "Dear you, this is what we do.")
TRANSPORT = {"subject": "sen_transport"}
LOWER = "It gives fewer rights than what was suggested earlier."


def _decide(reference: str, officer: StaffMember, route: Route, *numbers: int) -> decisions.Decided:
    return decisions.decide(reference, officer, route, *WORDS, part=Part(numbers))


def _sent_back(reference: str, officer: StaffMember, *numbers: int) -> None:
    """Let a refusal be proposed for some points and come back from a second person."""
    proposed = _decide(reference, officer, Route.REFUSED, *numbers)
    supervisor = somebody(Role.SUPERVISOR)
    weighed(reference, supervisor)
    decisions.return_decision(proposed.decision_id, supervisor, "It is a Children Act complaint.")
    claims.claim(reference, officer)


def _offered(reference: str, officer: StaffMember, route: Route) -> tuple[str, ...]:
    page = reading.read_item(reference, officer)
    return next(choice.second_person for choice in page.screening.routes if choice.route is route)


def test_after_a_return_other_answers_take_nobody_out_of_the_procedure_alone() -> None:
    officer = somebody()
    reference = screened(officer)
    _sent_back(reference, officer)
    screening.save_checklist(reference, officer, TRANSPORT)
    assert LOWER in _offered(reference, officer, Route.CORPORATE)
    decided = _decide(reference, officer, Route.CORPORATE)
    assert LOWER in decided.second_person
    assert not decided.in_force


def test_after_a_return_what_was_suggested_takes_one() -> None:
    officer = somebody()
    reference = screened(officer)
    _sent_back(reference, officer)
    assert _offered(reference, officer, Route.STATUTORY) == ()
    assert _decide(reference, officer, Route.STATUTORY).in_force


BACK = "A second person sent it back before."
REWORDED = "Its words were changed after a second person sent it back."


def test_after_a_return_any_lesser_procedure_owes_a_second_person() -> None:
    officer = somebody()
    reference = screened(officer, answers=TRANSPORT)
    assert not any(_offered(reference, officer, Route.CORPORATE))
    _sent_back(reference, officer)
    assert _offered(reference, officer, Route.CORPORATE) == (BACK,)
    decided = _decide(reference, officer, Route.CORPORATE)
    assert decided.second_person == (BACK,)
    assert not decided.in_force


def test_softer_words_after_a_return_are_read_by_a_second_person() -> None:
    officer = somebody()
    reference = screened(officer)
    _sent_back(reference, officer)
    points.change_point(reference, officer, 1, "She would like to know more.")
    assert _offered(reference, officer, Route.STATUTORY) == (REWORDED,)
    decided = _decide(reference, officer, Route.STATUTORY)
    assert decided.second_person == (REWORDED,)
    assert not decided.in_force
    supervisor = somebody(Role.SUPERVISOR)
    reading.read_item(reference, supervisor)
    (point,) = signing_page.read_proposal(reference, supervisor).points
    assert [one.words for one in point.earlier] == ["Nobody told us why the plan changed."]


def test_a_point_sent_back_holds_up_no_other() -> None:
    officer = somebody()
    reference = screened(officer)
    points.define_point(reference, officer, "The taxi never came.", answers=TRANSPORT)
    _sent_back(reference, officer, 1)
    assert _decide(reference, officer, Route.CORPORATE, 2).in_force


ENDS: dict[str, Callable[[str, StaffMember], object]] = {
    "a withdrawal": lambda reference, officer: decisions.propose_withdrawal(reference, officer, *WORDS),
    "set aside": lambda reference, officer: set_aside.set_aside(
        reference, officer, SetAsideAs.SPAM, reason="An advertisement."
    ),
    "decided": lambda reference, officer: _decide(reference, officer, Route.STATUTORY),
}


@pytest.mark.parametrize("end", ENDS)
def test_after_a_return_nothing_ends_before_it_is_asked_again_who_is_at_risk(end: str, clock: Clock) -> None:
    officer = somebody()
    reference = screened(officer)
    clock.forward(hours=1)
    _sent_back(reference, officer)
    with pytest.raises(Incomplete) as problem:
        ENDS[end](reference, officer)
    assert problem.value.missing == ("safeguarding",)
    screening.save_safeguarding(reference, officer, "none")
    ENDS[end](reference, officer)


def test_nor_is_it_set_aside_with_others(clock: Clock) -> None:
    officer = somebody()
    reference = screened(officer)
    clock.forward(hours=1)
    _sent_back(reference, officer)
    reading.read_item(reference, officer)
    (result,) = bulk.set_aside_spam([reference], officer, "An advertisement.")
    assert "at risk" in result.left_out
    assert reading.read_item(reference, officer).status is FeedbackStatus.RETURNED
