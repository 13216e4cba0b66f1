"""What was suggested when a second person sent it back counts on: other answers don't lower it alone."""

import pytest

from portal.domain.vocabulary import Role, Route
from portal.services import claims, decisions, points, reading, screening
from portal.services.accounts import StaffMember
from portal.services.decisions import Part
from tests.services.screening_steps import screened, somebody, weighed

pytestmark = pytest.mark.usefixtures("app_context", "clock")
TRANSPORT = {"subject": "sen_transport"}
LOWER = "It gives fewer rights than what was suggested earlier."


def _decide(reference: str, officer: StaffMember, route: Route, *numbers: int) -> decisions.Decided:
    words = ("Because that is what their words say.", "Dear you, this is what we do.")
    return decisions.decide(reference, officer, route, *words, part=Part(numbers))


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


def test_a_point_sent_back_holds_up_no_other() -> None:
    officer = somebody()
    reference = screened(officer)
    points.define_point(reference, officer, "The taxi never came.", answers=TRANSPORT)
    _sent_back(reference, officer, 1)
    assert _decide(reference, officer, Route.CORPORATE, 2).in_force
