"""One letter can hold a statutory and a corporate part: each point is decided, signed and counted alone."""

import pytest
from sqlalchemy import select

from portal.domain.errors import Incomplete, MoveNotPossible
from portal.domain.vocabulary import CaseStatus, FeedbackStatus, Procedure, Role, Route
from portal.extensions import db
from portal.models.case import Case
from portal.models.feedback import Feedback
from portal.models.point import Point
from portal.models.record import Record
from portal.services import decisions, points, reading, reopening
from portal.services.accounts import StaffMember
from portal.services.decisions import Part
from tests.services.screening_steps import particulars, screened, signed, somebody, weighed

pytestmark = pytest.mark.usefixtures("app_context", "clock")
TRANSPORT, REPEAT = {"subject": "sen_transport"}, {"before": "answered"}


def _two_points(officer: StaffMember, second: dict[str, str]) -> str:
    reference = screened(officer)
    points.define_point(reference, officer, "The taxi never came.", answers=second)
    return reference


def _decide(reference: str, officer: StaffMember, route: Route, *numbers: int) -> decisions.Decided:
    words = ("Because that is what their words say.", "Dear you, this is what we do.")
    details = particulars(reference, route).details
    return decisions.decide(reference, officer, route, *words, part=Part(numbers, details=details))


def _rows(reference: str) -> dict[str, str | None]:
    rows = db.session.execute(
        select(Record.reference, Record.procedure).where(Record.reference.like(f"{reference}%"))
    )
    return {row.reference: row.procedure for row in rows}


def _cases(reference: str) -> list[tuple[Procedure, CaseStatus]]:
    wanted = select(Case.procedure, Case.status).join(Feedback, Feedback.id == Case.feedback_id)
    found = db.session.execute(wanted.where(Feedback.reference == reference).order_by(Case.id))
    return [(row.procedure, row.status) for row in found]


def _status(reference: str) -> FeedbackStatus:
    return db.session.scalars(select(Feedback.status).where(Feedback.reference == reference)).one()


def test_a_statutory_and_a_corporate_part_open_a_case_each_and_are_counted_each() -> None:
    officer = somebody()
    reference = _two_points(officer, TRANSPORT)
    first = _decide(reference, officer, Route.STATUTORY, 1)
    assert (first.points_left, first.next_reference) == (1, reference)
    assert _status(reference) is FeedbackStatus.RECEIVED
    second = _decide(reference, officer, Route.CORPORATE)
    assert second.points_left == 0
    assert _status(reference) is FeedbackStatus.DECIDED
    opened = CaseStatus.OPEN
    assert _cases(reference) == [(Procedure.STATUTORY, opened), (Procedure.CORPORATE, opened)]
    assert _rows(reference) == {reference: "statutory", f"{reference}-P2": "corporate"}
    labels = {line.label for line in reading.read_item(reference, officer).clock}
    assert labels >= {"Answer stage 1 (Children Act) by", "Answer stage 1 (council) by"}
    routes = db.session.execute(
        select(Point.number, Point.route).join(Feedback).where(Feedback.reference == reference)
    )
    assert {row.number: row.route for row in routes} == {1: Route.STATUTORY, 2: Route.CORPORATE}


def test_points_that_go_the_same_way_share_one_case_and_one_row() -> None:
    officer = somebody()
    reference = _two_points(officer, {})
    _decide(reference, officer, Route.STATUTORY, 2)
    _decide(reference, officer, Route.STATUTORY, 1)
    assert _cases(reference) == [(Procedure.STATUTORY, CaseStatus.OPEN)]
    assert _rows(reference) == {reference: "statutory"}


def test_a_part_that_waits_for_a_signature_holds_up_no_other() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = _two_points(officer, REPEAT)
    refused = _decide(reference, officer, Route.REFUSED, 2)
    assert refused.second_person
    assert not refused.in_force
    _decide(reference, officer, Route.STATUTORY, 1)
    assert _status(reference) is FeedbackStatus.AWAITING_SIGNATURE
    assert _cases(reference) == [(Procedure.STATUTORY, CaseStatus.OPEN)]
    signed(refused.decision_id, reference, supervisor)
    assert _status(reference) is FeedbackStatus.DECIDED
    assert _rows(reference) == {reference: "statutory", f"{reference}-P2": None}


def test_a_part_may_be_signed_while_others_are_still_on_the_desk() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = _two_points(officer, REPEAT)
    refused = _decide(reference, officer, Route.REFUSED, 2)
    signed(refused.decision_id, reference, supervisor)
    page = reading.read_item(reference, officer)
    assert page.status is FeedbackStatus.RECEIVED
    assert page.claim is not None
    assert page.claim.mine
    _decide(reference, officer, Route.STATUTORY)
    assert _status(reference) is FeedbackStatus.DECIDED


def test_a_part_that_is_sent_back_leaves_the_other_in_force() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = _two_points(officer, REPEAT)
    refused = _decide(reference, officer, Route.REFUSED, 2)
    _decide(reference, officer, Route.STATUTORY, 1)
    weighed(reference, supervisor)
    decisions.return_decision(refused.decision_id, supervisor, "It is not the same.")
    assert _status(reference) is FeedbackStatus.RETURNED
    assert _cases(reference) == [(Procedure.STATUTORY, CaseStatus.OPEN)]


def test_the_rules_weigh_each_point_and_a_second_person_signs_for_the_one_that_gets_less() -> None:
    officer = somebody()
    reference = _two_points(officer, TRANSPORT)
    both = _decide(reference, officer, Route.CORPORATE)
    assert "It gives fewer rights than the route that was suggested." in both.second_person


def test_points_that_are_settled_dropped_or_unknown_cannot_be_decided() -> None:
    officer = somebody()
    reference = _two_points(officer, {})
    points.drop_point(reference, officer, 2, "It is the same as the first.")
    for number in (2, 3):
        with pytest.raises(Incomplete) as missing:
            _decide(reference, officer, Route.STATUTORY, number)
        assert missing.value.missing == ("points_gone",)
    assert _decide(reference, officer, Route.STATUTORY).points_left == 0


def test_a_settled_point_keeps_its_words() -> None:
    officer = somebody()
    reference = _two_points(officer, TRANSPORT)
    _decide(reference, officer, Route.STATUTORY, 1)
    with pytest.raises(MoveNotPossible):
        points.change_point(reference, officer, 1, "Something else")


def test_opening_again_leaves_every_point_to_be_decided_and_one_row() -> None:
    officer, supervisor = somebody(), somebody(Role.SUPERVISOR)
    reference = _two_points(officer, TRANSPORT)
    _decide(reference, officer, Route.STATUTORY, 1)
    _decide(reference, officer, Route.CORPORATE, 2)
    reopening.reopen(reference, "A point of hers was missed.", supervisor)
    assert _rows(reference) == {reference: None}
    feedback_id = db.session.scalars(select(Feedback.id).where(Feedback.reference == reference)).one()
    assert [point.number for point in points.undecided_points(feedback_id)] == [1, 2]
    assert {status for _, status in _cases(reference)} == {CaseStatus.CLOSED}
